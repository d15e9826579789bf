//! What later decisions need to know of a caseworker. No personal value is kept.

use chrono::NaiveDate;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A caseworker (همیار): training and caseload.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Caseworker {
    pub center_id: Option<CenterId>,
    pub admitted_on: Option<NaiveDate>,
    pub hours_before: u32,
    /// Hours of [`Self::hours_before`] by the day on which they were held.
    pub hours_before_on: BTreeMap<NaiveDate, u32>,
    pub hours_during: u32,
    /// Hours of [`Self::hours_during`] by the day on which they were held.
    pub hours_during_on: BTreeMap<NaiveDate, u32>,
    /// Day of the last renewal.
    pub renewed_on: Option<NaiveDate>,
    pub accredited_on: Option<NaiveDate>,
    pub skills: BTreeSet<String>,
    pub leave: Option<Leave>,
    pub left_on: Option<NaiveDate>,
    /// Slots of the caseload that are reserved or held.
    pub slots: BTreeMap<AssignmentId, Slot>,
    /// Holdings and reservations that have ended, each with its family.
    pub ended: BTreeMap<AssignmentId, FamilyId>,
}

/// A leave that was announced and has not been ended.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leave {
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// One slot of the caseload.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    pub family_id: FamilyId,
    pub starts_on: NaiveDate,
    pub reserved_on: NaiveDate,
    pub transfer_from: Option<AssignmentId>,
    /// False while the family has not confirmed.
    pub held: bool,
}

impl Leave {
    pub(super) fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl Caseworker {
    /// Whether a leave covers the day.
    pub fn is_on_leave(&self, day: NaiveDate) -> bool {
        self.leave.is_some_and(|leave| leave.covers(day))
    }

    /// Families held and slots reserved: both fill the caseload.
    pub fn caseload(&self) -> u32 {
        u32::try_from(self.slots.len()).unwrap_or(u32::MAX)
    }

    /// Fewer families than the program wants: spare capacity, shown and never refused (statement 30).
    pub fn is_below_minimum(&self, numbers: &ProgramNumbers) -> bool {
        self.caseload() < u32::from(numbers.caseload_min)
    }

    /// Hours of training that are lacking before the first family and during the year (statement 28).
    pub fn hours_lacking(&self, numbers: &ProgramNumbers) -> (u32, u32) {
        (
            u32::from(numbers.hours_before).saturating_sub(self.hours_before),
            u32::from(numbers.hours_during).saturating_sub(self.hours_during),
        )
    }

    /// Hours of training before the first family that were held on or before a day.
    pub fn hours_before_by(&self, day: NaiveDate) -> u32 {
        self.hours_before_on.range(..=day).fold(0, |sum, (_, hours)| sum.saturating_add(*hours))
    }

    /// First day of the caseworker's year that runs: of the accreditation, or of the last renewal.
    pub fn term_from(&self) -> Option<NaiveDate> {
        self.renewed_on.or(self.accredited_on)
    }

    /// Hours of training during the year that runs, by a day. Those of the first year count from the beginning.
    pub fn hours_of_term_by(&self, day: NaiveDate) -> u32 {
        let held = self.hours_during_on.range(..=day);
        let of_term = held.filter(|(on, _)| self.renewed_on.is_none_or(|renewed| **on > renewed));
        of_term.fold(0, |sum, (_, hours)| sum.saturating_add(*hours))
    }

    /// Reservations made on or before a day that no family has confirmed or refused: something stopped half way.
    pub fn reservations_since_before(&self, day: NaiveDate) -> impl Iterator<Item = (&AssignmentId, &Slot)> {
        self.slots.iter().filter(move |(_, slot)| !slot.held && slot.reserved_on <= day)
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &CaseworkerEvent) {
        match event {
            CaseworkerEvent::CaseworkerAdmitted(event) => {
                self.center_id = Some(event.center_id);
                self.admitted_on = Some(event.admitted_on);
            }
            CaseworkerEvent::TrainingRecorded(event) => {
                let hours = u32::from(event.hours);
                match event.phase {
                    TrainingPhase::Before => {
                        self.hours_before = self.hours_before.saturating_add(hours);
                        let that_day = self.hours_before_on.entry(event.held_on).or_default();
                        *that_day = that_day.saturating_add(hours);
                    }
                    TrainingPhase::During => {
                        self.hours_during = self.hours_during.saturating_add(hours);
                        let that_day = self.hours_during_on.entry(event.held_on).or_default();
                        *that_day = that_day.saturating_add(hours);
                    }
                }
            }
            CaseworkerEvent::CaseworkerAccredited(event) => self.accredited_on = Some(event.accredited_on),
            CaseworkerEvent::SkillsDeclared(event) => self.skills = event.skills.iter().cloned().collect(),
            CaseworkerEvent::SlotReserved(event) => {
                self.slots.insert(
                    event.assignment_id,
                    Slot {
                        family_id: event.family_id,
                        starts_on: event.starts_on,
                        reserved_on: event.reserved_on,
                        transfer_from: event.transfer_from,
                        held: false,
                    },
                );
            }
            CaseworkerEvent::FamilyTakenOn(event) => {
                if let Some(slot) = self.slots.get_mut(&event.assignment_id) {
                    slot.held = true;
                }
            }
            CaseworkerEvent::ReservationReleased(event) => self.end(event.assignment_id, event.family_id),
            CaseworkerEvent::FamilyHandedOver(event) => self.end(event.assignment_id, event.family_id),
            CaseworkerEvent::LeaveStarted(event) => {
                self.leave = Some(Leave { from: event.from, until: event.until });
            }
            CaseworkerEvent::LeaveEnded(_) => self.leave = None,
            CaseworkerEvent::CaseworkerRenewed(event) => self.renewed_on = Some(event.renewed_on),
            CaseworkerEvent::CaseworkerLeft(event) => self.left_on = Some(event.left_on),
        }
    }

    fn end(&mut self, assignment_id: AssignmentId, family_id: FamilyId) {
        self.slots.remove(&assignment_id);
        self.ended.insert(assignment_id, family_id);
    }
}
