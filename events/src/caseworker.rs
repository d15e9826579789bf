//! The caseworker stream: admission, training, and the caseload of 5 to 15 families.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a caseworker.
    CaseworkerEvent, stream "caseworker" {
        CaseworkerAdmitted = "caseworker_admitted" @ "1.0.0",
        TrainingRecorded = "training_recorded" @ "1.0.0",
        CaseworkerAccredited = "caseworker_accredited" @ "1.0.0",
        SkillsDeclared = "skills_declared" @ "1.0.0",
        SlotReserved = "slot_reserved" @ "1.0.0",
        ReservationReleased = "reservation_released" @ "1.0.0",
        FamilyTakenOn = "family_taken_on" @ "1.0.0",
        FamilyHandedOver = "family_handed_over" @ "1.0.0",
        LeaveStarted = "leave_started" @ "1.0.0",
        LeaveEnded = "leave_ended" @ "1.0.0",
        CaseworkerRenewed = "caseworker_renewed" @ "1.0.0",
        CaseworkerLeft = "caseworker_left" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for CaseworkerEvent {}

/// A candidate was admitted. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseworkerAdmitted {
    pub center_id: CenterId,
    pub name: Personal<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Personal<String>>,
    pub background: CaseworkerBackground,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighborhood_id: Option<NeighborhoodId>,
    pub admitted_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingRecorded {
    pub phase: TrainingPhase,
    pub mode: TrainingMode,
    /// Whole hours of this training, 1 to 80.
    pub hours: u16,
    /// Typed freely, so that it may name a person: sealed with the caseworker's own key.
    pub title: Personal<String>,
    pub held_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseworkerAccredited {
    pub accredited_on: NaiveDate,
}

/// Codes of catalog `caseworker_skill`, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SkillsDeclared {
    pub skills: Vec<String>,
}

/// A slot of the caseload was set aside for a family, before the family's own event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SlotReserved {
    pub assignment_id: AssignmentId,
    pub family_id: FamilyId,
    pub starts_on: NaiveDate,
    /// The holding from which the family comes, when this is a transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_from: Option<AssignmentId>,
    /// Why the family is transferred; sealed with the family's key and handed on to its own event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub reserved_on: NaiveDate,
}

/// The family refused the assignment, so the slot is free again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReservationReleased {
    pub assignment_id: AssignmentId,
    pub family_id: FamilyId,
    /// Stable code of the refusal that freed it.
    pub because: String,
}

/// The family confirmed; the reserved slot is held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyTakenOn {
    pub assignment_id: AssignmentId,
    pub family_id: FamilyId,
}

/// The family was released; the slot is free.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyHandedOver {
    pub assignment_id: AssignmentId,
    pub family_id: FamilyId,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaveStarted {
    pub from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaveEnded {
    pub on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseworkerLeft {
    pub left_on: NaiveDate,
}

/// The caseworker goes on for another year, the hours of the year that ends being complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseworkerRenewed {
    pub renewed_on: NaiveDate,
    /// Hours of training in the year that ends.
    pub hours: u16,
}
