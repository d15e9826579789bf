//! The neighborhood stream: a leaf of the tree of places, its groups and its profile.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::place::FigureDeclared;

mod roadmap;
pub use crate::neighborhood_actors::*;
pub use crate::neighborhood_duties::*;
pub use crate::neighborhood_priority::*;
pub use crate::neighborhood_profile::*;
pub use crate::neighborhood_residents::*;
pub use roadmap::*;

stream_events! {
    /// Everything that can have happened to a neighborhood.
    NeighborhoodEvent, stream "neighborhood" {
        NeighborhoodRegistered = "neighborhood_registered" @ "1.0.0",
        NeighborhoodGrouped = "neighborhood_grouped" @ "1.0.0",
        NeighborhoodUngrouped = "neighborhood_ungrouped" @ "1.0.0",
        NeighborhoodProfileRecorded = "neighborhood_profile_recorded" @ "1.0.0",
        RiskIdentified = "risk_identified" @ "1.0.0",
        RiskRetitled = "risk_retitled" @ "1.0.0",
        RiskReassessed = "risk_reassessed" @ "1.0.0",
        RoadmapAdopted = "roadmap_adopted" @ "1.0.0",
        ActionPlanned = "action_planned" @ "1.0.0",
        ActionChanged = "action_changed" @ "1.0.0",
        ActionProgressed = "action_progressed" @ "1.0.0",
        ActionCompleted = "action_completed" @ "1.0.0",
        ActionDropped = "action_dropped" @ "1.0.0",
        ActionMatched = "action_matched" @ "1.0.0",
        ActionUnmatched = "action_unmatched" @ "1.0.0",
        NeighborhoodBoundaryDrawn = "neighborhood_boundary_drawn" @ "1.0.0",
        NeighborhoodPrioritySet = "neighborhood_priority_set" @ "1.0.0",
        NeighborhoodReprioritized = "neighborhood_reprioritized" @ "1.0.0",
        LocalActorMapped = "local_actor_mapped" @ "1.0.0",
        LocalActorStruck = "local_actor_struck" @ "1.0.0",
        ResidentAttitudeRecorded = "resident_attitude_recorded" @ "1.0.0",
        ResidentWithdrawn = "resident_withdrawn" @ "1.0.0",
        LocalContactNamed = "local_contact_named" @ "1.0.0",
        LocalContactWithdrawn = "local_contact_withdrawn" @ "1.0.0",
        TargetPlaceApproved = "target_place_approved" @ "1.0.0",
        AgencyDutyReported = "agency_duty_reported" @ "1.0.0",
        UtilityRequested = "utility_requested" @ "1.0.0",
        UtilityAnswered = "utility_answered" @ "1.0.0",
        ResidentsPagePublished = "residents_page_published" @ "1.0.0",
        ResidentsPageWithdrawn = "residents_page_withdrawn" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for NeighborhoodEvent {}

/// A neighborhood entered the gazetteer. Names are not unique. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeighborhoodRegistered {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// City, village or lowest known place above it.
    pub place_id: PlaceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    pub source: String,
}

/// The neighborhood belongs to a zone or municipal district.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeighborhoodGrouped {
    pub group_id: PlaceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    pub source: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeighborhoodUngrouped {
    pub group_id: PlaceId,
    pub until: NaiveDate,
}

/// A version of the neighborhood's profile (شناسنامه محله).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeighborhoodProfileRecorded {
    /// 1 for the first profile, one more with each later one.
    pub version: u32,
    /// As their sources print them.
    pub figures: Vec<FigureDeclared>,
    /// As those who keep the profile counted them; kept apart from what is declared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<FigureCounted>,
    /// Assets, needs and risks in plain words. They speak of the place and name nobody.
    pub notes: Vec<ProfileNote>,
    pub as_of: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileNote {
    /// `asset`, `need`, `location`, `risk`, `audience`, `period`, `harm`, `value`, `gate`, `facility`, `conflict`. There is no `actor`: a person or
    /// group is not named in clear.
    pub kind: String,
    pub text: String,
    pub source: String,
}
