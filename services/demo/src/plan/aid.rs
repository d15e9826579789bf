//! A year of focused aid: the calendar, visits, services, and its end. And the lighter contact with families that need none.

use chrono::Days;
use hamyar_domain::caseworker::{ConfirmSlot, FreeSlot, ReserveSlot};
use hamyar_domain::family::*;
use hamyar_domain::{CaseworkerCommand, FamilyCommand};
use hamyar_events::family::*;
use hamyar_events::*;
use rand::Rng;

use super::{FamilyDue, Planner};
use crate::act::{Step, Who};
use crate::ids::make;
use crate::words;

/// Service kinds by domain, as the catalog `service_kind` has them.
const KINDS: &[(Domain, &[&str])] = &[
    (Domain::Social, &["counselling", "social_work", "legal_papers", "treatment", "schooling", "nutrition"]),
    (Domain::Economic, &["insurance", "loan", "job_placement", "skills_training", "housing"]),
    (Domain::Cultural, &["life_skills", "parenting", "literacy", "leisure", "mentoring"]),
];

impl Planner {
    /// Looks for a caseworker of the center with room; waits where there is none.
    pub(super) fn seek_caseworker(&mut self, f: usize) {
        let harmed = self.families[f].state.tier.as_ref().is_some_and(|held| held.tier == Tier::Harmed);
        if !harmed || !self.families[f].state.consent.covers(self.day) {
            return;
        }
        match self.free_staff(f, None) {
            Some(staff) => {
                let id = AssignmentId(make(&mut self.families[f].rng));
                if self.assign(f, staff, id) {
                    self.start_of_aid(f);
                }
            }
            None => {
                let (cycle, days) = (self.families[f].state.cycle, self.chance(f, 10..=30));
                self.family_later(f, days, FamilyDue::SeekCaseworker(cycle));
            }
        }
    }

    /// The accredited caseworker of the family's center with the most room.
    fn free_staff(&self, f: usize, but: Option<usize>) -> Option<usize> {
        let center = self.families[f].center;
        let free = |staff: &usize| {
            let one = &self.world.staff[*staff];
            one.center == center
                && Some(*staff) != but
                && one.accredited
                && !one.away
                && !one.left
                && one.held.len() < one.wish
        };
        (0..self.world.staff.len()).filter(free).min_by_key(|staff| {
            let one = &self.world.staff[*staff];
            (!one.first, one.held.len() * 100 / one.wish.max(1), *staff)
        })
    }

    fn assign(&mut self, f: usize, staff: usize, assignment: AssignmentId) -> bool {
        let (family, caseworker, day) = (self.families[f].id, self.world.staff[staff].id, self.day);
        let reserve = ReserveSlot {
            assignment_id: assignment,
            family_id: family,
            starts_on: day,
            transfer_from: None,
            note: None,
            reserved_on: day,
            numbers: self.numbers,
        };
        let confirm = AssignCaseworker {
            assignment_id: assignment,
            caseworker_id: caseworker,
            starts_on: day,
            numbers: self.numbers,
            today: day,
        };
        let done = self.quietly_to_staff(staff, &CaseworkerCommand::from(reserve))
            && self.quietly_to_family(f, &FamilyCommand::from(confirm))
            && self.quietly_to_staff(staff, &CaseworkerCommand::from(ConfirmSlot { assignment_id: assignment }));
        if done {
            self.world.staff[staff].held.push(f);
            self.families[f].holder = Some(staff);
            self.families[f].holding += 1;
            let who = Who::Manager(self.families[f].center);
            self.write(who, Step::Assign { family, caseworker, assignment });
        }
        done
    }

