//! The demo's years as a simulation of days: what is due on a day happens, and makes what comes later. Chance comes from the seed alone,
//! and every act is put to the real rules before it is written down, so that a history which would be refused never leaves here.

mod aid;
mod boards;
mod intake;
mod people;
mod staff;
mod tasks;
mod tiers;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveTime};
use hamyar_domain::*;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::act::{Act, Step, Who};
use crate::ids::make;
use crate::world::World;

/// Something that comes due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    OpenCenter(usize),
    FormBoard(usize),
    Admit(usize),
    Train(usize, u16),
    Accredit(usize),
    TrainMore(usize),
    Away(usize),
    Back(usize),
    Quit(usize),
    CallSession(usize),
    HoldSession(usize, SessionId),
    BringCases(usize),
    CallLastSession(usize),
    Family(usize, FamilyDue),
}

/// Something that comes due in a family's life. The number is the cycle or holding it was meant for; it lapses with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FamilyDue {
    Identify,
    Consent,
    SortOut,
    Baseline,
    SeekCaseworker(u32),
    Plan(u32),
    Visit(u32),
    Entry(u32, EntryId),
    Service(u32),
    Interim(u32),
    Refer(u32),
    Expert(u32),
    ExpertAnswer(ExpertReferralId, usize),
    Transfer(u32),
    DropOut(u32),
    Final(u32),
    Release(u32),
    Renew(u32),
    Look(u32),
    FinalWithoutAid(u32),
    NextCycle(u32),
    Close(u32),
    Withdraw,
    Correct(u32),
    Task(TaskId),
    Moved,
}

/// A family as the demo lives it: the real state and what the story needs beside it.
pub(crate) struct Life {
    pub(crate) id: FamilyId,
    pub(crate) center: usize,
    pub(crate) rng: StdRng,
    pub(crate) state: Family,
    pub(crate) name: String,
    pub(crate) household: people::Household,
    /// Holding that runs: caseworker's place in the list. Counted from 1.
    pub(crate) holder: Option<usize>,
    pub(crate) holding: u32,
    /// Values last read, by indicator.
    pub(crate) readings: std::collections::BTreeMap<String, u8>,
    pub(crate) over: bool,
    pub(crate) imported: bool,
}

/// The simulation.
pub(crate) struct Planner {
    pub(crate) world: World,
    pub(crate) families: Vec<Life>,
    pub(crate) acts: Vec<Act>,
    /// Acts the rules turned down: what, and the code. Empty, or the story has a fault.
    pub(crate) refused: Vec<(String, String)>,
    pub(crate) today: NaiveDate,
    /// Last day that is planned: sessions and entries lie ahead.
    day: NaiveDate,
    numbers: ProgramNumbers,
    set: Arc<PublishedSet>,
    queue: BinaryHeap<Reverse<(NaiveDate, u64, Due)>>,
    count: u64,
    rng: StdRng,
}

impl Planner {
    pub(crate) fn new(
        world: World,
        set: Arc<PublishedSet>,
        families: usize,
        seed: u64,
        today: NaiveDate,
        mut rng: StdRng,
    ) -> Self {
        let lives = intake::lives(&mut rng, &world, families, seed);
        Self {
            world,
            families: lives,
            acts: Vec::new(),
            refused: Vec::new(),
            today,
            day: today,
            numbers: ProgramNumbers::default(),
            set,
            queue: BinaryHeap::new(),
            count: 0,
            rng,
        }
    }

    /// Lives the years through, up to and with today.
    pub(crate) fn run(&mut self) {
        self.stage();
        while let Some(Reverse((day, _, due))) = self.queue.pop() {
            if day > self.today {
                break;
            }
            self.day = day;
            match due {
                Due::OpenCenter(center) => self.open_center(center),
                Due::FormBoard(board) => self.form_board(board),
                Due::Admit(staff) => self.admit(staff),
                Due::Train(staff, hours) => self.train(staff, hours),
                Due::Accredit(staff) => self.accredit(staff),
                Due::TrainMore(staff) => self.train_more(staff),
                Due::Away(staff) => self.go_away(staff),
                Due::Back(staff) => self.come_back(staff),
                Due::Quit(staff) => self.quit(staff),
                Due::CallSession(board) => self.call_session(board),
                Due::HoldSession(board, session) => self.hold_session(board, session),
                Due::BringCases(board) => self.bring_cases(board),
                Due::CallLastSession(board) => self.call_last_session(board),
                Due::Family(family, due) => self.family_due(family, due),
            }
        }
    }

