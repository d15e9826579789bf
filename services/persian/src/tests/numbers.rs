use crate::amount::{parse_amount, persian_number, persian_percent};
use crate::digits::{to_ascii, to_persian};
use crate::national_id::{NationalId, NationalIdError};

#[test]
fn digits_of_three_kinds_are_the_same_number() {
    assert_eq!(to_ascii("۱۲٣4 الف"), "1234 الف");
    assert_eq!(to_persian("1٢۳ abc"), "۱۲۳ abc");
}

#[test]
fn amounts_are_read_with_any_separator() {
    for text in ["٧٬٤٠٠٬٠٠٠", "7,400,000", "۷۴۰۰۰۰۰", " 7 400 000 ", "۷،۴۰۰،۰۰۰"] {
        assert_eq!(parse_amount(text), Some(7_400_000), "{text}");
    }
    assert_eq!(parse_amount("0"), Some(0));
    assert_eq!(parse_amount("-2"), Some(-2));
    for text in ["", "-", ",5", "۱۲٫۷", "12.7", "ده", "5 تومان", "99999999999999999999"] {
        assert_eq!(parse_amount(text), None, "{text}");
    }
}

#[test]
fn numbers_are_written_in_groups_of_persian_digits() {
    assert_eq!(persian_number(883_485), "۸۸۳٬۴۸۵");
    assert_eq!(persian_number(0), "۰");
    assert_eq!(persian_number(-1_250_000), "−۱٬۲۵۰٬۰۰۰");
}

/// S120
#[test]
fn s120_a_percentage_is_isolated_so_that_it_never_reverses() {
    assert_eq!(persian_percent(127), "\u{2066}۱۲٫۷٪\u{2069}");
    assert_eq!(persian_percent(500), "\u{2066}۵۰٪\u{2069}");
}

#[test]
fn a_national_id_is_read_in_any_digits_and_gets_its_lost_zeros_back() {
    for text in ["0897757556", "۰۸۹۷۷۵۷۵۵۶", "٠٨٩٧٧٥٧٥٥٦", "897757556", " 089-775755-6 "] {
        assert_eq!(NationalId::parse(text).expect("valid").as_str(), "0897757556", "{text}");
    }
}

#[test]
fn a_wrong_national_id_says_why() {
    for (text, why) in [
        ("8192752406", NationalIdError::Checksum),
        ("1111111111", NationalIdError::Repeated),
        ("1234567", NationalIdError::Length),
        ("08977575561", NationalIdError::Length),
        ("", NationalIdError::Length),
        ("08977575x6", NationalIdError::NotDigits),
    ] {
        assert_eq!(NationalId::parse(text), Err(why), "{text}");
    }
}

#[test]
fn a_national_id_is_never_printed() {
    let id = NationalId::parse("0897757556").expect("valid");
    assert!(!format!("{id:?}").contains("0897757556"));
    assert_eq!(NationalId::with_check_digit(&[0, 8, 9, 7, 7, 5, 7, 5, 5]), Some(id));
    assert_eq!(NationalId::with_check_digit(&[1; 9]), None);
}
