//! Snapshots: a cache of folded states in the database, written behind the commands' backs. Droppable at any time.

use crate::cache::Folded;
use crate::chain::Hash;
use hamyar_events::Decider;
use sqlx::PgPool;
use tokio::sync::mpsc;
use uuid::Uuid;

struct Snapshot {
    stream: &'static str,
    id: Uuid,
    sequence: i64,
    hash: Hash,
    state: String,
}

/// The writer, and when it writes.
pub(crate) struct Snapshots {
    every: i64,
    pub version: String,
    queue: mpsc::Sender<Snapshot>,
}

impl Snapshots {
    pub(crate) fn start(pool: PgPool, every: i64, version: String) -> Self {
        let (queue, snapshots) = mpsc::channel(64);
        tokio::spawn(write(pool, version.clone(), snapshots));
        Self { every, version, queue }
    }

    /// Offers a state. Taken when its stream has just passed a multiple of `every` events and the writer keeps up; else left, which costs nothing
    /// but a longer load.
    pub(crate) fn offer<A: Decider>(&self, id: Uuid, before: i64, folded: &Folded<A>) {
        if self.every <= 0 || before / self.every == folded.sequence / self.every {
            return;
        }
        let Ok(place) = self.queue.try_reserve() else { return };
        match serde_json::to_string(&folded.state) {
            Ok(state) => {
                place.send(Snapshot { stream: A::TYPE, id, sequence: folded.sequence, hash: folded.hash, state })
            }
            Err(error) => {
                tracing::warn!(stream = A::TYPE, line = error.line(), "a state cannot be written as JSON: no snapshot")
            }
        }
    }
}

async fn write(pool: PgPool, version: String, mut snapshots: mpsc::Receiver<Snapshot>) {
    while let Some(snapshot) = snapshots.recv().await {
        let written = sqlx::query(
            "insert into log.snapshot as s (aggregate_type, aggregate_id, version, sequence, hash, state) values ($1, $2, $3, $4, $5, $6::json)
             on conflict (aggregate_type, aggregate_id) do update
                set version = excluded.version, sequence = excluded.sequence, hash = excluded.hash, state = excluded.state, written_at = now()
              where s.version <> excluded.version or s.sequence < excluded.sequence",
        )
        .bind(snapshot.stream)
        .bind(snapshot.id.to_string())
        .bind(&version)
        .bind(snapshot.sequence)
        .bind(&snapshot.hash[..])
        .bind(&snapshot.state)
        .execute(&pool)
        .await;
        if let Err(error) = written {
            tracing::debug!(error = %error, stream = snapshot.stream, "a snapshot was not written");
        }
    }
}
