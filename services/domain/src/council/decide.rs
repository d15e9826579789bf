//! The rules of a council: its seats, its sessions, what it approves and writes, its end.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use hamyar_events::{AgencyId, CouncilEvent, CouncilSessionId};

use super::*;
use crate::Rule;
use crate::checks::Checks;

pub(super) type Decided = Result<Vec<CouncilEvent>, CouncilRefusal>;

/// Longest session, in hours.
const HOURS_MAX: i64 = 24;
/// Most persons whom one agency sends.
const PERSONS_MAX: i64 = 500;
/// How far ahead a session is called.
const DAYS_AHEAD: u64 = 366;

pub(super) fn one(event: impl Into<CouncilEvent>) -> Decided {
    Ok(vec![event.into()])
}

impl Council {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &CouncilCommand) -> Decided {
        use CouncilCommand as C;
        match command {
            C::FormCouncil(command) => self.form(command),
            C::GiveCouncilSeat(command) => self.give_seat(command),
            C::EndCouncilSeat(command) => self.end_seat(command),
            C::CallCouncilSession(command) => self.call(command),
            C::HoldCouncilSession(command) => self.hold(command),
            C::CancelCouncilSession(command) => self.cancel(command),
            C::RecordApproval(command) => self.approve(command),
            C::RecordLetter(command) => self.write(command),
            C::RaiseObstacle(command) => self.raise(command),
            C::FollowObstacle(command) => self.follow(command),
            C::CloseObstacle(command) => self.close_obstacle(command),
            C::ReopenObstacle(command) => self.reopen(command),
            C::DissolveCouncil(command) => self.dissolve(command),
        }
    }

    fn form(&self, command: &FormCouncil) -> Decided {
        let mut checks = Checks::new();
        checks.text("name", &command.council.name, 200);
        checks.past("formed_on", command.council.formed_on, command.today);
        checks.done::<CouncilRefusal>()?;
        if self.formed_on.is_some() {
            return Err(CouncilRefusal::AlreadyFormed);
        }
        one(command.council.clone())
    }

    fn give_seat(&self, command: &GiveCouncilSeat) -> Decided {
        let formed_on = self.going()?;
        let seat = &command.seat;
        let mut checks = Checks::new();
        checks.between("given_on", seat.given_on, formed_on, command.today);
        checks.done::<CouncilRefusal>()?;
        let same = self.seats.get(&seat.agency_id) == Some(&seat.role);
        if same { Ok(Vec::new()) } else { one(seat.clone()) }
    }

    fn end_seat(&self, command: &EndCouncilSeat) -> Decided {
        let formed_on = self.going()?;
        let mut checks = Checks::new();
        checks.between("ended_on", command.seat.ended_on, formed_on, command.today);
        checks.done::<CouncilRefusal>()?;
        if !self.seats.contains_key(&command.seat.agency_id) {
            return Err(CouncilRefusal::NotSeated);
        }
        one(command.seat.clone())
    }

    fn call(&self, command: &CallCouncilSession) -> Decided {
        let formed_on = self.going()?;
        let session = &command.session;
        let ahead = command.today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(NaiveDate::MAX);
        let mut checks = Checks::new();
        checks.between("called_for", session.called_for, formed_on, ahead);
        checks.done::<CouncilRefusal>()?;
        if self.sessions.contains_key(&session.session_id) {
            return Err(CouncilRefusal::IdTaken);
        }
        one(session.clone())
    }

    fn hold(&self, command: &HoldCouncilSession) -> Decided {
        let formed_on = self.going()?;
        let session = &command.session;
        let mut checks = Checks::new();
        checks.between("held_on", session.held_on, formed_on, command.today);
        checks.range("hours", session.hours.into(), 1, HOURS_MAX);
        checks.fault_if(session.attendance.is_empty(), "attendance", Rule::Required);
        let agencies: BTreeSet<Option<AgencyId>> = session.attendance.iter().map(|one| one.agency_id).collect();
        checks.fault_if(agencies.len() < session.attendance.len(), "attendance", Rule::Duplicate);
        for (index, one) in session.attendance.iter().enumerate() {
            checks.range(format!("attendance[{index}].persons"), one.persons.into(), 1, PERSONS_MAX);
            // Nobody was there longer than it lasted.
            checks.range(format!("attendance[{index}].hours"), one.hours.into(), 1, session.hours.max(1).into());
        }
        checks.done::<CouncilRefusal>()?;
        let known = self.sessions.get(&session.session_id);
        if known.is_some_and(|one| one.cancelled) {
            return Err(CouncilRefusal::SessionCancelled);
        }
        let (held_on, hours) = (session.held_on, session.hours);
        let held = HeldSession { held_on, hours, attendance: session.attendance.clone() };
        let same = known.is_some_and(|one| one.held.as_ref() == Some(&held));
        if same { Ok(Vec::new()) } else { one(session.clone()) }
    }

    fn cancel(&self, command: &CancelCouncilSession) -> Decided {
        let formed_on = self.going()?;
        let session = self.sessions.get(&command.session.session_id).ok_or(CouncilRefusal::UnknownSession)?;
        let mut checks = Checks::new();
        checks.between("cancelled_on", command.session.cancelled_on, formed_on, command.today);
        checks.done::<CouncilRefusal>()?;
        if session.held.is_some() {
            return Err(CouncilRefusal::SessionHeld);
        }
        if session.cancelled { Ok(Vec::new()) } else { one(command.session.clone()) }
    }

    fn approve(&self, command: &RecordApproval) -> Decided {
        let formed_on = self.going()?;
        let approval = &command.approval;
        let mut checks = Checks::new();
        checks.text("number", &approval.number, 40);
        checks.text("subject", &approval.subject, 1_000);
        checks.between("approved_on", approval.approved_on, formed_on, command.today);
        checks.done::<CouncilRefusal>()?;
        self.held(approval.session_id)?;
        if self.approvals.contains(&approval.number) {
            return Err(CouncilRefusal::NumberTaken);
        }
        one(approval.clone())
    }

    /// Letters go before the body as well: one asked for its forming.
    fn write(&self, command: &RecordLetter) -> Decided {
        self.going()?;
        let letter = &command.letter;
        let mut checks = Checks::new();
        checks.text("number", &letter.number, 40);
        checks.text("correspondent", &letter.correspondent, 200);
        checks.text("subject", &letter.subject, 1_000);
        checks.past("dated_on", letter.dated_on, command.today);
        checks.done::<CouncilRefusal>()?;
        if self.letters.contains(&(letter.direction, letter.number.clone())) {
            return Err(CouncilRefusal::LetterTaken);
        }
        one(letter.clone())
    }

    fn dissolve(&self, command: &DissolveCouncil) -> Decided {
        if self.dissolved_on.is_some() {
            return Ok(Vec::new());
        }
        let formed_on = self.going()?;
        let mut checks = Checks::new();
        checks.between("dissolved_on", command.dissolution.dissolved_on, formed_on, command.today);
        checks.done::<CouncilRefusal>()?;
        let open = self.obstacles.values().filter(|one| one.closed_on.is_none()).count();
        if let Ok(obstacles @ 1..) = u32::try_from(open) {
            return Err(CouncilRefusal::ObstaclesOpen { obstacles });
        }
        one(command.dissolution.clone())
    }

    /// The day of its forming, of a body that is formed and not dissolved.
    pub(super) fn going(&self) -> Result<NaiveDate, CouncilRefusal> {
        let formed_on = self.formed_on.ok_or(CouncilRefusal::NotFormed)?;
        if self.dissolved_on.is_some() { Err(CouncilRefusal::IsDissolved) } else { Ok(formed_on) }
    }

    /// A session that is named was held.
    pub(super) fn held(&self, session: Option<CouncilSessionId>) -> Result<(), CouncilRefusal> {
        match session {
            Some(id) if self.sessions.get(&id).is_none_or(|one| one.held.is_none()) => {
                Err(CouncilRefusal::UnknownSession)
            }
            _ => Ok(()),
        }
    }
}
