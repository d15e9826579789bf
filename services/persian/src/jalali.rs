//! The Jalali (solar Hijri) calendar over [`NaiveDate`], by ICU4X's Persian calendar.

use crate::date_input::DateError;
use crate::digits::to_persian;
use chrono::{Datelike, NaiveDate, Weekday};
use icu_calendar::cal::Persian;
use icu_calendar::types::RataDie;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Persian names of the twelve months, Farvardin first.
pub const MONTH_NAMES_FA: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// The same names in Latin letters.
pub const MONTH_NAMES_EN: [&str; 12] = [
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
];

/// Persian names of the days of the week, Saturday first, as the Persian week begins.
pub const WEEKDAY_NAMES_FA: [&str; 7] = ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"];

/// A day of the Jalali calendar that exists: 30 Esfand only in leap years. Years run from 1 to 9377, so that every value has a
/// Gregorian date. Orders by time, prints as `1405-09-01`, and serializes as that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JalaliDate {
    year: i32,
    month: u8,
    day: u8,
}

const YEARS: std::ops::RangeInclusive<i32> = 1..=9377;

impl JalaliDate {
    /// The day named by year, month (1–12) and day (1–31), or [`DateError::DoesNotExist`].
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, DateError> {
        let exists = YEARS.contains(&year) && icu_calendar::Date::try_new_persian(year, month, day).is_ok();
        if exists { Ok(Self { year, month, day }) } else { Err(DateError::DoesNotExist) }
    }

    /// Jalali year, such as 1405.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Month from 1 (Farvardin) to 12 (Esfand).
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The same day in the Gregorian calendar.
    pub fn to_gregorian(self) -> NaiveDate {
        // A value of this type was checked when it was made, so neither fallback is ever taken.
        icu_calendar::Date::try_new_persian(self.year, self.month, self.day)
            .ok()
            .and_then(|date| i32::try_from(date.to_rata_die().to_i64_date()).ok())
            .and_then(NaiveDate::from_num_days_from_ce_opt)
            .unwrap_or_default()
    }

    /// The same day a Jalali year later; 30 Esfand becomes 29 where the next year is not a leap year.
    pub fn next_year(self) -> Self {
        Self::new(self.year + 1, self.month, self.day).unwrap_or(Self {
            year: self.year + 1,
            month: self.month,
            day: self.day.min(29),
        })
    }

    /// Persian name of the month.
    pub fn month_name(self) -> &'static str {
        MONTH_NAMES_FA[usize::from(self.month.clamp(1, 12)) - 1]
    }

    /// The date in words, with Persian digits: «۱ آذر ۱۴۰۵».
    pub fn to_words(self) -> String {
        to_persian(&format!("{} {} {}", self.day, self.month_name(), self.year))
    }
}

impl From<NaiveDate> for JalaliDate {
    /// The Jalali name of a Gregorian day. Days before the calendar's first year are named as its first day.
    fn from(date: NaiveDate) -> Self {
        let days = RataDie::new(i64::from(date.num_days_from_ce()));
        let date = icu_calendar::Date::from_rata_die(days, Persian);
        let year = date.year().extended_year();
        if YEARS.contains(&year) {
            Self { year, month: date.month().ordinal, day: date.day_of_month().0 }
        } else if year < 1 {
            Self { year: 1, month: 1, day: 1 }
        } else {
            Self { year: *YEARS.end(), month: 12, day: 29 }
        }
    }
}

impl From<JalaliDate> for NaiveDate {
    fn from(date: JalaliDate) -> Self {
        date.to_gregorian()
    }
}

impl std::fmt::Display for JalaliDate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl std::str::FromStr for JalaliDate {
    type Err = DateError;

    /// Reads a Jalali date with a four-digit year in the tolerant shapes of [`crate::date_input`].
    fn from_str(text: &str) -> Result<Self, DateError> {
        crate::date_input::parse_jalali(text)
    }
}

impl Serialize for JalaliDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for JalaliDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The same Jalali day a Jalali year later (30 Esfand → 29 where needed), on Gregorian dates.
pub fn add_jalali_year(date: NaiveDate) -> NaiveDate {
    JalaliDate::from(date).next_year().to_gregorian()
}

/// The same Jalali day so many months later; a day the month does not have becomes its last, on Gregorian dates.
pub fn add_jalali_months(date: NaiveDate, months: u16) -> NaiveDate {
    let from = JalaliDate::from(date);
    let ahead = i32::from(from.month()) - 1 + i32::from(months);
    let (year, month) = (from.year() + ahead / 12, u8::try_from(ahead % 12 + 1).unwrap_or(1));
    let day = from.day().min(days_in_month(year, month));
    JalaliDate::new(year, month, day).map_or(date, JalaliDate::to_gregorian)
}

/// The Jalali year a Gregorian day lies in.
pub fn jalali_year(date: NaiveDate) -> i32 {
    JalaliDate::from(date).year
}

/// True when Esfand of this Jalali year has 30 days.
pub fn is_leap_year(year: i32) -> bool {
    JalaliDate::new(year, 12, 30).is_ok()
}

/// First and last Gregorian day of a Jalali year, or `None` for a year outside 1–9377.
pub fn jalali_year_bounds(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = JalaliDate::new(year, 1, 1).ok()?;
    let last = JalaliDate::new(year, 12, 30).or_else(|_| JalaliDate::new(year, 12, 29)).ok()?;
    Some((first.to_gregorian(), last.to_gregorian()))
}

/// Days in a month (1–12) of a Jalali year; 0 for a month that does not exist.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if is_leap_year(year) => 30,
        12 => 29,
        _ => 0,
    }
}

/// Persian name of the day of the week.
pub fn weekday_name(date: NaiveDate) -> &'static str {
    WEEKDAY_NAMES_FA[usize::from(persian_weekday(date))]
}

/// Place of the day in the Persian week: Saturday is 0, Friday is 6.
pub fn persian_weekday(date: NaiveDate) -> u8 {
    match date.weekday() {
        Weekday::Sat => 0,
        Weekday::Sun => 1,
        Weekday::Mon => 2,
        Weekday::Tue => 3,
        Weekday::Wed => 4,
        Weekday::Thu => 5,
        Weekday::Fri => 6,
    }
}
