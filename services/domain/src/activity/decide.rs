//! The rules of an activity.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use hamyar_events::activity::*;
use hamyar_events::{ActivityEvent, TestMoment, Tier};

use super::*;
use crate::Rule;
use crate::checks::Checks;

type Decided = Result<Vec<ActivityEvent>, ActivityRefusal>;

/// How far ahead an activity is planned.
const DAYS_AHEAD: u64 = 2 * 366;
/// Longest activity, in hours: a course of some weeks.
const HOURS_MAX: i64 = 400;

fn one(event: impl Into<ActivityEvent>) -> Decided {
    Ok(vec![event.into()])
}

fn nothing() -> Decided {
    Ok(Vec::new())
}

impl Activity {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &ActivityCommand) -> Decided {
        use ActivityCommand as C;
        match command {
            C::PlanActivity(command) => self.plan(command),
            C::AnnounceActivity(command) => self.announce(command),
            C::HoldActivity(command) => self.hold(command),
            C::CancelActivity(command) => self.cancel(command),
            C::RecordAttendance(command) => self.record_attendance(command),
            C::StrikeAttendance(command) => self.strike_attendance(command),
            C::RecordTest(command) => self.record_test(command),
        }
    }

    fn plan(&self, command: &PlanActivity) -> Decided {
        let plan = &command.plan;
        let ahead = command.today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(NaiveDate::MAX);
        let audience: BTreeSet<Tier> = plan.audience.iter().copied().collect();
        let mut checks = Checks::new();
        checks.code("form", &plan.form);
        checks.text("title", &plan.title, 200);
        checks.past("planned_for", plan.planned_for, ahead);
        checks.range("hours", plan.hours.into(), 1, HOURS_MAX);
        checks.fault_if(audience.is_empty(), "audience", Rule::Required);
        checks.fault_if(audience.len() < plan.audience.len(), "audience", Rule::Duplicate);
        // General aid is offered to families that are not harmed; those may come.
        checks.fault_if(audience.contains(&Tier::Harmed), "audience", Rule::NotExpected);
        checks.done::<ActivityRefusal>()?;
        if self.center_id.is_some() {
            return Err(ActivityRefusal::AlreadyPlanned);
        }
        one(plan.clone())
    }

    fn announce(&self, command: &AnnounceActivity) -> Decided {
        self.going()?;
        Checks::new().past("announced_on", command.announced_on, command.today).done::<ActivityRefusal>()?;
        if self.held.is_some() {
            return Err(ActivityRefusal::IsHeld);
        }
        if self.announced_on.is_some() {
            return nothing();
        }
        one(ActivityAnnounced { announced_on: command.announced_on })
    }

    fn hold(&self, command: &HoldActivity) -> Decided {
        self.going()?;
        let held = &command.held;
        let mut checks = Checks::new();
        checks.past("held_on", held.held_on, command.today);
        checks.range("hours", held.hours.into(), 1, HOURS_MAX);
        checks.range("head_count", held.head_count.into(), 0, 100_000);
        // Nobody was there longer than it lasted.
        let longest = self.attendance.iter().map(|one| one.hours).max().unwrap_or(0);
        let min = i64::from(longest.max(1));
        checks.fault_if(held.hours < longest, "hours", Rule::OutOfRange { min, max: HOURS_MAX });
        checks.done::<ActivityRefusal>()?;
        let same = Held { held_on: held.held_on, hours: held.hours, head_count: held.head_count };
        if self.held == Some(same) { nothing() } else { one(held.clone()) }
    }

    fn cancel(&self, command: &CancelActivity) -> Decided {
        self.planned()?;
        Checks::new().past("cancelled_on", command.cancelled_on, command.today).done::<ActivityRefusal>()?;
        if self.cancelled_on.is_some() {
            return nothing();
        }
        if self.held.is_some() {
            return Err(ActivityRefusal::IsHeld);
        }
        one(ActivityCancelled { cancelled_on: command.cancelled_on })
    }

    fn record_attendance(&self, command: &RecordAttendance) -> Decided {
        self.going()?;
        let attendance = &command.attendance;
        let held = self.held.ok_or(ActivityRefusal::NotHeld)?;
        let mut checks = Checks::new();
        checks.range("persons", attendance.persons.into(), 1, if attendance.member_id.is_some() { 1 } else { 30 });
        checks.range("hours", attendance.hours.into(), 1, held.hours.into());
        checks.done::<ActivityRefusal>()?;
        let of_family = || self.attendance.iter().filter(|one| one.family_id == attendance.family_id);
        // A family is there by name or by number, so that nobody is counted twice.
        if of_family().any(|one| one.member_id.is_some() != attendance.member_id.is_some()) {
            return Err(ActivityRefusal::AttendsByMember);
        }
        let same = |one: &Attendance| {
            (one.member_id, one.persons, one.hours) == (attendance.member_id, attendance.persons, attendance.hours)
        };
        if of_family().any(same) { nothing() } else { one(attendance.clone()) }
    }

    fn strike_attendance(&self, command: &StrikeAttendance) -> Decided {
        self.going()?;
        let struck = &command.attendance;
        let is = |one: &Attendance| (one.family_id, one.member_id) == (struck.family_id, struck.member_id);
        if self.attendance.iter().any(is) { one(struck.clone()) } else { Err(ActivityRefusal::UnknownAttendance) }
    }

    fn record_test(&self, command: &RecordTest) -> Decided {
        self.going()?;
        let test = &command.test;
        Checks::new().range("score", test.score.into(), 0, 100).done::<ActivityRefusal>()?;
        if self.held.is_none() && test.moment == TestMoment::After {
            return Err(ActivityRefusal::NotHeld);
        }
        let known = self.tests.get(&test.member_id).copied().unwrap_or_default();
        if known[usize::from(test.moment == TestMoment::After)] == Some(test.score) {
            return nothing();
        }
        one(test.clone())
    }

    fn planned(&self) -> Result<(), ActivityRefusal> {
        if self.center_id.is_some() { Ok(()) } else { Err(ActivityRefusal::NotPlanned) }
    }

    fn going(&self) -> Result<(), ActivityRefusal> {
        self.planned()?;
        if self.cancelled_on.is_some() { Err(ActivityRefusal::IsCancelled) } else { Ok(()) }
    }
}
