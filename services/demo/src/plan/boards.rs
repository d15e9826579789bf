//! Commissions: formed, called, held; referrals and what is decided on them.

use chrono::Days;
use hamyar_domain::commission::*;
use hamyar_domain::family::{
    AcceptReferral, AnswerAsExpert, RecordDecision, ReferToCommission, ReferToExpert, ReferralState, ReferralTarget,
    WithdrawReferral,
};
use hamyar_domain::{CommissionCommand, FamilyCommand};
use hamyar_events::commission::*;
use hamyar_events::family::*;
use hamyar_events::*;
use rand::Rng;
use rand::seq::IndexedRandom;

use super::{Due, FamilyDue, Planner};
use crate::act::{Step, Who};
use crate::ids::make;
use crate::words;

/// Cases that one session hears.
const CASES_PER_SESSION: usize = 12;

impl Planner {
    pub(super) fn form_board(&mut self, board: usize) {
        let center_ids = self.world.centers_of(board);
        let one = &self.world.boards[board];
        let commission =
            CommissionFormed { name: one.name.clone(), domain: one.domain, center_ids, quorum: 3, formed_on: self.day };
        let seats = one.seats.clone();
        let command = FormCommission { commission, numbers: self.numbers, today: self.day };
        if !self.board_command(board, Who::Administrator, command) {
            return;
        }
        let referrers = self.world.referrers.clone();
        for (participant_id, kind, name) in seats {
            let agency_id =
                if kind == ParticipantKind::Official { referrers.choose(&mut self.rng).copied() } else { None };
            let participant = ParticipantSeated {
                participant_id,
                kind,
                name: Personal::of_person(participant_id.0, name),
                agency_id,
            };
            self.board_command(board, Who::Administrator, SeatParticipant { participant });
        }
        self.later(30, Due::CallSession(board));
    }

    /// A case goes before one commission, at times before two.
    pub(super) fn refer(&mut self, f: usize) {
        let harmed = self.families[f].state.tier.as_ref().is_some_and(|held| held.tier == Tier::Harmed);
        if !harmed || !self.families[f].state.consent.covers(self.day) {
            return;
        }
        let mut domains = vec![match self.chance(f, 0..=9) {
            0..=4 => Domain::Economic,
            5..=7 => Domain::Social,
            _ => Domain::Cultural,
        }];
        if self.luck(f, 18) {
            domains.push(if domains[0] == Domain::Social { Domain::Economic } else { Domain::Social });
        }
        self.refer_to(f, domains);
    }

    /// In the last days every commission gets a few cases, so that whoever signs in today finds an agenda.
    pub(super) fn bring_cases(&mut self, board: usize) {
        let city = self.world.boards[board].city;
        let eligible: Vec<usize> = (0..self.families.len())
            .filter(|f| {
                let life = &self.families[*f];
                let harmed = life.state.tier.as_ref().is_some_and(|held| held.tier == Tier::Harmed);
                let open = life.state.referrals.values().any(|referral| referral.state == ReferralState::Open);
                let here = self.world.centers[life.center].city == city;
                here && life.holder.is_some() && harmed && !open && life.state.consent.covers(self.day)
            })
            .collect();
        let domain = self.world.boards[board].domain;
        let count = if self.world.boards[board].waiting.len() > 3 { 1 } else { 4 };
        let chosen: Vec<usize> = eligible.choose_multiple(&mut self.rng, count).copied().collect();
        for f in chosen {
            self.refer_to(f, vec![domain]);
        }
        self.on(self.today, Due::CallLastSession(board));
    }

