use crate::fold::{fold, fold_joined, tokens};
use crate::similarity::name_similarity;
use crate::text::{clean_name, clean_text};
use proptest::prelude::*;

/// S008
#[test]
fn s008_spellings_of_one_name_have_one_key() {
    for (left, right) in [
        ("محمدعلیخانی", "محمد علیخانی"),
        ("محمد علي\u{200c}خاني", "محمدعلیخانی"),
        ("عصمت آباد", "عصمت اباد"),
        ("بوئین زهرا", "بویینزهرا"),
        ("اسدآبادی", "آسدآبادی"),
        ("كبري", "کبری"),
        ("فاطمة", "فاطمه"),
        ("خانۀ", "خانه"),
        ("ارتقاء", "ارتقا"),
        ("مـحـمّد", "محمد"),
        ("\u{feff}سيس\u{00a0}آباد\u{200f}", "سیس اباد"),
        ("طبرسی ۵۶", "طبرسي 56"),
    ] {
        assert_eq!(fold_joined(left), fold_joined(right), "{left} / {right}");
    }
    assert_eq!(fold("  محمد   علی‌خانی "), "محمد علیخانی");
    assert_eq!(fold("شهرک شهید رجایی (قلعه ساختمان)"), "شهرک شهید رجایی قلعه ساختمان");
    assert_eq!(tokens("وزارت صنعت ، معدن و تجارت"), ["وزارت", "صنعت", "معدن", "و", "تجارت"]);
}

#[test]
fn different_names_keep_different_keys() {
    assert_ne!(fold_joined("نواب"), fold_joined("نوا"));
    assert_ne!(fold_joined("مهدی"), fold_joined("مهدی آباد"));
    assert_ne!(fold_joined("طبرسی ۵۶"), fold_joined("طبرسی ۵۷"));
}

#[test]
fn likeness_of_names_forgives_spelling_and_order() {
    assert_eq!(name_similarity("سكینه کاظمي", "سکینه کاظمی"), 1.0);
    assert_eq!(name_similarity("کاظمی سکینه", "سکینه کاظمی"), 1.0);
    assert!(name_similarity("رضائی", "رضایی") > 0.95);
    assert!(name_similarity("سکینه کاظمی", "طاهره بهرامی") < 0.7);
    assert_eq!(name_similarity("", ""), 0.0);
}

#[test]
fn cleaning_removes_what_no_reader_sees() {
    assert_eq!(clean_text(" \u{200c} \u{feff}"), "");
    assert_eq!(clean_text("\u{200f} محمد\u{00a0} علی\u{200c}خانی \u{200e}"), "محمد علی\u{200c}خانی");
    assert_eq!(clean_text("دو خط \r\n\r\n توضیح\u{0}"), "دو خط\n\nتوضیح");
    assert_eq!(clean_name("كريمي\nيوسفي"), "کریمی یوسفی");
}

proptest! {
    #[test]
    fn folding_and_cleaning_are_settled_after_once(text in "\\PC{0,40}") {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
        prop_assert_eq!(clean_text(&clean_text(&text)), clean_text(&text));
        prop_assert_eq!(fold(&clean_text(&text)), fold(&text));
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC{0,40}") {
        let _ = crate::parse_date_input(&text);
        let _ = crate::parse_register_date(&text);
        let _ = crate::NationalId::parse(&text);
        let _ = crate::amount::parse_amount(&text);
    }
}
