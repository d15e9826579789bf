//! Rows for a file from what the operation of a screen answers: a list, every page of a list, things within things.

use hamyar_projections::report_tables::ReportTable;
use hamyar_projections::views::Title;
use serde::Serialize;
use serde_json::{Value, json};
use std::pin::Pin;

use super::super::table::Column;
use super::super::{ROWS_MAX, full};
use crate::problem::Problem;

/// Rows of a file as a screen's operation gives them.
pub(super) struct Found {
    pub(super) columns: &'static [Column],
    pub(super) rows: Vec<Value>,
    pub(super) position: i64,
    /// What has to be known of them.
    pub(super) notes: Vec<Title>,
}

pub(super) enum Source {
    Report(Box<ReportTable>),
    Rows(Found),
}

pub(super) fn found(columns: &'static [Column], rows: Vec<Value>, position: i64) -> Result<Source, Problem> {
    found_with(columns, rows, position, Vec::new())
}

/// The same, with what has to be known of the rows.
pub(super) fn found_with(
    columns: &'static [Column],
    rows: Vec<Value>,
    position: i64,
    notes: Vec<Title>,
) -> Result<Source, Problem> {
    if rows.len() > ROWS_MAX {
        return Err(full());
    }
    Ok(Source::Rows(Found { columns, rows, position, notes }))
}

pub(super) fn value(answer: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(answer).map_err(|error| Problem::internal("rows of a table", &error))
}

/// The list of an answer, and the position it stands at.
pub(super) fn list_at(columns: &'static [Column], answer: &impl Serialize, at: &str) -> Result<Source, Problem> {
    let mut answer = value(answer)?;
    let position = answer["position"].as_i64().unwrap_or_default();
    let rows = match answer[at].take() {
        Value::Array(rows) => rows,
        _ => Vec::new(),
    };
    found(columns, rows, position)
}

/// A list that its operation cuts at so many rows is no file when it is as long: nobody knows what is beyond.
pub(super) fn whole(rows: usize, most: i64) -> Result<(), Problem> {
    if i64::try_from(rows).is_ok_and(|rows| rows < most) { Ok(()) } else { Err(full()) }
}

pub(super) type Page<'a> = Pin<Box<dyn Future<Output = Result<Value, Problem>> + Send + 'a>>;

/// Every page of a list: right up to the lowest of their positions. `next` names the cursor of the page after, and the rows stand at `at`.
pub(super) async fn every_page<'a>(
    columns: &'static [Column],
    [at, next]: [&str; 2],
    page: impl Fn(Option<String>) -> Page<'a>,
) -> Result<Source, Problem> {
    let (mut all, mut position, mut cursor) = (Vec::new(), None, None);
    loop {
        let mut answer = page(cursor).await?;
        let here = answer["position"].as_i64().unwrap_or_default();
        position = Some(position.map_or(here, |lowest: i64| lowest.min(here)));
        if let Value::Array(rows) = answer[at].take() {
            all.extend(rows);
        }
        if all.len() > ROWS_MAX {
            return Err(full());
        }
        match answer[next].take() {
            Value::String(text) => cursor = Some(text),
            _ => return found(columns, all, position.unwrap_or_default()),
        }
    }
}

/// One row for each thing within a thing; a thing with nothing in it has a row of its own.
pub(super) fn within(answer: &impl Serialize, names: [&str; 2], inner: &str) -> Result<(Vec<Value>, i64), Problem> {
    let answer = value(answer)?;
    let mut rows = Vec::new();
    for outer in answer["items"].as_array().into_iter().flatten() {
        let things = outer[inner].as_array().map(Vec::as_slice).unwrap_or_default();
        if things.is_empty() {
            rows.push(json!({ names[0]: outer }));
        }
        rows.extend(things.iter().map(|one| json!({ names[0]: outer, names[1]: one })));
    }
    Ok((rows, answer["position"].as_i64().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_as_long_as_its_limit_is_refused() {
        assert!(whole(499, 500).is_ok());
        assert!(whole(500, 500).is_err());
    }
}