    fn family_due(&mut self, f: usize, due: FamilyDue) {
        if self.families[f].over {
            return;
        }
        let (cycle, holding) = (self.families[f].state.cycle, self.families[f].holding);
        let held = self.families[f].holder.is_some();
        match due {
            FamilyDue::Identify => self.identify(f),
            FamilyDue::Consent => self.ask_consent(f),
            FamilyDue::SortOut => self.sort_out(f),
            FamilyDue::Baseline => self.baseline(f),
            FamilyDue::SeekCaseworker(of) if of == cycle && !held => self.seek_caseworker(f),
            FamilyDue::Plan(of) if of == holding && held => self.plan_aid(f),
            FamilyDue::Visit(of) if of == holding && held => self.visit(f),
            FamilyDue::Entry(of, entry) if of == holding && held => self.carry_out_entry(f, entry),
            FamilyDue::Service(of) if of == holding && held => self.serve(f),
            FamilyDue::Interim(of) if of == holding && held => self.interim(f),
            FamilyDue::Refer(of) if of == holding && held => self.refer(f),
            FamilyDue::Expert(of) if of == holding && held => self.ask_expert(f),
            FamilyDue::ExpertAnswer(id, question) => self.expert_answers(f, id, question),
            FamilyDue::Transfer(of) if of == holding && held => self.transfer(f),
            FamilyDue::DropOut(of) if of == holding && held => self.drop_out(f),
            FamilyDue::Final(of) if of == holding && held => self.final_with_aid(f),
            FamilyDue::Release(of) if of == holding && held => self.release(f, ReleaseReason::YearEnded),
            FamilyDue::Renew(of) if of == holding && held => self.renew(f),
            FamilyDue::Look(of) if of == cycle && !held => self.look_in(f),
            FamilyDue::FinalWithoutAid(of) if of == cycle && !held => self.final_without_aid(f),
            FamilyDue::NextCycle(of) if of == cycle && !held => self.baseline(f),
            FamilyDue::Close(of) if of == cycle && !held => self.close(f, CloseReason::GoalsReached),
            FamilyDue::Withdraw => self.withdraw_consent(f),
            FamilyDue::Correct(of) if of == holding && held => self.correct(f),
            FamilyDue::Task(task) => self.work_on_task(f, task),
            FamilyDue::Moved => self.move_house(f),
            // What was meant for a cycle or holding that ended lapses.
            _ => {}
        }
    }

    /// Something comes due so many days from the day that is lived.
    fn later(&mut self, days: u64, due: Due) {
        let day = self.day.checked_add_days(Days::new(days)).unwrap_or(self.day);
        self.on(day, due);
    }

    fn on(&mut self, day: NaiveDate, due: Due) {
        self.count += 1;
        self.queue.push(Reverse((day, self.count, due)));
    }

    fn family_later(&mut self, f: usize, days: u64, due: FamilyDue) {
        self.later(days, Due::Family(f, due));
    }

    /// A number from a family's own chance.
    fn chance(&mut self, f: usize, range: std::ops::RangeInclusive<u64>) -> u64 {
        self.families[f].rng.random_range(range)
    }

    /// True in so many cases of a hundred.
    fn luck(&mut self, f: usize, percent: u32) -> bool {
        self.families[f].rng.random_range(0..100) < percent
    }

    fn pick<T: Copy>(&mut self, f: usize, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { Some(from[self.families[f].rng.random_range(0..from.len())]) }
    }

    /// Whoever writes in a family's file: its caseworker, or the center.
    fn writer(&self, f: usize) -> Who {
        match self.families[f].holder {
            Some(staff) => Who::Caseworker(staff),
            None => Who::Manager(self.families[f].center),
        }
    }

    fn personal(&self, f: usize, text: impl Into<String>) -> Personal<String> {
        Personal::of_family(self.families[f].id.0, text.into())
    }

