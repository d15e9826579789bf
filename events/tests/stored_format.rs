//! What lies on disk. `history/<stream>/<event>-<version>-{full,minimal}.json` holds, for every stored type and version, a payload with everything
//! filled in and one with only what is required. Files are added, never edited: a changed file means a changed past.

use hamyar_events::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn history() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/history")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|_| panic!("{} is missing", path.display()))
}

/// Shapes beyond those two: a field that came later, which the files of before do not have.
const LATER: &[(&str, &str)] = &[
    ("family", "late_work_parked-1.0.0-file.json"),
    ("indicator_set", "indicator_set_published-1.0.0-proof.json"),
    ("neighborhood", "neighborhood_profile_recorded-1.0.0-counted.json"),
    ("family", "referral_returned-1.0.0-code.json"),
    ("family", "referral_declined-1.0.0-code.json"),
    ("family", "task_declined-1.0.0-code.json"),
    ("family", "task_reassigned-1.0.0-expected.json"),
    ("family", "referred_to_expert-1.0.0-term.json"),
    ("indicator_set", "indicator_set_published-1.0.0-proof.json"),
];

/// Every stored type and version has both files, reads, and is written as it was read.
fn check<E: StreamEvent>(stored: &[(&str, &str)]) {
    let folder = history().join(E::STREAM);
    let mut expected = BTreeSet::new();
    for (event_type, version) in stored {
        let mut keys = Vec::new();
        for kind in ["minimal", "full"] {
            let name = format!("{event_type}-{version}-{kind}.json");
            let text = read(&folder.join(&name));
            let event = E::decode(event_type, version, &text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(event.event_type(), *event_type, "{name}");
            let on_disk: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(serde_json::to_value(&event).unwrap(), on_disk, "{name} is written otherwise than it was read");
            // The tagged form that other readers use is the same.
            assert_eq!(serde_json::from_str::<E>(&text).unwrap(), event, "{name}");
            keys.push(on_disk.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>());
            expected.insert(name);
        }
        assert!(keys[0].is_subset(&keys[1]), "{event_type}: the full file lacks a required field");
    }
    for (_, name) in LATER.iter().filter(|(stream, _)| *stream == E::STREAM) {
        let text = read(&folder.join(name));
        let (event_type, version) = name.split_once('-').expect("a type and a version");
        let (version, _) = version.split_once('-').expect("a version");
        let event = E::decode(event_type, version, &text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let on_disk: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), on_disk, "{name} is written otherwise than it was read");
        expected.insert((*name).to_owned());
    }
    let found: BTreeSet<String> =
        std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, expected, "files of {} and its stored types differ", E::STREAM);
}

#[test]
fn every_stored_event_reads_as_it_was_written() {
    check::<AccountEvent>(AccountEvent::STORED);
    check::<FamilyEvent>(FamilyEvent::STORED);
    check::<CaseworkerEvent>(CaseworkerEvent::STORED);
    check::<CenterEvent>(CenterEvent::STORED);
    check::<CommissionEvent>(CommissionEvent::STORED);
    check::<IndicatorSetEvent>(IndicatorSetEvent::STORED);
    check::<SettingsEvent>(SettingsEvent::STORED);
    check::<NeighborhoodEvent>(NeighborhoodEvent::STORED);
    check::<PlaceEvent>(PlaceEvent::STORED);
    check::<AgencyEvent>(AgencyEvent::STORED);
    check::<CatalogEvent>(CatalogEvent::STORED);
    check::<ActivityEvent>(ActivityEvent::STORED);
    check::<FacilitatorEvent>(FacilitatorEvent::STORED);
    check::<WorkshopEvent>(WorkshopEvent::STORED);
    check::<FundEvent>(FundEvent::STORED);
    check::<SavedReportEvent>(SavedReportEvent::STORED);
    check::<CouncilEvent>(CouncilEvent::STORED);
    check::<OfficeEvent>(OfficeEvent::STORED);
    check::<AgreementEvent>(AgreementEvent::STORED);
    check::<ProgramEvent>(ProgramEvent::STORED);
    check::<EquipmentEvent>(EquipmentEvent::STORED);
    check::<NgoEvent>(NgoEvent::STORED);
    check::<SeriesEvent>(SeriesEvent::STORED);
}

/// Every payload reads when its personal values are erased: no rule of the format hangs on one being known.
#[test]
fn every_stored_event_reads_when_its_personal_values_are_erased() {
    fn check<E: StreamEvent>(stored: &[(&str, &str)]) {
        for (event_type, version) in stored {
            let path = history().join(E::STREAM).join(format!("{event_type}-{version}-full.json"));
            let mut payload: Value = serde_json::from_str(&read(&path)).unwrap();
            erase(&mut payload);
            let event = E::decode(event_type, version, &payload.to_string())
                .unwrap_or_else(|error| panic!("{event_type}: {error}"));
            assert_eq!(serde_json::to_value(&event).unwrap(), payload, "{event_type}");
            assert!(event.national_id_claims(uuid::Uuid::from_u128(1)).is_empty(), "{event_type}");
        }
    }
    check::<AccountEvent>(AccountEvent::STORED);
    check::<FamilyEvent>(FamilyEvent::STORED);
    check::<CaseworkerEvent>(CaseworkerEvent::STORED);
    check::<CommissionEvent>(CommissionEvent::STORED);
    check::<FacilitatorEvent>(FacilitatorEvent::STORED);
    check::<NeighborhoodEvent>(NeighborhoodEvent::STORED);
}

fn erase(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Object(open)) = map.get_mut("$open") {
                open.insert("v".to_owned(), Value::Null);
                open.insert("erased".to_owned(), Value::Bool(true));
            } else {
                map.values_mut().for_each(erase);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(erase),
        _ => {}
    }
}

#[test]
fn an_unknown_event_is_an_error_and_never_skipped() {
    assert!(FamilyEvent::decode("family_identified", "9.0.0", "{}").is_err());
    assert!(FamilyEvent::decode("family_forgotten", "1.0.0", "{}").is_err());
}
