//! What agencies' own lists say of a woman, held against the register (source 001: the questionnaires of the data bank).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// A row of an agency's list was found to be this woman, and whatever differed was decided value by value. Of one agency the latest counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgencyRecordReconciled {
    pub record_id: AgencyRecordId,
    pub agency_id: AgencyId,
    pub member_id: MemberId,
    /// Fields in which the register took the agency's value; the change itself is the member's own event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<RecordField>,
    /// Fields in which the register stayed with its own, with what the agency says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptAgainst>,
    pub listed_on: NaiveDate,
}

/// A value of the register that stays although an agency says another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptAgainst {
    pub field: RecordField,
    pub theirs: Personal<String>,
}
