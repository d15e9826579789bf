//! The aid calendar: entries for members, within windows.

use chrono::Days;
use hamyar_persian::add_jalali_months;

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::RECONCILIATION;
use crate::family::commands::*;
use crate::family::state::{Entry, EntryState};

/// How far ahead an entry may be planned: the year, its renewal, and some room.
pub(super) const DAYS_AHEAD: u64 = 3 * 366;
/// An entry is planned at most so many times at once: a year of weeks, and some room.
const REPETITIONS_MAX: u16 = 60;
/// A reminder comes at most so many days before the window.
const REMIND_DAYS_MAX: i64 = 60;

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
        if let Some(days) = entry.remind_days {
            checks.range("remind_days", days.into(), 0, REMIND_DAYS_MAX);
        }
        if let Some(repeat) = &command.repeat {
            checks.fault_if(repeat.until < entry.window_from, "repeat.until", Rule::BeforeStart);
            checks.between("repeat.until", repeat.until, NaiveDate::MIN, horizon);
        }
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
        if entry.kind == RECONCILIATION && self.violence_recorded() {
            return Err(FamilyRefusal::ReconciliationWhereViolence);
        }
        if let Some(goal) = entry.goal_id {
            self.open_goal(goal)?;
        }
        let windows = windows(entry, command.repeat);
        let of = u16::try_from(windows.len()).unwrap_or(u16::MAX);
        let too_many = Rule::OutOfRange { min: 1, max: REPETITIONS_MAX.into() };
        Checks::new().fault_if(of > REPETITIONS_MAX, "repeat.until", too_many).done::<FamilyRefusal>()?;
        let events = windows.into_iter().zip(1..).map(|((window_from, window_to), number)| {
            let entry_id = if number == 1 { entry.entry_id } else { repetition(entry.entry_id, number) };
            let series = (of > 1).then_some(SeriesPlace { first_entry_id: entry.entry_id, number, of });
            CalendarEntryPlanned { entry_id, window_from, window_to, series, ..entry.clone() }.into()
        });
        Ok(events.collect())
    }

    pub(super) fn move_entry(&self, command: &MoveEntry) -> Decided {
        self.open_file()?;
        let moved = &command.moved;
        let mut checks = Checks::new();
        check_window(&mut checks, moved.window_from, moved.window_to);
        checks.fault_if(moved.window_to < self.earliest(), "window_to", Rule::TooEarly);
        checks.optional_personal("reason", &moved.reason, 2000);
        checks.done::<FamilyRefusal>()?;
        let entry = self.open_entry(moved.entry_id)?;
        if entry.state == EntryState::Planned
            && (entry.window_from, entry.window_to) == (moved.window_from, moved.window_to)
        {
            return nothing();
        }
        self.consent_now()?;
        one(moved.clone())
    }

    pub(super) fn complete_entry(&self, command: &CompleteEntry) -> Decided {
        self.open_file()?;
        let done = &command.done;
        let mut checks = Checks::new();
        checks.between("done_on", done.done_on, self.earliest(), command.today);
        checks.optional_personal("late_reason", &done.late_reason, 2000);
        checks.done::<FamilyRefusal>()?;
        if self.entry(done.entry_id)?.state == EntryState::Done {
            return nothing();
        }
        let late = self.open_entry(done.entry_id)?.is_late(done.done_on);
        if done.visit_id.is_some_and(|id| self.visits.get(&id).is_none_or(|one| one.struck)) {
            return Err(FamilyRefusal::UnknownVisit);
        }
        if done.service_id.is_some_and(|id| self.services.get(&id).is_none_or(|one| one.struck)) {
            return Err(FamilyRefusal::UnknownService);
        }
        self.consent_on(done.done_on)?;
        one(CalendarEntryDone { late_reason: late_reason(late, &done.late_reason)?, ..done.clone() })
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
        self.to_be_cancelled(cancelled)?;
        one(cancelled.clone())
    }

    /// The entry and those planned with it whose window begins later; what is done or missed of them stays.
    pub(super) fn cancel_series(&self, command: &CancelSeries) -> Decided {
        self.open_file()?;
        let cancelled = &command.cancelled;
        Checks::new().optional_personal("reason", &cancelled.reason, 2000).done::<FamilyRefusal>()?;
        let named = self.entry(cancelled.entry_id)?;
        let Some(series) = named.series else { return Err(FamilyRefusal::NoSeries) };
        let mut later: Vec<_> = self
            .calendar
            .iter()
            .filter(|(_, one)| one.series == Some(series) && one.state == EntryState::Planned)
            .filter(|(_, one)| one.window_from >= named.window_from)
            .collect();
        later.sort_by_key(|(id, one)| (one.window_from, **id));
        let cancel = |id: EntryId| CalendarEntryCancelled { entry_id: id, reason: cancelled.reason.clone() };
        Ok(later.into_iter().map(|(id, _)| cancel(*id).into()).collect())
    }

    fn to_be_cancelled(&self, cancelled: &CalendarEntryCancelled) -> Result<(), FamilyRefusal> {
        let missed = self.open_entry(cancelled.entry_id)?.state == EntryState::Missed;
        // What was to happen and did not does not leave the queue without a word.
        Checks::new().fault_if(missed && cancelled.reason.is_none(), "reason", Rule::Required).done()
    }

    fn entry(&self, id: EntryId) -> Result<&Entry, FamilyRefusal> {
        self.calendar.get(&id).ok_or(FamilyRefusal::UnknownEntry)
    }

    /// An entry of which nobody has said the last word: planned, or missed and neither made up for nor dropped.
    pub(super) fn open_entry(&self, id: EntryId) -> Result<&Entry, FamilyRefusal> {
        let entry = self.entry(id)?;
        match entry.state {
            EntryState::Planned | EntryState::Missed => Ok(entry),
            EntryState::Done => Err(FamilyRefusal::EntryIsDone),
            EntryState::Cancelled => Err(FamilyRefusal::EntryIsCancelled),
        }
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

/// What is done late says why; what is in time needs no reason and keeps none.
pub(super) fn late_reason(
    late: bool,
    reason: &Option<Personal<String>>,
) -> Result<Option<Personal<String>>, FamilyRefusal> {
    if !late {
        return Ok(None);
    }
    Checks::new().fault_if(reason.is_none(), "late_reason", Rule::Required).done::<FamilyRefusal>()?;
    Ok(reason.clone())
}

/// The windows of an entry and its repetitions, one more than is allowed at most.
fn windows(entry: &CalendarEntryPlanned, repeat: Option<Repeat>) -> Vec<(NaiveDate, NaiveDate)> {
    let first = (entry.window_from, entry.window_to);
    let Some(repeat) = repeat else { return vec![first] };
    let later = |day: NaiveDate, number: u16| match repeat.every {
        RepeatEvery::Week => day.checked_add_days(Days::new(7 * u64::from(number))).unwrap_or(NaiveDate::MAX),
        RepeatEvery::TwoWeeks => day.checked_add_days(Days::new(14 * u64::from(number))).unwrap_or(NaiveDate::MAX),
        RepeatEvery::Month => add_jalali_months(day, number),
    };
    let all = (0..=REPETITIONS_MAX).map(|number| (later(first.0, number), later(first.1, number)));
    all.take_while(|(from, _)| *from <= repeat.until).collect()
}

/// The id of a repetition, from 2: the same for every sending of the command.
fn repetition(first: EntryId, number: u16) -> EntryId {
    EntryId(uuid::Uuid::new_v5(&first.0, format!("repetition {number}").as_bytes()))
}

fn check_window(checks: &mut Checks, from: NaiveDate, to: NaiveDate) {
    checks.fault_if(to < from, "window_to", Rule::BeforeStart);
}
