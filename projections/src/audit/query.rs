//! Rows → pages of the trail, newest first.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::{Actor, HappenedAt};
use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;
use uuid::Uuid;

use super::patterns::{NIGHT_FROM_MINUTE, NIGHT_UNTIL_MINUTE};
use super::time::FieldTime;
use crate::names::Names;
use crate::places::NEIGHBORHOODS_OF;
use crate::views::{ActorRef, Instant, NamedRef, Page};

/// Neighborhoods that are looked up one by one and merged; more than that, and reading backwards meets one of them soon enough.
const NEIGHBORHOODS_MERGED_MAX: usize = 300;

/// Which events a page of the trail holds. Every given condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuditFilter {
    /// Stream type, as `family`.
    pub stream: Option<String>,
    pub stream_id: Option<Uuid>,
    /// `user:<uuid>` or `system:<name>`.
    pub actor: Option<Actor>,
    /// Stored event types, as `tier_assigned`; any of them.
    pub event_types: Vec<String>,
    /// Recorded on this day in Tehran or later.
    pub from: Option<NaiveDate>,
    /// Recorded on this day in Tehran or earlier.
    pub to: Option<NaiveDate>,
    /// Happened on this day or later.
    pub happened_from: Option<NaiveDate>,
    /// Happened on this day or earlier.
    pub happened_to: Option<NaiveDate>,
    /// Of families, caseworkers and cases of this center at the time.
    pub center_id: Option<Uuid>,
    /// In the neighborhoods of this place, or in this neighborhood. Families whose address is under threat are not found by place.
    pub place_id: Option<Uuid>,
    /// Recorded at night.
    pub night: bool,
    /// Recorded at least so many days after it happened.
    pub days_late_min: Option<i32>,
    /// Only tiers given against the computed one.
    pub overridden: bool,
}

/// By which of the two times a page is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Newest recorded first.
    Recorded,
    /// Newest happened first.
    Happened,
}

impl AuditFilter {
    /// Events are in the order in which they were recorded, unless the time they happened is asked for: then in that order.
    pub fn order(&self) -> Order {
        let by_happened = self.happened_from.is_some() || self.happened_to.is_some();
        if by_happened { Order::Happened } else { Order::Recorded }
    }
}

/// The last event of the page before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub happened_on: Option<NaiveDate>,
    pub position: i64,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.happened_on {
            Some(day) => write!(f, "{day}/{}", self.position),
            None => write!(f, "{}", self.position),
        }
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (day, position) = match text.split_once('/') {
            Some((day, position)) => (Some(day.parse().map_err(|_| ())?), position),
            None => (None, text),
        };
        Ok(Self { happened_on: day, position: position.parse().map_err(|_| ())? })
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
    /// Civil days in Tehran from happening to recording.
    pub days_late: i32,
    /// Recorded between 22:00 and 06:00 in Tehran.
    pub at_night: bool,
    /// A tier given against the computed one.
    pub overridden: bool,
    /// The family it is about, also where it stands in another stream.
    pub family_id: Option<Uuid>,
    pub file_number: Option<String>,
    /// Center that kept the file, or that the stream belongs to, at the time.
    pub center: Option<NamedRef>,
    /// Null where the family's address is under threat now.
    pub neighborhood: Option<NamedRef>,
    /// The visit, assessment, service, referral or task within the stream.
    pub subject_id: Option<Uuid>,
}

#[derive(FromRow)]
pub(super) struct Found {
    position: i64,
    stream: String,
    stream_id: Uuid,
    sequence: i64,
    event_type: String,
    actor: String,
    recorded_at: DateTime<Utc>,
    recorded_minute: i16,
    happened_at: Option<DateTime<Utc>>,
    happened_on: NaiveDate,
    precision: String,
    days_late: i32,
    family_id: Option<Uuid>,
    center_id: Option<Uuid>,
    neighborhood_id: Option<Uuid>,
    subject_id: Option<Uuid>,
    overridden: bool,
    file_number: Option<String>,
}

/// The columns of [`Found`], of a table or subquery `x`.
pub(super) const COLUMNS: &str = "x.position, x.stream, x.stream_id, x.sequence, x.event_type, x.actor, x.recorded_at, x.recorded_minute, x.happened_at,
    x.happened_on, x.precision, x.days_late, x.family_id, x.center_id, x.subject_id, x.overridden,
    case when not exists (select 1 from family f where f.family_id = x.family_id and f.address_under_threat) then x.neighborhood_id end as neighborhood_id,
    (select f.file_number from family f where f.family_id = x.family_id) as file_number";

