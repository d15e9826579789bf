//! What can be asked of a center.

use chrono::NaiveDate;
use hamyar_events::NeighborhoodId;
use hamyar_events::center::CenterRegistered;
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a center.
    CenterCommand { RegisterCenter, SetNeighborhoods "replaces", SetTierApproval "replaces", CloseCenter }
}

/// Open a center.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterCenter {
    #[serde(flatten)]
    pub center: CenterRegistered,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The neighborhoods the center serves, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetNeighborhoods {
    pub neighborhood_ids: Vec<NeighborhoodId>,
}

/// Whether the manager decides on another tier that a caseworker proposes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetTierApproval {
    pub needed: bool,
}

/// Close the center. Its families and caseworkers are moved before; they live in other streams, so the edge looks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloseCenter {
    pub closed_on: NaiveDate,
    /// Families and caseworkers still there, as the edge sees them.
    #[serde(skip)]
    pub families_left: u32,
    #[serde(skip)]
    pub caseworkers_left: u32,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}
