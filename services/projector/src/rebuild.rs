//! Rebuilding from position 0 in an empty schema beside the live one: to prove that live equals rebuilt, and to switch.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hamyar_event_store::EventStore;
use hamyar_projections::{ProjectedEvent, Projection};
use serde::Serialize;
use sqlx::{Connection, Executor, PgConnection};

use crate::feed::{one_by_one, projected};
use crate::runner::{refuse_unreadable, relevant};
use crate::{ProjectorError, checksum, schema};

/// Events applied at once: large enough to fold well, small enough to stay well under 64 MiB.
const BATCH: usize = 10_000;

/// How far a rebuild has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Position applied to every projection being rebuilt.
    pub position: i64,
    /// Position it is going to.
    pub of: i64,
}

/// What a rebuild or check found of one projection.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RebuiltProjection {
    pub name: String,
    pub version: i32,
    /// Rows rebuilt, over all its tables.
    pub rows: i64,
    pub live_checksum: String,
    pub rebuilt_checksum: String,
    /// Whether live equals rebuilt, at one position.
    pub equal: bool,
    /// Events of the log taken in for each second spent reading them and applying them to this projection.
    pub events_per_second: u64,
}

/// What a rebuild or check found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RebuildReport {
    pub projections: Vec<RebuiltProjection>,
}

impl RebuildReport {
    /// Whether every projection's live rows equal its rebuilt ones.
    pub fn all_equal(&self) -> bool {
        self.projections.iter().all(|projection| projection.equal)
    }
}

