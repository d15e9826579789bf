//! When two records seem to speak of one family.

use crate::register::duplicates::{Likeness, LikenessReason, compare};
use hamyar_persian::NationalId;

fn somebody() -> Likeness {
    Likeness {
        name: "سکینه کاظمی".into(),
        father_name: Some("حسن".into()),
        birth_date: "1944-02-20".parse().ok(),
        phone: Some("09895637715".into()),
        national_id: NationalId::parse("4143231311").ok(),
        neighborhood: None,
    }
}

#[test]
fn the_same_person_without_a_national_id_is_offered_with_reasons() {
    let other = Likeness { name: "سكينه كاظمي".into(), national_id: None, ..somebody() };
    let (score, reasons) = compare(&somebody(), &other).expect("alike");
    assert_eq!(score, 1.0);
    assert_eq!(
        reasons,
        [
            LikenessReason::SameName,
            LikenessReason::SameFatherName,
            LikenessReason::SameBirthDate,
            LikenessReason::SamePhone,
            LikenessReason::NationalIdMissing
        ]
    );
}

#[test]
fn another_national_id_is_another_person_unless_all_else_agrees() {
    let other_id = NationalId::parse("6480606450").ok();
    let all_else = Likeness { national_id: other_id.clone(), ..somebody() };
    assert!(compare(&somebody(), &all_else).is_some_and(|(_, why)| why.contains(&LikenessReason::NationalIdDiffers)));
    let another_day = Likeness { national_id: other_id, birth_date: "1944-02-21".parse().ok(), ..somebody() };
    assert_eq!(compare(&somebody(), &another_day), None);
}

#[test]
fn a_shared_name_alone_is_no_likeness() {
    let namesake = Likeness {
        name: somebody().name,
        father_name: None,
        birth_date: None,
        phone: None,
        national_id: None,
        neighborhood: None,
    };
    assert_eq!(compare(&somebody(), &namesake), None);
    let other_day = Likeness { birth_date: "1950-02-20".parse().ok(), phone: None, national_id: None, ..somebody() };
    assert_eq!(compare(&somebody(), &other_day), None);
}

#[test]
fn a_shared_telephone_and_birthday_are_no_likeness_of_two_names() {
    let twin = Likeness { name: "طاهره بهرامی".into(), national_id: None, ..somebody() };
    assert_eq!(compare(&somebody(), &twin), None);
}
