//! What an import answers.

use crate::register::{LikelyDuplicate, RegisterRow, RowError};
use hamyar_events::NeighborhoodId;
use serde::Serialize;

/// The answer to an import. Serializes to the stable machine contract; what is skipped there is for people.
#[derive(Clone, Serialize)]
pub struct ImportReport {
    /// Data rows of the file.
    pub rows: usize,
    /// Right rows, those that joined a family included.
    pub accepted: usize,
    /// Wrong rows.
    pub rejected: usize,
    /// Right rows that joined an existing family by national id.
    pub joined: usize,
    /// Faults, one per wrong cell.
    pub errors: Vec<RowError>,
    /// Right rows that seem to speak of a family known otherwise; nothing was merged.
    pub likely_duplicates: Vec<LikelyDuplicate>,
    /// Rows that added something now; the other right rows had been imported before.
    #[serde(skip)]
    pub added: usize,
    /// Position of the newest event written; 0 when nothing was written.
    #[serde(skip)]
    pub position: i64,
    /// Rows whose neighborhood has a name that several neighborhoods bear.
    #[serde(skip)]
    pub ambiguous_places: Vec<AmbiguousPlace>,
    /// The wrong rows as a file to mend and send again.
    #[serde(skip)]
    pub wrong_rows_csv: Option<Vec<u8>>,
}

/// A row whose neighborhood is one of several of its name. The first is taken; the family's file says so.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct AmbiguousPlace {
    pub line: usize,
    pub name: String,
    pub neighborhoods: Vec<NeighborhoodId>,
}

pub(super) fn ambiguous_places(rows: &[RegisterRow]) -> Vec<AmbiguousPlace> {
    let unclear = rows.iter().filter(|row| !row.neighborhood.several.is_empty());
    unclear
        .map(|row| AmbiguousPlace {
            line: row.line,
            name: row.neighborhood.name.clone(),
            neighborhoods: row.neighborhood.several.clone(),
        })
        .collect()
}
