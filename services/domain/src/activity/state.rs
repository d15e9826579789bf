//! What later decisions need to know of an activity.

use chrono::NaiveDate;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An activity of general aid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    pub center_id: Option<CenterId>,
    pub planned_for: Option<NaiveDate>,
    pub announced_on: Option<NaiveDate>,
    pub held: Option<Held>,
    pub cancelled_on: Option<NaiveDate>,
    /// Who was there.
    pub attendance: Vec<Attendance>,
    /// Scores of tests, 0 to 100, before and after.
    pub tests: BTreeMap<MemberId, [Option<u8>; 2]>,
}

/// When it was held, for how long, and how many were there unnamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub held_on: NaiveDate,
    pub hours: u16,
    pub head_count: u32,
}

/// Who was there, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub family_id: FamilyId,
    pub member_id: Option<MemberId>,
    pub persons: u16,
    pub hours: u16,
}

impl Activity {
    /// Hours times persons: of everybody named, and of those counted by head for the whole of it.
    pub fn person_hours(&self) -> u64 {
        let named: u64 = self.attendance.iter().map(|one| u64::from(one.persons) * u64::from(one.hours)).sum();
        named + self.held.map_or(0, |held| u64::from(held.head_count) * u64::from(held.hours))
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &ActivityEvent) {
        match event {
            ActivityEvent::ActivityPlanned(event) => {
                self.center_id = Some(event.center_id);
                self.planned_for = Some(event.planned_for);
            }
            ActivityEvent::ActivityAnnounced(event) => self.announced_on = Some(event.announced_on),
            ActivityEvent::ActivityHeld(event) => {
                self.held = Some(Held { held_on: event.held_on, hours: event.hours, head_count: event.head_count });
            }
            ActivityEvent::ActivityCancelled(event) => self.cancelled_on = Some(event.cancelled_on),
            ActivityEvent::AttendanceRecorded(event) => {
                self.forget(event.family_id, event.member_id);
                self.attendance.push(Attendance {
                    family_id: event.family_id,
                    member_id: event.member_id,
                    persons: event.persons,
                    hours: event.hours,
                });
            }
            ActivityEvent::AttendanceStruck(event) => self.forget(event.family_id, event.member_id),
            ActivityEvent::TestRecorded(event) => {
                let scores = self.tests.entry(event.member_id).or_default();
                scores[usize::from(event.moment == TestMoment::After)] = Some(event.score);
            }
        }
    }

    fn forget(&mut self, family_id: FamilyId, member_id: Option<MemberId>) {
        self.attendance.retain(|one| (one.family_id, one.member_id) != (family_id, member_id));
    }
}
