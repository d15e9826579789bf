//! The audit trail: who did what and when, straight from the log, without payloads. No projection of its own.

use chrono::{DateTime, Utc};
use hamyar_events::Actor;
use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{ActorRef, Instant, Page};

/// Which events a page of the trail holds. Every given condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuditFilter {
    /// Stream type, as `family`.
    pub stream: Option<String>,
    pub stream_id: Option<Uuid>,
    /// `user:<uuid>` or `system:<name>`.
    pub actor: Option<Actor>,
    /// Stored event type, as `tier_assigned`.
    pub event_type: Option<String>,
    /// Recorded at this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Recorded before this instant.
    pub to: Option<DateTime<Utc>>,
}

/// When something happened in the field, and how exactly that is known.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FieldTime {
    /// RFC 3339 instant, or ISO civil date.
    pub iso: String,
    /// `1405-09-01 14:05` or `1405-09-01`.
    pub jalali: String,
    /// `instant`, `day` or `about`.
    pub precision: String,
}

impl From<hamyar_events::HappenedAt> for FieldTime {
    fn from(at: hamyar_events::HappenedAt) -> Self {
        let jalali = match at {
            hamyar_events::HappenedAt::Instant(instant) => hamyar_persian::tehran_datetime_text(instant),
            hamyar_events::HappenedAt::Day(day) | hamyar_events::HappenedAt::About(day) => {
                hamyar_persian::JalaliDate::from(day).to_string()
            }
        };
        Self { iso: at.to_string(), jalali, precision: at.precision().as_str().to_owned() }
    }
}

/// One event of the trail.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AuditItem {
    pub position: i64,
    pub stream: String,
    pub stream_id: Uuid,
    pub sequence: i64,
    #[serde(rename = "type")]
    pub event_type: String,
    pub actor: ActorRef,
    pub happened_at: FieldTime,
    pub recorded_at: Instant,
    /// Of a family's event.
    pub file_number: Option<String>,
}

#[derive(FromRow)]
struct Found {
    position: i64,
    aggregate_type: String,
    aggregate_id: String,
    sequence: i64,
    event_type: String,
    actor: Option<String>,
    happened_at: Option<String>,
    precision: Option<String>,
    recorded_at: DateTime<Utc>,
    file_number: Option<String>,
}

/// A page of the trail, newest first. `cursor` is the position of the last item of the page before.
pub async fn events(
    pool: &PgPool,
    filter: &AuditFilter,
    cursor: Option<i64>,
    limit: i64,
) -> Result<Page<AuditItem>, sqlx::Error> {
    let mut query = QueryBuilder::<Postgres>::new(
        "select e.position, e.aggregate_type, e.aggregate_id, e.sequence, e.event_type, e.metadata->>'actor' as actor,
                e.metadata->>'happened_at' as happened_at, e.metadata->>'precision' as precision, e.recorded_at,
                (select f.file_number from family f where e.aggregate_type = 'family' and f.family_id = e.aggregate_id::uuid) as file_number
           from log.events e where true",
    );
    if let Some(stream) = &filter.stream {
        query.push(" and e.aggregate_type = ").push_bind(stream.clone());
    }
    if let Some(id) = filter.stream_id {
        query.push(" and e.aggregate_id = ").push_bind(id.to_string());
    }
    if let Some(actor) = &filter.actor {
        query.push(" and e.metadata->>'actor' = ").push_bind(actor.to_string());
    }
    if let Some(event_type) = &filter.event_type {
        query.push(" and e.event_type = ").push_bind(event_type.clone());
    }
    if let Some(from) = filter.from {
        query.push(" and e.recorded_at >= ").push_bind(from);
    }
    if let Some(to) = filter.to {
        query.push(" and e.recorded_at < ").push_bind(to);
    }
    if let Some(cursor) = cursor {
        query.push(" and e.position < ").push_bind(cursor);
    }
    query.push(" order by e.position desc limit ").push_bind(limit + 1);
    let mut rows: Vec<Found> = query.build_query_as().fetch_all(pool).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    let next = if more { rows.last().map(|row| row.position.to_string()) } else { None };
    let position = sqlx::query_scalar("select coalesce(max(position), 0) from log.events").fetch_one(pool).await?;
    Ok(Page { items: rows.into_iter().map(item).collect(), next, total: None, position })
}

fn item(row: Found) -> AuditItem {
    let actor = row.actor.as_deref().and_then(|actor| actor.parse::<Actor>().ok());
    let precision = match row.precision.as_deref() {
        Some("day") => hamyar_events::Precision::Day,
        Some("about") => hamyar_events::Precision::About,
        _ => hamyar_events::Precision::Instant,
    };
    let happened = row.happened_at.as_deref().and_then(|at| hamyar_events::HappenedAt::parse(at, precision).ok());
    AuditItem {
        position: row.position,
        stream: row.aggregate_type,
        stream_id: row.aggregate_id.parse().unwrap_or_default(),
        sequence: row.sequence,
        event_type: row.event_type,
        actor: actor.as_ref().map_or(ActorRef { id: None, name: None, kind: "system".to_owned() }, ActorRef::from),
        happened_at: happened.unwrap_or(hamyar_events::HappenedAt::Instant(row.recorded_at)).into(),
        recorded_at: row.recorded_at.into(),
        file_number: row.file_number,
    }
}
