//! A database with projections, fed directly or through the log.

use std::sync::Arc;

use cqrs_es::event_sink::EventSink;
use hamyar_event_store::testing::{DbUrls, TestCluster};
use hamyar_event_store::{CommandContext, EventStore, MasterKey, StoreOptions};
use hamyar_events::*;
use hamyar_projections::{ProjectedEvent, Projection, StreamEventAny};
use hamyar_projector::{Projector, ProjectorOptions};
use serde::{Deserialize, Serialize};
use sqlx::{Connection, Executor, PgConnection, PgPool};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::story::Story;

pub struct Database {
    pub urls: DbUrls,
    pub pool: PgPool,
}

impl Database {
    /// A database with the empty schemas of every projection.
    pub async fn new() -> Self {
        let urls = TestCluster::shared().await.new_database().await;
        hamyar_projector::ensure(&urls.app_url, &hamyar_projections::all()).await.unwrap();
        let pool = hamyar_projector::read_pool(&urls.app_url, 4).await.unwrap();
        Self { urls, pool }
    }

    /// The same, with a story applied to every projection in one batch.
    pub async fn with(story: &Story) -> Self {
        let database = Self::new().await;
        database.apply(&[&story.projected()]).await;
        database
    }

    /// The same, for the named projections alone: a long story costs the others too much.
    pub async fn with_some(story: &Story, names: &[&str]) -> Self {
        let database = Self::new().await;
        database.apply_some(names, &[&story.projected()]).await;
        database
    }

    /// Applies batches to every projection, each in a transaction, as the projector does.
    pub async fn apply(&self, batches: &[&[ProjectedEvent]]) {
        self.apply_some(&[], batches).await;
    }

    /// The same to the named projections, to all where none is named.
    pub async fn apply_some(&self, names: &[&str], batches: &[&[ProjectedEvent]]) {
        let named = |one: &Arc<dyn Projection>| names.is_empty() || names.contains(&one.name());
        for projection in hamyar_projections::all().into_iter().filter(named) {
            let mut connection = self.connection(&projection.schema()).await;
            for batch in batches {
                apply(&mut connection, projection.as_ref(), batch).await;
            }
        }
    }

    pub async fn connection(&self, schema: &str) -> PgConnection {
        let mut connection = PgConnection::connect(&self.urls.app_url).await.unwrap();
        connection.execute(format!("set search_path = {schema}, public").as_str()).await.unwrap();
        connection
    }

    /// Every row of every table of every projection, as text.
    pub async fn rows(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for projection in hamyar_projections::all() {
            for table in projection.tables() {
                let sql =
                    format!("select '{table} ' || r::text from {}.{table} r order by r::text", projection.schema());
                rows.extend(sqlx::query_scalar::<_, String>(&sql).fetch_all(&self.pool).await.unwrap());
            }
        }
        rows
    }

    pub async fn store(&self) -> EventStore {
        let key = MasterKey::from_bytes([7; 32]);
        EventStore::open(StoreOptions::new(&self.urls.app_url, key)).await.unwrap()
    }

    pub fn options(&self) -> ProjectorOptions {
        ProjectorOptions::new(&self.urls.app_url)
    }
}

async fn apply(connection: &mut PgConnection, projection: &dyn Projection, batch: &[ProjectedEvent]) {
    let own: Vec<&ProjectedEvent> =
        batch.iter().filter(|event| projection.streams().contains(&event.stream.as_str())).collect();
    if own.is_empty() {
        return;
    }
    let mut transaction = connection.begin().await.unwrap();
    projection.apply(&mut transaction, &own).await.unwrap_or_else(|error| panic!("{}: {error}", projection.name()));
    transaction.commit().await.unwrap();
}

/// An aggregate that records whatever it is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Told<E>(std::marker::PhantomData<fn() -> E>);

impl<E> Default for Told<E> {
    fn default() -> Self {
        Self(std::marker::PhantomData)
    }
}

/// What it is told.
#[derive(Clone, Serialize)]
pub struct Tell<E>(pub Vec<E>);

