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
        "select p.neighborhood_id, p.version, p.as_of, p.figures, p.counted from neighborhood_standing s
           join neighborhood_profile p on p.profile_id = s.profile_id where s.neighborhood_id = any($1)",
    )
    .bind(ids);
    let priorities = sqlx::query_as::<_, Found>(
        "select p.neighborhood_id, p.number, p.before, p.given, p.cause, p.set_on, p.recorded_at from neighborhood_standing s
           join neighborhood_priority p on p.priority_id = s.priority_id where s.neighborhood_id = any($1)",
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

/// The level of those neighborhoods that have a priority. Pool: [`read pool`](crate#reading).
pub async fn levels(pool: &PgPool, ids: &[Uuid]) -> Result<HashMap<Uuid, PriorityLevel>, sqlx::Error> {
    let rows: Vec<(Uuid, String)> = sqlx::query_as(
        "select neighborhood_id, level from neighborhood_standing where neighborhood_id = any($1) and level is not null",
    )
    .bind(ids)
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().filter_map(|(id, level)| Some((id, level.parse().ok()?))).collect())
}

/// Which neighborhoods a list of priorities holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RankedFilter {
    /// Below one of these places or in one of these groups; everywhere when none.
    pub place_ids: Option<Vec<Uuid>>,
    pub level: Option<PriorityLevel>,
}

/// A neighborhood at its place in the list.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Ranked {
    pub neighborhood_id: Uuid,
    /// Its place inside its zone by what holds now: equal ones share it. Null without a zone or a priority.
    pub rank: Option<i64>,
    /// Neighborhoods of the whole list.
    pub total: i64,
    /// Those of them that have a priority.
    pub given: i64,
}

/// Neighborhoods of the filter by level, then score, those without a priority last by name: a page of them. Pool: [`read pool`](crate#reading).
pub async fn ranked(pool: &PgPool, filter: &RankedFilter, offset: i64, limit: i64) -> Result<Vec<Ranked>, sqlx::Error> {
    sqlx::query_as(
        "with inside as materialized (
           select distinct n from unnest($2::uuid[]) as p(id) cross join lateral neighborhoods_of(p.id) as f(n)),
         wanted as materialized (
           select h.neighborhood_id, h.sort_key, s.level, s.score
             from neighborhood h left join neighborhood_standing s on s.neighborhood_id = h.neighborhood_id
            where ($1 or h.neighborhood_id in (select n from inside)) and ($3::text is null or s.level = $3)),
         page as materialized (
           select * from wanted order by (level is null), array_position(array['first', 'second', 'third'], level), score desc, sort_key, neighborhood_id
            offset $4 limit $5)
         select p.neighborhood_id, (select count(*) from wanted) as total, (select count(level) from wanted) as given,
                case when p.level is not null and z.group_id is not null then 1 + (
                  select count(*) from neighborhood_group g join neighborhood_standing o on o.neighborhood_id = g.neighborhood_id
                   where g.group_id = z.group_id and g.valid_until is null and o.level is not null
                     and (array_position(array['first', 'second', 'third'], o.level), -o.score)
                       < (array_position(array['first', 'second', 'third'], p.level), -p.score)) end as rank
           from page p
           left join lateral (
             select g.group_id from neighborhood_group g join place q on q.place_id = g.group_id
              where g.neighborhood_id = p.neighborhood_id and g.valid_until is null and q.level = 'zone'
              order by q.number, g.group_id limit 1) z on true
          order by (p.level is null), array_position(array['first', 'second', 'third'], p.level), p.score desc, p.sort_key, p.neighborhood_id",
    )
    .bind(filter.place_ids.is_none())
    .bind(filter.place_ids.as_deref().unwrap_or_default())
    .bind(filter.level.map(|level| level.as_str()))
    .bind(offset)
    .bind(limit)
    .fetch_all(pool)
    .await
}
