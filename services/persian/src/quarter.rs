//! Quarters of the Jalali year: spring, summer, autumn and winter, three months each.

use crate::jalali::{JalaliDate, add_jalali_months};
use chrono::{Days, NaiveDate};

/// The Jalali year and quarter (1 to 4) of a day.
pub fn quarter_of(day: NaiveDate) -> (u16, u8) {
    let day = JalaliDate::from(day);
    (u16::try_from(day.year()).unwrap_or(0), (day.month().max(1) - 1) / 3 + 1)
}

/// First and last day of a quarter; none for one that does not exist.
pub fn quarter_bounds(year: u16, quarter: u8) -> Option<(NaiveDate, NaiveDate)> {
    if !(1..=4).contains(&quarter) {
        return None;
    }
    let first = JalaliDate::new(year.into(), (quarter - 1) * 3 + 1, 1).ok()?.to_gregorian();
    let last = add_jalali_months(first, 3).checked_sub_days(Days::new(1))?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Winter ends with Esfand, which has 30 days in a leap year.
    #[test]
    fn a_quarter_is_three_months_of_the_jalali_year() {
        let day = |year, month, day| JalaliDate::new(year, month, day).unwrap().to_gregorian();
        assert_eq!(quarter_bounds(1405, 3), Some((day(1405, 7, 1), day(1405, 9, 30))));
        assert_eq!(quarter_bounds(1403, 4), Some((day(1403, 10, 1), day(1403, 12, 30))));
        assert_eq!(quarter_bounds(1405, 4), Some((day(1405, 10, 1), day(1405, 12, 29))));
        assert_eq!(quarter_of(day(1405, 9, 30)), (1405, 3));
        assert_eq!(quarter_of(day(1405, 1, 1)), (1405, 1));
        assert_eq!(quarter_bounds(1405, 0), None);
        assert_eq!(quarter_bounds(1405, 5), None);
        assert_eq!(quarter_bounds(0, 1), None);
    }
}
