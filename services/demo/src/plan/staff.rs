//! Centers open; caseworkers are admitted, trained, accredited, go on leave, and leave.

use hamyar_domain::caseworker::*;
use hamyar_domain::center::RegisterCenter;
use hamyar_events::caseworker::*;
use hamyar_events::center::CenterRegistered;
use hamyar_events::*;
use rand::Rng;
use rand::seq::IndexedRandom;

use super::{Due, Planner};
use crate::act::{Step, Who};
use crate::words;

/// Hours of one training.
const TRAINING: u16 = 8;

impl Planner {
    pub(super) fn open_center(&mut self, index: usize) {
        let center = &self.world.centers[index];
        let registered = CenterRegistered {
            name: center.name.to_owned(),
            host: center.host,
            file_prefix: center.prefix.to_owned(),
            neighborhood_ids: center.neighborhoods.clone(),
            opened_on: center.opened_on,
        };
        let id = center.id;
        let command = RegisterCenter { center: registered, today: self.day };
        self.write(Who::Administrator, Step::Center(id, command.into()));
    }

    pub(super) fn admit(&mut self, staff: usize) {
        let one = &self.world.staff[staff];
        let center = &self.world.centers[one.center];
        let (who, id, first) = (Who::Manager(one.center), one.id, center.neighborhoods.first().copied());
        let background = if self.rng.random_bool(0.5) {
            CaseworkerBackground::Graduate
        } else {
            CaseworkerBackground::LocalActivist
        };
        let candidate = CaseworkerAdmitted {
            center_id: center.id,
            name: Personal::of_person(id.0, one.name.clone()),
            phone: Some(Personal::of_person(id.0, format!("0999111{:04}", self.rng.random_range(0..10_000)))),
            background,
            neighborhood_id: first,
            admitted_on: self.day,
        };
        if !self.staff_command(staff, who, AdmitCaseworker { candidate, today: self.day }) {
            return;
        }
        let mut skills: Vec<String> = ["counselling", "schooling", "parenting", "job_placement", "life_skills"]
            .choose_multiple(&mut self.rng, 2)
            .map(|skill| (*skill).to_owned())
            .collect();
        skills.sort_unstable();
        self.staff_command(staff, who, DeclareSkills { skills });
        let days = self.rng.random_range(2..6);
        self.later(days, Due::Train(staff, 0));
    }

    pub(super) fn train(&mut self, staff: usize, hours: u16) {
        let wanted = self.world.staff[staff].hours_before;
        let days = self.rng.random_range(2..7);
        if hours >= wanted {
            if wanted >= self.numbers.hours_before {
                self.later(days, Due::Accredit(staff));
            }
            return;
        }
        let title = words::TRAININGS_BEFORE[usize::from(hours / TRAINING) % words::TRAININGS_BEFORE.len()];
        self.training(staff, TrainingPhase::Before, title);
        self.later(days, Due::Train(staff, hours + TRAINING));
    }

    fn training(&mut self, staff: usize, phase: TrainingPhase, title: &str) {
        let mode = if self.rng.random_bool(0.6) { TrainingMode::InPerson } else { TrainingMode::Virtual };
        let title = Personal::of_person(self.world.staff[staff].id.0, title.to_owned());
        let training = TrainingRecorded { phase, mode, hours: TRAINING, title, held_on: self.day };
        let who = Who::Manager(self.world.staff[staff].center);
        self.staff_command(staff, who, RecordTraining { training, today: self.day });
    }

    pub(super) fn accredit(&mut self, staff: usize) {
        let who = Who::Manager(self.world.staff[staff].center);
        let command = AccreditCaseworker { accredited_on: self.day, numbers: self.numbers, today: self.day };
        if !self.staff_command(staff, who, command) {
            return;
        }
        self.world.staff[staff].accredited = true;
        let days = self.rng.random_range(40..120);
        self.later(days, Due::TrainMore(staff));
        // The first two of a center stay, so that whoever signs in as one of them finds a caseload.
        let first = staff < 2 || self.world.staff[staff - 2].center != self.world.staff[staff].center;
        if first {
            return;
        }
        match self.rng.random_range(0..100) {
            0..=17 => {
                let days = self.rng.random_range(120..500);
                self.later(days, Due::Away(staff));
            }
            18..=29 => {
                let days = self.rng.random_range(300..700);
                self.later(days, Due::Quit(staff));
            }
            _ => {}
        }
    }

    pub(super) fn train_more(&mut self, staff: usize) {
        if self.world.staff[staff].left {
            return;
        }
        let title = words::TRAININGS_DURING.choose(&mut self.rng).copied().unwrap_or_default();
        self.training(staff, TrainingPhase::During, title);
        let days = self.rng.random_range(70..200);
        self.later(days, Due::TrainMore(staff));
    }

    pub(super) fn go_away(&mut self, staff: usize) {
        if self.world.staff[staff].left {
            return;
        }
        let who = Who::Manager(self.world.staff[staff].center);
        let leave = LeaveStarted { from: self.day, until: None };
        if self.staff_command(staff, who, StartLeave { leave }) {
            self.world.staff[staff].away = true;
            let days = self.rng.random_range(20..70);
            self.later(days, Due::Back(staff));
        }
    }

    pub(super) fn come_back(&mut self, staff: usize) {
        let who = Who::Manager(self.world.staff[staff].center);
        if self.staff_command(staff, who, EndLeave { on: self.day }) {
            self.world.staff[staff].away = false;
        }
    }

    /// Leaves the program; every family goes on with a colleague first, or with none when nobody has room.
    pub(super) fn quit(&mut self, staff: usize) {
        self.world.staff[staff].left = true;
        for f in self.world.staff[staff].held.clone() {
            let center = self.families[f].center;
            if self.families[f].state.final_tier_on.is_some() {
                self.release(f, ReleaseReason::YearEnded);
                continue;
            }
            let to = (0..self.world.staff.len())
                .filter(|other| {
                    let one = &self.world.staff[*other];
                    one.center == center && one.accredited && !one.away && !one.left && one.held.len() < one.wish
                })
                .min_by_key(|other| (self.world.staff[*other].held.len(), *other));
            let handed = to.is_some_and(|to| self.hand_over(f, staff, to));
            if !handed {
                self.release(f, ReleaseReason::CaseworkerLeft);
                let cycle = self.families[f].state.cycle;
                self.family_later(f, 14, super::FamilyDue::SeekCaseworker(cycle));
            }
        }
        if self.world.staff[staff].held.is_empty() {
            let who = Who::Manager(self.world.staff[staff].center);
            self.staff_command(staff, who, LeaveProgram { left_on: self.day, today: self.day });
        }
    }
}
