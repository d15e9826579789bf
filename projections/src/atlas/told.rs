//! Which day a year is told for, and at what time it was known.

use chrono::{DateTime, Days, NaiveDate, Utc};
use hamyar_persian::tehran::tehran_day_start;
use hamyar_persian::{jalali_year, jalali_year_bounds, tehran_date};
use serde::Serialize;
use utoipa::ToSchema;

/// How settled a year is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearState {
    /// It goes on; told as of today.
    Running,
    /// It is over; what is recorded late is still taken in.
    Provisional,
    /// Told for ever as it was known on its day.
    Fixed,
}

/// Days of Farvardin, in which what is late is still taken into the year before.
const LATE_DAYS: Days = Days::new(31);

/// A year with the day it is told for and the instant it was known at.
#[derive(Clone, Copy)]
pub(super) struct Told {
    pub year: i32,
    pub held_on: NaiveDate,
    pub known_at: DateTime<Utc>,
    pub known_on: NaiveDate,
    pub state: YearState,
}

impl Told {
    pub(super) fn of(year: i32, today: NaiveDate) -> Option<Self> {
        let (first, last) = jalali_year_bounds(year)?;
        if first > today {
            return None;
        }
        // The thirty-first of Farvardin after it.
        let fixed_on = last.checked_add_days(LATE_DAYS)?;
        let (state, known_on) = match () {
            () if last >= today => (YearState::Running, today),
            () if fixed_on >= today => (YearState::Provisional, today),
            () => (YearState::Fixed, fixed_on),
        };
        let known_at = tehran_day_start(known_on.succ_opt()?);
        Some(Self { year, held_on: last.min(today), known_at, known_on, state })
    }
}

/// The first year that what is recorded at an instant is in time for: a year is fixed at the end of its 31 Farvardin.
pub(super) fn in_time_for(recorded_at: DateTime<Utc>) -> i32 {
    let day = tehran_date(recorded_at);
    jalali_year(day.checked_sub_days(LATE_DAYS).unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;

    #[test]
    fn what_is_recorded_is_in_time_for_the_years_that_are_not_yet_fixed() {
        let today: NaiveDate = "2060-01-01".parse().unwrap();
        for year in 1395..1420 {
            let told = Told::of(year, today).unwrap();
            assert_eq!(told.state, YearState::Fixed);
            assert_eq!(in_time_for(told.known_at - Duration::microseconds(1)), year);
            assert_eq!(in_time_for(told.known_at), year + 1);
        }
    }
}
