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
        crate::ActivityRefusal::CODES,
        crate::FacilitatorRefusal::CODES,
        crate::WorkshopRefusal::CODES,
        crate::FundRefusal::CODES,
        crate::SavedReportRefusal::CODES,
        crate::CouncilRefusal::CODES,
        crate::OfficeRefusal::CODES,
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

/// What aggregates remember goes into snapshots and stays in memory: folded from every stored event with a canary in every personal field, none
/// of them holds one, so that there is nothing to forget in them.
#[test]
fn no_aggregate_keeps_a_personal_value() {
    use cqrs_es::Aggregate;
    use hamyar_events::StreamEvent;
    use serde_json::Value;

    fn plant(value: &mut Value, planted: &mut usize) {
        match value {
            Value::Object(map) => {
                if let Some(Value::Object(open)) = map.get_mut("$open") {
                    *planted += 1;
                    if open["v"].as_str().is_some_and(|text| text.parse::<chrono::NaiveDate>().is_err()) {
                        open["v"] = "قناری-canary".into();
                    }
                } else {
                    map.values_mut().for_each(|inner| plant(inner, planted));
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|inner| plant(inner, planted)),
            _ => {}
        }
    }
    fn check<A: Aggregate>(stored: &[(&str, &str)]) -> usize
    where
        A::Event: StreamEvent,
    {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/tests/history").join(A::TYPE);
        let mut state = A::default();
        let mut planted = 0;
        for (kind, version) in stored {
            let text = std::fs::read_to_string(folder.join(format!("{kind}-{version}-full.json"))).unwrap();
            let mut payload: Value = serde_json::from_str(&text).unwrap();
            plant(&mut payload, &mut planted);
            state.apply(A::Event::decode(kind, version, &payload.to_string()).unwrap());
            let kept = serde_json::to_string(&state).unwrap();
            assert!(
                !kept.contains("canary") && !kept.contains("$open"),
                "{} keeps a personal value of {kind}",
                A::TYPE
            );
        }
        planted
    }
    assert!(check::<crate::Family>(hamyar_events::FamilyEvent::STORED) > 50);
    assert!(check::<crate::Caseworker>(hamyar_events::CaseworkerEvent::STORED) > 3);
    assert!(check::<crate::Commission>(hamyar_events::CommissionEvent::STORED) > 2);
    assert!(check::<crate::Facilitator>(hamyar_events::FacilitatorEvent::STORED) > 3);
    assert!(check::<crate::Neighborhood>(hamyar_events::NeighborhoodEvent::STORED) > 4);
}
