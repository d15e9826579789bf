//! Read your own write: `?at_least=<position>` waits until the read models have reached it, at most a second.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::Deserialize;
use std::time::Duration;
use tokio::time::Instant;

use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// The longest a read waits. Then it answers what there is; its `position` tells the reader.
const PATIENCE: Duration = Duration::from_secs(1);
const LOOK: Duration = Duration::from_millis(15);

/// Taken by every read: it has waited when the handler begins.
pub(crate) struct AtLeast;

#[derive(Deserialize)]
struct Asked {
    at_least: Option<String>,
}

impl FromRequestParts<AppState> for AtLeast {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        if !parts.uri.query().is_some_and(|query| query.contains("at_least")) {
            return Ok(Self);
        }
        let axum::extract::Query(asked) = axum::extract::Query::<Asked>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::Unreadable("unreadable_query"))?;
        if let Some(text) = asked.at_least.filter(|text| !text.is_empty()) {
            let position = text.parse().map_err(|_| Problem::field("at_least", "malformed"))?;
            wait(state, position).await?;
        }
        Ok(Self)
    }
}

/// Waits until every read model has reached the position. Ends at once when the log has no such position yet.
async fn wait(state: &AppState, position: i64) -> Result<(), Problem> {
    if position > *state.store().wake().borrow()
        && position > state.store().head().await.map_err(crate::routes::run::store_problem)?
    {
        return Ok(());
    }
    let until = Instant::now() + PATIENCE;
    while lowest(state).await? < position && Instant::now() < until {
        // A paused read model does not come nearer by waiting.
        if hamyar_projections::is_paused_before(state.read(), position).await.map_err(fault)? {
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
    Ok(())
}

/// Waits until every read model has what the log holds now.
pub(crate) async fn until_head(state: &AppState) -> Result<(), Problem> {
    let head = state.store().head().await.map_err(crate::routes::run::store_problem)?;
    wait(state, head).await
}

async fn lowest(state: &AppState) -> Result<i64, Problem> {
    hamyar_projections::lowest_position(state.read()).await.map_err(fault)
}

fn fault(error: sqlx::Error) -> Problem {
    from_database("projection positions", error)
}
