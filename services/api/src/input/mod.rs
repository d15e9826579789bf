//! Reading of request bodies. All faults of a body are gathered, so that a person mends them in one go, and none repeats what was typed.
//!
//! A body is declared once with [`body!`] or [`command!`](crate::input::command): the same fields make the schema of the OpenAPI document
//! and the reader.

mod envelope;
mod extract;
mod known;
mod macros;
mod numbers;
mod query;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod values;
mod whole;

pub(crate) use envelope::{Envelope, IfMatch};
pub(crate) use extract::{InEvent, InPath, InStream, Sent};
pub(crate) use known::{KnownKeys, only_known};
pub(crate) use macros::{body, command};
pub(crate) use query::{Filters, PageQuery, cursor_of, paged, read_cursor};
pub(crate) use text::{Code, Device, Document, Line, Name, NationalNumber, Secret, Words};
pub(crate) use time::{Clock, Day, FieldTime, read_field_time};
pub(crate) use whole::Whole;

use serde_json::{Map, Value};
use std::fmt::Write;

use crate::problem::{FieldError, Problem};

/// Where in the body a value stands, as `readings[2].value`.
#[derive(Clone, Default)]
pub(crate) struct At(String);

impl At {
    pub(crate) fn child(&self, field: &str) -> Self {
        let field = field.trim_start_matches("r#");
        if self.0.is_empty() { Self(field.to_owned()) } else { Self(format!("{}.{field}", self.0)) }
    }
    pub(crate) fn item(&self, index: usize) -> Self {
        let mut text = self.0.clone();
        // Writing to a string does not fail.
        let _ = write!(text, "[{index}]");
        Self(text)
    }
    pub(crate) fn as_str(&self) -> &str {
        if self.0.is_empty() { "body" } else { &self.0 }
    }
}

/// The faults of one body.
#[derive(Default)]
pub(crate) struct Faults(pub(crate) Vec<FieldError>);

impl Faults {
    pub(crate) fn add(&mut self, at: &At, rule: &str) {
        self.0.push(FieldError::new(at.as_str(), rule, Map::new()));
    }
    pub(crate) fn add_with(&mut self, at: &At, rule: &str, params: &[(&str, Value)]) {
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.0.push(FieldError::new(at.as_str(), rule, params));
    }

    /// The value as an object. Unknown fields are faults: what a newer form typed must not be lost in silence.
    pub(crate) fn object<'a>(
        &mut self,
        value: Option<&'a Value>,
        at: &At,
        known: &[&str],
    ) -> Option<&'a Map<String, Value>> {
        let map = match value {
            None | Some(Value::Null) => {
                self.add(at, "required");
                return None;
            }
            Some(Value::Object(map)) => map,
            Some(_) => {
                self.add(at, "not_an_object");
                return None;
            }
        };
        for name in map.keys() {
            if !known.iter().any(|field| field.trim_start_matches("r#") == name) {
                self.add(&if is_tame(name) { at.child(name) } else { at.clone() }, "not_expected");
            }
        }
        Some(map)
    }

    pub(crate) fn into_result<T>(self, value: Option<T>) -> Result<T, Problem> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(Problem::Invalid(self.0)),
        }
    }
}

/// Whether a name that came from outside may be repeated: it has the shape of an identifier.
fn is_tame(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A value that can be read from JSON with its faults noted. `None` means that a fault was noted.
pub(crate) trait Read: Sized {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self>;
}

/// Reads a whole body.
pub(crate) fn read_body<T: Read>(value: &Value) -> Result<T, Problem> {
    let mut faults = Faults::default();
    let read = T::read(Some(value), &At::default(), &mut faults);
    faults.into_result(read)
}

/// Absent, null and the empty text of a form field are all "not given".
impl<T: Read> Read for Option<T> {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        match value {
            None | Some(Value::Null) => Some(None),
            Some(Value::String(text)) if text.trim().is_empty() => Some(None),
            value => T::read(value, at, faults).map(Some),
        }
    }
}

/// Most items a list in a body may have.
const ITEMS_MAX: usize = 200;

impl<T: Read> Read for Vec<T> {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        read_list(value, at, faults, ITEMS_MAX)
    }
}

fn read_list<T: Read>(value: Option<&Value>, at: &At, faults: &mut Faults, max: usize) -> Option<Vec<T>> {
    match value {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::Array(items)) if items.len() > max => {
            faults.add_with(at, "too_many", &[("max", max.into())]);
            None
        }
        Some(Value::Array(items)) => {
            // Every item is read, so that every fault is found.
            let read: Vec<Option<T>> =
                items.iter().enumerate().map(|(n, item)| T::read(Some(item), &at.item(n), faults)).collect();
            read.into_iter().collect()
        }
        Some(_) => {
            faults.add(at, "not_a_list");
            None
        }
    }
}

/// A longer list, for what is done to many at once.
#[derive(Clone)]
pub struct Many<T>(pub(crate) Vec<T>);

/// Most items of such a list.
const MANY_MAX: usize = 500;

impl<T: Read> Read for Many<T> {
    fn read(value: Option<&Value>, at: &At, faults: &mut Faults) -> Option<Self> {
        read_list(value, at, faults, MANY_MAX).map(Self)
    }
}
