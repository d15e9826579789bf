//! Waiting until a query shows what was written at a position.

use std::time::Duration;

use hamyar_event_store::EventStore;
use sqlx::PgPool;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::{ProjectorError, Standing};

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// Every projection asked for shows the position.
    Reached,
    /// One of them is paused before it; waiting longer would not help.
    Paused,
    /// The log has not got that far.
    BeyondHead,
    /// The time was over first.
    TimedOut,
}

/// How far the projections have come. Cheap to clone.
#[derive(Clone)]
pub struct Checkpoints {
    store: EventStore,
    pool: PgPool,
    local: Vec<(&'static str, watch::Receiver<Standing>)>,
}

/// How long a wait trusts the tasks of this process before it looks into the table, where other nodes write.
const LOOK: Duration = Duration::from_millis(20);

impl Checkpoints {
    pub(crate) fn new(store: EventStore, pool: PgPool, local: Vec<(&'static str, watch::Receiver<Standing>)>) -> Self {
        Self { store, pool, local }
    }

    /// Waits until every projection has reached `position`.
    pub async fn wait_for(&self, position: i64, limit: Duration) -> Result<Waited, ProjectorError> {
        self.wait_for_some(&[], position, limit).await
    }

    /// Waits until the named projections (all, when none is named) have reached `position`. Ends at once when one of them is paused or the log does
    /// not hold the position.
    pub async fn wait_for_some(
        &self,
        names: &[&str],
        position: i64,
        limit: Duration,
    ) -> Result<Waited, ProjectorError> {
        let until = Instant::now() + limit;
        let wanted = |name: &str| names.is_empty() || names.contains(&name);
        let behind = |(name, standing): &&(&'static str, watch::Receiver<Standing>)| {
            wanted(name) && standing.borrow().position < position
        };
        if self.local.iter().find(behind).is_none() {
            return Ok(Waited::Reached);
        }
        if *self.store.wake().borrow() < position && self.store.head().await? < position {
            return Ok(Waited::BeyondHead);
        }
        loop {
            let look_at = (Instant::now() + LOOK).min(until);
            while let Some((_, standing)) = self.local.iter().find(behind) {
                let mut standing = standing.clone();
                let reached = standing.wait_for(|standing| standing.position >= position || standing.paused);
                match timeout_at(look_at, reached).await {
                    Ok(Ok(standing)) if standing.position >= position => {}
                    Ok(Ok(_)) => return Ok(Waited::Paused),
                    Ok(Err(_)) => {
                        sleep_until(look_at).await;
                        break;
                    }
                    Err(_) => break,
                }
            }
            if self.local.iter().find(behind).is_none() {
                return Ok(Waited::Reached);
            }
            let rows: Vec<(String, i64, bool)> =
                sqlx::query_as("select distinct on (name) name, position, state = 'paused' from projection.checkpoint order by name, version desc")
                    .fetch_all(&self.pool)
                    .await?;
            let mut late = rows.iter().filter(|(name, reached, _)| wanted(name) && *reached < position).peekable();
            if late.peek().is_none() {
                return Ok(Waited::Reached);
            }
            if late.any(|(_, _, paused)| *paused) {
                return Ok(Waited::Paused);
            }
            if Instant::now() >= until {
                return Ok(Waited::TimedOut);
            }
        }
    }
}
