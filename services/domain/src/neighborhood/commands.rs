//! What can be asked of a neighborhood.

use chrono::NaiveDate;
use hamyar_events::PlaceId;
use hamyar_events::neighborhood::{NeighborhoodGrouped, NeighborhoodRegistered};
use serde::{Deserialize, Serialize};

pub use super::actors::*;
pub use super::duties::*;
pub use super::priority::SetPriority;
pub use super::profile::{DrawBoundary, RecordProfile};
pub use super::residents_page::*;
pub use super::roadmap::{
    AdoptRoadmap, ChangeAction, CompleteAction, DropAction, IdentifyRisk, MatchAction, PlanAction, ProgressAction,
    ReassessRisk, RetitleRisk, UnmatchAction,
};

commands! {
    /// Everything that can be asked of a neighborhood.
    NeighborhoodCommand {
        IdentifyRisk, RetitleRisk, ReassessRisk, AdoptRoadmap, PlanAction, ChangeAction, ProgressAction, CompleteAction, DropAction,
        MatchAction, UnmatchAction,
        RegisterNeighborhood, GroupNeighborhood, UngroupNeighborhood, RecordProfile, DrawBoundary, SetPriority, MapActor, StrikeActor, RecordResident,
        WithdrawResident, NameContact, WithdrawContact, ApprovePlace, ReportDuty, RequestUtility, AnswerUtility, PublishResidentsPage,
        WithdrawResidentsPage,
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
