//! Everything that reads what comes from outside, as functions of bytes that must not panic, whatever the bytes.
//!
//! Two programs try them: `tests/driver.rs` in every test run, on the stable compiler, some thousand changed inputs each; and cargo-fuzz (`fuzz/`) for as
//! long as one likes, where libFuzzer can be had. Inputs that once broke something stand in `corpus/<target>/` and are tried first by both.

use chrono::NaiveDate;
use hamyar_events::StreamEvent;
use hamyar_import::Gazetteer;
use hamyar_import::register::{Register, mend};

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("register", register),
    ("query", query),
    ("body", body),
    ("event", event),
    ("sealed", sealed),
    ("backup", backup),
    ("checkpoint", checkpoint),
    ("export", export),
    ("persian", persian),
];

/// A register as CSV or XLSX. Wrong rows are given back in a file that can be read again.
pub fn register(bytes: &[u8]) {
    let places = Gazetteer::new([]);
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let Ok(read) = Register::read(bytes, &places, today) else { return };
    assert!(read.errors.iter().all(|error| (1..=read.table.rows.len()).contains(&error.line)));
    if let Some(csv) = mend::wrong_rows_csv(&read.table, &read.errors) {
        assert!(Register::read(&csv, &places, today).is_ok(), "what is given back can be read");
    }
}

/// A query string and each of its parameters.
pub fn query(bytes: &[u8]) {
    hamyar_api::fuzzing::query(&String::from_utf8_lossy(bytes));
}

/// The body of a command.
pub fn body(bytes: &[u8]) {
    hamyar_api::fuzzing::body(bytes);
}

/// A stored event: its type and version on the first line, its payload after. Tried as an event of every stream.
pub fn event(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (head, payload) = text.split_once('\n').unwrap_or(("", &text));
    let (kind, version) = head.split_once(' ').unwrap_or((head, "1.0.0"));
    fn decode<E: StreamEvent>(kind: &str, version: &str, payload: &str) {
        let _ = E::decode(kind, version, payload);
    }
    decode::<hamyar_events::AgencyEvent>(kind, version, payload);
    decode::<hamyar_events::CaseworkerEvent>(kind, version, payload);
    decode::<hamyar_events::CatalogEvent>(kind, version, payload);
    decode::<hamyar_events::ActivityEvent>(kind, version, payload);
    decode::<hamyar_events::FacilitatorEvent>(kind, version, payload);
    decode::<hamyar_events::WorkshopEvent>(kind, version, payload);
    decode::<hamyar_events::OfficeEvent>(kind, version, payload);
    decode::<hamyar_events::CenterEvent>(kind, version, payload);
    decode::<hamyar_events::CommissionEvent>(kind, version, payload);
    decode::<hamyar_events::FamilyEvent>(kind, version, payload);
    decode::<hamyar_events::SavedReportEvent>(kind, version, payload);
    decode::<hamyar_events::FundEvent>(kind, version, payload);
    decode::<hamyar_events::CouncilEvent>(kind, version, payload);
    decode::<hamyar_events::AgreementEvent>(kind, version, payload);
    decode::<hamyar_events::ProgramEvent>(kind, version, payload);
    decode::<hamyar_events::EquipmentEvent>(kind, version, payload);
    decode::<hamyar_events::NgoEvent>(kind, version, payload);
    decode::<hamyar_events::SeriesEvent>(kind, version, payload);
    decode::<hamyar_events::IndicatorSetEvent>(kind, version, payload);
    decode::<hamyar_events::NeighborhoodEvent>(kind, version, payload);
    decode::<hamyar_events::PlaceEvent>(kind, version, payload);
    decode::<hamyar_events::SettingsEvent>(kind, version, payload);
}

/// The sealed values of a stored payload.
pub fn sealed(bytes: &[u8]) {
    hamyar_event_store::fuzzing::sealed(&String::from_utf8_lossy(bytes));
}

/// The inside of a backup file.
pub fn backup(bytes: &[u8]) {
    hamyar_backup::fuzzing::read(bytes);
}

/// The text of a checkpoint. One that is taken for signed is written as it was read.
pub fn checkpoint(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(signed) = hamyar_proof::Signed::read(&text) {
        assert_eq!(signed.text().trim_end(), text.trim_end());
    }
}

/// The export of a case with its proof. Nothing that was made up is taken for proven.
pub fn export(bytes: &[u8]) {
    if let Ok(report) = hamyar_proof::offline::verify(bytes, None) {
        assert_eq!(report.intact, report.fault.is_none());
    }
}

/// Persian texts, dates, digits and amounts as people type them. What was cleaned once stays as it is.
pub fn persian(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let cleaned = hamyar_persian::clean_text(&text);
    assert_eq!(hamyar_persian::clean_text(&cleaned), cleaned, "cleaning again changes nothing");
    assert!(!cleaned.chars().any(hamyar_persian::is_invisible));
    let name = hamyar_persian::clean_name(&text);
    assert_eq!(hamyar_persian::clean_name(&name), name);
    let _ = hamyar_persian::parse_date_input(&text);
    let _ = hamyar_persian::amount::parse_amount(&text);
    let _ = hamyar_persian::NationalId::parse(&text);
    let _ = hamyar_persian::digits::to_ascii(&text);
}
