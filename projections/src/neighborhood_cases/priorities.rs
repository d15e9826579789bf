//! Rows → priorities with what they were computed from, and what a rule may be tried on.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_events::PriorityLevel;
use hamyar_events::neighborhood::{
    FigureCounted, NeighborhoodProfileRecorded, PriorityComputation, PriorityGiven, TargetPlaceApproved,
};
use hamyar_events::place::FigureDeclared;
use serde::Serialize;
use sqlx::{FromRow, PgPool, types::Json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, Instant};

/// One giving of a priority.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PriorityView {
    /// 1 for the first, one more with each later one.
    pub number: i32,
    pub level: PriorityLevel,
    /// The level before, where it was given again.
    pub before: Option<PriorityLevel>,
    /// What made somebody look again.
    pub cause: Option<String>,
    /// Why another level than the computed one was given.
    pub override_reason: Option<String>,
    pub computed: PriorityComputation,
    pub set_on: CivilDate,
    pub recorded_at: Instant,
}

#[derive(FromRow)]
struct Found {
    neighborhood_id: Uuid,
    number: i32,
    before: Option<String>,
    given: Json<PriorityGiven>,
    cause: Option<String>,
    set_on: NaiveDate,
    recorded_at: DateTime<Utc>,
}

impl From<Found> for PriorityView {
    fn from(row: Found) -> Self {
        let given = row.given.0;
        Self {
            number: row.number,
            level: given.level,
            before: row.before.and_then(|before| before.parse().ok()),
            cause: row.cause,
            override_reason: given.override_reason,
            computed: given.computed,
            set_on: row.set_on.into(),
            recorded_at: row.recorded_at.into(),
        }
    }
}

/// Every priority a neighborhood was given, the newest first. Pool: [`read pool`](crate#reading).
pub async fn priorities(pool: &PgPool, neighborhood_id: Uuid) -> Result<Vec<PriorityView>, sqlx::Error> {
    let rows: Vec<Found> = sqlx::query_as(
        "select neighborhood_id, number, before, given, cause, set_on, recorded_at from neighborhood_priority
          where neighborhood_id = $1 order by number desc",
    )
    .bind(neighborhood_id)
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Where a neighborhood stands now: its last profile, its priority, its approval.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Without its notes, which no rule reads.
    pub profile: Option<NeighborhoodProfileRecorded>,
    pub priority: Option<PriorityView>,
    pub approved: Option<TargetPlaceApproved>,
}

/// Where each of these neighborhoods stands. Pool: [`read pool`](crate#reading).
pub async fn standings(pool: &PgPool, ids: &[Uuid]) -> Result<HashMap<Uuid, Standing>, sqlx::Error> {
    type Profile = (Uuid, i32, NaiveDate, Json<Vec<FigureDeclared>>, Json<Vec<FigureCounted>>);
    let profiles = sqlx::query_as::<_, Profile>(
        "select distinct on (neighborhood_id) neighborhood_id, version, as_of, figures, counted from neighborhood_profile
          where neighborhood_id = any($1) order by neighborhood_id, version desc",
    )
    .bind(ids);
    let priorities = sqlx::query_as::<_, Found>(
        "select distinct on (neighborhood_id) neighborhood_id, number, before, given, cause, set_on, recorded_at from neighborhood_priority
          where neighborhood_id = any($1) order by neighborhood_id, number desc",
    )
    .bind(ids);
    let approvals = sqlx::query_as::<_, (Uuid, String, Option<String>, NaiveDate)>(
        "select neighborhood_id, body, number, approved_on from target_place where neighborhood_id = any($1)",
    )
    .bind(ids);
    let (profiles, priorities, approvals) =
        futures::try_join!(profiles.fetch_all(pool), priorities.fetch_all(pool), approvals.fetch_all(pool))?;
    let mut found: HashMap<Uuid, Standing> = HashMap::new();
    for (id, version, as_of, figures, counted) in profiles {
        let version = u32::try_from(version).unwrap_or_default();
        let profile =
            NeighborhoodProfileRecorded { version, figures: figures.0, counted: counted.0, notes: Vec::new(), as_of };
        found.entry(id).or_default().profile = Some(profile);
    }
    for row in priorities {
        let id = row.neighborhood_id;
        found.entry(id).or_default().priority = Some(row.into());
    }
    for (id, body, number, approved_on) in approvals {
        found.entry(id).or_default().approved = Some(TargetPlaceApproved { body, number, approved_on });
    }
    Ok(found)
}
