//! What was written down long after it happened.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;

use super::{FOUND_MAX, Window};
use crate::audit::query::{AuditItem, COLUMNS, Found, items};
use crate::views::CivilDate;

/// An event written down long after it happened.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct BackDated {
    pub event: AuditItem,
    /// The decision or consent that stood in the file already when this was written, and is dated after it.
    pub dated_before: Option<DatedBefore>,
}

/// What an event is dated before, though it was written after.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DatedBefore {
    /// `commission_decision_recorded` or `consent_given`.
    pub r#type: String,
    pub sequence: i64,
    pub happened_on: CivilDate,
}

#[derive(FromRow)]
struct DatedRow {
    #[sqlx(flatten)]
    event: Found,
    d_type: Option<String>,
    d_sequence: Option<i64>,
    d_on: Option<NaiveDate>,
}

/// Events of people recorded at least `min_days` after they happened, and, whatever the days from two on, those written after a decision or
/// consent and dated before it; these first, then the latest written. With how many there are in all.
pub async fn back_dated(pool: &PgPool, window: Window, min_days: i32) -> Result<(Vec<BackDated>, i64), sqlx::Error> {
    let late = "x.days_late >= 2 and x.position between $1 and $2 and x.actor like 'user:%'";
    let earlier = "select d.event_type, d.sequence, d.happened_on from trail d
           where x.stream = 'family' and d.stream_id = x.stream_id and d.sequence < x.sequence and d.happened_on > x.happened_on
             and d.event_type in ('commission_decision_recorded', 'consent_given') order by d.sequence desc limit 1";
    let sql = format!(
        "select {COLUMNS}, b.event_type as d_type, b.sequence as d_sequence, b.happened_on as d_on
           from trail x left join lateral ({earlier}) b on true
          where {late} and (x.days_late >= $3 or b.sequence is not null)
          order by b.sequence is null, x.days_late desc, x.position desc limit {FOUND_MAX}"
    );
    let rows = sqlx::query_as::<_, DatedRow>(&sql)
        .persistent(false)
        .bind(window.first_position)
        .bind(window.last_position)
        .bind(min_days);
    let sql = format!("select count(*) from trail x where {late} and (x.days_late >= $3 or exists ({earlier}))");
    let total = sqlx::query_scalar::<_, i64>(&sql)
        .persistent(false)
        .bind(window.first_position)
        .bind(window.last_position)
        .bind(min_days);
    let (rows, total) = futures::try_join!(rows.fetch_all(pool), total.fetch_one(pool))?;
    let mut events = Vec::with_capacity(rows.len());
    let mut before = Vec::with_capacity(rows.len());
    for row in rows {
        before.push(match (row.d_type, row.d_sequence, row.d_on) {
            (Some(kind), Some(sequence), Some(day)) => {
                Some(DatedBefore { r#type: kind, sequence, happened_on: day.into() })
            }
            _ => None,
        });
        events.push(row.event);
    }
    let events = items(pool, events).await?;
    let found = events.into_iter().zip(before).map(|(event, dated_before)| BackDated { event, dated_before });
    Ok((found.collect(), total))
}
