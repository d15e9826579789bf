//! The aid calendar: entries for members, within windows.

use chrono::Days;

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::{Entry, EntryState};

/// How far ahead an entry may be planned: the year, its renewal, and some room.
const DAYS_AHEAD: u64 = 3 * 366;

impl Family {
    pub(super) fn plan_entry(&self, command: &PlanEntry) -> Decided {
        self.open_file()?;
        let entry = &command.entry;
        let mut checks = Checks::new();
        checks.code("kind", &entry.kind);
        checks.optional_personal("title", &entry.title, 200);
        check_window(&mut checks, entry.window_from, entry.window_to);
        let horizon = command.today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(NaiveDate::MAX);
        checks.between("window_to", entry.window_to, self.earliest(), horizon);
        checks.done::<FamilyRefusal>()?;
        if let Some(known) = self.calendar.get(&entry.entry_id) {
            let same = known.member_id == entry.member_id
                && (known.window_from, known.window_to) == (entry.window_from, entry.window_to);
            return if same { nothing() } else { Err(FamilyRefusal::EntryIdTaken) };
        }
        self.consent_now()?;
        if self.holding.is_none() {
            return Err(FamilyRefusal::NoCaseworker);
        }
        if let Some(member) = entry.member_id {
            self.known_member(member)?;
        }
        one(entry.clone())
    }

    pub(super) fn move_entry(&self, command: &MoveEntry) -> Decided {
        self.open_file()?;
        let moved = &command.moved;
        let mut checks = Checks::new();
        check_window(&mut checks, moved.window_from, moved.window_to);
        checks.fault_if(moved.window_to < self.earliest(), "window_to", Rule::TooEarly);
        checks.optional_personal("reason", &moved.reason, 2000);
        checks.done::<FamilyRefusal>()?;
        let entry = self.planned(moved.entry_id)?;
        if (entry.window_from, entry.window_to) == (moved.window_from, moved.window_to) {
            return nothing();
        }
        self.consent_now()?;
        one(moved.clone())
    }

    pub(super) fn complete_entry(&self, command: &CompleteEntry) -> Decided {
        self.open_file()?;
        let done = &command.done;
        Checks::new().between("done_on", done.done_on, self.earliest(), command.today).done::<FamilyRefusal>()?;
        if self.entry(done.entry_id)?.state == EntryState::Done {
            return nothing();
        }
        self.planned(done.entry_id)?;
        if done.visit_id.is_some_and(|id| self.visits.get(&id).is_none_or(|one| one.struck)) {
            return Err(FamilyRefusal::UnknownVisit);
        }
        if done.service_id.is_some_and(|id| self.services.get(&id).is_none_or(|one| one.struck)) {
            return Err(FamilyRefusal::UnknownService);
        }
        self.consent_on(done.done_on)?;
        one(done.clone())
    }

    pub(super) fn miss_entry(&self, command: &MissEntry) -> Decided {
        self.open_file()?;
        let missed = &command.missed;
        let mut checks = Checks::new();
        checks.between("missed_on", missed.missed_on, self.earliest(), command.today);
        checks.optional_personal("reason", &missed.reason, 2000);
        checks.done::<FamilyRefusal>()?;
        if self.entry(missed.entry_id)?.state == EntryState::Missed {
            return nothing();
        }
        let window_from = self.planned(missed.entry_id)?.window_from;
        if missed.missed_on < window_from {
            return Err(FamilyRefusal::WindowNotBegun { window_from });
        }
        one(missed.clone())
    }

    pub(super) fn cancel_entry(&self, command: &CancelEntry) -> Decided {
        self.open_file()?;
        let cancelled = &command.cancelled;
        Checks::new().optional_personal("reason", &cancelled.reason, 2000).done::<FamilyRefusal>()?;
        if self.entry(cancelled.entry_id)?.state == EntryState::Cancelled {
            return nothing();
        }
        self.planned(cancelled.entry_id)?;
        one(cancelled.clone())
    }

    fn entry(&self, id: EntryId) -> Result<&Entry, FamilyRefusal> {
        self.calendar.get(&id).ok_or(FamilyRefusal::UnknownEntry)
    }

    fn planned(&self, id: EntryId) -> Result<&Entry, FamilyRefusal> {
        let entry = self.entry(id)?;
        match entry.state {
            EntryState::Planned => Ok(entry),
            EntryState::Done => Err(FamilyRefusal::EntryIsDone),
            EntryState::Missed => Err(FamilyRefusal::EntryIsMissed),
            EntryState::Cancelled => Err(FamilyRefusal::EntryIsCancelled),
        }
    }
}

fn check_window(checks: &mut Checks, from: NaiveDate, to: NaiveDate) {
    checks.fault_if(to < from, "window_to", Rule::BeforeStart);
}
