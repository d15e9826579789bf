//! Who holds the family: assigned, released, prolonged, handed over.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// A caseworker took the family for one year (focused aid began or went on).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseworkerAssigned {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub starts_on: NaiveDate,
    /// Same Jalali day a year later (30 Esfand becomes 29); a transfer keeps the end of the year that runs.
    pub ends_on: NaiveDate,
    /// The holding this one goes on from, when the family was transferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<AssignmentId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseworkerReleased {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub reason: ReleaseReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub released_on: NaiveDate,
}

/// The manager prolonged the year, with a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignmentRenewed {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub ends_on: NaiveDate,
    pub reason: Personal<String>,
    pub renewed_on: NaiveDate,
}

impl AssignmentRenewed {
    /// First day of the year that the renewal adds, when the year before it ended on the given day. A final tier of an earlier day belongs to
    /// the year before.
    pub fn year_from(&self, ended_on: NaiveDate) -> NaiveDate {
        let last = ended_on.max(self.renewed_on);
        last.succ_opt().unwrap_or(last)
    }
}

/// What is ready for whoever takes the family next, whole: the latest of a holding counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandoverPrepared {
    pub assignment_id: AssignmentId,
    /// What of the checklist is done.
    pub done: Vec<HandoverItem>,
    /// What the next caseworker should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub prepared_on: NaiveDate,
}
