use hamyar_events::ReportChart;
use hamyar_events::saved_report::{ReportDefinition, ReportFilter};
use std::collections::BTreeSet;

use super::*;

fn asked(measure: &str, rows: &str, columns: Option<&str>) -> ReportDefinition {
    ReportDefinition {
        measure: measure.to_owned(),
        rows: rows.to_owned(),
        columns: columns.map(str::to_owned),
        filters: Vec::new(),
        place_id: None,
        as_known_on: None,
        chart: ReportChart::Table,
    }
}

fn fields(definition: &ReportDefinition, counts_alone: bool) -> Vec<(String, &'static str)> {
    faults(definition, counts_alone)
}

#[test]
fn every_code_is_there_once_and_every_dimension_serves_a_measure() {
    let keys: BTreeSet<&str> = MEASURES.iter().map(|one| one.key).collect();
    assert_eq!(keys.len(), MEASURES.len());
    let dimensions: BTreeSet<&str> = DIMENSIONS.iter().map(|one| one.key).collect();
    assert_eq!(dimensions.len(), DIMENSIONS.len());
    let served: BTreeSet<&str> = MEASURES.iter().flat_map(|one| one.dimensions.iter().copied()).collect();
    assert_eq!(served, dimensions);
}

#[test]
fn what_a_measure_does_not_know_is_named_by_its_field() {
    assert_eq!(fields(&asked("wealth", "year", None), false), [("measure".to_owned(), "not_in_set")]);
    assert_eq!(fields(&asked("services", "tier", None), false), [("rows".to_owned(), "not_in_set")]);
    assert_eq!(fields(&asked("services", "year", Some("year")), false), [("columns".to_owned(), "duplicate")]);
    let two = [("columns".to_owned(), "one_level_of_places")];
    assert_eq!(fields(&asked("services", "city", Some("neighborhood")), false), two);
    assert!(fields(&asked("services", "city", Some("year")), true).is_empty());
    let mut filtered = asked("services", "year", None);
    let filter = |dimension: &str, values: &[&str]| ReportFilter {
        dimension: dimension.to_owned(),
        values: values.iter().map(|one| (*one).to_owned()).collect(),
    };
    filtered.filters = vec![filter("domain", &["social"]), filter("domain", &[])];
    let expected = [("filters[1].values".to_owned(), "required"), ("filters[1].dimension".to_owned(), "duplicate")];
    assert_eq!(fields(&filtered, false), expected);
}

/// One center's counts, and those of a moment, are not for who reads counts alone; a measure that cannot say a past day says so to everybody.
#[test]
fn a_reader_of_counts_alone_asks_of_no_center_and_no_moment_of_families() {
    let by_center = asked("services", "center", None);
    assert!(fields(&by_center, false).is_empty());
    assert_eq!(fields(&by_center, true), [("rows".to_owned(), "not_for_counts")]);
    assert!(fields(&asked("activities", "center", None), true).is_empty(), "activities are no families");
    let past = |measure: &str, rows: &str| ReportDefinition {
        as_known_on: "2026-03-20".parse().ok(),
        ..asked(measure, rows, None)
    };
    let refused = [("as_known_on".to_owned(), "not_known_then")];
    assert!(fields(&past("year_families", "cycle_year"), false).is_empty());
    assert_eq!(fields(&past("year_families", "cycle_year"), true), refused);
    assert!(fields(&past("duties", "agency"), true).is_empty());
    assert_eq!(fields(&past("services", "year"), false), refused);
}
