//! Tiers against the computed one.

use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{FOUND_MAX, Window};
use crate::audit::query::actor_ref;
use crate::names::Names;
use crate::views::{ActorRef, NamedRef};

/// A person's tiers against the computed one, beside those of the center and of all.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OverrideShare {
    pub actor: ActorRef,
    pub center: Option<NamedRef>,
    /// Tiers the person gave against the computed one, in this center.
    pub overrides: i64,
    /// All tiers the person gave there.
    pub tiers: i64,
    /// Against the computed one, by anybody of the center.
    pub center_overrides: i64,
    pub center_tiers: i64,
    pub all_overrides: i64,
    pub all_tiers: i64,
    /// The center's share is at least twice that of all centers together.
    pub above: bool,
}

/// People who gave at least `min` tiers against the computed one. The center's highest share comes first.
pub async fn overrides(pool: &PgPool, window: Window, min: i64) -> Result<Vec<OverrideShare>, sqlx::Error> {
    type Row = (String, Option<Uuid>, i64, i64, i64, i64, i64, i64);
    let sql = format!(
        "with given as materialized (
           select actor, center_id, count(*) as tiers, count(*) filter (where overridden) as overrides
             from trail where event_type = 'tier_assigned' and position between $1 and $2 group by actor, center_id),
         centers as (select center_id, sum(tiers)::bigint as tiers, sum(overrides)::bigint as overrides from given group by center_id),
         whole as (select coalesce(sum(tiers), 0)::bigint as tiers, coalesce(sum(overrides), 0)::bigint as overrides from given)
         select g.actor, g.center_id, g.overrides, g.tiers, c.overrides, c.tiers, w.overrides, w.tiers
           from given g join centers c on c.center_id is not distinct from g.center_id cross join whole w
          where g.overrides >= $3 and g.actor like 'user:%'
          order by c.overrides::numeric / c.tiers desc, g.overrides desc, g.actor limit {FOUND_MAX}"
    );
    let rows: Vec<Row> = sqlx::query_as(&sql)
        .persistent(false)
        .bind(window.first_position)
        .bind(window.last_position)
        .bind(min)
        .fetch_all(pool)
        .await?;
    let centers: Vec<Uuid> = rows.iter().filter_map(|row| row.1).collect();
    let names = Names::load(pool, &centers).await?;
    let found =
        rows.into_iter().map(|(actor, center, overrides, tiers, of_center, in_center, of_all, in_all)| OverrideShare {
            actor: actor_ref(&actor),
            center: center.map(|id| names.named(id)),
            overrides,
            tiers,
            center_overrides: of_center,
            center_tiers: in_center,
            all_overrides: of_all,
            all_tiers: in_all,
            above: i128::from(of_center) * i128::from(in_all) >= 2 * i128::from(of_all) * i128::from(in_center),
        });
    Ok(found.collect())
}
