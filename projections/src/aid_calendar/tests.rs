//! What the calendar does not want changes no entry.

use hamyar_events::FamilyEvent;

use super::wants;

#[test]
fn every_event_about_an_entry_is_wanted() {
    for (kind, _) in FamilyEvent::STORED {
        let about = kind.starts_with("calendar_entry") || *kind == "personal_data_erased";
        assert_eq!(crate::wanted_tests::stored_one(kind).is_some_and(|event| wants(&event)), about, "{kind}");
    }
}