    /// Puts a command to a family; when the rules accept it, it is remembered and written down.
    fn family(&mut self, f: usize, who: Who, command: impl Into<FamilyCommand>) -> bool {
        let command = command.into();
        let events = match self.families[f].state.decide(&command) {
            Ok(events) => events,
            Err(refusal) => return self.turned_down(command.name(), &refusal),
        };
        for event in &events {
            self.families[f].state.evolve(event);
        }
        let id = self.families[f].id;
        self.write(who, Step::Family(id, Box::new(command)));
        true
    }

    fn staff_command(&mut self, staff: usize, who: Who, command: impl Into<CaseworkerCommand>) -> bool {
        let command = command.into();
        if !self.quietly_to_staff(staff, &command) {
            return false;
        }
        let id = self.world.staff[staff].id;
        self.write(who, Step::Caseworker(id, command));
        true
    }

    /// A step of a process on a caseworker's stream: remembered here, issued by the process when the demo is carried out.
    fn quietly_to_staff(&mut self, staff: usize, command: &CaseworkerCommand) -> bool {
        let events = match self.world.staff[staff].state.decide(command) {
            Ok(events) => events,
            Err(refusal) => return self.turned_down(command.name(), &refusal),
        };
        for event in &events {
            self.world.staff[staff].state.evolve(event);
        }
        true
    }

    /// The same on a family's stream.
    fn quietly_to_family(&mut self, f: usize, command: &FamilyCommand) -> bool {
        let events = match self.families[f].state.decide(command) {
            Ok(events) => events,
            Err(refusal) => return self.turned_down(command.name(), &refusal),
        };
        for event in &events {
            self.families[f].state.evolve(event);
        }
        true
    }

    fn board_command(&mut self, board: usize, who: Who, command: impl Into<CommissionCommand>) -> bool {
        let command = command.into();
        if !self.quietly_to_board(board, &command) {
            return false;
        }
        let id = self.world.boards[board].id;
        self.write(who, Step::Commission(id, command));
        true
    }

    fn quietly_to_board(&mut self, board: usize, command: &CommissionCommand) -> bool {
        let events = match self.world.boards[board].state.decide(command) {
            Ok(events) => events,
            Err(refusal) => return self.turned_down(command.name(), &refusal),
        };
        for event in &events {
            self.world.boards[board].state.evolve(event);
        }
        true
    }

    fn turned_down(&mut self, command: &str, refusal: &impl Refused) -> bool {
        let fields: Vec<_> =
            refusal.fields().iter().map(|field| format!("{}: {:?}", field.field, field.rule)).collect();
        self.refused.push((command.to_owned(), format!("{} {}", refusal.code(), fields.join(", "))));
        false
    }

    fn write(&mut self, who: Who, step: Step) {
        // Work in the field is known to the day; what is typed at a desk to the minute. Today's hour may not have come yet.
        let desk = matches!(who, Who::Manager(_) | Who::Commission(_) | Who::Agency(_) | Who::Administrator);
        let time = (desk && self.day < self.today)
            .then(|| NaiveTime::from_hms_opt(self.rng.random_range(8..17), self.rng.random_range(0..60), 0))
            .flatten();
        let command_id = make(&mut self.rng);
        self.acts.push(Act { command_id, day: self.day, time, who, step });
    }

    fn stage(&mut self) {
        for center in 0..self.world.centers.len() {
            self.on(self.world.centers[center].opened_on, Due::OpenCenter(center));
        }
        for board in 0..self.world.boards.len() {
            let from = self.world.centers.iter().filter(|center| center.city == self.world.boards[board].city);
            let opened = from.map(|center| center.opened_on).max().unwrap_or(self.today);
            // Formed when its city's first center has worked for a while; later centers are among those it serves from the start.
            let day = opened.checked_add_days(Days::new(20)).unwrap_or(opened);
            self.on(day, Due::FormBoard(board));
            let last_days = self.today.checked_sub_days(Days::new(5)).unwrap_or(self.today);
            self.on(last_days, Due::BringCases(board));
        }
        for staff in 0..self.world.staff.len() {
            self.on(self.world.staff[staff].admitted_on, Due::Admit(staff));
        }
        intake::arrivals(self);
    }
}

/// The chance of one family, apart from every other's.
fn family_rng(seed: u64, family: usize) -> StdRng {
    StdRng::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (family as u64 + 1))
}
