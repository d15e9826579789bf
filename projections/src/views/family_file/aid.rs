//! What is planned for the family and what was done for it.

use hamyar_events::family::ServiceParticulars;
use hamyar_events::{Capacity, Domain, GoalResult, ServiceOutcome, ServicePurpose, VisitPlace};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, DueState, NamedRef};

/// State of a calendar entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    Planned,
    Done,
    Missed,
    Cancelled,
}

/// One entry of the aid calendar.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileEntry {
    pub id: Uuid,
    /// Null means the whole family.
    pub member: Option<NamedRef>,
    pub domain: Domain,
    pub kind: String,
    pub capacity: Capacity,
    pub purpose: Option<ServicePurpose>,
    pub title: Option<String>,
    pub window_from: CivilDate,
    pub window_to: CivilDate,
    pub status: EntryState,
    /// How a planned entry stands on the day of reading.
    pub due_state: Option<DueState>,
    pub done_on: Option<CivilDate>,
    pub missed_on: Option<CivilDate>,
    pub reason: Option<String>,
    /// The goal it serves.
    pub goal_id: Option<Uuid>,
    /// Its place among the repetitions planned with it.
    pub series: Option<FileSeries>,
    /// So many days before the window the caseworker is reminded.
    pub remind_days: Option<u8>,
    /// It was done after its window, or after it was called missed.
    pub late: bool,
    pub late_reason: Option<String>,
}

/// Which of several repetitions an entry is.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileSeries {
    pub first_entry_id: Uuid,
    /// From 1.
    pub number: u16,
    pub of: u16,
}

/// A goal on an indicator that was not good.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileGoal {
    pub id: Uuid,
    /// Null means the whole family.
    pub member: Option<NamedRef>,
    pub indicator: String,
    pub domain: Domain,
    pub from_value: u8,
    pub target: u8,
    /// The latest reading.
    pub value: Option<u8>,
    /// The family's own words.
    pub wish: Option<String>,
    pub due_on: CivilDate,
    /// How an open goal stands on the day of reading.
    pub due_state: Option<DueState>,
    pub set_on: CivilDate,
    /// What became of it; null while it stands.
    pub result: Option<GoalResult>,
    pub reason: Option<String>,
    pub closed_on: Option<CivilDate>,
}

/// One visit, as corrected.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileVisit {
    pub id: Uuid,
    pub visited_on: CivilDate,
    pub place: VisitPlace,
    pub present: Vec<NamedRef>,
    pub note: Option<String>,
    pub next_visit_on: Option<CivilDate>,
    pub caseworker: Option<NamedRef>,
    pub corrected: bool,
    pub correction_reason: Option<String>,
    /// True when a correction says it never took place.
    pub voided: bool,
}

/// One service, as corrected.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileService {
    pub id: Uuid,
    pub domain: Domain,
    pub kind: String,
    pub purpose: Option<ServicePurpose>,
    pub capacity: Capacity,
    /// Empty means the whole family.
    pub members: Vec<NamedRef>,
    /// Null when the caseworker delivered it.
    pub provider: Option<NamedRef>,
    pub caseworker: Option<NamedRef>,
    /// Whole rials.
    pub amount_rials: Option<i64>,
    /// What it says by its kind.
    pub particulars: Option<ServiceParticulars>,
    pub outcome: Option<ServiceOutcome>,
    pub note: Option<String>,
    pub delivered_on: CivilDate,
    pub visit_id: Option<Uuid>,
    pub entry_id: Option<Uuid>,
    pub corrected: bool,
    pub correction_reason: Option<String>,
    pub voided: bool,
}

/// An activity that somebody of the family attended. The activity keeps who was there; the family's own stream does not.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileGeneralAid {
    pub activity_id: Uuid,
    /// Code of catalog `general_aid_form`.
    pub form: String,
    /// Of a public event: names nobody.
    pub title: String,
    pub domain: Domain,
    pub held_on: CivilDate,
    /// The member; null for a family of which nobody was named.
    pub member_id: Option<Uuid>,
    /// How many of the family, 1 for a member.
    pub persons: i32,
    /// Hours they were there.
    pub hours: i32,
}
