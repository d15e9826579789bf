//! What can be asked of a facilitator's stream.

use chrono::NaiveDate;
use hamyar_events::facilitator::{
    FacilitatorChanged, FacilitatorConfirmed, FacilitatorLeft, FacilitatorNominated, PlanDelivered,
};
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a facilitator's stream.
    FacilitatorCommand { NominateFacilitator, ChangeFacilitator "replaces", ConfirmFacilitator, DeliverPlan, LeaveFacilitation }
}

/// Put somebody forward.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NominateFacilitator {
    #[serde(flatten)]
    pub nomination: FacilitatorNominated,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Put right what is known: name, education, organization, criteria met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeFacilitator {
    #[serde(flatten)]
    pub change: FacilitatorChanged,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Confirm for the work; with a reason where somebody has studied less than asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConfirmFacilitator {
    #[serde(flatten)]
    pub confirmation: FacilitatorConfirmed,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The plan of a neighborhood's sixty hours was handed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeliverPlan {
    #[serde(flatten)]
    pub plan: PlanDelivered,
    #[serde(skip)]
    pub today: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaveFacilitation {
    #[serde(flatten)]
    pub leave: FacilitatorLeft,
    #[serde(skip)]
    pub today: NaiveDate,
}
