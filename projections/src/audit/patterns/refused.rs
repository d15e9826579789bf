//! Commands that were refused by a rule.

use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

use super::FOUND_MAX;
use crate::audit::query::actor_ref;
use crate::views::ActorRef;
use chrono::{DateTime, Utc};

/// A person's commands that a rule refused.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Refused {
    pub actor: ActorRef,
    pub refused: i64,
    /// All commands of the person in these days.
    pub commands: i64,
    /// Codes of the refusals, the most frequent first; at most five.
    pub codes: Vec<String>,
}

/// People with at least `min` refused commands in a span of time. Values that could not be read at all never became commands and are not counted.
pub async fn refused(
    pool: &PgPool,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    min: i64,
) -> Result<Vec<Refused>, sqlx::Error> {
    let sql = format!(
        "with answered as (
           select actor, kind, refusal->>'code' as code, count(*) as n from log.command_outcome
            where recorded_at >= $1 and recorded_at < $2 and actor like 'user:%' group by 1, 2, 3)
         select actor, sum(n) filter (where kind = 'refused')::bigint, sum(n)::bigint,
                (array_agg(code order by n desc, code) filter (where code is not null))[1:5]
           from answered group by actor having sum(n) filter (where kind = 'refused') >= $3
          order by 2 desc, actor limit {FOUND_MAX}"
    );
    let rows: Vec<(String, i64, i64, Vec<String>)> =
        sqlx::query_as(&sql).persistent(false).bind(from).bind(to).bind(min).fetch_all(pool).await?;
    let found = rows.into_iter().map(|(actor, refused, commands, codes)| Refused {
        actor: actor_ref(&actor),
        refused,
        commands,
        codes,
    });
    Ok(found.collect())
}
