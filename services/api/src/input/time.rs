//! Dates and times as people and clients send them: ISO or Jalali, digits of any kind. A civil date stays a civil date.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::HappenedAt;
use hamyar_persian::{DateError, digits, parse_date_input};
use serde_json::Value;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::{At, Faults, Read};

/// A civil date, ISO `2026-11-22` or Jalali `1405-09-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

/// When something happened: a civil date, or an RFC 3339 instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldTime(HappenedAt);

/// What a clock showed, RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock(pub DateTime<Utc>);

impl FieldTime {
    /// The field time, marked as about right where the person said so.
    pub fn at(self, about: bool) -> HappenedAt {
        match self.0 {
            HappenedAt::Day(day) if about => HappenedAt::About(day),
            time => time,
        }
    }
}

fn parse(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<String> {
    match value {
        None | Some(Value::Null) => {
            faults.add(at, "required");
            None
        }
        // Longer than any date with marks and blanks; not worth reading.
        Some(Value::String(text)) if text.len() <= 100 => Some(text.clone()),
        Some(_) => {
            faults.add(at, "not_a_date");
            None
        }
    }
}

/// Reads a date and says which rule it breaks.
pub(crate) fn read_day(text: &str) -> Result<NaiveDate, &'static str> {
    parse_date_input(text).map_err(|error| match error {
        DateError::DoesNotExist => "no_such_day",
        DateError::Unreadable | DateError::NotJalali => "not_a_date",
    })
}

/// Reads an instant or a date.
pub(crate) fn read_field_time(text: &str) -> Result<HappenedAt, &'static str> {
    match DateTime::parse_from_rfc3339(digits::to_ascii(text).trim()) {
        Ok(instant) => Ok(HappenedAt::Instant(instant.with_timezone(&Utc))),
        Err(_) => read_day(text).map(HappenedAt::Day),
    }
}

impl Read for Day {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        let text = parse(value, at, faults)?;
        read_day(&text).map(Self).map_err(|rule| faults.add(at, rule)).ok()
    }
}

impl Read for FieldTime {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        let text = parse(value, at, faults)?;
        read_field_time(&text).map(Self).map_err(|rule| faults.add(at, rule)).ok()
    }
}

impl Read for Clock {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        let text = parse(value, at, faults)?;
        let read = DateTime::parse_from_rfc3339(&text).map(|instant| Self(instant.with_timezone(&Utc)));
        read.map_err(|_| faults.add(at, "not_an_instant")).ok()
    }
}

macro_rules! text_schema {
    ($($name:ident: $description:literal;)+) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new().schema_type(Type::String).description(Some($description)).into()
            }
        }
        impl ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                concat!(stringify!($name), "Input").into()
            }
        }
    )+};
}

text_schema! {
    Day: "A civil date: ISO `2026-11-22` or Jalali `1405-09-01` (a year below 1700 is Jalali); `/` and Persian digits are understood.";
    FieldTime: "A civil date as `Day`, or an RFC 3339 instant.";
    Clock: "An RFC 3339 instant.";
}
