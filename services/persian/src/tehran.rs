//! Instants and civil dates in Asia/Tehran.
//!
//! The offset comes from the time-zone database, because Tehran kept summer time until 1401 (2022) and some midnights of
//! those years do not exist.

use crate::jalali::JalaliDate;
use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Asia::Tehran;

/// The civil date in Tehran at an instant.
pub fn tehran_date(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Tehran).date_naive()
}

/// Civil date and time of day in Tehran at an instant.
pub fn tehran_datetime(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.with_timezone(&Tehran).naive_local()
}

/// Jalali date and time of day in Tehran, to the minute: `1405-09-01 14:05`.
pub fn tehran_datetime_text(instant: DateTime<Utc>) -> String {
    let local = tehran_datetime(instant);
    format!("{} {}", JalaliDate::from(local.date()), local.format("%H:%M"))
}

/// The first instant of a civil day in Tehran. Where midnight does not exist (the spring change before 1401) it is the moment
/// the clocks jumped; where it exists twice, the earlier one.
pub fn tehran_day_start(date: NaiveDate) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN);
    // The gap never exceeds an hour, so the second attempt always finds an instant; UTC midnight is only a total fallback.
    [midnight, midnight + chrono::Duration::hours(1)]
        .into_iter()
        .find_map(|local| match Tehran.from_local_datetime(&local) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => Some(instant.with_timezone(&Utc)),
            LocalResult::None => None,
        })
        .unwrap_or_else(|| midnight.and_utc())
}

/// The instant of a Tehran wall-clock time, moved forward over a gap and taken early where it is ambiguous.
pub fn tehran_instant(local: NaiveDateTime) -> DateTime<Utc> {
    match Tehran.from_local_datetime(&local) {
        LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => instant.with_timezone(&Utc),
        LocalResult::None => match Tehran.from_local_datetime(&(local + chrono::Duration::hours(1))) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => instant.with_timezone(&Utc),
            LocalResult::None => local.and_utc(),
        },
    }
}

/// The instants between which a civil day lasts in Tehran: from the first to the one before which the next day starts.
pub fn tehran_day_bounds(date: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
    (tehran_day_start(date), tehran_day_start(next))
}