/// Ends of a span of days, as positions.
pub(super) async fn span(
    pool: &PgPool,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<(i64, i64), sqlx::Error> {
    sqlx::query_as(
        "select coalesce((select min(first_position) from trail_day where $1::date is not null and recorded_on >= $1),
                         case when $1::date is null then 0 else 9223372036854775807 end),
                coalesce((select max(last_position) from trail_day where $2::date is not null and recorded_on <= $2),
                         case when $2::date is null then 9223372036854775807 else 0 end)",
    )
    .bind(from)
    .bind(to)
    .fetch_one(pool)
    .await
}

/// A filter whose days and places were looked up.
pub(super) struct Resolved {
    pub(super) span: (i64, i64),
    neighborhoods: Option<Vec<Uuid>>,
}

impl Resolved {
    pub(super) async fn of(pool: &PgPool, filter: &AuditFilter) -> Result<Self, sqlx::Error> {
        // What had not happened had not been recorded either.
        let from = filter.from.max(filter.happened_from);
        let span = span(pool, from, filter.to).await?;
        let neighborhoods = match filter.place_id {
            Some(place) => {
                let sql = format!("{NEIGHBORHOODS_OF}($1)");
                Some(sqlx::query_scalar::<_, Uuid>(&sql).bind(place).fetch_all(pool).await?)
            }
            None => None,
        };
        Ok(Self { span, neighborhoods })
    }

    /// The conditions, after `where true`, on a row `t`. `merged` names the list that a lateral join takes apart.
    pub(super) fn push(&self, query: &mut QueryBuilder<'_, Postgres>, filter: &AuditFilter, merged: Option<Merged>) {
        if self.span.0 > 0 {
            query.push(" and t.position >= ").push_bind(self.span.0);
        }
        if self.span.1 < i64::MAX {
            query.push(" and t.position <= ").push_bind(self.span.1);
        }
        if let Some(stream) = &filter.stream {
            query.push(" and t.stream = ").push_bind(stream.clone());
            if stream != "family" {
                query.push(" and t.stream <> 'family'");
            }
        }
        if let Some(id) = filter.stream_id {
            query.push(" and t.stream_id = ").push_bind(id);
        }
        if let Some(actor) = &filter.actor {
            query.push(" and t.actor = ").push_bind(actor.to_string());
        }
        match (merged, filter.event_types.as_slice()) {
            (_, []) => {}
            (Some(Merged::Types), _) => {
                query.push(" and t.event_type = d.v");
            }
            (_, [one]) => {
                query.push(" and t.event_type = ").push_bind(one.clone());
            }
            (_, many) => {
                query.push(" and t.event_type = any(").push_bind(many.to_vec()).push(")");
            }
        }
        match (merged, &self.neighborhoods) {
            (_, None) => {}
            (Some(Merged::Neighborhoods), Some(_)) => {
                query.push(" and t.neighborhood_id = d.v");
            }
            (_, Some(all)) => {
                query.push(" and t.neighborhood_id = any(").push_bind(all.clone()).push(")");
            }
        }
        if self.neighborhoods.is_some() {
            // Where a family under threat lives is not found out by asking place after place.
            query.push(
                " and not exists (select 1 from family f where f.family_id = t.family_id and f.address_under_threat)",
            );
        }
        if let Some(day) = filter.happened_from {
            query.push(" and t.happened_on >= ").push_bind(day);
        }
        if let Some(day) = filter.happened_to {
            query.push(" and t.happened_on <= ").push_bind(day);
        }
        if let Some(center) = filter.center_id {
            query.push(" and t.center_id = ").push_bind(center);
        }
        if filter.night {
            // As the partial index says it.
            query.push(format!(
                " and (t.recorded_minute >= {NIGHT_FROM_MINUTE} or t.recorded_minute < {NIGHT_UNTIL_MINUTE})"
            ));
        }
        if let Some(days) = filter.days_late_min {
            query.push(" and t.days_late >= ").push_bind(days);
            if days >= 2 {
                query.push(" and t.days_late >= 2");
            }
        }
        if filter.overridden {
            query.push(" and t.overridden");
        }
    }

