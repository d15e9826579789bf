//! Shapes of answers on councils. They tell of bodies and name no person.

use hamyar_events::{CouncilKind, CouncilRole, LetterDirection};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, NamedRef};

/// A body in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CouncilCard {
    pub id: Uuid,
    pub kind: Option<CouncilKind>,
    pub name: String,
    /// The country when absent.
    pub place: Option<NamedRef>,
    pub formed_on: CivilDate,
    pub dissolved_on: Option<CivilDate>,
    /// Agencies that sit in it.
    pub seats: i64,
    /// Sessions held.
    pub sessions: i64,
    pub person_hours: i64,
    pub approvals: i64,
    pub obstacles_open: i64,
    /// The next session that is called.
    pub next_session: Option<CivilDate>,
    pub sequence: i64,
}

/// One body, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CouncilView {
    #[serde(flatten)]
    pub card: CouncilCard,
    /// The approved text it works by.
    pub by_law: Option<Uuid>,
    pub seats_list: Vec<CouncilSeatItem>,
    pub sessions_list: Vec<CouncilSessionItem>,
    pub approvals_list: Vec<ApprovalItem>,
    pub letters: Vec<LetterItem>,
    pub obstacles: Vec<ObstacleItem>,
    pub position: i64,
}

/// An agency that sits in it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CouncilSeatItem {
    pub agency: NamedRef,
    pub role: Option<CouncilRole>,
    pub given_on: CivilDate,
}

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CouncilSessionState {
    Called,
    Held,
    Cancelled,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CouncilSessionItem {
    pub id: Uuid,
    pub state: CouncilSessionState,
    pub called_for: Option<CivilDate>,
    pub held_on: Option<CivilDate>,
    pub hours: i32,
    pub persons: i64,
    /// Persons times the hours they were there.
    pub person_hours: i64,
    pub attendance: Vec<CouncilAttendanceItem>,
}

/// How many of an agency were there.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CouncilAttendanceItem {
    /// Null for those whom no agency sent.
    pub agency: Option<NamedRef>,
    pub persons: i64,
    pub hours: i64,
}

/// One approval.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ApprovalItem {
    pub id: Uuid,
    pub number: String,
    pub subject: String,
    pub approved_on: CivilDate,
    pub session_id: Option<Uuid>,
}

/// One letter.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LetterItem {
    pub id: Uuid,
    pub direction: Option<LetterDirection>,
    pub number: String,
    pub correspondent: String,
    pub subject: String,
    pub dated_on: CivilDate,
}

/// One obstacle with what was done about it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ObstacleItem {
    pub id: Uuid,
    pub text: String,
    pub owner: Option<NamedRef>,
    pub session_id: Option<Uuid>,
    pub raised_on: CivilDate,
    pub closed_on: Option<CivilDate>,
    /// Days since it was raised, until it was closed.
    pub days: i64,
    pub steps: Vec<ObstacleStep>,
}

/// What was done about an obstacle.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ObstacleStep {
    /// `followed`, `closed`, `reopened`.
    pub kind: String,
    pub note: String,
    /// Who is to see to it from then on, when it went to another.
    pub owner: Option<NamedRef>,
    pub on: CivilDate,
}
