//! The center stream: the local base of the program.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a center.
    CenterEvent, stream "center" {
        CenterRegistered = "center_registered" @ "1.0.0",
        CenterNeighborhoodsSet = "center_neighborhoods_set" @ "1.0.0",
        CenterClosed = "center_closed" @ "1.0.0",
        TierApprovalSet = "tier_approval_set" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for CenterEvent {}

/// A center began its work. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CenterRegistered {
    pub name: String,
    pub host: CenterHost,
    /// Up to four ASCII letters or digits that begin the center's file numbers, e.g. `M12`.
    pub file_prefix: String,
    pub neighborhood_ids: Vec<NeighborhoodId>,
    pub opened_on: NaiveDate,
}

/// The neighborhoods the center serves, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CenterNeighborhoodsSet {
    pub neighborhood_ids: Vec<NeighborhoodId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CenterClosed {
    pub closed_on: NaiveDate,
}

/// Whether the manager decides on another tier than the computed one that a caseworker proposes. Needed until a center says otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierApprovalSet {
    pub needed: bool,
}
