//! Checks of single values. All faults of a command are gathered, so that a person mends them in one go.

use chrono::{Days, NaiveDate};
use hamyar_events::Personal;
use std::borrow::Cow;

use crate::{InvalidField, Rule};

/// Nothing the program records happened before this day (1 Farvardin 1300).
pub const EARLIEST_DATE: NaiveDate = match NaiveDate::from_ymd_opt(1921, 3, 21) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// A center may have known, visited and served a family for so long before it wrote the file: one year.
pub const DAYS_BEFORE_IDENTIFICATION: u64 = 366;

/// The earliest day of work with a family identified on the given day.
pub(crate) fn earliest_work(identified_on: NaiveDate) -> NaiveDate {
    identified_on.checked_sub_days(Days::new(DAYS_BEFORE_IDENTIFICATION)).unwrap_or(NaiveDate::MIN)
}

/// Gathers the faults of one command.
#[derive(Default)]
pub(crate) struct Checks(Vec<InvalidField>);

impl Checks {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn fault(&mut self, field: impl Into<Cow<'static, str>>, rule: Rule) -> &mut Self {
        self.0.push(InvalidField { field: field.into(), rule });
        self
    }

    pub(crate) fn fault_if(&mut self, wrong: bool, field: impl Into<Cow<'static, str>>, rule: Rule) -> &mut Self {
        if wrong { self.fault(field, rule) } else { self }
    }

    /// Not blank and not longer than `max` characters.
    pub(crate) fn text(&mut self, field: impl Into<Cow<'static, str>>, text: &str, max: u32) -> &mut Self {
        if text.trim().is_empty() { self.fault(field, Rule::Required) } else { self.at_most(field, text, max) }
    }

    /// Not longer than `max` characters, and free of the character U+0000, which PostgreSQL cannot store.
    pub(crate) fn at_most(&mut self, field: impl Into<Cow<'static, str>>, text: &str, max: u32) -> &mut Self {
        let field = field.into();
        self.fault_if(text.contains('\0'), field.clone(), Rule::Malformed);
        self.fault_if(text.chars().nth(max as usize).is_some(), field, Rule::TooLong { max })
    }

    /// As [`Self::text`] for a personal text; an erased one cannot be part of a command.
    pub(crate) fn personal(&mut self, field: &'static str, text: &Personal<String>, max: u32) -> &mut Self {
        match text.known() {
            Some(text) => self.text(field, text, max),
            None => self.fault(field, Rule::Required),
        }
    }

    pub(crate) fn optional_personal(
        &mut self,
        field: &'static str,
        text: &Option<Personal<String>>,
        max: u32,
    ) -> &mut Self {
        match text {
            Some(text) => self.personal(field, text, max),
            None => self,
        }
    }

    /// A short code of a catalog: ASCII letters, digits, `_` and `-`, at most 64.
    pub(crate) fn code(&mut self, field: impl Into<Cow<'static, str>>, code: &str) -> &mut Self {
        let field = field.into();
        let odd = !code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        self.text(field.clone(), code, 64);
        self.fault_if(odd, field, Rule::Malformed)
    }

    pub(crate) fn range(&mut self, field: impl Into<Cow<'static, str>>, value: i64, min: i64, max: i64) -> &mut Self {
        self.fault_if(!(min..=max).contains(&value), field, Rule::OutOfRange { min, max })
    }

    /// A day that is over or today.
    pub(crate) fn past(&mut self, field: &'static str, date: NaiveDate, today: NaiveDate) -> &mut Self {
        self.between(field, date, EARLIEST_DATE, today)
    }

    /// A day not before `earliest` and not after `today`.
    pub(crate) fn between(
        &mut self,
        field: &'static str,
        date: NaiveDate,
        earliest: NaiveDate,
        today: NaiveDate,
    ) -> &mut Self {
        if date > today {
            self.fault(field, Rule::InFuture)
        } else {
            self.fault_if(date < earliest, field, Rule::TooEarly)
        }
    }

    /// All faults, or nothing.
    pub(crate) fn done<R: From<Vec<InvalidField>>>(&mut self) -> Result<(), R> {
        if self.0.is_empty() { Ok(()) } else { Err(R::from(std::mem::take(&mut self.0))) }
    }
}

/// Tehran wall-clock time, `HH:MM`.
pub(crate) fn is_wall_clock(text: &str) -> bool {
    text.len() == 5 && chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok()
}
