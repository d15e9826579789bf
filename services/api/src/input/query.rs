//! Query strings: filters, paging, and `at_least`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hamyar_projections::views::Page;
use serde::de::DeserializeOwned;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::{At, Faults};
use crate::problem::Problem;

/// A query read into `T`. Its fields are texts, so that every wrong value is named (422) rather than the whole refused.
pub(crate) struct Filters<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Filters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let axum::extract::Query(value) = axum::extract::Query::<T>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::Unreadable("unreadable_query"))?;
        Ok(Self(value))
    }
}

/// Reads single filters of a query; blank ones count as absent.
#[derive(Default)]
pub(crate) struct PageQuery {
    faults: Faults,
}

/// Items of a page unless asked otherwise, and at most.
const LIMIT: i64 = 50;
const LIMIT_MAX: i64 = 100;

impl PageQuery {
    /// One filter of a type that reads itself from text.
    pub(crate) fn parse<T: FromStr>(&mut self, name: &str, text: &Option<String>) -> Option<T> {
        let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        let ascii = hamyar_persian::digits::to_ascii(text);
        match ascii.parse() {
            Ok(value) => Some(value),
            Err(_) => {
                self.faults.add(&At::default().child(name), "malformed");
                None
            }
        }
    }

    /// A date in either calendar.
    pub(crate) fn day(&mut self, name: &str, text: &Option<String>) -> Option<chrono::NaiveDate> {
        let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        super::time::read_day(text).map_err(|rule| self.faults.add(&At::default().child(name), rule)).ok()
    }

    /// A text to search for, at most 200 characters.
    pub(crate) fn text(&mut self, name: &str, text: &Option<String>) -> Option<String> {
        let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        if text.contains('\0') {
            self.faults.add(&At::default().child(name), "bad_characters");
            None
        } else if text.chars().count() > 200 {
            self.faults.add_with(&At::default().child(name), "too_long", &[("max", 200.into())]);
            None
        } else {
            Some(text.to_owned())
        }
    }

    /// How many items, 1 to 100.
    pub(crate) fn limit(&mut self, text: &Option<String>) -> i64 {
        let limit: i64 = self.parse("limit", text).unwrap_or(LIMIT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            self.faults.add_with(
                &At::default().child("limit"),
                "out_of_range",
                &[("min", 1.into()), ("max", LIMIT_MAX.into())],
            );
        }
        limit
    }

    /// One word of a set, as what it stands for.
    pub(crate) fn one_of<T: Copy>(&mut self, name: &str, text: &Option<String>, set: &[(&str, T)]) -> Option<T> {
        let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        let found = set.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            self.fault(name, "not_in_set");
        }
        found
    }

    /// Where a page begins: how many items stand before it, from a cursor of [`paged`].
    pub(crate) fn offset(&mut self, name: &str, cursor: &Option<String>) -> i64 {
        let place = match read_cursor(cursor) {
            Ok(place) => place,
            Err(_) => {
                self.fault(name, "malformed");
                return 0;
            }
        };
        let Some(place) = place else { return 0 };
        let offset = place.parse::<i64>().ok().filter(|offset| (0..=OFFSET_MAX).contains(offset));
        if offset.is_none() {
            self.fault(name, "malformed");
        }
        offset.unwrap_or(0)
    }

    /// A whole number within bounds.
    pub(crate) fn number(&mut self, name: &str, text: &Option<String>, within: RangeInclusive<i64>) -> Option<i64> {
        let number: i64 = self.parse(name, text)?;
        if within.contains(&number) {
            return Some(number);
        }
        let bounds = [("min", (*within.start()).into()), ("max", (*within.end()).into())];
        self.faults.add_with(&At::default().child(name), "out_of_range", &bounds);
        None
    }

    /// Notes a fault found elsewhere.
    pub(crate) fn fault(&mut self, name: &str, rule: &str) {
        self.faults.add(&At::default().child(name), rule);
    }

    /// All faults, or nothing.
    pub(crate) fn done(self) -> Result<(), Problem> {
        self.faults.into_result(Some(()))
    }
}

/// No list that is paged by a count is longer.
const OFFSET_MAX: i64 = 1_000_000;

/// A page of a list that is ordered by what may change from day to day: its cursor counts the items before it.
pub(crate) fn paged<T>(items: Vec<T>, total: i64, offset: i64, position: i64) -> Page<T> {
    let end = offset.saturating_add(i64::try_from(items.len()).unwrap_or(i64::MAX));
    let next = (!items.is_empty() && end < total).then(|| cursor_of(&end.to_string()));
    Page { items, next, total: Some(total), position }
}

/// An opaque cursor from what names the place in the list.
pub(crate) fn cursor_of(place: &str) -> String {
    URL_SAFE_NO_PAD.encode(place)
}

/// What a cursor names; a cursor that was not ours is a wrong value.
pub(crate) fn read_cursor(cursor: &Option<String>) -> Result<Option<String>, Problem> {
    let Some(cursor) = cursor.as_deref().filter(|cursor| !cursor.is_empty()) else { return Ok(None) };
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Problem::field("cursor", "malformed"))?;
    String::from_utf8(bytes).map(Some).map_err(|_| Problem::field("cursor", "malformed"))
}
