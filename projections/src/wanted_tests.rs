//! What a projection does not want changes nothing in it: shown on every stored shape of a family's events, so that a rebuild, which leaves out the
//! same events, is not the only witness.

use hamyar_events::{FamilyEvent, StreamEvent};
use std::path::Path;
use uuid::Uuid;

use crate::cycles::CycleCase;
use crate::due_items::DueCase;

const FAMILY: Uuid = Uuid::from_u128(1);

/// One event of each stored type and version, with every field.
fn stored() -> Vec<FamilyEvent> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../events/tests/history/family");
    let mut events = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some((kind, version)) = name.strip_suffix("-full.json").and_then(|name| name.split_once('-')) else {
            continue;
        };
        events.push(FamilyEvent::decode(kind, version, &std::fs::read_to_string(&path).unwrap()).unwrap());
    }
    assert!(events.len() >= FamilyEvent::STORED.len(), "{}", events.len());
    events
}

/// The event of one stored type.
pub(crate) fn stored_one(kind: &str) -> Option<FamilyEvent> {
    let typed = |event: &FamilyEvent| serde_json::to_value(event).is_ok_and(|value| value["type"] == kind);
    stored().into_iter().find(typed)
}

#[test]
fn an_event_that_cycles_do_not_want_changes_no_cycle() {
    let mut case = CycleCase::default();
    for event in stored() {
        case.apply(&event);
    }
    let unwanted: Vec<_> = stored().into_iter().filter(|event| !CycleCase::wants(event)).collect();
    assert!(!unwanted.is_empty());
    for event in unwanted {
        for before in [CycleCase::default(), case.clone()] {
            let mut after = before.clone();
            assert!(!after.apply(&event), "{event:?}");
            assert_eq!(after, before, "{event:?}");
        }
    }
}

#[test]
fn an_event_that_due_items_do_not_want_leaves_nothing_to_do() {
    let unwanted: Vec<_> = stored().into_iter().filter(|event| !DueCase::wants(event)).collect();
    assert!(!unwanted.is_empty());
    for event in unwanted {
        assert!(!DueCase::default().apply(FAMILY, &event), "{event:?}");
    }
}
