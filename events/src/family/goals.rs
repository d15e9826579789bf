//! Goals: what a family wants to reach on an indicator that is not good.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// A goal was set on an indicator that is not good. Calendar entries may serve it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalSet {
    pub goal_id: GoalId,
    /// Absent for the whole family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub indicator: String,
    pub domain: Domain,
    /// The reading it starts from, 0 to 2.
    pub from_value: u8,
    /// The reading to be reached, above it and at most 4.
    pub target: u8,
    /// The family's own words for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<Personal<String>>,
    pub due_on: NaiveDate,
    pub set_on: NaiveDate,
}

/// A goal was reached, reached in part, or given up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalClosed {
    pub goal_id: GoalId,
    pub result: GoalResult,
    /// The latest reading of its indicator on that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_value: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub closed_on: NaiveDate,
}