/// Rebuilds beside the live rows, compares at one position, and leaves the live rows as they are.
pub async fn check(
    store: &EventStore,
    url: &str,
    projections: &[Arc<dyn Projection>],
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<RebuildReport, ProjectorError> {
    run(store, url, projections, false, progress).await
}

/// Rebuilds beside the live rows, compares, and puts the rebuilt rows in the place of the live ones. A paused projection goes on from the head.
pub async fn rebuild(
    store: &EventStore,
    url: &str,
    projections: &[Arc<dyn Projection>],
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<RebuildReport, ProjectorError> {
    run(store, url, projections, true, progress).await
}

async fn run(
    store: &EventStore,
    url: &str,
    projections: &[Arc<dyn Projection>],
    switch: bool,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<RebuildReport, ProjectorError> {
    schema::ensure(url, projections).await?;
    let mut builders = Vec::with_capacity(projections.len());
    for projection in projections {
        builders.push(Builder::start(url, Arc::clone(projection)).await?);
    }
    let done = build(store, url, &mut builders, switch, progress).await;
    for builder in builders {
        builder.clean_up().await;
    }
    done
}

async fn build(
    store: &EventStore,
    url: &str,
    builders: &mut [Builder],
    switch: bool,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<RebuildReport, ProjectorError> {
    // The long way once for all, up to where the slowest live projection stands; each then goes on to its own position.
    let mut to = i64::MAX;
    for builder in builders.iter_mut() {
        to = to.min(builder.live(false).await?.position);
    }
    apply_all(store, builders, to, progress).await?;
    let mut found = Vec::with_capacity(builders.len());
    for builder in builders.iter_mut() {
        found.push(builder.compare(store, url).await?);
        if switch {
            builder.switch(store).await?;
        }
    }
    Ok(RebuildReport { projections: found })
}

/// Reads the log once and applies it to every builder.
async fn apply_all(
    store: &EventStore,
    builders: &mut [Builder],
    to: i64,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), ProjectorError> {
    let mut replay = store.replay(0, to);
    let mut batch: Vec<ProjectedEvent> = Vec::with_capacity(BATCH);
    let mut at = 0;
    loop {
        let began = Instant::now();
        let stored = replay.next_stored().await?;
        let ended = stored.is_none();
        if let Some(stored) = stored {
            batch.extend(open(store, stored).await?);
        }
        for builder in builders.iter_mut() {
            builder.spent += began.elapsed();
        }
        if batch.len() >= BATCH || ended && !batch.is_empty() {
            at = batch.last().map_or(at, |event| event.position);
            let events = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            futures::future::try_join_all(builders.iter_mut().map(|builder| builder.apply(&events))).await?;
            progress(Progress { position: at, of: to });
        }
        if ended {
            return Ok(());
        }
    }
}

async fn open(
    store: &EventStore,
    stored: Vec<hamyar_event_store::StoredEvent>,
) -> Result<Vec<ProjectedEvent>, ProjectorError> {
    match store.open_events(stored.clone()).await {
        Ok(events) => Ok(events.iter().map(projected).collect()),
        Err(error) if error.is_unavailable() => Err(error.into()),
        Err(_) => one_by_one(store, stored).await,
    }
}

/// Where the live rows stand.
struct Live {
    position: i64,
    paused: bool,
}

/// One projection being rebuilt.
struct Builder {
    projection: Arc<dyn Projection>,
    /// Writes the rebuilt rows.
    connection: PgConnection,
    /// Locks the live checkpoint.
    lock: PgConnection,
    position: i64,
    spent: Duration,
}

impl Builder {
    async fn start(url: &str, projection: Arc<dyn Projection>) -> Result<Self, ProjectorError> {
        let target = projection.rebuild_schema();
        let mut lock = schema::writer(url, "public").await?;
        schema::attend(&mut lock, &target).await?;
        let mut transaction = lock.begin().await?;
        schema::create_bare(&mut transaction, projection.as_ref(), &target).await?;
        transaction.commit().await?;
        let connection = schema::writer(url, &target).await?;
        Ok(Self { projection, connection, lock, position: 0, spent: Duration::ZERO })
    }

    async fn apply(&mut self, events: &[ProjectedEvent]) -> Result<(), ProjectorError> {
        let Some(last) = events.last() else { return Ok(()) };
        let began = Instant::now();
        let own = relevant(self.projection.as_ref(), events);
        if !own.is_empty() {
            let mut transaction = self.connection.begin().await?;
            let applied = match refuse_unreadable(&own) {
                Ok(()) => self.projection.apply(&mut transaction, &own).await,
                Err(error) => Err(error),
            };
            applied.map_err(|error| ProjectorError::Stopped {
                name: self.projection.name(),
                position: own.first().map_or(0, |event| event.position),
                error: error.to_string(),
            })?;
            transaction.commit().await?;
        }
        self.position = last.position;
        self.spent += began.elapsed();
        Ok(())
    }

    /// Reads on from where the rebuilt rows stand.
    async fn apply_to(&mut self, store: &EventStore, position: i64) -> Result<(), ProjectorError> {
        let mut replay = store.replay(self.position, position);
        while let Some(stored) = replay.next_stored().await? {
            let events = open(store, stored).await?;
            self.apply(&events).await?;
        }
        self.position = self.position.max(position);
        Ok(())
    }

    /// Where the live rows stand. With `hold`, inside a transaction of the lock connection that keeps them there until it ends.
    async fn live(&mut self, hold: bool) -> Result<Live, ProjectorError> {
        let sql = format!(
            "select position, state = 'paused' from projection.checkpoint where name = $1 and version = $2{}",
            if hold { " for update" } else { "" }
        );
        let (position, paused) = sqlx::query_as(&sql)
            .bind(self.projection.name())
            .bind(self.projection.version())
            .fetch_one(&mut self.lock)
            .await?;
        Ok(Live { position, paused })
    }

    /// Compares at one position: the live rows are held still only while a snapshot of them is taken.
    async fn compare(&mut self, store: &EventStore, url: &str) -> Result<RebuiltProjection, ProjectorError> {
        let ahead = self.live(false).await?;
        self.apply_to(store, ahead.position).await?;
        let mut snapshot = schema::writer(url, "public").await?;
        self.lock.execute("begin").await?;
        let held = self.live(true).await;
        let taken = snapshot
            .execute("begin isolation level repeatable read read only; select 1 from projection.checkpoint limit 1")
            .await;
        self.lock.execute("rollback").await?;
        taken?;
        self.apply_to(store, held?.position).await?;
        // Summing every row reads whole tables; the writer's dislike of that would only cost.
        snapshot.execute("set local enable_seqscan = on").await?;
        let (_, live_checksum) =
            checksum::of(&mut snapshot, self.projection.as_ref(), &self.projection.schema()).await?;
        snapshot.execute("rollback").await?;
        snapshot.close().await.ok();
        let (rows, rebuilt_checksum) =
            checksum::of(&mut self.connection, self.projection.as_ref(), &self.projection.rebuild_schema()).await?;
        // Whole events a second; a log shorter than a second's worth still has a rate.
        let rate = self.position as f64 / self.spent.as_secs_f64().max(1e-6);
        Ok(RebuiltProjection {
            name: self.projection.name().to_owned(),
            version: self.projection.version(),
            rows,
            equal: live_checksum == rebuilt_checksum,
            live_checksum,
            rebuilt_checksum,
            events_per_second: rate as u64,
        })
    }

    /// Puts the rebuilt rows in the place of the live ones, at the live position (at the head, for a paused projection), in one transaction.
    async fn switch(&mut self, store: &EventStore) -> Result<(), ProjectorError> {
        schema::create_indexes(&mut self.connection, self.projection.as_ref()).await?;
        let tables = self.projection.tables();
        for table in tables {
            self.connection.execute(format!("analyze {table}").as_str()).await?;
        }
        let ahead = self.live(false).await?;
        self.apply_to(store, ahead.position).await?;
        self.lock.execute("begin").await?;
        let switched = self.switch_held(store).await;
        self.lock.execute(if switched.is_ok() { "commit" } else { "rollback" }).await?;
        switched
    }

    async fn switch_held(&mut self, store: &EventStore) -> Result<(), ProjectorError> {
        let live = self.live(true).await?;
        let to = if live.paused { store.head().await? } else { live.position };
        self.apply_to(store, to).await?;
        let statements = format!(
            "drop schema {live} cascade; alter schema {rebuilt} rename to {live}",
            live = self.projection.schema(),
            rebuilt = self.projection.rebuild_schema()
        );
        self.lock.execute(statements.as_str()).await?;
        sqlx::query(
            "update projection.checkpoint set position = $3, state = 'running', error = null, error_position = null, updated_at = clock_timestamp()
              where name = $1 and version = $2",
        )
        .bind(self.projection.name())
        .bind(self.projection.version())
        .bind(self.position)
        .execute(&mut self.lock)
        .await?;
        Ok(())
    }

    async fn clean_up(mut self) {
        let statement = format!("drop schema if exists {} cascade", self.projection.rebuild_schema());
        if let Err(error) = self.lock.execute(statement.as_str()).await {
            tracing::warn!(projection = self.projection.name(), error = %error, "a rebuilt schema was left behind");
        }
        self.lock.close().await.ok();
        self.connection.close().await.ok();
    }
}
