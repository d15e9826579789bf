//! The table says met only where the bar is met, and never hides what was not measured.

use super::*;

fn report(rows: Vec<Row>) -> Report {
    Report { machine: vec!["two cores".to_owned()], quick: false, rows, load_after: "1.0".to_owned() }
}

#[test]
fn a_ratio_is_held_against_the_limit_of_the_same_run() {
    let row = Row::new("commands/s, 8 in flight", Bar::Ratio(0.45), 4_000.0, "/s", "own loop").of(10_000.0);
    assert_eq!(row.met(), Some(false));
    assert_eq!(row.verdict(), "gap: 0.89 × of the bar");
    assert_eq!(Row { ratio: Some(0.45), ..row }.verdict(), "met");
}

#[test]
fn figures_are_held_from_the_side_their_bar_names() {
    assert_eq!(Row::new("p99", Bar::AtMost(2.0), 2.0, "ms", "").met(), Some(true));
    assert_eq!(Row::new("p99", Bar::AtMost(2.0), 3.0, "ms", "").verdict(), "gap: 1.5 × the bar");
    assert_eq!(Row::new("replay", Bar::AtLeast(800_000.0), 400_000.0, "/s", "").verdict(), "gap: 0.50 × of the bar");
    assert_eq!(Row::new("limit", Bar::None, 9.0, "/s", "").met(), None);
}

#[test]
fn what_was_not_measured_stands_in_the_table_with_its_reason() {
    let text = report(vec![Row::missing("bulk change of 300 families", "no such | command")]).markdown();
    assert!(text.contains("| bulk change of 300 families | – | – | – | not measured | no such / command |"), "{text}");
    assert!(text.contains("0 bars met, 0 with a gap, 1 not measured"), "{text}");
}

#[test]
fn a_quick_run_says_that_it_proves_nothing() {
    let quick = Report { quick: true, ..report(Vec::new()) };
    assert!(quick.markdown().contains("not how fast"));
    assert!(!report(Vec::new()).markdown().contains("not how fast"));
}

#[test]
fn figures_carry_the_digits_they_deserve() {
    let shown: Vec<String> =
        [1_234_567.0, 250.4, 12.34, 5.0, 0.456, 0.0123].iter().map(|value| number(*value)).collect();
    assert_eq!(shown, ["1,234,567", "250", "12.3", "5", "0.46", "0.0123"]);
}
