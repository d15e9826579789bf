//! What holds over all streams.

use std::collections::BTreeMap;

/// Every code of every stream.
fn codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        crate::AccountRefusal::CODES,
        crate::FamilyRefusal::CODES,
        crate::CaseworkerRefusal::CODES,
        crate::CenterRefusal::CODES,
        crate::CommissionRefusal::CODES,
        crate::IndicatorSetRefusal::CODES,
        crate::SettingsRefusal::CODES,
        crate::NeighborhoodRefusal::CODES,
        crate::PlaceRefusal::CODES,
        crate::AgencyRefusal::CODES,
        crate::CatalogRefusal::CODES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The rulebook has words for every refusal.
#[test]
fn every_refusal_stands_in_the_rulebook() {
    let book = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules.md")).unwrap();
    let missing: Vec<_> =
        codes().map(|(code, _)| code).filter(|code| !book.contains(&format!("| `{code}` |"))).collect();
    assert!(missing.is_empty(), "docs/rules.md lacks {missing:?}");
}

/// A code that two streams share means the same in both, so that the web needs one sentence for it.
#[test]
fn one_code_has_one_meaning() {
    let mut meanings = BTreeMap::new();
    for (code, text) in codes() {
        let known = *meanings.entry(code).or_insert(text);
        assert_eq!(known, text, "{code}");
    }
}