    fn refer_to(&mut self, f: usize, domains: Vec<Domain>) {
        let center = self.families[f].center;
        let mut referrals = Vec::new();
        for domain in domains {
            let Some(board) = self.world.board_of(center, domain) else { continue };
            let commission_id = self.world.boards[board].id;
            let formed = self.world.boards[board].state != Default::default();
            let open = |referral: &hamyar_domain::family::Referral| {
                referral.commission_id == commission_id && referral.state == ReferralState::Open
            };
            if formed && !self.families[f].state.referrals.values().any(open) {
                let referral_id = ReferralId(make(&mut self.families[f].rng));
                referrals.push((board, ReferralTarget { referral_id, commission_id, domain, continues: None }));
            }
        }
        if referrals.is_empty() {
            return;
        }
        let text = self.pick(f, words::QUESTIONS).unwrap_or_default();
        let urgency = if self.luck(f, 20) { Urgency::Urgent } else { Urgency::Normal };
        let command = ReferToCommission {
            referrals: referrals.iter().map(|(_, target)| target.clone()).collect(),
            question: self.personal(f, text),
            urgency,
            referred_on: self.day,
            numbers: Default::default(),
            today: self.day,
        };
        let who = self.writer(f);
        if self.family(f, who, command) {
            for (board, target) in referrals {
                self.world.boards[board].waiting.push((f, target.referral_id));
            }
        }
    }

    /// Referrals of a family that leaves are taken back, and off the agenda they are on.
    pub(super) fn withdraw_open_referrals(&mut self, f: usize) {
        let open: Vec<(ReferralId, CommissionId)> = self.families[f]
            .state
            .referrals
            .iter()
            .filter(|(_, referral)| referral.state == ReferralState::Open)
            .map(|(id, referral)| (*id, referral.commission_id))
            .collect();
        let who = self.writer(f);
        for (referral_id, commission_id) in open {
            let Some(board) = self.world.boards.iter().position(|board| board.id == commission_id) else { continue };
            // One that is on an agenda already is heard there, and found without its family's caseworker.
            let waiting = self.world.boards[board].waiting.iter().any(|(_, id)| *id == referral_id);
            if !waiting {
                continue;
            }
            let reason = self.personal(f, "خانواده از برنامه بیرون رفت.");
            let withdrawal = ReferralWithdrawn { referral_id, reason, withdrawn_on: self.day };
            if self.family(f, who, WithdrawReferral { withdrawal, today: self.day }) {
                self.world.boards[board].waiting.retain(|(_, id)| *id != referral_id);
            }
        }
    }

    pub(super) fn call_session(&mut self, board: usize) {
        let again = self.rng.random_range(24..40);
        self.later(again, Due::CallSession(board));
        // One session is called at a time.
        if self.world.boards[board].waiting.is_empty() || !self.world.boards[board].agenda.is_empty() {
            return;
        }
        let ahead = self.rng.random_range(6..14);
        self.call(board, ahead);
    }

    /// The last session before today's sign-ins: held today, or in the next days. One case stays waiting, to be put on the agenda by hand.
    pub(super) fn call_last_session(&mut self, board: usize) {
        let ahead = [0, 0, 1, 3][board % 4];
        let kept = self.world.boards[board].waiting.pop();
        if self.world.boards[board].agenda.is_empty() && !self.world.boards[board].waiting.is_empty() {
            self.call(board, ahead);
        }
        self.world.boards[board].waiting.extend(kept);
    }

    fn call(&mut self, board: usize, ahead: u64) {
        let session_id = SessionId(make(&mut self.rng));
        let held_on = self.day.checked_add_days(Days::new(ahead)).unwrap_or(self.day);
        let who = Who::Commission(board);
        let starts_at =
            ["09:00", "10:00", "14:30", "16:00"].choose(&mut self.rng).copied().unwrap_or("10:00").to_owned();
        if !self.board_command(board, who, CallSession { session: SessionCalled { session_id, held_on, starts_at } }) {
            return;
        }
        let count = self.world.boards[board].waiting.len().min(CASES_PER_SESSION);
        let cases: Vec<(usize, ReferralId)> = self.world.boards[board].waiting.drain(..count).collect();
        for (f, referral_id) in cases.clone() {
            let caseworker_id = self.families[f].holder.map(|staff| self.world.staff[staff].id);
            let case = CasePutOnAgenda { session_id, referral_id, family_id: self.families[f].id, caseworker_id };
            self.board_command(board, who, PutCaseOnAgenda { case });
            let family = &self.families[f].state;
            let open = family.referrals.get(&referral_id).is_some_and(|one| one.state == ReferralState::Open);
            if open && family.closed_on.is_none() {
                let acceptance = ReferralAccepted { referral_id, accepted_on: self.day };
                self.family(f, who, AcceptReferral { acceptance, today: self.day });
            }
        }
        self.world.boards[board].agenda = cases;
        self.on(held_on, Due::HoldSession(board, session_id));
    }

