//! Rows → what waits for a center.

use chrono::{DateTime, Utc};
use hamyar_events::family::{LateOutcome, LateReason};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::names::Names;
use crate::views::{ActorRef, Instant, NamedRef};

/// A piece of work that arrived late.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LateWorkView {
    pub id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
    /// Stable name of what was asked, as `record_visit`.
    pub operation: String,
    /// The visit, service, entry or member it is about.
    pub part_id: Option<Uuid>,
    pub why: LateReason,
    /// Stable code of the rule that refused it.
    pub refusal: Option<String>,
    /// Whose phone it was.
    pub by: ActorRef,
    pub caseworker: Option<NamedRef>,
    /// When it happened in the field: a day or an instant.
    pub happened_at: String,
    pub parked_at: Instant,
    /// `waiting`, `settled`, or `forgotten` with its family.
    pub state: String,
    pub settled_at: Option<Instant>,
    pub outcome: Option<LateOutcome>,
}

#[derive(FromRow)]
struct Found {
    late_id: Uuid,
    family_id: Uuid,
    file_number: String,
    family_name: Option<String>,
    operation: String,
    part_id: Option<Uuid>,
    why: String,
    refusal: Option<String>,
    user_id: Uuid,
    caseworker_id: Option<Uuid>,
    happened_at: String,
    parked_at: DateTime<Utc>,
    state: String,
    settled_at: Option<DateTime<Utc>>,
    outcome: Option<String>,
}

/// Pieces shown at most; the oldest come first, so that the rest follows as they are decided on.
const SHOWN_MAX: i64 = 200;

/// What waits for a decision of these centers, oldest first; or one piece, whatever its state.
pub async fn waiting(pool: &PgPool, center_ids: &[Uuid], one: Option<Uuid>) -> Result<Vec<LateWorkView>, sqlx::Error> {
    let sql = format!(
        "select l.late_id, l.family_id, f.file_number, f.family_name, l.operation, l.part_id, l.why, l.refusal, l.user_id, l.caseworker_id,
                l.happened_at, l.parked_at, l.state, l.settled_at, l.outcome
           from late_work l join family f using (family_id)
          where ($2::uuid is null and l.state = 'waiting' and f.center_id = any($1)) or l.late_id = $2
          order by l.parked_at, l.late_id limit {SHOWN_MAX}"
    );
    let rows: Vec<Found> = sqlx::query_as(&sql).bind(center_ids).bind(one).fetch_all(pool).await?;
    let caseworkers: Vec<Uuid> = rows.iter().filter_map(|row| row.caseworker_id).collect();
    let names = Names::load(pool, &caseworkers).await?;
    let view = |row: Found| {
        Ok(LateWorkView {
            id: row.late_id,
            family_id: row.family_id,
            file_number: row.file_number,
            family_name: row.family_name,
            operation: row.operation,
            part_id: row.part_id,
            why: named(&row.why)?,
            refusal: row.refusal,
            by: ActorRef { id: Some(row.user_id), name: None, kind: "user".to_owned() },
            caseworker: row.caseworker_id.map(|id| names.named(id)),
            happened_at: row.happened_at,
            parked_at: row.parked_at.into(),
            state: row.state,
            settled_at: row.settled_at.map(Instant::from),
            outcome: row.outcome.as_deref().map(named).transpose()?,
        })
    };
    rows.into_iter().map(view).collect()
}

/// A value of a closed set by its stored name.
fn named<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, sqlx::Error> {
    serde_json::from_value(name.into()).map_err(|error| sqlx::Error::Decode(error.into()))
}