/// It never refuses.
#[derive(Debug, Serialize)]
pub enum Never {}

impl std::fmt::Display for Never {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}
impl std::error::Error for Never {}

impl<E: StreamEvent + Send + Sync + Clone + Serialize + 'static> cqrs_es::Aggregate for Told<E> {
    const TYPE: &'static str = E::STREAM;
    type Command = Tell<E>;
    type Event = E;
    type Error = Never;
    type Services = ();

    async fn handle(&mut self, command: Tell<E>, _: &(), sink: &EventSink<Self>) -> Result<(), Never> {
        for event in command.0 {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, _: E) {}
}

impl<E: StreamEvent + Send + Sync + Clone + Serialize + std::fmt::Debug + 'static> Decider for Told<E> {
    fn depends(_: &Tell<E>) -> Dependence {
        Dependence::Any
    }
}

async fn tell<E: StreamEvent + Send + Sync + Clone + Serialize + std::fmt::Debug + 'static>(
    store: &EventStore,
    id: Uuid,
    event: E,
) -> i64 {
    let context = CommandContext::new(Uuid::now_v7(), Actor::system("test"), HappenedAt::Instant(chrono::Utc::now()));
    store.execute::<Told<E>>(id, Tell(vec![event]), context).await.unwrap().position
}

/// Appends a story to the log, event by event; the position of its last.
pub async fn append(store: &EventStore, story: &Story) -> i64 {
    let mut position = 0;
    for (id, event) in &story.told {
        let id = *id;
        position = match event.clone() {
            StreamEventAny::Family(event) => tell(store, id, *event).await,
            StreamEventAny::Account(event) => tell(store, id, event).await,
            StreamEventAny::Caseworker(event) => tell(store, id, event).await,
            StreamEventAny::Center(event) => tell(store, id, event).await,
            StreamEventAny::Commission(event) => tell(store, id, *event).await,
            StreamEventAny::Neighborhood(event) => tell(store, id, event).await,
            StreamEventAny::Place(event) => tell(store, id, event).await,
            StreamEventAny::Agency(event) => tell(store, id, event).await,
            StreamEventAny::IndicatorSet(event) => tell(store, id, event).await,
            StreamEventAny::Settings(event) => tell(store, id, event).await,
            StreamEventAny::Catalog(event) => tell(store, id, event).await,
            StreamEventAny::Activity(event) => tell(store, id, event).await,
            StreamEventAny::Facilitator(event) => tell(store, id, event).await,
            StreamEventAny::Workshop(event) => tell(store, id, event).await,
            StreamEventAny::Fund(event) => tell(store, id, event).await,
            StreamEventAny::SavedReport(event) => tell(store, id, event).await,
            StreamEventAny::Council(event) => tell(store, id, event).await,
            StreamEventAny::Office(event) => tell(store, id, event).await,
            StreamEventAny::Agreement(event) => tell(store, id, event).await,
            StreamEventAny::Program(event) => tell(store, id, event).await,
            StreamEventAny::Equipment(event) => tell(store, id, event).await,
            StreamEventAny::Ngo(event) => tell(store, id, event).await,
            StreamEventAny::Series(event) => tell(store, id, event).await,
            StreamEventAny::Unreadable(_) => position,
        };
    }
    position
}

/// A running projector; stopped by [`Running::stop`].
pub struct Running {
    pub projector: Arc<Projector>,
    shutdown: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

impl Running {
    pub async fn start(store: &EventStore, options: ProjectorOptions, projections: Vec<Arc<dyn Projection>>) -> Self {
        let projector = Arc::new(Projector::open(store.clone(), options, projections).await.unwrap());
        let shutdown = CancellationToken::new();
        let task = tokio::spawn({
            let (projector, shutdown) = (Arc::clone(&projector), shutdown.clone());
            async move { projector.run(shutdown).await }
        });
        Self { projector, shutdown, task }
    }

    pub async fn stop(self) {
        self.shutdown.cancel();
        self.task.await.unwrap();
    }
}
