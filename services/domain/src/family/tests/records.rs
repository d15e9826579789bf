//! Rows of agencies' lists, held against the register.

use hamyar_events::family::*;
use hamyar_events::*;

use crate::family::*;
use crate::testing::*;

fn reconcile(number: u128, taken: &[RecordField], kept: &[RecordField]) -> ReconcileRecord {
    let theirs = || Personal::of_person(uuid::Uuid::from_u128(MOTHER), "۰۹۱۲۰۰۰۰۰۰۰".to_owned());
    let record = AgencyRecordReconciled {
        record_id: id(number),
        agency_id: id(71),
        member_id: id(MOTHER),
        taken: taken.to_vec(),
        kept: kept.iter().map(|field| KeptAgainst { field: *field, theirs: theirs() }).collect(),
        listed_on: day("2025-06-01"),
    };
    ReconcileRecord { record, today: today() }
}

#[test]
fn that_an_agency_lists_her_is_said_once_and_a_difference_each_time() {
    let known = family(&identified(), [reconcile(1, &[], &[]).into()]);
    given::<Family>(identified()).when(reconcile(1, &[], &[])).then_types(&["agency_record_reconciled"]);
    given::<Family>(known.clone()).when(reconcile(2, &[], &[])).then_nothing();
    given::<Family>(known).when(reconcile(2, &[], &[RecordField::Phone])).then_types(&["agency_record_reconciled"]);
}

#[test]
fn a_value_is_taken_or_kept_and_not_both() {
    given::<Family>(identified())
        .when(reconcile(1, &[RecordField::Phone], &[RecordField::Phone]))
        .then_invalid(&["kept"]);
    let mut stranger = reconcile(1, &[], &[]);
    stranger.record.member_id = id(99);
    given::<Family>(identified()).when(stranger).then_refused(FamilyRefusal::UnknownMember);
    let mut tomorrow = reconcile(1, &[], &[]);
    tomorrow.record.listed_on = today() + chrono::Days::new(1);
    given::<Family>(identified()).when(tomorrow).then_invalid(&["listed_on"]);
}