    /// What the year will bring, told at its start.
    fn start_of_aid(&mut self, f: usize) {
        let holding = self.families[f].holding;
        let days = self.chance(f, 2..=9);
        self.family_later(f, days, FamilyDue::Visit(holding));
        let days = self.chance(f, 4..=12);
        self.family_later(f, days, FamilyDue::Plan(holding));
        let days = self.chance(f, 25..=50);
        self.family_later(f, days, FamilyDue::Service(holding));
        if self.luck(f, 60) {
            let days = self.chance(f, 150..=210);
            self.family_later(f, days, FamilyDue::Interim(holding));
        }
        for (percent, from, to, due) in [
            (42, 20, 220, FamilyDue::Refer(holding)),
            (12, 150, 300, FamilyDue::Refer(holding)),
            (12, 40, 250, FamilyDue::Expert(holding)),
            (6, 60, 280, FamilyDue::Transfer(holding)),
            (7, 50, 320, FamilyDue::DropOut(holding)),
            (9, 30, 300, FamilyDue::Correct(holding)),
        ] {
            if self.luck(f, percent) {
                let days = self.chance(f, from..=to);
                self.family_later(f, days, due);
            }
        }
        self.end_of_year(f);
    }

    /// The final assessment: mostly in time, sometimes late, at times very late.
    pub(super) fn end_of_year(&mut self, f: usize) {
        let (holding, day) = (self.families[f].holding, self.day);
        let Some(ends_on) = self.families[f].state.holding.as_ref().map(|holding| holding.ends_on) else { return };
        let left = (ends_on - day).num_days().max(1) as u64;
        let days = match self.chance(f, 0..=99) {
            0..=64 => left.saturating_sub(self.chance(f, 0..=20)).max(1),
            65..=86 => left + self.chance(f, 1..=45),
            _ => left + self.chance(f, 46..=190),
        };
        self.family_later(f, days, FamilyDue::Final(holding));
    }

    /// The aid calendar: entries for the members over the months ahead.
    pub(super) fn plan_aid(&mut self, f: usize) {
        let holding = self.families[f].holding;
        let members: Vec<MemberId> = self.families[f].state.present_members().map(|(id, _)| *id).collect();
        let count = self.chance(f, 4..=7) as usize;
        let who = self.writer(f);
        for k in 0..count {
            let Some((domain, kind)) = self.kind(f) else { return };
            let entry_id = EntryId(make(&mut self.families[f].rng));
            let from = self.chance(f, 5..=25) + k as u64 * 22;
            let width = self.chance(f, 3..=14);
            let day = |days: u64| self.day.checked_add_days(Days::new(days)).unwrap_or(self.day);
            let (window_from, window_to) = (day(from), day(from + width));
            let title =
                words::ENTRY_TITLES.iter().find(|(code, _)| *code == kind).map(|(_, title)| self.personal(f, *title));
            let member_id = if self.luck(f, 75) { self.pick(f, &members) } else { None };
            let entry = CalendarEntryPlanned {
                entry_id,
                member_id,
                domain,
                kind: kind.to_owned(),
                capacity: self.capacity(f),
                purpose: self.purpose(f),
                title,
                window_from,
                window_to,
                goal_id: None,
                series: None,
                remind_days: None,
            };
            if self.family(f, who, PlanEntry { entry, repeat: None, today: self.day }) {
                let late = if self.luck(f, 6) { self.chance(f, 1..=12) } else { 0 };
                let days = from + self.chance(f, 0..=width) + late;
                self.family_later(f, days, FamilyDue::Entry(holding, entry_id));
            }
        }
        // Half a year on, the next part of the year is planned.
        let days = count as u64 * 22 + self.chance(f, 5..=25);
        self.family_later(f, days, FamilyDue::Plan(holding));
    }