    pub(super) fn hold_session(&mut self, board: usize, session_id: SessionId) {
        // Today's session lies before those who sign in today.
        if self.day >= self.today {
            return;
        }
        let who = Who::Commission(board);
        let mut cases = Vec::new();
        for (f, referral_id) in std::mem::take(&mut self.world.boards[board].agenda) {
            // A family that withdrew its consent meanwhile is not spoken of.
            if self.families[f].state.consent.covers(self.day) {
                cases.push((f, referral_id));
                continue;
            }
            let reason = self.personal(f, "خانواده رضایت خود را پس گرفت.");
            let withdrawal = ReferralWithdrawn { referral_id, reason, withdrawn_on: self.day };
            let writer = self.writer(f);
            self.family(f, writer, WithdrawReferral { withdrawal, today: self.day });
            self.board_command(board, who, TakeCaseOffAgenda { session_id, referral_id });
        }
        let mut present = self.seated(board);
        let mut absent = Vec::new();
        for (f, _) in &cases {
            if let Some(staff) = self.families[*f].holder {
                let attendee = Attendee { kind: ParticipantKind::Caseworker, person_id: self.world.staff[staff].id.0 };
                if present.contains(&attendee) || absent.contains(&staff) {
                    continue;
                }
                if self.rng.random_range(0..100) < 90 { present.push(attendee) } else { absent.push(staff) }
            }
        }
        let open = OpenSession {
            session_id,
            present: present.clone(),
            remote: vec![],
            absent: vec![],
            opened_on: self.day,
            today: self.day,
        };
        if !self.board_command(board, who, open) {
            return;
        }
        for (f, referral_id) in cases {
            let staff = self.families[f].holder;
            let reason = match staff {
                Some(staff) if absent.contains(&staff) => Some(AdjournReason::CaseworkerAbsent),
                _ if self.rng.random_range(0..100) < 4 => Some(AdjournReason::OutOfTime),
                _ => None,
            };
            if let Some(reason) = reason {
                if self.board_command(board, who, AdjournCase { session_id, referral_id, reason }) {
                    self.world.boards[board].waiting.push((f, referral_id));
                }
                continue;
            }
            self.decide(board, session_id, f, referral_id, &present);
        }
        self.board_command(board, who, CloseSession { session_id, closed_on: self.day, today: self.day });
    }

    /// Seated participants who came: always enough for a quorum, the center manager among them.
    fn seated(&mut self, board: usize) -> Vec<Attendee> {
        let seats = self.world.boards[board].seats.clone();
        let rng = &mut self.rng;
        let mut present: Vec<Attendee> = seats
            .iter()
            .filter(|(_, kind, _)| *kind == ParticipantKind::CenterManager || rng.random_bool(0.8))
            .map(|(id, kind, _)| Attendee { kind: *kind, person_id: id.0 })
            .collect();
        for (id, kind, _) in &seats {
            let attendee = Attendee { kind: *kind, person_id: id.0 };
            if present.len() < 4 && !present.contains(&attendee) {
                present.push(attendee);
            }
        }
        present
    }

