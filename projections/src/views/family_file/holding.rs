//! Who holds the family, from when to when.

use hamyar_events::{HandoverItem, ReleaseReason};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, NamedRef};

/// One holding of the family by a caseworker.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileAssignment {
    pub assignment_id: Uuid,
    pub caseworker: NamedRef,
    pub starts_on: CivilDate,
    pub ends_on: CivilDate,
    /// Days to the end of the year; negative when it has passed. Null for a past holding.
    pub days_left: Option<i64>,
    pub overdue: bool,
    pub renewals: Vec<FileRenewal>,
    /// What is ready for whoever takes the family next; null while nothing was prepared.
    pub handover: Option<FileHandover>,
    pub released_on: Option<CivilDate>,
    pub release_reason: Option<ReleaseReason>,
    pub release_note: Option<String>,
}

/// What is ready for whoever takes the family next.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileHandover {
    pub done: Vec<HandoverItem>,
    pub note: Option<String>,
    pub prepared_on: CivilDate,
}

/// The manager prolonged a year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileRenewal {
    pub ends_on: CivilDate,
    pub reason: Option<String>,
    pub renewed_on: CivilDate,
}
