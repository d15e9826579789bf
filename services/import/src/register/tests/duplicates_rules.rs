//! When two records seem to speak of one family.

use crate::register::duplicates::{Likeness, LikenessReason, NotCompared, SHARED_MAX, compare, meeting, not_compared};
use hamyar_persian::NationalId;

fn somebody() -> Likeness {
    Likeness {
        name: "سکینه کاظمی".into(),
        father_name: Some("حسن".into()),
        birth_date: "1944-02-20".parse().ok(),
        birth_year: Some(1322),
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
        birth_year: None,
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

#[test]
fn a_record_that_knows_only_the_year_is_alike_by_name_and_telephone_and_not_by_the_year_alone() {
    let known = Likeness { birth_date: None, father_name: None, national_id: None, ..somebody() };
    let (score, reasons) = compare(&somebody(), &known).expect("alike");
    assert_eq!(score, 1.0);
    assert!(reasons.contains(&LikenessReason::SameBirthYear) && reasons.contains(&LikenessReason::SamePhone));
    assert_eq!(compare(&somebody(), &Likeness { phone: None, ..known.clone() }), None);
    let abroad = Likeness { phone: Some("989895637715".into()), ..known };
    assert!(compare(&somebody(), &abroad).is_some());
}

/// A birthday that stands where none is known brings nobody together, and nobody is compared with thousands.
#[test]
fn a_key_that_many_share_tells_nothing() {
    let few: Vec<usize> = (0..SHARED_MAX).collect();
    let many: Vec<usize> = (0..=SHARED_MAX).collect();
    let by_key = [(1, vec![7, 9]), (2, few.clone()), (3, many)].into_iter().collect();
    assert_eq!(meeting(&[1, 3, 4], &by_key), [7, 9].into_iter().collect());
    assert_eq!(meeting(&[2], &by_key).len(), few.len());
    assert!(meeting(&[3], &by_key).is_empty());
}

/// The report says so: so many rows, and by what they were not compared.
#[test]
fn what_too_many_share_is_told() {
    let of = |records: usize| {
        let known = |n: usize| Likeness {
            name: format!("نام{n} خانواده{n}"),
            phone: Some(format!("0912{n:07}")),
            birth_date: somebody().birth_date,
            father_name: None,
            birth_year: None,
            national_id: None,
            neighborhood: None,
        };
        let records: Vec<Likeness> = (0..records).map(known).collect();
        let mut by_key = std::collections::HashMap::<i32, Vec<usize>>::new();
        for (place, record) in records.iter().enumerate() {
            record.blocks().into_iter().for_each(|key| by_key.entry(key).or_default().push(place));
        }
        not_compared(&records, &by_key)
    };
    assert_eq!(of(SHARED_MAX), []);
    assert!(of(SHARED_MAX + 1).contains(&NotCompared { key: "birth_date", rows: SHARED_MAX + 1 }));
    assert!(!of(SHARED_MAX + 1).iter().any(|one| one.key == "phone"));
}
