//! The neighborhood's priority in three levels, with everything it was computed from.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::family::Sentence;
use crate::values::{PriorityGroup, PriorityLevel};

/// The neighborhood was given its priority for the first time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeighborhoodPrioritySet {
    pub priority: PriorityGiven,
    pub set_on: NaiveDate,
}

/// It was given another one, or the same on other grounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeighborhoodReprioritized {
    pub before: PriorityLevel,
    pub priority: PriorityGiven,
    /// What made somebody look again.
    pub cause: String,
    pub set_on: NaiveDate,
}

/// The level that holds, and how it came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityGiven {
    pub level: PriorityLevel,
    pub computed: PriorityComputation,
    /// Why another level than the computed one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
}

/// What a version of the rule made of a version of the profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityComputation {
    pub rule_version: u32,
    pub profile_version: u32,
    pub level: PriorityLevel,
    /// 0 to 1000; the higher, the more urgent.
    pub score: u16,
    pub groups: Vec<PriorityGroupScore>,
    pub explanation: Sentence,
}

/// One of the two groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityGroupScore {
    pub group: PriorityGroup,
    pub weight: u16,
    pub score: u16,
    pub inputs: Vec<PriorityInput>,
    /// Codes of indicators of the rule that the profile does not know.
    pub missing: Vec<String>,
}

/// One indicator as it stood in the profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityInput {
    pub indicator: String,
    pub value_thousandths: i64,
    /// Whether the office counted it; declared by a source otherwise.
    pub counted: bool,
    pub weight: u16,
    /// 0 to 1000: how much is lacking, by the rule's two ends.
    pub need: u16,
}

/// How priority follows from a profile: data, version by version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityRule {
    pub groups: Vec<PriorityGroupRule>,
    /// Score from which on the level is the first.
    pub first_from: u16,
    /// Score from which on the level is the second.
    pub second_from: u16,
    /// Hundredths of each group's weight that the profile must know.
    pub known_percent: u8,
}

/// A group's weight and its indicators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityGroupRule {
    pub group: PriorityGroup,
    pub weight: u16,
    pub indicators: Vec<PriorityIndicatorRule>,
}

/// An indicator's weight and its two ends, in thousandths of its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityIndicatorRule {
    pub indicator: String,
    pub weight: u16,
    /// Nothing is lacking here or beyond.
    pub best_thousandths: i64,
    /// Everything is lacking here or beyond. Below the best where much of it is good, above where little of it is.
    pub worst_thousandths: i64,
}
