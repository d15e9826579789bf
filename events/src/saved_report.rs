//! The stream of a saved report: what somebody chose to count, and with whom it is shared. It holds a question and never an answer: whoever opens it reads
//! what the own rights show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::BoundTo;
use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a saved report.
    SavedReportEvent, stream "saved_report" {
        ReportSaved = "report_saved" @ "1.0.0",
        SavedReportRenamed = "saved_report_renamed" @ "1.0.0",
        SavedReportChanged = "saved_report_changed" @ "1.0.0",
        SavedReportShared = "saved_report_shared" @ "1.0.0",
        SavedReportDeleted = "saved_report_deleted" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for SavedReportEvent {}

/// What is counted, by what, and of what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportDefinition {
    /// Code of a measure of the builder.
    pub measure: String,
    /// Code of the dimension whose values are the rows.
    pub rows: String,
    /// Code of the dimension whose values are the columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<ReportFilter>,
    /// A place, a group or a neighborhood, and what lies in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<PlaceId>,
    /// As it was known at the end of this day; as it is known when it is opened without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_known_on: Option<NaiveDate>,
    pub chart: ReportChart,
}

/// Only what has one of these values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportFilter {
    /// Code of a dimension of the measure.
    pub dimension: String,
    /// Codes of its values: of closed sets, of catalogs, of time, or ids of places and agencies.
    pub values: Vec<String>,
}

/// Those who may open it beside its owner: whoever has the same role over the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAudience {
    pub role: Role,
    pub bound_to: BoundTo,
}

/// A report was saved. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportSaved {
    pub owner: UserId,
    /// What it is called; names nobody.
    pub name: String,
    pub definition: ReportDefinition,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_with: Option<ReportAudience>,
}

/// It is called otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedReportRenamed {
    pub name: String,
}

/// It counts something else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedReportChanged {
    pub definition: ReportDefinition,
}

/// It is shared with those of a role and place, or with nobody any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedReportShared {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<ReportAudience>,
}

/// It is no more. Last event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedReportDeleted {}
