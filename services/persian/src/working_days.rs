//! Working days of the Iranian calendar: not Friday, not a fixed holiday of the Jalali year, not a holiday of the lunar calendar.
//!
//! Fixed holidays are computed for every year. Those of the lunar calendar depend on the moon and are data, of the years in [`LUNAR_YEARS`] alone; in
//! other years only Fridays and fixed holidays are left out, and [`holidays_known`] says so.

use crate::jalali::{JalaliDate, persian_weekday};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Version of the data on lunar holidays.
pub const LUNAR_VERSION: u32 = 1;
/// Jalali years whose lunar holidays are known.
pub const LUNAR_YEARS: RangeInclusive<i32> = 1403..=1405;

/// Month and day of the holidays of every Jalali year.
const FIXED: [(u8, u8, &str); 11] = [
    (1, 1, "نوروز"),
    (1, 2, "نوروز"),
    (1, 3, "نوروز"),
    (1, 4, "نوروز"),
    (1, 12, "روز جمهوری اسلامی"),
    (1, 13, "روز طبیعت"),
    (3, 14, "رحلت امام خمینی"),
    (3, 15, "قیام پانزده خرداد"),
    (11, 22, "پیروزی انقلاب"),
    (12, 29, "ملی شدن صنعت نفت"),
    (12, 30, "آخرین روز سال"),
];

static LUNAR: LazyLock<BTreeMap<NaiveDate, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../data/lunar-holidays.csv").lines().filter(|line| !line.starts_with('#'));
    let days = lines.filter_map(|line| line.split_once(','));
    days.filter_map(|(day, name)| Some((day.parse::<JalaliDate>().ok()?.to_gregorian(), name))).collect()
});

/// What a day is a holiday for; Friday is not a holiday but the day of rest.
pub fn holiday(day: NaiveDate) -> Option<&'static str> {
    let jalali = JalaliDate::from(day);
    let fixed = FIXED.iter().find(|(month, on, _)| (*month, *on) == (jalali.month(), jalali.day()));
    fixed.map(|(_, _, name)| *name).or_else(|| LUNAR.get(&day).copied())
}

/// Whether offices work on the day.
pub fn is_working_day(day: NaiveDate) -> bool {
    persian_weekday(day) != 6 && holiday(day).is_none()
}

/// Whether the lunar holidays of every day from one to the other are known.
pub fn holidays_known(from: NaiveDate, until: NaiveDate) -> bool {
    LUNAR_YEARS.contains(&JalaliDate::from(from).year()) && LUNAR_YEARS.contains(&JalaliDate::from(until).year())
}

/// The last day of a term of working days that begins on the day after `from`; `from` itself for a term of none.
pub fn after_working_days(from: NaiveDate, days: u32) -> NaiveDate {
    let mut left = days;
    let mut day = from;
    while left > 0 {
        let Some(next) = day.checked_add_days(Days::new(1)) else { return day };
        day = next;
        left -= u32::from(is_working_day(day));
    }
    day
}

/// Working days after `from`, up to and with `until`; none when it lies before.
pub fn working_days_between(from: NaiveDate, until: NaiveDate) -> u32 {
    let days = from.iter_days().skip(1).take_while(|day| *day <= until);
    u32::try_from(days.filter(|day| is_working_day(*day)).count()).unwrap_or(u32::MAX)
}
