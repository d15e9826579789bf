//! Runs the projections from the feed, exactly once each, and rebuilds them beside the live ones.
//!
//! A projection has one owner at a time (a lease row with an epoch); its rows and its checkpoint are written in one transaction, so that a batch is
//! there once or not at all, whoever dies when. A poison event pauses its own projection, visibly, and no other.

mod checkpoint;
mod checkpoints;
mod checksum;
mod error;
mod feed;
mod rebuild;
mod runner;
mod schema;

pub use checkpoints::{Checkpoints, Waited};
pub use error::ProjectorError;
pub use feed::projected;
pub use rebuild::{Progress, RebuildReport, RebuiltProjection, check, rebuild};
pub use schema::{ensure, read_pool};

use std::sync::Arc;
use std::time::Duration;

use hamyar_event_store::{EventStore, connect};
use hamyar_projections::Projection;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Where a projection stands, as far as this process knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    pub position: i64,
    pub paused: bool,
}

/// How projections are run.
#[derive(Clone, Debug)]
pub struct ProjectorOptions {
    /// URL of the database, as the application's role or a user that may take it.
    pub url: String,
    /// Most events fetched and applied at once.
    pub batch: i64,
    /// How long a projection stays with an owner that has fallen silent.
    pub lease: Duration,
    /// Name of this owner; random by default.
    pub owner: String,
}

impl ProjectorOptions {
    /// The usual sizes.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), batch: 2_000, lease: Duration::from_secs(10), owner: Uuid::new_v4().to_string() }
    }
}

/// A projection as the console lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct ProjectionStatus {
    pub name: String,
    pub version: i32,
    pub position: i64,
    /// Events of the log it has not taken in.
    pub lag: i64,
    /// `running` or `paused`.
    pub state: String,
    /// Why it is paused; holds no value of any event.
    pub error: Option<String>,
    /// Position of the event it stopped at.
    pub error_position: Option<i64>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

/// Runs the projections of one node.
pub struct Projector {
    store: EventStore,
    options: ProjectorOptions,
    pool: PgPool,
    projections: Vec<(Arc<dyn Projection>, watch::Sender<Standing>)>,
}

impl Projector {
    /// Makes missing schemas and reads where the projections stand. Nothing runs yet.
    pub async fn open(
        store: EventStore,
        options: ProjectorOptions,
        projections: Vec<Arc<dyn Projection>>,
    ) -> Result<Self, ProjectorError> {
        schema::ensure(&options.url, &projections).await?;
        let pool = connect::app_pool(&options.url, "hamyar-projector", 2, "").await?;
        let mut standing = Vec::with_capacity(projections.len());
        for projection in projections {
            let (position, paused): (i64, bool) = sqlx::query_as(
                "select position, state = 'paused' from projection.checkpoint where name = $1 and version = $2",
            )
            .bind(projection.name())
            .bind(projection.version())
            .fetch_one(&pool)
            .await?;
            standing.push((projection, watch::channel(Standing { position, paused }).0));
        }
        Ok(Self { store, options, pool, projections: standing })
    }

    /// Runs every projection until `shutdown`. One task each: a slow or paused one holds no other back.
    pub async fn run(&self, shutdown: CancellationToken) {
        let feed = Arc::new(feed::Feed::new(self.store.clone(), self.options.batch));
        let runners = self.projections.iter().map(|(projection, standing)| {
            let runner = runner::Runner {
                projection: Arc::clone(projection),
                url: self.options.url.clone(),
                owner: self.options.owner.clone(),
                lease: self.options.lease,
                feed: Arc::clone(&feed),
                wake: self.store.wake(),
                standing: standing.clone(),
                shutdown: shutdown.clone(),
            };
            tokio::spawn(runner.run())
        });
        tokio::select! {
            _ = futures::future::join_all(runners) => {}
            () = self.follow_forgetting(&feed, &shutdown) => {}
        }
    }

    /// When somebody is forgotten, what this node holds opened in memory goes at once, and so do rows that no running node looks after: those of
    /// earlier versions, and what a rebuild that was cut off left. The live rows follow from the event.
    async fn follow_forgetting(&self, feed: &feed::Feed, shutdown: &CancellationToken) {
        let mut forgotten = self.store.forgotten();
        let projections: Vec<_> = self.projections.iter().map(|(projection, _)| Arc::clone(projection)).collect();
        loop {
            tokio::select! {
                changed = forgotten.changed() => if changed.is_err() { break },
                () = shutdown.cancelled() => break,
            }
            feed.forget();
            if let Err(error) = schema::drop_unattended(&self.options.url, &projections).await {
                tracing::error!(error = %error, "rows of earlier versions may still show who was forgotten; they go at the next start");
            }
        }
        // The projections end by themselves.
        std::future::pending().await
    }

    /// How far the projections have come, for queries that wait.
    pub fn checkpoints(&self) -> Checkpoints {
        let local = self.projections.iter().map(|(projection, standing)| (projection.name(), standing.subscribe()));
        Checkpoints::new(self.store.clone(), self.pool.clone(), local.collect())
    }

    /// All projections with position, lag and state.
    pub async fn status(&self) -> Result<Vec<ProjectionStatus>, ProjectorError> {
        status(&self.pool).await
    }

    /// Lets a paused projection try again.
    pub async fn resume(&self, name: &str) -> Result<(), ProjectorError> {
        resume(&self.pool, name).await
    }
}

/// All projections with position, lag and state.
pub async fn status(pool: &PgPool) -> Result<Vec<ProjectionStatus>, ProjectorError> {
    Ok(sqlx::query_as(
        "select distinct on (c.name) c.name, c.version, c.position, greatest(h.head - c.position, 0) as lag, c.state, c.error, c.error_position,
                c.updated_at
           from projection.checkpoint c, (select coalesce(max(position), 0) as head from log.events) h order by c.name, c.version desc",
    )
    .fetch_all(pool)
    .await?)
}

/// Lets a paused projection try again.
pub async fn resume(pool: &PgPool, name: &str) -> Result<(), ProjectorError> {
    let mut connection = pool.acquire().await?;
    match checkpoint::resume(&mut connection, name).await? {
        true => Ok(()),
        false => Err(ProjectorError::Unknown(name.to_owned())),
    }
}
