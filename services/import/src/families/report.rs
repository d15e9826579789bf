//! What an import answers.

use crate::register::duplicates::{DuplicateOf, NotCompared, SCORE_MIN};
use crate::register::{LikelyDuplicate, RegisterRow, RowError};
use hamyar_events::NeighborhoodId;
use serde::Serialize;
use uuid::Uuid;

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
    /// Rows that were not compared by a key that too many rows of the file share, by what the key is made of.
    pub not_compared: Vec<NotCompared>,
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
    /// Right rows that are surely of a family of the store: not added, for a person to look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held_back: Vec<usize>,
    /// The same as a file to look through and send again.
    #[serde(skip)]
    pub held_back_csv: Option<Vec<u8>>,
}

impl ImportReport {
    /// Tells of families outside the reader's scope only that there is a possible match: neither which, nor how many, nor how surely.
    pub fn keep_back(&mut self, is_own: impl Fn(Uuid) -> bool) {
        for duplicate in &mut self.likely_duplicates {
            let all = duplicate.matches.len();
            duplicate.matches.retain(|one| !matches!(one, DuplicateOf::FamilyId(id) if !is_own(*id)));
            if duplicate.matches.len() < all {
                duplicate.matches.push(DuplicateOf::Elsewhere);
                duplicate.score = SCORE_MIN;
                duplicate.reasons.clear();
            }
        }
    }

    /// The families that likely duplicates name.
    pub fn named_families(&self) -> Vec<Uuid> {
        let matches = self.likely_duplicates.iter().flat_map(|duplicate| &duplicate.matches);
        matches.filter_map(|one| if let DuplicateOf::FamilyId(id) = one { Some(*id) } else { None }).collect()
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::LikenessReason;

    fn report(matches: Vec<DuplicateOf>) -> ImportReport {
        let duplicate = LikelyDuplicate { line: 2, matches, score: 0.97, reasons: vec![LikenessReason::SamePhone] };
        ImportReport {
            rows: 1,
            accepted: 1,
            rejected: 0,
            joined: 0,
            errors: Vec::new(),
            likely_duplicates: vec![duplicate],
            not_compared: Vec::new(),
            added: 1,
            position: 1,
            ambiguous_places: Vec::new(),
            wrong_rows_csv: None,
            held_back: Vec::new(),
            held_back_csv: None,
        }
    }

    /// Outside the importer's scope: a possible match, no family, no number, no score, no reason.
    #[test]
    fn of_families_elsewhere_only_a_possible_match_is_told() {
        let (own, foreign, other) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let mut told = report([own, foreign, other].map(DuplicateOf::FamilyId).to_vec());
        told.keep_back(|id| id == own);
        let duplicate = &told.likely_duplicates[0];
        assert_eq!(duplicate.matches, [DuplicateOf::FamilyId(own), DuplicateOf::Elsewhere]);
        assert_eq!((duplicate.score, duplicate.reasons.len()), (SCORE_MIN, 0));
        let mut whole = report(vec![DuplicateOf::FamilyId(own), DuplicateOf::Line(1)]);
        whole.keep_back(|id| id == own);
        assert_eq!(whole.likely_duplicates[0].score, 0.97);
    }
}
