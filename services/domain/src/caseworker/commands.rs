//! What can be asked of a caseworker's stream.

use chrono::NaiveDate;
use hamyar_events::caseworker::*;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::{AssignmentId, FamilyId, Personal};
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a caseworker's stream.
    CaseworkerCommand {
        AdmitCaseworker,
        RecordTraining,
        AccreditCaseworker,
        DeclareSkills "replaces",
        ReserveSlot,
        ReleaseReservation,
        ConfirmSlot,
        FreeSlot,
        StartLeave,
        EndLeave,
        RenewCaseworker,
        LeaveProgram,
    }
}

/// Admit a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdmitCaseworker {
    #[serde(flatten)]
    pub candidate: CaseworkerAdmitted,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Record hours of training, before the first family or during the year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordTraining {
    #[serde(flatten)]
    pub training: TrainingRecorded,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Accept the candidate as a caseworker, after the hours before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccreditCaseworker {
    pub accredited_on: NaiveDate,
    #[serde(skip)]
    pub numbers: ProgramNumbers,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The caseworker's own skills, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeclareSkills {
    pub skills: Vec<String>,
}

/// First step of an assignment: set a slot of the caseload aside. The full caseload refuses, and nothing overrides that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReserveSlot {
    pub assignment_id: AssignmentId,
    pub family_id: FamilyId,
    pub starts_on: NaiveDate,
    /// The holding from which the family comes, when this is a transfer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_from: Option<AssignmentId>,
    /// Why the family is transferred, under the family's key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    /// Today in Tehran.
    #[serde(skip)]
    pub reserved_on: NaiveDate,
    #[serde(skip)]
    pub numbers: ProgramNumbers,
}

/// The family refused; the slot is free again. Nothing happens when no such reservation stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReleaseReservation {
    pub assignment_id: AssignmentId,
    /// Stable code of the refusal that freed it.
    pub because: String,
}

/// The family confirmed; the reserved slot is held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConfirmSlot {
    pub assignment_id: AssignmentId,
}

/// The family was released; its slot is free. Nothing happens when it is free already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FreeSlot {
    pub assignment_id: AssignmentId,
}

/// The caseworker takes no new family for a while.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StartLeave {
    #[serde(flatten)]
    pub leave: LeaveStarted,
}

/// The caseworker is back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndLeave {
    pub on: NaiveDate,
}

/// The caseworker goes on for another year. Refused while hours of the year that ends are lacking, and before it nears its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenewCaseworker {
    pub renewed_on: NaiveDate,
    #[serde(skip)]
    pub numbers: ProgramNumbers,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The caseworker leaves the program. Refused while families are held: each is transferred or released first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaveProgram {
    pub left_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}
