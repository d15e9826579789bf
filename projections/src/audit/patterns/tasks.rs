//! Tasks closed within minutes.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;

use super::{FOUND_MAX, Window};
use crate::audit::query::{AuditItem, COLUMNS, Found, items};

/// A task that was accepted and closed within minutes, on one and the same day of the field.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct QuickTask {
    /// The event that closed it.
    pub event: AuditItem,
    /// Sequence of the event that accepted it.
    pub accepted_sequence: i64,
    /// Whole minutes between the two recordings.
    pub minutes: i64,
}

#[derive(FromRow)]
struct QuickRow {
    #[sqlx(flatten)]
    event: Found,
    accepted_sequence: i64,
    accepted_at: DateTime<Utc>,
    closed_at: DateTime<Utc>,
}

/// Tasks done less than `minutes` after they were accepted.
pub async fn quick_tasks(pool: &PgPool, window: Window, minutes: i64) -> Result<Vec<QuickTask>, sqlx::Error> {
    let sql = format!(
        "select {COLUMNS}, a.sequence as accepted_sequence, a.recorded_at as accepted_at, x.recorded_at as closed_at
           from trail x cross join lateral (
             select a.sequence, a.recorded_at, a.happened_on from trail a where a.stream_id = x.stream_id and a.sequence < x.sequence
                and a.subject_id = x.subject_id and a.event_type = 'task_accepted' order by a.sequence limit 1) a
          where x.event_type = 'task_done' and x.position between $1 and $2 and x.actor like 'user:%'
            and x.recorded_at < a.recorded_at + make_interval(mins => $3::integer) and a.happened_on = x.happened_on
          order by x.position desc limit {FOUND_MAX}"
    );
    let rows: Vec<QuickRow> = sqlx::query_as(&sql)
        .persistent(false)
        .bind(window.first_position)
        .bind(window.last_position)
        .bind(i32::try_from(minutes).unwrap_or(i32::MAX))
        .fetch_all(pool)
        .await?;
    let between: Vec<(i64, i64)> =
        rows.iter().map(|row| (row.accepted_sequence, (row.closed_at - row.accepted_at).num_minutes())).collect();
    let events = items(pool, rows.into_iter().map(|row| row.event).collect()).await?;
    let found = events.into_iter().zip(between);
    Ok(found.map(|(event, (accepted_sequence, minutes))| QuickTask { event, accepted_sequence, minutes }).collect())
}
