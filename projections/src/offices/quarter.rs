//! The report on a Jalali quarter, made from the records: every number with the events it is the sum of (S106).

use chrono::NaiveDate;
use hamyar_events::QuarterFigure;
use hamyar_persian::{add_jalali_months, quarter_bounds};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::file::IssuedReport;
use super::query::{Row, SELECT};
use crate::views::CivilDate;

/// An event behind a number.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FigureEvent {
    /// Its place in the log.
    pub position: i64,
    /// Its place in the office's stream.
    pub sequence: i64,
    pub event_type: String,
    pub on: CivilDate,
    /// What it adds.
    pub value: i64,
}

/// One number, and what it is the sum of.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QuarterNumber {
    pub figure: QuarterFigure,
    pub value: i64,
    pub events: Vec<FigureEvent>,
}

/// A quarter of one office.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QuarterView {
    pub office_id: Uuid,
    pub name: String,
    pub year: i32,
    pub quarter: i32,
    pub from: CivilDate,
    pub until: CivilDate,
    pub due_on: CivilDate,
    /// Whether it is over, was not reported on, and its day has passed.
    pub late: bool,
    pub is_over: bool,
    /// The position of the log up to which the records were counted.
    pub counted_to: i64,
    pub numbers: Vec<QuarterNumber>,
    /// The report as it was given; null before.
    pub issued: Option<IssuedReport>,
}

#[derive(FromRow)]
struct Fact {
    figure: String,
    value: i64,
    happened_on: NaiveDate,
    event_type: String,
    sequence: i64,
    position: i64,
}

/// The quarter of an office; none where one of them does not exist.
pub async fn quarter(
    pool: &PgPool,
    id: Uuid,
    year: u16,
    quarter: u8,
    today: NaiveDate,
) -> Result<Option<QuarterView>, sqlx::Error> {
    let Some((from, until)) = quarter_bounds(year, quarter) else { return Ok(None) };
    let sql = format!("{SELECT} where office_id = $1");
    let Some(row) = sqlx::query_as::<_, Row>(&sql).bind(id).fetch_optional(pool).await? else { return Ok(None) };
    let counted_to = crate::position(pool, "offices").await?;
    let facts: Vec<Fact> = sqlx::query_as(
        "select figure, value, happened_on, event_type, sequence, position from office_fact
          where office_id = $1 and happened_on between $2 and $3 and position <= $4 order by position",
    )
    .bind(id)
    .bind(from)
    .bind(until)
    .bind(counted_to)
    .fetch_all(pool)
    .await?;
    let number = |figure: &QuarterFigure| {
        let events: Vec<FigureEvent> = facts.iter().filter(|fact| fact.figure == figure.as_str()).map(event).collect();
        let value = events.iter().fold(0, |sum: i64, event| sum.saturating_add(event.value));
        QuarterNumber { figure: *figure, value, events }
    };
    let due_on = add_jalali_months(until, 1);
    let reports = row.file.0.reports;
    let issued = reports.into_iter().find(|one| (one.year, one.quarter) == (year.into(), quarter.into()));
    Ok(Some(QuarterView {
        office_id: row.office_id,
        name: row.name,
        year: year.into(),
        quarter: quarter.into(),
        from: from.into(),
        until: until.into(),
        due_on: due_on.into(),
        late: issued.is_none() && due_on < today && row.opened_on.is_some_and(|opened_on| opened_on <= until),
        is_over: until < today,
        counted_to,
        numbers: QuarterFigure::ALL.iter().map(number).collect(),
        issued,
    }))
}

fn event(fact: &Fact) -> FigureEvent {
    FigureEvent {
        position: fact.position,
        sequence: fact.sequence,
        event_type: fact.event_type.clone(),
        on: fact.happened_on.into(),
        value: fact.value,
    }
}