    pub(super) fn carry_out_entry(&mut self, f: usize, entry_id: EntryId) {
        let Some(entry) = self.families[f].state.calendar.get(&entry_id).cloned() else { return };
        let Some(staff) = self.families[f].holder else { return };
        let who = Who::Caseworker(staff);
        // Chosen by the entry's own id, so that the family's other luck stays as it is.
        let turn = usize::from(entry_id.0.as_bytes()[15]);
        let why = words::MISS_REASONS.get(turn % words::MISS_REASONS.len().max(1)).map(|text| self.personal(f, *text));
        let late_reason = if entry.is_late(self.day) { why.clone() } else { None };
        match entry.state {
            EntryState::Planned => {}
            // Made up for, planned anew, or dropped.
            EntryState::Missed if turn % 10 < 5 => {
                let done =
                    CalendarEntryDone { entry_id, done_on: self.day, visit_id: None, service_id: None, late_reason };
                self.family(f, who, CompleteEntry { done, today: self.day });
                return;
            }
            EntryState::Missed if turn % 10 < 8 => {
                let (holding, day) = (self.families[f].holding, |days| self.day.checked_add_days(Days::new(days)));
                let (window_from, window_to) = (day(5).unwrap_or(self.day), day(12).unwrap_or(self.day));
                let moved = CalendarEntryMoved { entry_id, window_from, window_to, reason: why };
                if self.family(f, who, MoveEntry { moved }) {
                    self.family_later(f, 8, FamilyDue::Entry(holding, entry_id));
                }
                return;
            }
            EntryState::Missed => {
                self.family(f, who, CancelEntry { cancelled: CalendarEntryCancelled { entry_id, reason: why } });
                return;
            }
            EntryState::Done | EntryState::Cancelled => return,
        }
        let diligence = self.world.staff[staff].diligence;
        match self.chance(f, 0..=99) {
            // Done together with a service, or by itself.
            point if point < u64::from(diligence) * 6 / 10 => {
                let service = self.service_facts(f, entry.member_id);
                let Some(service) = service else { return };
                let service = ServiceDelivered {
                    service_id: ServiceId(make(&mut self.families[f].rng)),
                    caseworker_id: Some(self.world.staff[staff].id),
                    visit_id: None,
                    entry_id: Some(entry_id),
                    service,
                };
                self.family(f, who, RecordService { service, late_reason, today: self.day });
            }
            point if point < u64::from(diligence) * 9 / 10 => {
                let done =
                    CalendarEntryDone { entry_id, done_on: self.day, visit_id: None, service_id: None, late_reason };
                self.family(f, who, CompleteEntry { done, today: self.day });
            }
            point if point < 88 => {
                let reason = self.pick(f, words::MISS_REASONS).map(|text| self.personal(f, text));
                let missed = CalendarEntryMissed { entry_id, reason, missed_on: self.day };
                if self.family(f, who, MissEntry { missed, today: self.day }) {
                    let (holding, days) = (self.families[f].holding, 4 + turn as u64 % 20);
                    self.family_later(f, days, FamilyDue::Entry(holding, entry_id));
                }
            }
            point if point < 95 => {
                let (holding, days) = (self.families[f].holding, self.chance(f, 7..=25));
                let day = |days: u64| self.day.checked_add_days(Days::new(days)).unwrap_or(self.day);
                let (window_from, window_to) = (day(days), day(days + 7));
                let moved = CalendarEntryMoved { entry_id, window_from, window_to, reason: None };
                if self.family(f, who, MoveEntry { moved }) {
                    self.family_later(f, days + 3, FamilyDue::Entry(holding, entry_id));
                }
            }
            point if point < 98 => {
                let cancelled = CalendarEntryCancelled { entry_id, reason: None };
                self.family(f, who, CancelEntry { cancelled });
            }
            // Forgotten: it stays planned and shows as overdue, until somebody looks again.
            _ => {
                let (holding, days) = (self.families[f].holding, self.chance(f, 15..=45));
                self.family_later(f, days, FamilyDue::Entry(holding, entry_id));
            }
        }
    }

    pub(super) fn visit(&mut self, f: usize) {
        let Some(staff) = self.families[f].holder else { return };
        let holding = self.families[f].holding;
        let every = if self.luck(f, self.world.staff[staff].diligence) {
            self.chance(f, 18..=30)
        } else {
            self.chance(f, 31..=75)
        };
        let visit_id = VisitId(make(&mut self.families[f].rng));
        let visit = self.visit_facts(f, Some(every));
        let caseworker_id = Some(self.world.staff[staff].id);
        self.family(
            f,
            Who::Caseworker(staff),
            RecordVisit { visit: VisitRecorded { visit_id, caseworker_id, visit }, today: self.day },
        );
        if self.luck(f, 10) {
            self.note(f);
        }
        self.family_later(f, every, FamilyDue::Visit(holding));
    }