    /// The list of a filter that is read one value at a time and merged, so that each is one walk along an index.
    fn merged(&self, filter: &AuditFilter) -> Option<Merged> {
        // A single stream or person is a short list by itself.
        if filter.stream_id.is_some() || filter.actor.is_some() || filter.order() == Order::Happened {
            return None;
        }
        match &self.neighborhoods {
            Some(all) if all.len() <= NEIGHBORHOODS_MERGED_MAX => Some(Merged::Neighborhoods),
            None if filter.event_types.len() > 1 && filter.center_id.is_none() => Some(Merged::Types),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Merged {
    Neighborhoods,
    Types,
}

/// A page of the trail. `limit` is what the page holds; one more is read to know whether there is more.
pub async fn events(
    pool: &PgPool,
    filter: &AuditFilter,
    cursor: Option<Cursor>,
    limit: i64,
) -> Result<Page<AuditItem>, sqlx::Error> {
    let resolved = Resolved::of(pool, filter).await?;
    let order = filter.order();
    let by = match order {
        Order::Recorded => "position desc",
        Order::Happened => "happened_on desc, position desc",
    };
    let merged = resolved.merged(filter);
    let mut query = QueryBuilder::<Postgres>::new(format!("select {COLUMNS} from "));
    match merged {
        None => {
            query.push("(select t.* from trail t where true");
        }
        Some(list) => {
            query.push("(select l.* from unnest(");
            match list {
                Merged::Neighborhoods => query.push_bind(resolved.neighborhoods.clone().unwrap_or_default()),
                Merged::Types => query.push_bind(filter.event_types.clone()),
            };
            query.push(") as d(v) cross join lateral (select t.* from trail t where true");
        }
    }
    resolved.push(&mut query, filter, merged);
    match (order, cursor) {
        (_, None) => {}
        (Order::Happened, Some(Cursor { happened_on: Some(day), position })) => {
            query.push(" and (t.happened_on, t.position) < (").push_bind(day).push(", ").push_bind(position).push(")");
        }
        (_, Some(Cursor { position, .. })) => {
            query.push(" and t.position < ").push_bind(position);
        }
    }
    let end = |query: &mut QueryBuilder<'_, Postgres>| {
        query.push(format!(" order by {by} limit ")).push_bind(limit + 1);
    };
    if merged.is_some() {
        end(&mut query);
        query.push(") l");
    }
    end(&mut query);
    query.push(") x order by ").push(by);
    // Planned for these very values: a plan for any values would be a poor one for most.
    let mut rows: Vec<Found> = query.build_query_as().persistent(false).fetch_all(pool).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    let place = |row: &Found| Cursor {
        happened_on: (order == Order::Happened).then_some(row.happened_on),
        position: row.position,
    };
    let next = if more { rows.last().map(|row| place(row).to_string()) } else { None };
    let position = crate::position(pool, "audit_trail").await?;
    Ok(Page { items: items(pool, rows).await?, next, total: None, position })
}

/// The events of one stream after a sequence, oldest first.
pub async fn stream_events(
    pool: &PgPool,
    stream: &str,
    id: Uuid,
    after: i64,
    limit: i64,
) -> Result<Vec<AuditItem>, sqlx::Error> {
    let sql = format!(
        "select {COLUMNS} from trail x where x.stream_id = $1 and x.stream = $2 and x.sequence > $3 order by x.sequence limit $4"
    );
    let rows = sqlx::query_as(&sql).bind(id).bind(stream).bind(after).bind(limit).fetch_all(pool).await?;
    items(pool, rows).await
}

/// How many events of a stream the trail holds.
pub async fn stream_length(pool: &PgPool, stream: &str, id: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("select coalesce(max(sequence), 0) from trail where stream_id = $1 and stream = $2")
        .bind(id)
        .bind(stream)
        .fetch_one(pool)
        .await
}

/// Rows as answers, with the names of places and centers; names of accounts are filled in by whoever knows them.
pub(super) async fn items(pool: &PgPool, rows: Vec<Found>) -> Result<Vec<AuditItem>, sqlx::Error> {
    let mut ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.center_id, row.neighborhood_id]).flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    let names = Names::load(pool, &ids).await?;
    Ok(rows.into_iter().map(|row| item(row, &names)).collect())
}

fn item(row: Found, names: &Names) -> AuditItem {
    let happened = match (row.happened_at, row.precision.as_str()) {
        (Some(instant), _) => HappenedAt::Instant(instant),
        (None, "about") => HappenedAt::About(row.happened_on),
        (None, _) => HappenedAt::Day(row.happened_on),
    };
    AuditItem {
        position: row.position,
        stream: row.stream,
        stream_id: row.stream_id,
        sequence: row.sequence,
        event_type: row.event_type,
        actor: actor_ref(&row.actor),
        happened_at: happened.into(),
        recorded_at: row.recorded_at.into(),
        days_late: row.days_late,
        at_night: row.recorded_minute >= NIGHT_FROM_MINUTE || row.recorded_minute < NIGHT_UNTIL_MINUTE,
        overridden: row.overridden,
        family_id: row.family_id,
        file_number: row.file_number,
        center: row.center_id.map(|id| names.named(id)),
        neighborhood: row.neighborhood_id.map(|id| names.named(id)),
        subject_id: row.subject_id,
    }
}

pub(super) fn actor_ref(stored: &str) -> ActorRef {
    let unknown = ActorRef { id: None, name: None, kind: "system".to_owned() };
    stored.parse::<Actor>().map_or(unknown, |actor| ActorRef::from(&actor))
}
