//! What a reader of counts alone is shown: every count carries a secret, lasting error, is rounded to a multiple of five, and is not shown below five.
//!
//! Hiding small cells and rounding the others is not enough: a total, a sibling table, a narrower filter or yesterday's answer gives them back by
//! subtraction. So each number has an error of its own, drawn from a keyed hash of what is counted:
//!
//! - **The same question has the same error for ever.** Asking again, or every day, averages nothing away; a difference of two numbers keeps the
//!   unknown difference of their errors, however often it is taken.
//! - **Another question has another error**, totals included, so that no subtraction is exact.
//! - **The error has no bound** (two-sided geometric): whatever all tables together show, more than one value of every cell remains possible.
//!
//! The price: numbers are about three to four off, and do not add up exactly.

/// Counts below this are not shown, and neither are rounded ones.
pub const SMALL: i64 = 5;
/// Every shown count is a multiple of this.
const BASE: i64 = 5;
/// Chance that an error goes on by one more: a standard deviation of 2.7.
const GOES_ON: f64 = 0.6;

/// A keyed hash of a text, whose key stands outside the database and is told to nobody.
pub type Keyed<'a> = &'a (dyn Fn(&str) -> u64 + Sync);

/// The count as it is shown; `None` reads "fewer than five". `what` names what is counted, and not how many there are.
pub fn rounded(count: i64, what: &str, keyed: Keyed<'_>) -> Option<i64> {
    if count < SMALL {
        return None;
    }
    let shown = nearest(count.saturating_add(error(keyed(what))));
    (shown >= SMALL).then_some(shown)
}

fn nearest(count: i64) -> i64 {
    (count.saturating_add(BASE / 2)).div_euclid(BASE) * BASE
}

/// The difference of two geometric draws, one from each half of the hash.
fn error(hash: u64) -> i64 {
    let draw = |half: u32| ((f64::from(half) + 0.5) / (f64::from(u32::MAX) + 1.0)).ln() / GOES_ON.ln();
    let halves = [(hash >> 32) as u32, (hash & 0xffff_ffff) as u32];
    let [left, right] = halves.map(|half| draw(half).floor() as i64);
    left - right
}

#[cfg(test)]
mod tests;