    fn visit_facts(&mut self, f: usize, every: Option<u64>) -> VisitFacts {
        let place = match self.chance(f, 0..=9) {
            0..=6 => VisitPlace::Home,
            7 => VisitPlace::Center,
            _ => VisitPlace::Phone,
        };
        let members: Vec<MemberId> = self.families[f].state.present_members().map(|(id, _)| *id).collect();
        let rng = &mut self.families[f].rng;
        let mut present: Vec<MemberId> = members.iter().filter(|_| rng.random_bool(0.6)).copied().collect();
        if present.is_empty() {
            present.extend(members.first());
        }
        let notes = if place == VisitPlace::Phone { words::PHONE_NOTES } else { words::VISIT_NOTES };
        let note = if self.luck(f, 85) { self.pick(f, notes).map(|text| self.personal(f, text)) } else { None };
        let next = every.filter(|_| self.luck(f, 50));
        let next_visit_on = next.and_then(|days| self.day.checked_add_days(Days::new(days)));
        VisitFacts { visited_on: self.day, place, present, note, next_visit_on }
    }

    fn note(&mut self, f: usize) {
        let text = self.pick(f, words::NOTES).unwrap_or_default();
        let note = NoteAdded { note_id: NoteId(make(&mut self.families[f].rng)), text: self.personal(f, text) };
        let who = self.writer(f);
        self.family(f, who, AddNote { note });
    }

    pub(super) fn serve(&mut self, f: usize) {
        let Some(staff) = self.families[f].holder else { return };
        let holding = self.families[f].holding;
        if let Some(service) = self.service_facts(f, None) {
            let service = ServiceDelivered {
                service_id: ServiceId(make(&mut self.families[f].rng)),
                caseworker_id: Some(self.world.staff[staff].id),
                visit_id: None,
                entry_id: None,
                service,
            };
            self.family(f, Who::Caseworker(staff), RecordService { service, late_reason: None, today: self.day });
        }
        let days = self.chance(f, 30..=75);
        self.family_later(f, days, FamilyDue::Service(holding));
    }

    fn service_facts(&mut self, f: usize, member: Option<MemberId>) -> Option<ServiceFacts> {
        let (domain, kind) = self.kind(f)?;
        let members: Vec<MemberId> = self.families[f].state.present_members().map(|(id, _)| *id).collect();
        let member = if self.luck(f, 80) { member.or(self.pick(f, &members)) } else { None };
        let amount = match kind {
            "loan" => Some(self.chance(f, 3..=15) as i64 * 10_000_000),
            "housing" => Some(self.chance(f, 2..=8) as i64 * 10_000_000),
            "nutrition" | "insurance" => Some(self.chance(f, 5..=25) as i64 * 100_000),
            _ => None,
        };
        let agencies = self.world.referrers.clone();
        let outcomes =
            [ServiceOutcome::Completed, ServiceOutcome::Completed, ServiceOutcome::Continuing, ServiceOutcome::Partly];
        Some(told(ServiceFacts {
            domain,
            kind: kind.to_owned(),
            purpose: self.purpose(f),
            capacity: self.capacity(f),
            member_ids: member.into_iter().collect(),
            provider_agency_id: if self.luck(f, 40) { self.pick(f, &agencies) } else { None },
            amount: None,
            amount_rials: amount.map(|tomans: i64| tomans * 10),
            particulars: None,
            outcome: if self.luck(f, 70) { self.pick(f, &outcomes) } else { None },
            note: None,
            delivered_on: self.day,
        }))
    }

    fn kind(&mut self, f: usize) -> Option<(Domain, &'static str)> {
        let (domain, kinds) = self.pick(f, KINDS)?;
        Some((domain, self.pick(f, kinds)?))
    }

    fn capacity(&mut self, f: usize) -> Capacity {
        self.pick(
            f,
            &[Capacity::Own, Capacity::Own, Capacity::Local, Capacity::Local, Capacity::Provincial, Capacity::National],
        )
        .unwrap_or(Capacity::Own)
    }

    fn purpose(&mut self, f: usize) -> Option<ServicePurpose> {
        self.pick(f, &[ServicePurpose::Talents, ServicePurpose::Empowerment, ServicePurpose::RemovingHarms])
    }

