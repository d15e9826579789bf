//! Dates as people type them and as registers carry them.
//!
//! Accepted everywhere: year, month and day parted by `-`, `/`, `.` or a blank, with digits of any of the three kinds,
//! blanks around them and direction marks between them; and a Jalali date in words («۱ آذر ۱۴۰۵», with ي or ی). A year below
//! 1700 is Jalali, any later one Gregorian. Two-digit years mean 13xx, and only in registers.

use crate::digits::to_ascii;
use crate::fold::fold;
use crate::jalali::{JalaliDate, MONTH_NAMES_FA};
use crate::text::is_invisible;
use chrono::NaiveDate;

/// Why a text is not a date. Carries nothing of the text, since a date of birth is personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not a year, a month and a day.
    #[error("the date cannot be read")]
    Unreadable,
    /// Readable, but the calendar has no such day (31 Mehr, month 13, 30 Esfand of a common year).
    #[error("there is no such day in the calendar")]
    DoesNotExist,
    /// A Gregorian year where only Jalali dates are understood.
    #[error("the date is not in the Jalali calendar")]
    NotJalali,
}

/// Years from here on are read as Gregorian.
pub const FIRST_GREGORIAN_YEAR: i32 = 1700;

/// A date in an answer to a form or in a request: ISO or Jalali, told apart by the year, which has four digits.
pub fn parse_date_input(text: &str) -> Result<NaiveDate, DateError> {
    let parts = split(text)?;
    if parts.year_digits != 4 {
        return Err(DateError::Unreadable);
    }
    if parts.year >= FIRST_GREGORIAN_YEAR {
        return NaiveDate::from_ymd_opt(parts.year, u32::from(parts.month), u32::from(parts.day))
            .ok_or(DateError::DoesNotExist);
    }
    JalaliDate::new(parts.year, parts.month, parts.day).map(JalaliDate::to_gregorian)
}

/// A Jalali date with a four-digit year.
pub fn parse_jalali(text: &str) -> Result<JalaliDate, DateError> {
    let parts = split(text)?;
    match parts {
        Parts { year_digits: 4, year, .. } if year >= FIRST_GREGORIAN_YEAR => Err(DateError::NotJalali),
        Parts { year_digits: 4, year, month, day } => JalaliDate::new(year, month, day),
        _ => Err(DateError::Unreadable),
    }
}

/// A Jalali date of an agency's register, where a two-digit year means 13xx.
pub fn parse_register_date(text: &str) -> Result<JalaliDate, DateError> {
    let parts = split(text)?;
    match parts {
        Parts { year_digits: 2, year, month, day } => JalaliDate::new(1300 + year, month, day),
        _ => parse_jalali(text),
    }
}

struct Parts {
    year: i32,
    year_digits: usize,
    month: u8,
    day: u8,
}

fn split(text: &str) -> Result<Parts, DateError> {
    let ascii: String = to_ascii(text).chars().filter(|c| !is_invisible(*c)).collect();
    if let Some(parts) = split_words(&ascii) {
        return Ok(parts);
    }
    // Blanks around a separator belong to it; blanks alone are a separator too.
    let fields: Vec<&str> = if ascii.contains(['-', '/', '.']) {
        ascii.split(['-', '/', '.']).map(str::trim).collect()
    } else {
        ascii.split_whitespace().collect()
    };
    let [year, month, day] = fields[..] else { return Err(DateError::Unreadable) };
    Ok(Parts {
        year: number(year, 4)?,
        year_digits: year.len(),
        month: number(month, 2).and_then(small)?,
        day: number(day, 2).and_then(small)?,
    })
}

/// «۱ آذر ۱۴۰۵»: day, name of the month, year.
fn split_words(ascii: &str) -> Option<Parts> {
    let folded = fold(ascii);
    let [day, name, year] = folded.split(' ').collect::<Vec<_>>()[..] else { return None };
    let month = MONTH_NAMES_FA.iter().position(|month| fold(month) == name)?;
    Some(Parts {
        year: number(year, 4).ok()?,
        year_digits: year.len(),
        month: u8::try_from(month + 1).ok()?,
        day: number(day, 2).and_then(small).ok()?,
    })
}

/// One to `most` ASCII digits as a number; anything else, a sign included, is unreadable.
fn number(field: &str, most: usize) -> Result<i32, DateError> {
    let digits = !field.is_empty() && field.len() <= most && field.bytes().all(|byte| byte.is_ascii_digit());
    if digits { field.parse().map_err(|_| DateError::Unreadable) } else { Err(DateError::Unreadable) }
}

fn small(value: i32) -> Result<u8, DateError> {
    u8::try_from(value).map_err(|_| DateError::Unreadable)
}
