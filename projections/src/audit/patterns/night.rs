//! Events recorded at night.

use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

use super::{FOUND_MAX, NIGHT_FROM_MINUTE, NIGHT_UNTIL_MINUTE, Window};
use crate::audit::query::actor_ref;
use crate::views::ActorRef;

/// A person's events recorded at night.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NightEdits {
    pub actor: ActorRef,
    /// Events recorded between 22:00 and 06:00 in Tehran.
    pub events: i64,
    /// Different nights; the hours after midnight belong to the night before.
    pub nights: i64,
    /// All events the person recorded in these days.
    pub all_events: i64,
}

/// People with at least `min` events at night.
pub async fn night_edits(pool: &PgPool, window: Window, min: i64) -> Result<Vec<NightEdits>, sqlx::Error> {
    let sql = format!(
        "with night as (
           select actor, count(*) as events,
                  count(distinct case when recorded_minute < {NIGHT_UNTIL_MINUTE} then recorded_on - 1 else recorded_on end) as nights
             from trail where (recorded_minute >= {NIGHT_FROM_MINUTE} or recorded_minute < {NIGHT_UNTIL_MINUTE})
              and position between $1 and $2 and actor like 'user:%' group by actor having count(*) >= $3)
         select n.actor, n.events, n.nights,
                (select count(*) from trail t where t.actor = n.actor and t.position between $1 and $2) as all_events
           from night n order by n.events desc, n.actor limit {FOUND_MAX}"
    );
    let rows: Vec<(String, i64, i64, i64)> = sqlx::query_as(&sql)
        .persistent(false)
        .bind(window.first_position)
        .bind(window.last_position)
        .bind(min)
        .fetch_all(pool)
        .await?;
    let found = rows.into_iter().map(|(actor, events, nights, all_events)| NightEdits {
        actor: actor_ref(&actor),
        events,
        nights,
        all_events,
    });
    Ok(found.collect())
}
