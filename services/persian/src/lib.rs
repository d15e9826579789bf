//! Persian text, numbers and dates, as Persian readers write them and as agencies send them.
//!
//! Everything here is pure: no clock, no files, no network. Storage keeps ISO dates, ASCII digits and the words as they were
//! written; this crate reads the many shapes in which they arrive and writes the one shape a Persian reader expects.
//!
//! - [`jalali`]: the Jalali (solar Hijri) calendar over [`chrono::NaiveDate`];
//! - [`date_input`]: dates as people type them, and as registers carry them;
//! - [`tehran`]: instants and civil dates in Asia/Tehran;
//! - [`digits`], [`amount`]: digits, amounts of money, percentages;
//! - [`fold`], [`text`], [`similarity`]: search keys, cleaning, likeness of names;
//! - [`person`]: whether two descriptions speak of one person;
//! - [`working_days`]: holidays and terms of working days;
//! - [`national_id`]: the national identity number and its checksum.

pub mod amount;
pub mod date_input;
pub mod digits;
pub mod fold;
pub mod jalali;
pub mod national_id;
pub mod person;
pub mod quarter;
pub mod similarity;
pub mod tehran;
pub mod text;
pub mod working_days;

pub use date_input::{DateError, parse_date_input, parse_register_date};
pub use fold::{fold, fold_joined, tokens};
pub use jalali::{JalaliDate, add_jalali_months, add_jalali_year, jalali_year, jalali_year_bounds};
pub use national_id::{NationalId, NationalIdError};
pub use quarter::{quarter_bounds, quarter_of};
pub use similarity::name_similarity;
pub use tehran::{tehran_date, tehran_datetime_text};
pub use text::{clean_name, clean_text, is_invisible};

#[cfg(test)]
mod tests;
