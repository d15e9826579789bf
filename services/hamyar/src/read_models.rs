//! Read models for a command: brought up to the head of the log, by a Hamyar that runs or by this process itself.

use std::collections::HashSet;
use std::time::Duration;

use hamyar_event_store::EventStore;
use hamyar_events::NeighborhoodId;
use hamyar_identity::policy::FamilyRows;
use hamyar_import::families::KnownFamily;
use hamyar_import::register::duplicates::Likeness;
use hamyar_import::{Gazetteer, KnownNeighborhood};
use hamyar_projections::places::NeighborhoodFilter;
use hamyar_projector::{Projector, ProjectorError, ProjectorOptions, Waited};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::failure::Failure;
use crate::open::Opened;
use crate::progress;

/// How long a command waits for the read models. A new version rebuilds them first, which takes its time with a long log.
const PATIENCE: Duration = Duration::from_secs(3600);

/// A pool in which every live read model is found.
pub struct ReadModels {
    pool: PgPool,
}

impl ReadModels {
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    pub async fn close(self) {
        self.pool.close().await;
    }
}

/// Read models that show everything now in the log.
pub async fn caught_up(opened: &Opened) -> Result<ReadModels, Failure> {
    let head = opened.store.head().await?;
    let pool = hamyar_projector::read_pool(&opened.app_url, 4).await.map_err(projector_failure)?;
    if !stands_at(&pool, head).await {
        let spinner = progress::spinner("bringing the read models up to date");
        let reached = bring_up(&opened.store, &opened.app_url, head).await;
        spinner.finish_and_clear();
        reached?;
    }
    Ok(ReadModels { pool })
}

/// Whether every projection of this version shows the position. An unprepared database shows nothing.
async fn stands_at(pool: &PgPool, position: i64) -> bool {
    let all = hamyar_projections::all();
    match hamyar_projector::status(pool).await {
        Ok(found) => all.iter().all(|projection| {
            found.iter().any(|status| {
                status.name == projection.name()
                    && status.version == projection.version()
                    && status.position >= position
            })
        }),
        Err(_) => false,
    }
}

/// Runs the projections until they show the position. Where another node holds them, it is that node's work that is waited for.
pub async fn bring_up(store: &EventStore, url: &str, position: i64) -> Result<(), Failure> {
    let options = ProjectorOptions::new(url);
    let projector =
        Projector::open(store.clone(), options, hamyar_projections::all()).await.map_err(projector_failure)?;
    let checkpoints = projector.checkpoints();
    let stop = CancellationToken::new();
    let run = tokio::spawn({
        let stop = stop.clone();
        async move { projector.run(stop).await }
    });
    let waited = checkpoints.wait_for(position, PATIENCE).await;
    stop.cancel();
    run.await.map_err(Failure::fault)?;
    match waited.map_err(projector_failure)? {
        Waited::Reached => Ok(()),
        Waited::Paused => Err(Failure::Unavailable(
            "a read model is paused at an event it cannot take in; `hamyar rebuild --all` makes it anew".to_owned(),
        )),
        Waited::BeyondHead | Waited::TimedOut => {
            Err(Failure::Unavailable("the read models do not come up to the head of the log".to_owned()))
        }
    }
}

/// A failure of the read models as the command line tells it.
pub fn projector_failure(error: ProjectorError) -> Failure {
    match &error {
        ProjectorError::Unknown(_) => {
            Failure::Unreadable(format!("{error}; `hamyar rebuild --help` explains the command"))
        }
        _ => Failure::store(error),
    }
}

/// The neighborhoods of the store, those that `import seeds` brought and those that were made here.
pub async fn known_neighborhoods(read: &ReadModels) -> Result<Gazetteer, Failure> {
    let filter = NeighborhoodFilter::default();
    let cards = hamyar_projections::places::neighborhoods(read.pool(), &filter, i64::MAX).await?;
    let known = cards.into_iter().map(|card| {
        let above = [card.city, card.county, card.province].into_iter().flatten().filter_map(|place| place.name);
        KnownNeighborhood {
            id: NeighborhoodId(card.id),
            lies_in: above.chain(card.groups.into_iter().map(|group| group.name)).collect(),
            names: [Some(card.name), card.name_en].into_iter().flatten().collect(),
        }
    });
    Ok(Gazetteer::new(known))
}

/// The persons of the store, to compare a register's rows with; a telephone under threat is compared with nothing.
pub async fn known_families(read: &ReadModels) -> Result<Vec<KnownFamily>, Failure> {
    let known = hamyar_projections::persons::known_persons(read.pool()).await?;
    let known = known.into_iter().map(|person| {
        let facts = person.facts;
        let names = [facts.given_name, facts.family_name].into_iter().flatten();
        KnownFamily {
            family_id: person.family_id,
            likeness: Likeness {
                name: names.collect::<Vec<_>>().join(" "),
                father_name: facts.father_name,
                birth_date: facts.birth_date,
                birth_year: facts.birth_year,
                phone: facts.phone,
                national_id: None,
                neighborhood: Some(NeighborhoodId(person.neighborhood_id)),
            },
        }
    });
    Ok(known.collect())
}

/// Those of the families that are among the rows.
pub async fn families_among(read: &ReadModels, ids: &[Uuid], rows: &FamilyRows) -> Result<HashSet<Uuid>, Failure> {
    let found: Vec<(Uuid, Option<Uuid>, Option<Uuid>)> =
        sqlx::query_as("select family_id, center_id, caseworker_id from family where family_id = any($1)")
            .bind(ids)
            .fetch_all(read.pool())
            .await?;
    let own = found.into_iter().filter(|(_, center, caseworker)| rows.contains(*center, *caseworker));
    Ok(own.map(|(id, ..)| id).collect())
}
