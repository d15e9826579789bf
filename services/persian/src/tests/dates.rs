use crate::date_input::{DateError, parse_date_input, parse_jalali, parse_register_date};
use crate::jalali::{self, JalaliDate, add_jalali_year, jalali_year_bounds};
use crate::tehran::{tehran_date, tehran_datetime_text, tehran_day_bounds, tehran_day_start};
use chrono::{DateTime, Days, NaiveDate, Utc};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date in a test")
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant in a test")
}

#[test]
fn every_day_from_1300_to_1500_goes_to_jalali_and_back() {
    let (first, _) = jalali_year_bounds(1300).expect("1300 exists");
    let (_, last) = jalali_year_bounds(1500).expect("1500 exists");
    let (mut date, mut expected) = (first, (1300, 1, 1));
    while date <= last {
        let jalali = JalaliDate::from(date);
        assert_eq!((jalali.year(), jalali.month(), jalali.day()), expected, "{date}");
        assert_eq!(jalali.to_gregorian(), date);
        assert_eq!(parse_jalali(&jalali.to_string()), Ok(jalali));
        // The next day by counting, independently of the calendar's arithmetic.
        expected = match expected {
            (y, m, d) if d < jalali::days_in_month(y, m) => (y, m, d + 1),
            (y, 12, _) => (y + 1, 1, 1),
            (y, m, _) => (y, m + 1, 1),
        };
        date = date + Days::new(1);
    }
    assert_eq!(expected, (1501, 1, 1));
}

#[test]
fn the_shared_vector_agrees() {
    let vector = include_str!("../../../../tests/data/jalali-1300-1500.csv");
    let mut lines = 0;
    for line in vector.lines().skip(1) {
        let (iso, text) = line.split_once(',').expect("two columns");
        let jalali: JalaliDate = text.parse().expect("a Jalali date in the vector");
        assert_eq!(jalali.to_gregorian(), day(iso), "{line}");
        assert_eq!(JalaliDate::from(day(iso)), jalali, "{line}");
        lines += 1;
    }
    assert_eq!(lines, 201 * 13);
}

#[test]
fn known_days_have_their_known_names() {
    for (iso, name) in [
        ("1921-03-21", "1300-01-01"),
        ("1979-02-11", "1357-11-22"),
        ("2014-07-22", "1393-04-31"),
        ("2021-03-20", "1399-12-30"),
        ("2025-03-20", "1403-12-30"),
        ("2026-03-21", "1405-01-01"),
        ("2026-11-22", "1405-09-01"),
    ] {
        assert_eq!(JalaliDate::from(day(iso)).to_string(), name);
    }
}

#[test]
fn leap_years_are_those_of_the_official_calendar() {
    let leap: Vec<i32> = (1370..=1420).filter(|year| jalali::is_leap_year(*year)).collect();
    assert_eq!(leap, [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420]);
}

/// S120
#[test]
fn s120_the_31st_of_tir_1393_is_a_day_and_the_31st_of_mehr_is_not() {
    assert_eq!(parse_jalali("1393-04-31").map(JalaliDate::to_gregorian), Ok(day("2014-07-22")));
    assert_eq!(parse_jalali("1393-07-31"), Err(DateError::DoesNotExist));
}

#[test]
fn a_day_is_read_in_every_shape_people_write() {
    for text in [
        "1405-09-01",
        "1405/9/1",
        "1405.09.1",
        "۱۴۰۵/۰۹/۰۱",
        "١٤٠٥-٩-١",
        " ۱۴۰۵ / ۹ / ۱ ",
        "1405 9 1",
        "\u{200F}۱۴۰۵/۹/۱\u{200E}",
        "۱ آذر ۱۴۰۵",
        "١ اذر ١٤٠٥",
        "2026-11-22",
        "2026/11/22",
        "۲۰۲۶-۱۱-۲۲",
    ] {
        assert_eq!(parse_date_input(text), Ok(day("2026-11-22")), "{text}");
    }
    assert_eq!(parse_date_input("۳ فروردين ۱۴۰۵"), Ok(day("2026-03-23")));
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        "نامعلوم",
        "1405",
        "1405-09",
        "1405-09-01-02",
        "1405-09-",
        "-1405-09-01",
        "05-09-01",
        "1405--09-01",
        "14050901",
        "1405-009-01",
        "12345-01-01",
    ] {
        assert_eq!(parse_date_input(text), Err(DateError::Unreadable), "{text}");
    }
    for text in ["1382/12/30", "۱۳۷۰/۱۳/۰۲", "۱۳۷۱/۰۷/۳۱", "1371/00/10", "1371/1/0", "2026-02-29", "0000-01-01"]
    {
        assert_eq!(parse_date_input(text), Err(DateError::DoesNotExist), "{text}");
    }
}

