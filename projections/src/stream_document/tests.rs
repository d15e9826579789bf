use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

use super::StreamDocument;
use crate::family_document::changes;

fn fold(events: &[(&str, Value)]) -> StreamDocument {
    let mut document = StreamDocument::default();
    for (n, (event_type, payload)) in events.iter().enumerate() {
        document.apply(event_type, payload, i64::try_from(n).unwrap_or(0) + 1);
    }
    document
}

#[test]
fn a_session_of_a_commission_goes_from_called_to_closed_and_keeps_who_was_present() {
    let formed = ("commission_formed", json!({ "name": "کمیسیون", "quorum": 3 }));
    let seated = ("participant_seated", json!({ "participant_id": "p", "name": "نمونه", "kind": "expert" }));
    let called = ("session_called", json!({ "session_id": "s", "held_on": "2026-01-01", "starts_at": "09:00" }));
    let opened = ("session_opened", json!({ "session_id": "s", "present": [{ "kind": "expert", "person_id": "p" }] }));
    let before = fold(&[formed.clone(), seated.clone(), called.clone()]);
    let after = fold(&[formed, seated, called, opened]);
    assert_eq!(after.state()["sessions"][0]["state"], "open");
    assert_eq!(after.state()["sessions"][0]["held_on"], "2026-01-01", "what was known stays");
    let changed: BTreeSet<String> =
        changes(&before.state(), &after.state()).into_iter().map(|change| change.path).collect();
    assert_eq!(changed, BTreeSet::from(["/sessions/s/present".to_owned(), "/sessions/s/state".to_owned()]));
}

#[test]
fn a_neighborhood_that_left_a_group_still_shows_it_with_its_end() {
    let document = fold(&[
        ("neighborhood_registered", json!({ "name": "قائم", "place_id": "x" })),
        ("neighborhood_grouped", json!({ "group_id": "z", "rank": 2, "source": "seed" })),
        ("neighborhood_ungrouped", json!({ "group_id": "z", "until": "2026-01-01" })),
    ]);
    assert_eq!(document.state()["groups"], json!([{ "id": "z", "rank": 2, "source": "seed", "until": "2026-01-01" }]));
}

#[test]
fn a_caseworker_who_came_back_from_leave_is_not_on_leave() {
    let document = fold(&[
        ("caseworker_admitted", json!({ "name": "همیار", "center_id": "c" })),
        ("leave_started", json!({ "from": "2026-01-01" })),
        ("leave_ended", json!({ "on": "2026-02-01" })),
    ]);
    assert_eq!(document.state()["leave"], Value::Null);
}

#[test]
fn an_event_of_a_later_version_shows_what_it_says() {
    let document = fold(&[
        ("thing_begun", json!({ "thing_id": "a", "color": "blue" })),
        ("thing_ended", json!({ "thing_id": "a", "why": "done" })),
        ("whole_renamed", json!({ "name": "new" })),
        ("pinged", json!({})),
    ]);
    assert_eq!(
        document.state(),
        json!({ "things": [{ "id": "a", "color": "blue", "why": "done", "last_event": "thing_ended" }], "name": "new", "pinged": 4 })
    );
    assert_eq!(StreamDocument::default().state(), Value::Null);
}

/// No stored shape of any stream leaves the document as it was: each event is seen in a replay.
#[test]
fn every_stored_event_shows_in_the_state_of_its_stream() {
    let history = Path::new(env!("CARGO_MANIFEST_DIR")).join("../events/tests/history");
    let mut seen = BTreeSet::new();
    for folder in std::fs::read_dir(history).unwrap() {
        let folder = folder.unwrap().path();
        let stream = folder.file_name().unwrap().to_str().unwrap().to_owned();
        if stream == "family" {
            continue;
        }
        for file in std::fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            let Some((event_type, _)) = name.strip_suffix("-full.json").and_then(|name| name.split_once('-')) else {
                continue;
            };
            let payload: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
            let mut document = StreamDocument::default();
            document.apply(event_type, &payload, 1);
            // The end of a leave leaves nothing of it.
            assert!(!document.state().is_null(), "{event_type}");
            seen.insert(stream.clone());
        }
    }
    assert!(seen.len() >= 9, "{seen:?}");
}
