//! What can be asked of an agency.

use hamyar_events::agency::{AgencyAliasAdded, AgencyDutyRecorded, AgencyRegistered, ListColumnsMapped};
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of an agency.
    AgencyCommand { RegisterAgency, AddAlias, RecordDuty, MarkEnforcement, MapListColumns }
}

/// Enter an agency in the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterAgency {
    #[serde(flatten)]
    pub agency: AgencyRegistered,
}

/// Another spelling of its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddAlias {
    #[serde(flatten)]
    pub alias: AgencyAliasAdded,
}

/// A duty the agency owns, by its number; a changed text replaces the former.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordDuty {
    #[serde(flatten)]
    pub duty: AgencyDutyRecorded,
}

/// Whether the agency is an enforcement body, which never receives names, addresses, categories or packets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarkEnforcement {
    pub enforcement: bool,
}

/// How the agency calls the columns of its lists, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapListColumns {
    #[serde(flatten)]
    pub mapping: ListColumnsMapped,
}
