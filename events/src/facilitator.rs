//! The facilitator stream: who was put forward, what the criteria say, confirmed for work in a neighborhood, and the plan owed for it.
//! A facilitator is known by a code; what tells who it is, is sealed with the person's own key.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::personal::Personal;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a facilitator.
    FacilitatorEvent, stream "facilitator" {
        FacilitatorNominated = "facilitator_nominated" @ "1.0.0",
        FacilitatorChanged = "facilitator_changed" @ "1.0.0",
        FacilitatorConfirmed = "facilitator_confirmed" @ "1.0.0",
        PlanDelivered = "facilitator_plan_delivered" @ "1.0.0",
        FacilitatorLeft = "facilitator_left" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for FacilitatorEvent {}

/// What is known of a facilitator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacilitatorFacts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Personal<String>>,
    pub education: EducationLevel,
    /// Degree and field, as the person says them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub degree: Option<Personal<String>>,
    /// The NGO that sends them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// Codes of catalog `facilitator_criterion` that are met.
    pub criteria: Vec<String>,
}

/// Somebody was put forward. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacilitatorNominated {
    /// By which lists and classes name them, as `F01`.
    pub code: String,
    pub level: FacilitatorLevel,
    /// The province, county or city for which.
    pub place_id: PlaceId,
    pub facts: FacilitatorFacts,
    pub nominated_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacilitatorChanged {
    pub facts: FacilitatorFacts,
    pub changed_on: NaiveDate,
}

/// Confirmed for the work. Where a criterion is not met, with the reason for the exception.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacilitatorConfirmed {
    pub confirmed_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
}

/// The plan of the sixty hours was handed to the expert of the county.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanDelivered {
    pub neighborhood_id: NeighborhoodId,
    pub delivered_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacilitatorLeft {
    pub left_on: NaiveDate,
}