    /// A wrong entry is put right, as happens.
    pub(super) fn correct(&mut self, f: usize) {
        let who = self.writer(f);
        let last = self.families[f]
            .state
            .visits
            .iter()
            .filter(|(_, visit)| !visit.struck)
            .max_by_key(|(id, visit)| (visit.on, **id));
        let Some((visit_id, on)) = last.map(|(id, visit)| (*id, visit.on)) else { return };
        let text = self.pick(f, words::CORRECTION_REASONS).unwrap_or_default();
        let mut facts = self.visit_facts(f, None);
        facts.visited_on = on;
        let replacement = if self.luck(f, 70) { Some(facts) } else { None };
        let correction = VisitCorrected { visit_id, replacement, reason: self.personal(f, text) };
        self.family(f, who, CorrectVisit { correction, today: self.day });
    }

    /// The family goes on with another caseworker of the center.
    pub(super) fn transfer(&mut self, f: usize) {
        let Some(from) = self.families[f].holder else { return };
        // After its final tier a family awaits its release and is not handed on.
        if self.families[f].state.final_tier_on.is_some() {
            return;
        }
        let Some(to) = self.free_staff(f, Some(from)) else { return };
        self.hand_over(f, from, to);
    }

    pub(super) fn hand_over(&mut self, f: usize, from: usize, to: usize) -> bool {
        let Some(holding) = self.families[f].state.holding.clone() else { return false };
        let (family, day) = (self.families[f].id, self.day);
        if holding.starts_on >= day {
            return false;
        }
        let assignment = AssignmentId(make(&mut self.families[f].rng));
        let (from_id, to_id) = (self.world.staff[from].id, self.world.staff[to].id);
        let reserve = ReserveSlot {
            assignment_id: assignment,
            family_id: family,
            starts_on: day,
            transfer_from: Some(holding.assignment_id),
            note: None,
            reserved_on: day,
            numbers: self.numbers,
        };
        let transfer = TransferCaseworker {
            from_assignment_id: holding.assignment_id,
            assignment_id: assignment,
            caseworker_id: to_id,
            note: None,
            transferred_on: day,
            today: day,
        };
        let done = self.quietly_to_staff(to, &CaseworkerCommand::from(reserve))
            && self.quietly_to_family(f, &FamilyCommand::from(transfer))
            && self.quietly_to_staff(to, &CaseworkerCommand::from(ConfirmSlot { assignment_id: assignment }))
            && self.quietly_to_staff(from, &CaseworkerCommand::from(FreeSlot { assignment_id: holding.assignment_id }));
        if done {
            self.world.staff[from].held.retain(|held| *held != f);
            self.world.staff[to].held.push(f);
            // The year goes on, and with it whatever was due in it.
            self.families[f].holder = Some(to);
            let who = Who::Manager(self.families[f].center);
            let step = Step::Transfer { family, from: from_id, to: to_id, assignment };
            self.write(who, step);
        }
        done
    }

    /// The caseworker gives the family back; what follows depends on where the family stands.
    pub(super) fn release(&mut self, f: usize, reason: ReleaseReason) {
        let (Some(staff), Some(holding)) = (self.families[f].holder, self.families[f].state.holding.clone()) else {
            return;
        };
        self.clear_calendar(f, staff);
        let release = ReleaseCaseworker {
            assignment_id: holding.assignment_id,
            reason,
            note: None,
            released_on: self.day,
            today: self.day,
        };
        let done = self.quietly_to_family(f, &FamilyCommand::from(release))
            && self
                .quietly_to_staff(staff, &CaseworkerCommand::from(FreeSlot { assignment_id: holding.assignment_id }));
        if !done {
            return;
        }
        self.world.staff[staff].held.retain(|held| *held != f);
        self.families[f].holder = None;
        let (family, caseworker) = (self.families[f].id, self.world.staff[staff].id);
        let who = Who::Manager(self.families[f].center);
        self.write(who, Step::Release { family, caseworker, assignment: holding.assignment_id, reason });
        if reason != ReleaseReason::YearEnded {
            return;
        }
        let cycle = self.families[f].state.cycle;
        let stable = self.families[f].state.tier.as_ref().is_some_and(|held| held.tier == Tier::Stable);
        let days = self.chance(f, 10..=70);
        let due = if stable && self.luck(f, 55) { FamilyDue::Close(cycle) } else { FamilyDue::NextCycle(cycle) };
        self.family_later(f, days, due);
    }

