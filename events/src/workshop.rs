//! The workshop stream: the training of facilitators and the classes of a neighborhood, sitting by sitting, with who was there. Hours follow from
//! attendance. Those who come are numbered, as on the paper that goes round, and never named; a facilitator in training is named by id. What a
//! workshop needs stands on a checklist, thing by thing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a workshop.
    WorkshopEvent, stream "workshop" {
        WorkshopPlanned = "workshop_planned" @ "1.0.0",
        LeadSet = "workshop_lead_set" @ "1.0.0",
        TraineeRegistered = "workshop_trainee_registered" @ "1.0.0",
        SittingHeld = "workshop_sitting_held" @ "1.0.0",
        SittingStruck = "workshop_sitting_struck" @ "1.0.0",
        TraineeTested = "workshop_trainee_tested" @ "1.0.0",
        FindingRecorded = "workshop_finding_recorded" @ "1.0.0",
        MaterialListed = "workshop_material_listed" @ "1.0.0",
        MaterialMarked = "workshop_material_marked" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for WorkshopEvent {}

/// A workshop or class was planned. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkshopPlanned {
    pub kind: WorkshopKind,
    pub title: String,
    /// The province, county or city that holds it.
    pub place_id: PlaceId,
    /// Whose people it is for; a class has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighborhood_id: Option<NeighborhoodId>,
    /// Whom it is for, as a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// The risk it is about, as it was called then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_title: Option<String>,
    /// Whole hours it is to last.
    pub planned_hours: u16,
    /// How many are to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_persons: Option<u16>,
    pub starts_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Who answers for it. One at a time; another takes over by another event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeadSet {
    pub facilitator_id: FacilitatorId,
    pub set_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Somebody will come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraineeRegistered {
    pub trainee_id: TraineeId,
    /// On the attendance sheet, from 1.
    pub number: u16,
    /// In the training of facilitators: which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facilitator_id: Option<FacilitatorId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    pub registered_on: NaiveDate,
}

/// One sitting was held, with everybody who was there. Recorded again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SittingHeld {
    pub sitting_id: SittingId,
    pub held_on: NaiveDate,
    /// Whole hours it lasted.
    pub hours: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    pub present: Vec<Present>,
}

/// Who was there, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    pub trainee_id: TraineeId,
    /// At most what it lasted; the whole of it when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u16>,
}

/// That sitting was not held after all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SittingStruck {
    pub sitting_id: SittingId,
}

/// What somebody knew before or after it. Recorded again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraineeTested {
    pub trainee_id: TraineeId,
    pub moment: TestMoment,
    /// 0 to 100.
    pub score: u8,
}

/// The workshop needs this thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MaterialListed {
    pub material_id: MaterialId,
    pub kind: MaterialKind,
    /// What it is, where the kind is another one; a detail otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub listed_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// How it stands with that thing. Recorded again, it says what is so now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MaterialMarked {
    pub material_id: MaterialId,
    pub state: MaterialState,
    /// What is missing of it, or why it is not needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub marked_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A strength or weakness, by who judged it and in which phase of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingRecorded {
    /// 1: training of facilitators; 2: work in the neighborhoods.
    pub phase: u8,
    pub assessors: Vec<Assessor>,
    pub kind: FindingKind,
    pub text: String,
    pub recorded_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}
