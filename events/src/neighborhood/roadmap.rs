//! What threatens a neighborhood, and its roadmap (نقشه راه): versions, actions by horizon and what came of them. Everything speaks of places and
//! institutions; no person is named.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

/// What is known of a risk beside its title.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskFacts {
    pub kind: RiskKind,
    pub extent: RiskExtent,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<RiskDuration>,
    pub social_level: SocialLevel,
    /// 1 is the first to be dealt with.
    pub priority: u8,
    /// Codes of catalog `priority_risk` that the local title stands for, by which the province counts.
    pub maps_to: Vec<String>,
}

/// Residents and facilitator found a risk, shock or stress.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskIdentified {
    pub risk_id: RiskId,
    pub title: String,
    pub facts: RiskFacts,
    pub identified_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The risk is called otherwise from now on; what it was called stays in the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskRetitled {
    pub risk_id: RiskId,
    pub title: String,
    pub retitled_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The risk is judged otherwise: kind, extent, duration, level, priority or what it maps to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskReassessed {
    pub risk_id: RiskId,
    pub facts: RiskFacts,
    pub reassessed_on: NaiveDate,
}

/// A version of the roadmap was adopted, with the actions that were planned until then and not dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoadmapAdopted {
    /// 1 for the first, one more with each later one.
    pub version: u32,
    /// The risk it answers.
    pub risk_id: RiskId,
    /// How long the short horizon is, in months; not every roadmap says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_months: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium_months: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long_months: Option<u16>,
    /// Whom it is for, as a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// When it was worked out, in words, as «تابستان ۱۳۹۷».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    pub action_ids: Vec<ActionId>,
    pub adopted_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What an action is: one horizon, at least one responsible agency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionFacts {
    pub text: String,
    pub horizon: Horizon,
    pub agency_ids: Vec<AgencyId>,
    /// What it builds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<CapacityKind>,
    /// The capitals it adds to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capitals: Vec<Capital>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
}

/// An action was put forward. The next version of the roadmap takes it in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionPlanned {
    pub action_id: ActionId,
    /// Within the neighborhood, from 1, never used again.
    pub number: u16,
    pub facts: ActionFacts,
    pub planned_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The action reads otherwise from now on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionChanged {
    pub action_id: ActionId,
    pub facts: ActionFacts,
    pub changed_on: NaiveDate,
}

/// One of the responsible agencies said what it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionProgressed {
    pub action_id: ActionId,
    pub agency_id: AgencyId,
    pub evidence: String,
    pub progressed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionCompleted {
    pub action_id: ActionId,
    pub agency_id: AgencyId,
    pub evidence: String,
    pub completed_on: NaiveDate,
}

/// The action will not be done. Dropped by an agency, or by the neighborhood itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionDropped {
    pub action_id: ActionId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<AgencyId>,
    pub evidence: String,
    pub dropped_on: NaiveDate,
}

/// The action is the same as one of another neighborhood, though it is worded otherwise: the province lists it once, with both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionMatched {
    pub action_id: ActionId,
    pub other_neighborhood_id: NeighborhoodId,
    pub other_action_id: ActionId,
    pub matched_on: NaiveDate,
}

/// It is not the same after all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionUnmatched {
    pub action_id: ActionId,
    pub other_action_id: ActionId,
    pub unmatched_on: NaiveDate,
}
