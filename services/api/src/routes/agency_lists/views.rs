//! What a list says, held against the register.

use hamyar_events::RecordField;
use hamyar_projections::agency_records::RecordCounts;
use hamyar_projections::views::{CivilDate, NamedRef};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A heading and what it stands for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListHeading {
    pub(crate) header: String,
    /// Code of a column of registers; null where the heading means nothing here.
    pub(crate) column: Option<String>,
}

/// A mapping that is there already.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListPreset {
    /// `jebheh`.
    pub(crate) code: &'static str,
    pub(crate) columns: Vec<ListHeading>,
}

/// A cell that cannot be accepted.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WrongListCell {
    /// Row of the list, from 1.
    pub(crate) line: usize,
    /// Code of the column.
    pub(crate) column: &'static str,
    pub(crate) message_fa: &'static str,
    pub(crate) message_en: &'static str,
}

/// A field in which the list and the register say two things.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListDifference {
    pub(crate) field: RecordField,
    pub(crate) ours: Option<String>,
    pub(crate) theirs: Option<String>,
}

/// A row that is a woman of the own register, or may be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundListRow {
    pub(crate) line: usize,
    pub(crate) family_id: Uuid,
    pub(crate) file_number: String,
    pub(crate) member: NamedRef,
    /// `national_id`, `sure`, or `likely`: somebody looks.
    pub(crate) how: &'static str,
    /// What is not decided yet; what was decided to stay and is said again is left out.
    pub(crate) differences: Vec<ListDifference>,
    /// Whether this agency's record of her is in the register.
    pub(crate) recorded: bool,
    /// Other agencies whose lists name her.
    pub(crate) also_listed: Vec<NamedRef>,
}

/// A row of somebody the register does not know.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NewListRow {
    pub(crate) line: usize,
    pub(crate) name: String,
    pub(crate) birth_date: CivilDate,
}

/// A row that repeats another of the same list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RepeatedListRow {
    pub(crate) line: usize,
    pub(crate) same_as: usize,
    /// By national id, or because both are one woman of the register; else they are only much alike.
    pub(crate) surely: bool,
}

/// A household that the agency is said to cover, and that its list lacks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnlistedFamily {
    pub(crate) family_id: Uuid,
    pub(crate) file_number: String,
    pub(crate) family_name: Option<String>,
}

/// A list, held against the register. Nothing was written.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgencyListRead {
    pub(crate) headings: Vec<ListHeading>,
    /// Codes of columns that are needed and stand under no heading; rows are read only when there are none.
    pub(crate) missing: Vec<&'static str>,
    pub(crate) presets: Vec<ListPreset>,
    pub(crate) rows: usize,
    pub(crate) wrong: Vec<WrongListCell>,
    /// The wrong rows with their reasons, to be mended and sent again.
    pub(crate) wrong_rows_csv: Option<String>,
    pub(crate) found: Vec<FoundListRow>,
    pub(crate) new: Vec<NewListRow>,
    /// Rows of somebody who may be registered in another center; no more is told.
    pub(crate) elsewhere: Vec<usize>,
    pub(crate) repeated: Vec<RepeatedListRow>,
    pub(crate) unlisted: Vec<UnlistedFamily>,
    /// Records of agencies in the register of the center, before anything of this list is decided.
    pub(crate) counts: RecordCounts,
    pub(crate) position: i64,
}

/// What became of rows that were registered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListRowsRegistered {
    pub(crate) added: usize,
    pub(crate) joined: usize,
    /// Rows surely of somebody known already, which were not added.
    pub(crate) held_back: usize,
    pub(crate) position: i64,
}