#[test]
fn two_digit_years_mean_13xx_in_registers_only() {
    assert_eq!(parse_register_date("۶۴/۷/۲۳").map(|date| date.to_string()), Ok("1364-07-23".into()));
    assert_eq!(parse_register_date("22/12/1").map(|date| date.to_string()), Ok("1322-12-01".into()));
    assert_eq!(parse_register_date("00/1/1").map(|date| date.to_string()), Ok("1300-01-01".into()));
    assert_eq!(parse_register_date("1982-03-01"), Err(DateError::NotJalali));
    assert_eq!(parse_register_date("5/1/1"), Err(DateError::Unreadable));
    assert_eq!(parse_date_input("64/7/23"), Err(DateError::Unreadable));
}

#[test]
fn a_year_later_is_the_same_jalali_day_and_30_esfand_becomes_29() {
    let later = |text: &str| {
        let date: JalaliDate = text.parse().expect("a date");
        JalaliDate::from(add_jalali_year(date.to_gregorian())).to_string()
    };
    assert_eq!(later("1404-07-15"), "1405-07-15");
    assert_eq!(later("1403-12-30"), "1404-12-29");
    assert_eq!(later("1403-12-29"), "1404-12-29");
    assert_eq!(later("1402-06-31"), "1403-06-31");
}

#[test]
fn a_year_is_bounded_by_its_first_and_last_day() {
    assert_eq!(jalali_year_bounds(1405), Some((day("2026-03-21"), day("2027-03-20"))));
    assert_eq!(jalali_year_bounds(1403), Some((day("2024-03-20"), day("2025-03-20"))));
    assert_eq!(jalali_year_bounds(0), None);
}

#[test]
fn days_and_months_have_persian_names() {
    let date = day("2026-11-22");
    assert_eq!(jalali::weekday_name(date), "یکشنبه");
    assert_eq!(jalali::persian_weekday(date), 1);
    assert_eq!(JalaliDate::from(date).to_words(), "۱ آذر ۱۴۰۵");
}

#[test]
fn a_jalali_date_is_stored_as_its_text() {
    let date: JalaliDate = "1405-09-01".parse().expect("a date");
    assert_eq!(serde_json::to_string(&date).expect("serializes"), "\"1405-09-01\"");
    assert_eq!(serde_json::from_str::<JalaliDate>("\"۱۴۰۵/۹/۱\"").expect("deserializes"), date);
}

#[test]
fn the_day_in_tehran_turns_at_half_past_eight_utc_since_1401() {
    assert_eq!(tehran_date(instant("2026-11-22T20:29:59Z")), day("2026-11-22"));
    assert_eq!(tehran_date(instant("2026-11-22T20:30:00Z")), day("2026-11-23"));
    assert_eq!(tehran_datetime_text(instant("2026-11-22T10:35:59Z")), "1405-09-01 14:05");
}

#[test]
fn summer_time_lasted_until_1401() {
    assert_eq!(tehran_datetime_text(instant("2022-07-01T10:00:00Z")), "1401-04-10 14:30");
    assert_eq!(tehran_datetime_text(instant("2023-07-01T10:00:00Z")), "1402-04-10 13:30");
}

#[test]
fn a_midnight_that_does_not_exist_starts_the_day_an_hour_later() {
    // On 2 Farvardin 1400 the clocks went from 00:00 to 01:00.
    assert_eq!(tehran_day_start(day("2021-03-22")), instant("2021-03-21T20:30:00Z"));
    let (start, end) = tehran_day_bounds(day("2021-03-22"));
    assert_eq!((end - start).num_hours(), 23);
    assert_eq!(tehran_date(start), day("2021-03-22"));
}

#[test]
fn months_later_is_the_same_day_or_the_months_last() {
    let later = |text: &str, months| {
        let date: JalaliDate = text.parse().unwrap();
        JalaliDate::from(jalali::add_jalali_months(date.to_gregorian(), months)).to_string()
    };
    assert_eq!(later("1404-03-31", 1), "1404-04-31");
    assert_eq!(later("1404-06-31", 1), "1404-07-30");
    assert_eq!(later("1404-11-30", 1), "1404-12-29");
    assert_eq!(later("1403-11-30", 1), "1403-12-30");
    assert_eq!(later("1404-12-01", 1), "1405-01-01");
    assert_eq!(later("1404-05-15", 26), "1406-07-15");
}
