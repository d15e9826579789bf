//! The sample register and the counts that were worked out for it by other means.

use super::{SAMPLE, read};
use crate::register::duplicates::{DuplicateOf, in_file};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct Expected {
    rows: usize,
    accepted: usize,
    rejected: usize,
    rejected_by_field: BTreeMap<String, usize>,
    rejected_rows: Vec<(usize, String)>,
    same_national_id: usize,
    same_national_id_rows: Vec<(usize, usize)>,
    probable_duplicates: Vec<(usize, usize)>,
    unique_families_by_national_id: usize,
}

fn expected() -> Expected {
    serde_json::from_str(include_str!("../../../../../tests/data/families-register.expected.json")).expect("readable")
}

/// S009
#[test]
fn s009_wrong_rows_are_reported_and_right_rows_kept() {
    let (register, expected) = (read(SAMPLE), expected());
    assert_eq!(register.table.rows.len(), expected.rows);
    assert_eq!(register.rows.len(), expected.accepted);
    assert_eq!(register.rejected(), expected.rejected);
    let found: Vec<(usize, String)> = register.errors.iter().map(|e| (e.line, e.column.code().to_owned())).collect();
    assert_eq!(found, expected.rejected_rows);
    let mut by_field: BTreeMap<String, usize> = BTreeMap::new();
    for error in &register.errors {
        *by_field.entry(error.column.code().to_owned()).or_default() += 1;
    }
    assert_eq!(by_field, expected.rejected_by_field);
}

#[test]
fn a_repeated_national_id_joins_the_first_row_that_gave_it() {
    let (register, expected) = (read(SAMPLE), expected());
    let joins = register.joins();
    assert_eq!(joins.len(), expected.same_national_id);
    assert_eq!(joins.iter().map(|(line, first)| (*line, *first)).collect::<Vec<_>>(), expected.same_national_id_rows);
    assert_eq!(register.rows.len() - joins.len(), expected.unique_families_by_national_id);
}

/// S007
#[test]
fn s007_every_likely_duplicate_of_the_sample_is_found_and_nothing_else() {
    let (register, expected) = (read(SAMPLE), expected());
    let joined: BTreeSet<usize> = register.joins().into_keys().collect();
    let mut found = BTreeSet::new();
    for duplicate in in_file(&register.rows, &joined) {
        assert!(duplicate.score >= 0.75 && duplicate.score <= 1.0 && !duplicate.reasons.is_empty());
        for other in duplicate.matches {
            let DuplicateOf::Line(other) = other else { panic!("only lines within a file") };
            found.insert((duplicate.line, other));
        }
    }
    let expected: BTreeSet<(usize, usize)> = expected.probable_duplicates.into_iter().collect();
    assert_eq!(found, expected);
}
