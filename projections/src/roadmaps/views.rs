//! Shapes of answers about risks, roadmaps and actions.

use hamyar_events::{CapacityKind, Capital, Horizon, RiskDuration, RiskExtent, RiskKind, SocialLevel};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, NamedRef};

/// How far an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RoadmapActionState)]
pub enum ActionState {
    Planned,
    InProgress,
    Done,
    Dropped,
}

impl ActionState {
    pub(super) fn named(word: &str) -> Self {
        match word {
            "in_progress" => Self::InProgress,
            "done" => Self::Done,
            "dropped" => Self::Dropped,
            _ => Self::Planned,
        }
    }
}

/// What a risk was called from a day on; the last is what it is called now (S090).
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RiskTitle {
    pub title: String,
    pub on: CivilDate,
    pub reason: Option<String>,
}

/// A risk, shock or stress.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RiskView {
    pub id: Uuid,
    pub title: String,
    pub kind: Option<RiskKind>,
    pub extent: Option<RiskExtent>,
    pub duration: Option<RiskDuration>,
    pub social_level: Option<SocialLevel>,
    pub priority: i32,
    /// Codes of catalog `priority_risk`.
    pub maps_to: Vec<String>,
    pub identified_on: CivilDate,
    /// Every title it had, the first first.
    pub titles: Vec<RiskTitle>,
}

/// A version of a roadmap.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct RoadmapVersion {
    pub version: i32,
    pub risk_id: Uuid,
    pub short_months: Option<i32>,
    pub medium_months: Option<i32>,
    pub long_months: Option<i32>,
    pub audience: Option<String>,
    pub period: Option<String>,
    /// Actions it took in.
    pub actions: i32,
    pub adopted_on: CivilDate,
}

/// What an agency said of an action.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ActionWord {
    /// `progressed`, `completed` or `dropped`.
    pub kind: String,
    /// Null where the neighborhood itself dropped it.
    pub agency: Option<NamedRef>,
    pub evidence: String,
    pub on: CivilDate,
}

/// What a reader should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RoadmapFlag)]
pub enum Flag {
    /// A short action, and the roadmap does not say how long that is.
    ShortWithoutLength,
    /// A long action, and the roadmap does not say how long that is (S086).
    LongWithoutLength,
    /// Absorptive in the long horizon, or adaptive or transformative in the short one.
    CapacityAgainstHorizon,
    /// In no adopted version yet.
    NotAdopted,
    /// Past its day and not done.
    Overdue,
}

/// An action of a roadmap.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ActionView {
    pub id: Uuid,
    pub neighborhood: NamedRef,
    /// Within the neighborhood.
    pub number: i32,
    pub text: String,
    pub horizon: Option<Horizon>,
    pub agencies: Vec<NamedRef>,
    pub capacity: Option<CapacityKind>,
    pub capitals: Vec<Capital>,
    pub due_on: Option<CivilDate>,
    pub state: ActionState,
    /// The version of the roadmap that took it in; null before.
    pub since_version: Option<i32>,
    pub words: Vec<ActionWord>,
    /// Actions of other neighborhoods that were said to be the same.
    pub same_as: Vec<Uuid>,
    pub flags: Vec<Flag>,
    pub sequence: i64,
}
