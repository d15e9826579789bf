//! What later decisions need to know of a council.

use chrono::NaiveDate;
use hamyar_events::council::CouncilAttendance;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A council, working group, committee or empowerment group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Council {
    pub kind: Option<CouncilKind>,
    pub place_id: Option<PlaceId>,
    pub formed_on: Option<NaiveDate>,
    pub dissolved_on: Option<NaiveDate>,
    pub seats: BTreeMap<AgencyId, CouncilRole>,
    pub sessions: BTreeMap<CouncilSessionId, CouncilSession>,
    pub approvals: BTreeSet<String>,
    pub letters: BTreeSet<(LetterDirection, String)>,
    pub obstacles: BTreeMap<ObstacleId, Obstacle>,
}

/// One session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilSession {
    pub called_for: Option<NaiveDate>,
    pub held: Option<HeldSession>,
    pub cancelled: bool,
}

/// What a session was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSession {
    pub held_on: NaiveDate,
    pub hours: u16,
    pub attendance: Vec<CouncilAttendance>,
}

impl HeldSession {
    /// Persons times the hours they were there: typed by nobody (S112).
    pub fn person_hours(&self) -> u64 {
        self.attendance.iter().map(|one| u64::from(one.persons) * u64::from(one.hours)).sum()
    }
}

/// Something in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    pub raised_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub owner: Option<AgencyId>,
}

impl Council {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &CouncilEvent) {
        match event {
            CouncilEvent::CouncilFormed(event) => {
                (self.kind, self.place_id) = (Some(event.kind), event.place_id);
                self.formed_on = Some(event.formed_on);
            }
            CouncilEvent::CouncilSeatGiven(event) => {
                self.seats.insert(event.agency_id, event.role);
            }
            CouncilEvent::CouncilSeatEnded(event) => {
                self.seats.remove(&event.agency_id);
            }
            CouncilEvent::CouncilSessionCalled(event) => {
                self.sessions.entry(event.session_id).or_default().called_for = Some(event.called_for);
            }
            CouncilEvent::CouncilSessionHeld(event) => {
                let (held_on, hours) = (event.held_on, event.hours);
                let held = HeldSession { held_on, hours, attendance: event.attendance.clone() };
                self.sessions.entry(event.session_id).or_default().held = Some(held);
            }
            CouncilEvent::CouncilSessionCancelled(event) => {
                self.sessions.entry(event.session_id).or_default().cancelled = true;
            }
            CouncilEvent::ApprovalRecorded(event) => {
                self.approvals.insert(event.number.clone());
            }
            CouncilEvent::LetterRecorded(event) => {
                self.letters.insert((event.direction, event.number.clone()));
            }
            CouncilEvent::ObstacleRaised(event) => {
                let obstacle = Obstacle { raised_on: event.raised_on, closed_on: None, owner: event.owner };
                self.obstacles.insert(event.obstacle_id, obstacle);
            }
            CouncilEvent::ObstacleFollowed(event) => {
                self.change(event.obstacle_id, |one| one.owner = event.owner.or(one.owner));
            }
            CouncilEvent::ObstacleClosed(event) => {
                self.change(event.obstacle_id, |one| one.closed_on = Some(event.closed_on));
            }
            CouncilEvent::ObstacleReopened(event) => self.change(event.obstacle_id, |one| one.closed_on = None),
            CouncilEvent::CouncilDissolved(event) => self.dissolved_on = Some(event.dissolved_on),
        }
    }

    fn change(&mut self, id: ObstacleId, change: impl FnOnce(&mut Obstacle)) {
        if let Some(obstacle) = self.obstacles.get_mut(&id) {
            change(obstacle);
        }
    }
}