    /// What the year did not bring is taken off the calendar when it ends.
    fn clear_calendar(&mut self, f: usize, staff: usize) {
        let planned: Vec<EntryId> = self.families[f]
            .state
            .calendar
            .iter()
            .filter(|(_, entry)| entry.state == EntryState::Planned)
            .map(|(id, _)| *id)
            .collect();
        for entry_id in planned {
            let cancelled = CalendarEntryCancelled { entry_id, reason: None };
            self.family(f, Who::Caseworker(staff), CancelEntry { cancelled });
        }
    }

    pub(super) fn renew(&mut self, f: usize) {
        let Some(holding) = self.families[f].state.holding.clone() else { return };
        let text = self.pick(f, words::RENEW_REASONS).unwrap_or_default();
        let renew = RenewAssignment {
            assignment_id: holding.assignment_id,
            reason: self.personal(f, text),
            renewed_on: self.day,
            numbers: self.numbers,
            today: self.day,
        };
        let who = Who::Manager(self.families[f].center);
        if self.family(f, who, renew) {
            self.end_of_year(f);
        }
    }

    /// The family leaves before its year is over.
    pub(super) fn drop_out(&mut self, f: usize) {
        let (reason, close) = match self.chance(f, 0..=3) {
            0 => (ReleaseReason::FamilyAsked, CloseReason::Refused),
            1 => (ReleaseReason::CaseClosed, CloseReason::MovedAway),
            2 => (ReleaseReason::CaseClosed, CloseReason::LostContact),
            _ => (ReleaseReason::Other, CloseReason::HandedToAgency),
        };
        self.withdraw_open_referrals(f);
        self.release(f, reason);
        self.close(f, close);
    }

    /// The lighter contact with a family that no caseworker holds.
    pub(super) fn look_in(&mut self, f: usize) {
        if !self.families[f].state.consent.covers(self.day) {
            return;
        }
        let who = Who::Manager(self.families[f].center);
        let visit_id = VisitId(make(&mut self.families[f].rng));
        let visit = self.visit_facts(f, None);
        self.family(
            f,
            who,
            RecordVisit { visit: VisitRecorded { visit_id, caseworker_id: None, visit }, today: self.day },
        );
        if self.luck(f, 45)
            && let Some(service) = self.service_facts(f, None)
        {
            let service_id = ServiceId(make(&mut self.families[f].rng));
            let service =
                ServiceDelivered { service_id, caseworker_id: None, visit_id: Some(visit_id), entry_id: None, service };
            self.family(f, who, RecordService { service, late_reason: None, today: self.day });
        }
        let (cycle, days) = (self.families[f].state.cycle, self.chance(f, 50..=110));
        self.family_later(f, days, FamilyDue::Look(cycle));
    }
}

/// What a service says by its kind, the same for every family.
fn told(mut service: ServiceFacts) -> ServiceFacts {
    use ServiceParticulars as P;
    service.particulars = match hamyar_domain::family::particulars_of(&service.kind) {
        Some("counselling") if service.outcome.is_some() => Some(P::Counselling { sessions: 2 }),
        Some("loan") => Some(P::Loan { instalments: 24, guarantee: Some(LoanGuarantee::Group) }),
        Some("job") if service.member_ids.len() == 1 => {
            Some(P::Job { origin: JobOrigin::Employer, monthly_income_rials: None })
        }
        Some("goods") => Some(P::Goods { phase: AidPhase::Livelihood, quantity: 1, unit: GoodsUnit::Package }),
        Some("insurance") => Some(P::Insurance { months: 12 }),
        Some("treatment") => Some(P::Treatment { sessions: 3 }),
        Some("training") => Some(P::Training { hours: 12, certificate: false }),
        _ => None,
    };
    service
}
