use crate::JalaliDate;
use crate::jalali::{jalali_year_bounds, weekday_name};
use crate::working_days::*;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse::<JalaliDate>().unwrap().to_gregorian()
}

#[test]
fn fridays_and_holidays_are_not_worked_on() {
    assert!(is_working_day(day("1405-09-08")), "یکشنبه");
    assert!(is_working_day(day("1405-09-12")), "پنجشنبه");
    assert!(!is_working_day(day("1405-09-13")), "جمعه");
    for fixed in ["1405-01-01", "1405-01-13", "1405-03-14", "1405-11-22", "1405-12-29", "1403-12-30", "1500-11-22"] {
        assert!(!is_working_day(day(fixed)), "{fixed}");
    }
    assert_eq!(holiday(day("1405-04-04")), Some("عاشورا"));
    assert_eq!(holiday(day("1404-04-04")), None);
}

/// As the calendar of 1405 was announced: six holidays on a Thursday, three on a Friday, four in Mordad and four in Esfand, none in Ordibehesht, Mehr and Azar.
#[test]
fn the_year_1405_has_the_holidays_that_were_announced() {
    let (first, last) = jalali_year_bounds(1405).unwrap();
    let days: Vec<NaiveDate> =
        first.iter_days().take_while(|day| *day <= last).filter(|day| holiday(*day).is_some()).collect();
    let of_month = |month: u8| days.iter().filter(|day| JalaliDate::from(**day).month() == month).count();
    assert_eq!([2, 5, 7, 9, 12].map(of_month), [0, 4, 0, 0, 4]);
    assert_eq!(days.iter().filter(|day| weekday_name(**day) == "پنجشنبه").count(), 6);
    assert_eq!(days.iter().filter(|day| weekday_name(**day) == "جمعه").count(), 3);
}

#[test]
fn every_year_of_the_data_has_every_lunar_holiday() {
    for year in LUNAR_YEARS {
        let (first, last) = jalali_year_bounds(year).unwrap();
        let names: Vec<_> = first.iter_days().take_while(|day| *day <= last).filter_map(holiday).collect();
        for name in ["تاسوعا", "عاشورا", "اربعین", "عید قربان", "مبعث", "نیمهٔ شعبان", "شهادت امام رضا"]
        {
            assert!(names.contains(&name), "{name} {year}");
        }
    }
    let lines = include_str!("../../data/lunar-holidays.csv").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let (day, _) = line.split_once(',').unwrap();
        assert!(LUNAR_YEARS.contains(&day.parse::<JalaliDate>().unwrap().year()), "{line}");
    }
}

#[test]
fn a_term_leaves_out_what_is_not_worked_on() {
    // Sunday to Saturday: Friday does not count.
    assert_eq!(after_working_days(day("1405-09-08"), 6), day("1405-09-15"));
    assert_eq!(after_working_days(day("1405-09-08"), 0), day("1405-09-08"));
    // Over Nowruz and the two days of Fitr.
    assert_eq!(after_working_days(day("1404-12-28"), 1), day("1405-01-05"));
    assert_eq!(working_days_between(day("1404-12-28"), day("1405-01-05")), 1);
    assert_eq!(working_days_between(day("1405-09-08"), day("1405-09-15")), 6);
    assert_eq!(working_days_between(day("1405-09-15"), day("1405-09-08")), 0);
    assert!(holidays_known(day("1403-01-01"), day("1405-12-29")));
    assert!(!holidays_known(day("1405-12-29"), day("1406-01-01")));
}

proptest::proptest! {
    #[test]
    fn a_term_is_as_long_as_its_working_days(start in 0_u32..20_000, term in 0_u32..60) {
        let from = day("1390-01-01") + chrono::TimeDelta::days(i64::from(start));
        let until = after_working_days(from, term);
        proptest::prop_assert_eq!(working_days_between(from, until), term);
        proptest::prop_assert!(term == 0 || is_working_day(until));
    }
}
