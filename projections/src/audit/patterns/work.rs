//! One hand in every step, and who worked on what they read.

use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{FOUND_MAX, Window};
use crate::audit::query::{AuditItem, COLUMNS, Found, items};

/// One account recorded a family's visit and assessment, and gave it a tier against the computed one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SelfDealing {
    /// The tier.
    pub event: AuditItem,
    /// Sequence of the same account's last visit before it.
    pub visit_sequence: i64,
    /// Sequence of the same account's last assessment before it.
    pub assessment_sequence: i64,
}

#[derive(FromRow)]
struct SelfRow {
    #[sqlx(flatten)]
    event: Found,
    visit_sequence: i64,
    assessment_sequence: i64,
}

/// Overrides whose visit and assessment are the same account's.
pub async fn self_dealing(pool: &PgPool, window: Window) -> Result<Vec<SelfDealing>, sqlx::Error> {
    let earlier = |event_type: &str| {
        format!(
            "cross join lateral (select max(e.sequence) as sequence from trail e where e.stream_id = x.stream_id and e.sequence < x.sequence
               and e.actor = x.actor and e.event_type = '{event_type}') as {event_type}"
        )
    };
    let sql = format!(
        "select {COLUMNS}, visit_recorded.sequence as visit_sequence, assessment_recorded.sequence as assessment_sequence
           from trail x {} {} where x.overridden and x.position between $1 and $2 and x.actor like 'user:%'
            and visit_recorded.sequence is not null and assessment_recorded.sequence is not null
          order by x.position desc limit {FOUND_MAX}",
        earlier("visit_recorded"),
        earlier("assessment_recorded"),
    );
    let rows: Vec<SelfRow> = sqlx::query_as(&sql)
        .persistent(false)
        .bind(window.first_position)
        .bind(window.last_position)
        .fetch_all(pool)
        .await?;
    let earlier: Vec<(i64, i64)> = rows.iter().map(|row| (row.visit_sequence, row.assessment_sequence)).collect();
    let events = items(pool, rows.into_iter().map(|row| row.event).collect()).await?;
    let found = events.into_iter().zip(earlier);
    Ok(found
        .map(|(event, (visit, assessment))| SelfDealing {
            event,
            visit_sequence: visit,
            assessment_sequence: assessment,
        })
        .collect())
}

/// Of pairs of an account and a family, those in which the account recorded anything in the family's stream in the window. What only opens the file
/// further, a reveal or broken glass, is no work on it.
pub async fn acted_on(pool: &PgPool, pairs: &[(Uuid, Uuid)], window: Window) -> Result<Vec<(Uuid, Uuid)>, sqlx::Error> {
    let users: Vec<Uuid> = pairs.iter().map(|pair| pair.0).collect();
    let families: Vec<Uuid> = pairs.iter().map(|pair| pair.1).collect();
    sqlx::query_as(
        "select u.user_id, u.family_id from unnest($1::uuid[], $2::uuid[]) as u(user_id, family_id)
          where exists (select 1 from trail t where t.stream_id = u.family_id and t.actor = 'user:' || u.user_id::text
                           and t.position between $3 and $4
                           and t.event_type not in ('address_revealed', 'glass_broken'))",
    )
    .persistent(false)
    .bind(users)
    .bind(families)
    .bind(window.first_position)
    .bind(window.last_position)
    .fetch_all(pool)
    .await
}
