//! When a row is wrong, cell by cell.

use super::{one_row, read, today};
use crate::register::{Column, Reason};
use hamyar_events::{EntryWay, Sex};

const FAMILY_NAME: usize = 1;
const NATIONAL_ID: usize = 3;
const BIRTH_DATE: usize = 4;
const DEPENDENTS: usize = 5;
const NEIGHBORHOOD: usize = 7;
const ENTRY: usize = 8;

fn wrong(column: usize, value: &str) -> Option<(Column, Reason)> {
    let register = read(one_row(column, value).as_bytes());
    assert_eq!(register.rows.len() + register.rejected(), 1, "{value:?}");
    register.errors.first().map(|error| {
        assert_eq!((error.line, error.value.as_str()), (1, value));
        (error.column, error.reason)
    })
}

#[test]
fn a_family_name_is_wrong_when_nothing_visible_is_in_it() {
    for blank in ["", "  ", "\u{200c}", "\u{200b}\u{feff} \u{200f}"] {
        assert_eq!(wrong(FAMILY_NAME, blank), Some((Column::FamilyName, Reason::Blank)));
    }
    assert_eq!(wrong(FAMILY_NAME, " رحيمي "), None);
}

/// S004
#[test]
fn s004_a_national_id_may_be_missing_but_not_wrong() {
    assert_eq!(wrong(NATIONAL_ID, ""), None);
    assert_eq!(wrong(NATIONAL_ID, "۶۴۸۰۶۰۶۴۵۰"), None);
    assert_eq!(wrong(NATIONAL_ID, "6480606451"), Some((Column::NationalId, Reason::NationalIdChecksum)));
    assert_eq!(wrong(NATIONAL_ID, "1111111111"), Some((Column::NationalId, Reason::NationalIdRepeated)));
    assert_eq!(wrong(NATIONAL_ID, "12345"), Some((Column::NationalId, Reason::NationalIdLength)));
    assert_eq!(wrong(NATIONAL_ID, "ندارد"), Some((Column::NationalId, Reason::NationalIdNotDigits)));
}

#[test]
fn a_birth_date_must_be_a_jalali_day_that_has_come() {
    for right in ["١٣٣٩.٢.٢٥", "۶۴/۷/۲۳", "1403/12/30", "1405-09-01"] {
        assert_eq!(wrong(BIRTH_DATE, right), None, "{right}");
    }
    for (text, reason) in [
        ("", Reason::DateUnreadable),
        ("نامعلوم", Reason::DateUnreadable),
        ("1382/12/30", Reason::DateDoesNotExist),
        ("۱۳۷۰/۱۳/۰۲", Reason::DateDoesNotExist),
        ("1405-09-02", Reason::DateInFuture),
        ("١٥٠١/٠١/٠١", Reason::DateInFuture),
        ("1982/03/01", Reason::DateNotJalali),
    ] {
        assert_eq!(wrong(BIRTH_DATE, text), Some((Column::BirthDate, reason)), "{text}");
    }
}

#[test]
fn dependents_are_a_number_from_0_to_30() {
    for right in ["0", "۳۰", "٧"] {
        assert_eq!(wrong(DEPENDENTS, right), None, "{right}");
    }
    for (text, reason) in [
        ("31", Reason::OutOfRange),
        ("-2", Reason::OutOfRange),
        ("۱۲۳", Reason::OutOfRange),
        ("", Reason::NotANumber),
        ("چند", Reason::NotANumber),
    ] {
        assert_eq!(wrong(DEPENDENTS, text), Some((Column::Dependents, reason)), "{text}");
    }
}

#[test]
fn a_neighborhood_is_found_in_any_spelling_and_must_be_known() {
    for right in ["منبعآب", "سيس اباد", "محله نواب", "ابراهیمآباد", "قائم", "الوند - مطهری"]
    {
        assert_eq!(wrong(NEIGHBORHOOD, right), None, "{right}");
    }
    for unknown in ["", "محله ناشناخته", "مطهری - نیشابور"] {
        assert_eq!(
            wrong(NEIGHBORHOOD, unknown),
            Some((Column::Neighborhood, Reason::UnknownNeighborhood)),
            "{unknown}"
        );
    }
}

/// S094
#[test]
fn s094_a_name_of_three_neighborhoods_is_taken_and_said_to_be_unclear_until_it_is_qualified() {
    let read_place = |name: &str| read(one_row(NEIGHBORHOOD, name).as_bytes()).rows.remove(0).neighborhood;
    let unclear = read_place("قائم");
    assert_eq!(unclear.several.len(), 3);
    assert_eq!(unclear.several[0], unclear.id);
    let clear = read_place("قائم (سیدی)");
    assert!(clear.several.is_empty());
    assert_eq!(clear.id, unclear.several[2]);
    assert_eq!(read_place("پهنه ۵، قائم").id, unclear.several[0]);
}

/// S001
#[test]
fn s001_the_way_of_entry_is_one_of_two() {
    let entry = |text: &str| read(one_row(ENTRY, text).as_bytes()).rows.first().map(|row| row.entry);
    assert_eq!(entry("خود معرف"), Some(EntryWay::SelfReferred));
    assert_eq!(entry("خودمعرف "), Some(EntryWay::SelfReferred));
    assert_eq!(entry("معرفي دستگاه"), Some(EntryWay::Referred));
    assert_eq!(wrong(ENTRY, ""), Some((Column::Entry, Reason::UnknownEntry)));
    assert_eq!(wrong(ENTRY, "معرفی همسایه‌ها شاید"), Some((Column::Entry, Reason::UnknownEntry)));
}

#[test]
fn a_row_with_several_faults_lists_them_all_and_counts_once() {
    let text = format!("{}\n,,,123,نامعلوم,99,,,\n", super::HEADER);
    let register = read(text.as_bytes());
    let columns: Vec<&str> = register.errors.iter().map(|error| error.column.code()).collect();
    assert_eq!(columns, ["family_name", "national_id", "birth_date", "dependents", "neighborhood", "entry"]);
    assert_eq!(register.rejected(), 1);
}

#[test]
fn a_register_that_gives_the_cause_of_headship_is_one_of_women() {
    let register = read(super::SAMPLE);
    assert!(register.rows.iter().all(|row| row.sex == Some(Sex::Female)));
    assert!(register.rows.iter().all(|row| row.birth_date <= today()));
}
