//! What can be asked of a workshop.

use chrono::NaiveDate;
use hamyar_events::workshop::{
    FindingRecorded, LeadSet, MaterialMarked, SittingHeld, SittingStruck, TraineeTested, WorkshopPlanned,
};
use hamyar_events::{FacilitatorId, MaterialId, MaterialKind, Sex, TraineeId};
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a workshop.
    WorkshopCommand {
        PlanWorkshop,
        SetLead,
        RegisterTrainees,
        HoldSitting,
        StrikeSitting,
        TestTrainee,
        RecordFinding,
        ListMaterials,
        MarkMaterial,
    }
}

/// Plan a workshop or class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanWorkshop {
    #[serde(flatten)]
    pub plan: WorkshopPlanned,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Say who answers for it, or who takes over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetLead {
    #[serde(flatten)]
    pub lead: LeadSet,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Register those who will come; each gets the next number of the sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterTrainees {
    pub trainees: Vec<NewTrainee>,
    pub registered_on: NaiveDate,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTrainee {
    pub trainee_id: TraineeId,
    pub facilitator_id: Option<FacilitatorId>,
    pub sex: Option<Sex>,
}

/// Write a sitting down with everybody who was there, or put it right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoldSitting {
    #[serde(flatten)]
    pub sitting: SittingHeld,
    #[serde(skip)]
    pub today: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StrikeSitting {
    #[serde(flatten)]
    pub sitting: SittingStruck,
}

/// Record a test before or after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestTrainee {
    #[serde(flatten)]
    pub test: TraineeTested,
}

/// Record a strength or a weakness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordFinding {
    #[serde(flatten)]
    pub finding: FindingRecorded,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Put things on the checklist of what it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListMaterials {
    pub materials: Vec<NewMaterial>,
    pub listed_on: NaiveDate,
    /// The published document that names them.
    pub source: Option<String>,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMaterial {
    pub material_id: MaterialId,
    pub kind: MaterialKind,
    pub title: Option<String>,
}

/// Say how it stands with a thing of the checklist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarkMaterial {
    #[serde(flatten)]
    pub mark: MaterialMarked,
    #[serde(skip)]
    pub today: NaiveDate,
}
