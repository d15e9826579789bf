//! The aid calendar, visits and services.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ServiceParticulars;
use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// An entry of the aid calendar, for one member or for the whole family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryPlanned {
    pub entry_id: EntryId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub domain: Domain,
    /// Code of catalog `service_kind` (or `focused_aid_method`).
    pub kind: String,
    pub capacity: Capacity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<ServicePurpose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Personal<String>>,
    /// First and last day on which the entry is to happen.
    pub window_from: NaiveDate,
    pub window_to: NaiveDate,
    /// The goal it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_id: Option<GoalId>,
    /// Its place among the repetitions that were planned with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<SeriesPlace>,
    /// So many days before the window the caseworker is reminded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_days: Option<u8>,
}

/// One of several entries that were planned as repetitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesPlace {
    /// The first entry's id.
    pub first_entry_id: EntryId,
    /// From 1.
    pub number: u16,
    pub of: u16,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryMoved {
    pub entry_id: EntryId,
    pub window_from: NaiveDate,
    pub window_to: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryDone {
    pub entry_id: EntryId,
    pub done_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<VisitId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    /// Why it was done after its window, or after it was called missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_reason: Option<Personal<String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryMissed {
    pub entry_id: EntryId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub missed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryCancelled {
    pub entry_id: EntryId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
}

/// What was seen and done on a visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitFacts {
    pub visited_on: NaiveDate,
    pub place: VisitPlace,
    /// Members met.
    pub present: Vec<MemberId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_visit_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitRecorded {
    pub visit_id: VisitId,
    /// Who visited; the family's own caseworker, or absent when somebody else of the center did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caseworker_id: Option<CaseworkerId>,
    #[serde(flatten)]
    pub visit: VisitFacts,
}

/// A wrong visit entry was corrected: the new facts whole, or none when it never took place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitCorrected {
    pub visit_id: VisitId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<VisitFacts>,
    pub reason: Personal<String>,
}

/// One thing actually delivered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceFacts {
    pub domain: Domain,
    /// Code of catalog `service_kind` (or `focused_aid_method`).
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<ServicePurpose>,
    pub capacity: Capacity,
    /// Members served; empty means the whole family.
    pub member_ids: Vec<MemberId>,
    /// The providing agency; absent when the caseworker delivered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_agency_id: Option<AgencyId>,
    /// Tomans; of entries from before amounts were written in rials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// Whole rials: what was given, lent or paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_rials: Option<i64>,
    /// What a service of some kinds says beyond its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub particulars: Option<ServiceParticulars>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ServiceOutcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub delivered_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceDelivered {
    pub service_id: ServiceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caseworker_id: Option<CaseworkerId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<VisitId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<EntryId>,
    #[serde(flatten)]
    pub service: ServiceFacts,
}

/// A wrong service entry was corrected: the new facts whole, or none when it was never delivered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceCorrected {
    pub service_id: ServiceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<ServiceFacts>,
    pub reason: Personal<String>,
}