    fn decide(&mut self, board: usize, session_id: SessionId, f: usize, referral_id: ReferralId, present: &[Attendee]) {
        let outcome = match self.chance(f, 0..=99) {
            0..=79 => DecisionOutcome::Tasks,
            80..=90 => DecisionOutcome::MoreInformation,
            _ => DecisionOutcome::NoAction,
        };
        let tasks = if outcome == DecisionOutcome::Tasks {
            self.divide(f, self.world.boards[board].domain)
        } else {
            Vec::new()
        };
        let reason = match outcome {
            DecisionOutcome::Tasks => self.pick(f, words::DECISIONS).unwrap_or_default(),
            DecisionOutcome::NoAction => words::NO_ACTION,
            DecisionOutcome::MoreInformation => words::MORE_INFORMATION,
        };
        let caseworker_id = self.families[f].holder.map(|staff| self.world.staff[staff].id);
        // Only the caseworker of this case is named beside those who are seated.
        let present = present
            .iter()
            .filter(|one| {
                one.kind != ParticipantKind::Caseworker || Some(one.person_id) == caseworker_id.map(|id| id.0)
            })
            .cloned()
            .collect();
        let (family, commission) = (self.families[f].id, self.world.boards[board].id);
        let decision = Decision {
            decision_id: DecisionId(make(&mut self.families[f].rng)),
            referral_id,
            commission_id: commission,
            session_id,
            outcome,
            present,
            seen_sequence: self.families[f].state.sequence,
            reason: self.personal(f, reason),
            tasks: tasks.clone(),
            decided_on: self.day,
        };
        let decide = DecideCase {
            family_id: family,
            decision: decision.clone(),
            votes: Vec::new(),
            caseworker_id,
            today: self.day,
        };
        let record =
            RecordDecision { record: CommissionDecisionRecorded { decision: decision.clone() }, today: self.day };
        let done = self.quietly_to_board(board, &CommissionCommand::from(decide))
            && self.quietly_to_family(f, &FamilyCommand::from(record));
        if done {
            self.write(Who::Commission(board), Step::Decide { commission, family, decision: Box::new(decision) });
            for task in tasks {
                let days = self.chance(f, 1..=12);
                self.family_later(f, days, FamilyDue::Task(task.task_id));
            }
        }
    }

    fn divide(&mut self, f: usize, domain: Domain) -> Vec<DividedTask> {
        let all: Vec<(AgencyId, &'static str)> = self
            .world
            .tasks
            .iter()
            .filter(|(of, _, _)| *of == domain)
            .map(|(_, agency, title)| (*agency, *title))
            .collect();
        let count = self.chance(f, 1..=2) as usize;
        let chosen: Vec<(AgencyId, &'static str)> =
            all.choose_multiple(&mut self.families[f].rng, count).copied().collect();
        let mut tasks: Vec<DividedTask> = Vec::new();
        for (agency_id, title) in chosen {
            tasks.push(self.task(f, domain, Responsible::Agency { agency_id }, title));
        }
        if let Some(staff) = self.families[f].holder
            && self.luck(f, 35)
        {
            let title = self.pick(f, words::OWN_TASKS).unwrap_or_default();
            let caseworker_id = self.world.staff[staff].id;
            tasks.push(self.task(f, domain, Responsible::Caseworker { caseworker_id }, title));
        }
        tasks
    }

    fn task(&mut self, f: usize, domain: Domain, responsible: Responsible, title: &str) -> DividedTask {
        let days = self.chance(f, 14..=75);
        DividedTask {
            task_id: TaskId(make(&mut self.families[f].rng)),
            title: self.personal(f, title),
            domain,
            responsible,
            due_on: self.day.checked_add_days(Days::new(days)).unwrap_or(self.day),
            expected: None,
        }
    }

    pub(super) fn ask_expert(&mut self, f: usize) {
        if !self.families[f].state.consent.covers(self.day) {
            return;
        }
        let question = self.chance(f, 0..=words::EXPERT_QUESTIONS.len() as u64 - 1) as usize;
        let (specialty, text, _) = words::EXPERT_QUESTIONS[question];
        let expert_referral_id = ExpertReferralId(make(&mut self.families[f].rng));
        let referral = ReferredToExpert {
            expert_referral_id,
            specialty: self.personal(f, specialty),
            question: self.personal(f, text),
            referred_on: self.day,
            answer_by: Some(hamyar_persian::working_days::after_working_days(self.day, 10)),
        };
        let who = self.writer(f);
        if self.family(f, who, ReferToExpert { referral, today: self.day }) && self.luck(f, 80) {
            let days = self.chance(f, 5..=40);
            self.family_later(f, days, FamilyDue::ExpertAnswer(expert_referral_id, question));
        }
    }

    pub(super) fn expert_answers(&mut self, f: usize, expert_referral_id: ExpertReferralId, question: usize) {
        let answer = self.personal(f, words::EXPERT_QUESTIONS[question].2);
        let answer = ExpertAnswered { expert_referral_id, answer, answered_on: self.day };
        let who = self.writer(f);
        self.family(f, who, AnswerAsExpert { answer, today: self.day });
    }
}
