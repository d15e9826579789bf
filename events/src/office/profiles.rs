//! The needs profile of a neighborhood and its two approvals.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

/// A version of what a neighborhood needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedsProfileDrafted {
    pub neighborhood_id: NeighborhoodId,
    pub version: u16,
    /// Access to urban facilities, in words.
    pub facilities: String,
    /// Social abnormalities of the place, in words and without a person.
    pub abnormalities: String,
    pub needs: Vec<String>,
    /// Who wrote it, who cannot approve it.
    pub drafted_by: UserId,
    pub drafted_on: NaiveDate,
}

/// The strategic committee or the provincial headquarters approved it or gave it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedsProfileJudged {
    pub neighborhood_id: NeighborhoodId,
    pub version: u16,
    pub body: ApprovalBody,
    pub outcome: ApprovalOutcome,
    /// Needed where it is given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub judged_by: UserId,
    pub judged_on: NaiveDate,
}

/// Agencies were told of what is approved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedsProfileNotified {
    pub neighborhood_id: NeighborhoodId,
    pub version: u16,
    pub agency_ids: Vec<AgencyId>,
    pub notified_on: NaiveDate,
}
