//! The report on a Jalali quarter, made from the records: every number with the events it is the sum of (S106). Beside the office's own work it counts what
//! agencies did in its neighborhoods, and how these stand at its end (P32).

use chrono::NaiveDate;
use hamyar_events::QuarterFigure;
use hamyar_persian::{add_jalali_months, quarter_bounds};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::file::{IssuedReport, OfficeEvaluation};
use super::query::whole;
use crate::names::Names;
use crate::neighborhood_cases as cases;
use crate::rollup::duty_limit;
use crate::views::{CivilDate, NamedRef};

/// The projections that a quarter is counted from.
pub(super) const COUNTED_FROM: &[&str] = &["offices", "neighborhood_cases"];

/// An event behind a number.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FigureEvent {
    /// Its place in the log.
    pub position: i64,
    /// `office` or `neighborhood`: whose history it stands in.
    pub stream: String,
    pub stream_id: Uuid,
    /// Its place in that stream.
    pub sequence: i64,
    pub event_type: String,
    pub on: CivilDate,
    /// What it adds.
    pub value: i64,
    /// Where it happened, of what is counted in neighborhoods.
    pub neighborhood: Option<NamedRef>,
    /// The agency it speaks of.
    pub agency: Option<NamedRef>,
    /// The number of that agency's duty.
    pub duty: Option<i32>,
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
    /// The last evaluation of six months that there was by the end of the quarter.
    pub evaluation: Option<OfficeEvaluation>,
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

/// The first and last day of a quarter, and the last day on which its states are looked at: today while it runs.
pub(super) fn counted((from, until): (NaiveDate, NaiveDate), today: NaiveDate, counted_to: i64) -> cases::Quarter {
    cases::Quarter { from, until, late_before: duty_limit(until.min(today)), counted_to }
}

/// The last evaluation that was submitted by a day.
pub(super) fn evaluated(evaluations: &[OfficeEvaluation], by: NaiveDate) -> Option<OfficeEvaluation> {
    evaluations.iter().filter(|one| one.submitted_on.iso <= by).max_by_key(|one| one.number).cloned()
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
    let Some(row) = whole(pool, id).await? else { return Ok(None) };
    let counted_to = crate::position_of_all(pool, COUNTED_FROM).await?;
    let facts = sqlx::query_as::<_, Fact>(
        "select figure, value, happened_on, event_type, sequence, position from office_fact
          where office_id = $1 and happened_on between $2 and $3 and position <= $4 order by position",
    )
    .bind(id)
    .bind(from)
    .bind(until)
    .bind(counted_to);
    let (facts, around) = futures::try_join!(
        facts.fetch_all(pool),
        cases::facts_of(pool, id, counted((from, until), today, counted_to))
    )?;
    let mut named: Vec<Uuid> =
        around.iter().flat_map(|one| [Some(one.neighborhood_id), one.agency_id]).flatten().collect();
    named.sort_unstable();
    named.dedup();
    let names = Names::load(pool, &named).await?;
    let number = |figure: &QuarterFigure| {
        let own = facts.iter().filter(|fact| fact.figure == figure.as_str()).map(|fact| event(id, fact));
        let there = around.iter().filter(|fact| fact.figure == figure.as_str()).map(|fact| FigureEvent {
            position: fact.position,
            stream: "neighborhood".to_owned(),
            stream_id: fact.neighborhood_id,
            sequence: fact.sequence,
            event_type: fact.event_type.clone(),
            on: fact.happened_on.into(),
            value: 1,
            neighborhood: Some(names.named(fact.neighborhood_id)),
            agency: fact.agency_id.map(|id| names.named(id)),
            duty: fact.duty,
        });
        let events: Vec<FigureEvent> = own.chain(there).collect();
        let value = events.iter().fold(0, |sum: i64, event| sum.saturating_add(event.value));
        QuarterNumber { figure: *figure, value, events }
    };
    let due_on = add_jalali_months(until, 1);
    let evaluation = evaluated(&row.file.evaluations, until);
    let reports = row.file.0.reports;
    let issued = reports.into_iter().find(|one| (one.year, one.quarter) == (year.into(), quarter.into()));
    Ok(Some(QuarterView {
        office_id: row.head.office_id,
        name: row.head.name,
        year: year.into(),
        quarter: quarter.into(),
        from: from.into(),
        until: until.into(),
        due_on: due_on.into(),
        late: issued.is_none() && due_on < today && row.head.opened_on.is_some_and(|opened_on| opened_on <= until),
        is_over: until < today,
        counted_to,
        numbers: QuarterFigure::ALL.iter().map(number).collect(),
        evaluation,
        issued,
    }))
}

fn event(office: Uuid, fact: &Fact) -> FigureEvent {
    FigureEvent {
        position: fact.position,
        stream: "office".to_owned(),
        stream_id: office,
        sequence: fact.sequence,
        event_type: fact.event_type.clone(),
        on: fact.happened_on.into(),
        value: fact.value,
        neighborhood: None,
        agency: None,
        duty: None,
    }
}
