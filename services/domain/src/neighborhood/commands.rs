//! What can be asked of a neighborhood.

use chrono::NaiveDate;
use hamyar_events::PlaceId;
use hamyar_events::neighborhood::{NeighborhoodGrouped, NeighborhoodRegistered, ProfileNote};
use hamyar_events::place::FigureDeclared;
use serde::{Deserialize, Serialize};

pub use super::roadmap::{
    AdoptRoadmap, ChangeAction, CompleteAction, DropAction, IdentifyRisk, MatchAction, PlanAction, ProgressAction,
    ReassessRisk, RetitleRisk, UnmatchAction,
};

commands! {
    /// Everything that can be asked of a neighborhood.
    NeighborhoodCommand {
        RegisterNeighborhood, GroupNeighborhood, UngroupNeighborhood, RecordProfile,
        IdentifyRisk, RetitleRisk, ReassessRisk, AdoptRoadmap, PlanAction, ChangeAction, ProgressAction, CompleteAction, DropAction,
        MatchAction, UnmatchAction,
    }
}

/// Enter a neighborhood in the gazetteer, below its city, village or lowest known place. Names need not be unique.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterNeighborhood {
    #[serde(flatten)]
    pub neighborhood: NeighborhoodRegistered,
}

/// Put the neighborhood in a zone or municipal district, or change its rank there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupNeighborhood {
    #[serde(flatten)]
    pub group: NeighborhoodGrouped,
}

/// The neighborhood no longer belongs to a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UngroupNeighborhood {
    pub group_id: PlaceId,
    pub until: NaiveDate,
}

/// Record the profile (شناسنامه محله) whole; it becomes the next version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordProfile {
    pub figures: Vec<FigureDeclared>,
    pub notes: Vec<ProfileNote>,
    pub as_of: NaiveDate,
}
