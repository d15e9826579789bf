//! The agency stream: a body that owns duties, tasks and services.

use serde::{Deserialize, Serialize};

use crate::values::*;

stream_events! {
    /// Everything that can have happened to an agency.
    AgencyEvent, stream "agency" {
        AgencyRegistered = "agency_registered" @ "1.0.0",
        AgencyAliasAdded = "agency_alias_added" @ "1.0.0",
        AgencyDutyRecorded = "agency_duty_recorded" @ "1.0.0",
        EnforcementMarked = "enforcement_marked" @ "1.0.0",
        ListColumnsMapped = "list_columns_mapped" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for AgencyEvent {}

/// An agency entered the register. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgencyRegistered {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    pub level: AgencyLevel,
    /// An enforcement body never receives names, addresses, categories or packets.
    pub enforcement: bool,
    pub source: String,
}

/// Another spelling under which sources print the agency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgencyAliasAdded {
    pub alias: String,
    pub source: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgencyDutyRecorded {
    pub number: u16,
    pub text: String,
    pub source: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnforcementMarked {
    pub enforcement: bool,
}

/// How the agency calls the columns of its lists, whole: the latest counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListColumnsMapped {
    pub columns: Vec<ListColumn>,
}

/// One column of an agency's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListColumn {
    /// As the agency prints it.
    pub header: String,
    /// Code of the register's column.
    pub column: String,
}
