//! The projector at work: tailing, fencing, poison.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use hamyar_projections::{ProjectedEvent, Projection, ProjectionError, families};
use hamyar_projector::Waited;
use sqlx::PgConnection;

use crate::story::*;
use crate::support::{Database, Running, append};

const LONG: Duration = Duration::from_secs(20);

/// One row per event, so that an event skipped or applied twice shows; refuses the stream it is told to.
struct Ledger {
    name: &'static str,
    refuses: Option<&'static str>,
}

#[async_trait]
impl Projection for Ledger {
    fn name(&self) -> &'static str {
        self.name
    }
    fn version(&self) -> i32 {
        1
    }
    fn ddl(&self) -> &'static str {
        "create table ledger (id bigint generated always as identity, position bigint not null)"
    }
    fn tables(&self) -> &'static [&'static str] {
        &["ledger"]
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family", "caseworker", "center", "commission", "neighborhood", "place", "agency", "catalog"]
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        let positions: Vec<i64> = batch.iter().map(|event| event.position).collect();
        sqlx::query("insert into ledger (position) select unnest($1::bigint[])")
            .bind(positions)
            .execute(connection)
            .await?;
        match batch.iter().any(|event| Some(event.stream.as_str()) == self.refuses) {
            true => Err(ProjectionError::Contradiction("refused by the test")),
            false => Ok(()),
        }
    }
}

fn ledger(name: &'static str, refuses: Option<&'static str>) -> Arc<dyn Projection> {
    Arc::new(Ledger { name, refuses })
}

async fn positions(database: &Database, schema: &str) -> Vec<i64> {
    sqlx::query_scalar(&format!("select position from {schema}.ledger order by id"))
        .fetch_all(&database.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_was_written_can_be_read_after_waiting_for_its_position() {
    let database = Database::new().await;
    let store = database.store().await;
    let running = Running::start(&store, database.options(), hamyar_projections::all()).await;
    let checkpoints = running.projector.checkpoints();
    let position = append(&store, &one_year()).await;
    assert_eq!(checkpoints.wait_for(position, LONG).await.unwrap(), Waited::Reached);
    let card = families::card(&database.pool, id(100), day("2026-04-09")).await.unwrap().unwrap();
    assert_eq!(card.file_number, "M1-0001");
    let status = running.projector.status().await.unwrap();
    assert!(status.iter().all(|one| one.state == "running" && one.lag == 0 && one.position == position));
    // Through the log, sealed and opened again, the rows are those of a direct feed.
    let direct = Database::new().await;
    direct.apply(&[&one_year().projected()]).await;
    // The trail and the atlas keep when each was recorded, which is not the same in the two.
    let lasting = |rows: Vec<String>| -> Vec<String> {
        let by_record = ["trail ", "trail_day ", "atlas_"];
        rows.into_iter().filter(|row| !by_record.iter().any(|table| row.starts_with(table))).collect()
    };
    assert_eq!(lasting(direct.rows().await), lasting(database.rows().await));
    running.stop().await;
}

#[tokio::test]
async fn waiting_beyond_the_head_or_for_a_paused_projection_ends_at_once() {
    let database = Database::new().await;
    let store = database.store().await;
    let running = Running::start(&store, database.options(), vec![ledger("picky", Some("center"))]).await;
    let checkpoints = running.projector.checkpoints();
    let began = std::time::Instant::now();
    assert_eq!(checkpoints.wait_for(1_000_000, LONG).await.unwrap(), Waited::BeyondHead);
    let position = append(&store, &world()).await;
    assert_eq!(checkpoints.wait_for(position, LONG).await.unwrap(), Waited::Paused);
    assert_eq!(checkpoints.wait_for(position, LONG).await.unwrap(), Waited::Paused);
    assert!(began.elapsed() < LONG);
    running.stop().await;
}

#[tokio::test]
async fn a_poison_event_pauses_its_own_projection_visibly_and_no_other() {
    let database = Database::new().await;
    let store = database.store().await;
    let head = append(&store, &one_year()).await;
    let poison = one_year().projected().iter().find(|event| event.stream == "center").unwrap().position;
    let running =
        Running::start(&store, database.options(), vec![ledger("picky", Some("center")), ledger("patient", None)])
            .await;
    let checkpoints = running.projector.checkpoints();
    assert_eq!(checkpoints.wait_for_some(&["patient"], head, LONG).await.unwrap(), Waited::Reached);
    assert_eq!(checkpoints.wait_for_some(&["picky"], head, LONG).await.unwrap(), Waited::Paused);
    let status = running.projector.status().await.unwrap();
    let picky = status.iter().find(|one| one.name == "picky").unwrap();
    assert_eq!((picky.state.as_str(), picky.position, picky.error_position), ("paused", poison - 1, Some(poison)));
    assert_eq!(picky.error.as_deref(), Some("refused by the test"));
    // Everything before the poison is there, once.
    assert_eq!(positions(&database, "rm_picky_v1").await, (1..poison).collect::<Vec<_>>());
    assert_eq!(positions(&database, "rm_patient_v1").await, (1..=head).collect::<Vec<_>>());
    running.stop().await;

    // Mended and resumed, it goes on where it stopped.
    let running = Running::start(&store, database.options(), vec![ledger("picky", None)]).await;
    running.projector.resume("picky").await.unwrap();
    assert!(running.projector.resume("nobody").await.is_err());
    let checkpoints = running.projector.checkpoints();
    let reached = async {
        while checkpoints.wait_for(head, LONG).await.unwrap() != Waited::Reached {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(LONG, reached).await.unwrap();
    assert_eq!(positions(&database, "rm_picky_v1").await, (1..=head).collect::<Vec<_>>());
    running.stop().await;
}

#[tokio::test]
async fn an_event_of_a_later_version_stops_its_readers_and_is_never_skipped() {
    let database = Database::new().await;
    let store = database.store().await;
    append(&store, &world()).await;
    let mut future = world().projected();
    future.truncate(1);
    future[0].event = hamyar_projections::StreamEventAny::decode("place", "place_sunk", "1.0.0", "{}");
    assert!(matches!(future[0].event, hamyar_projections::StreamEventAny::Unreadable(_)));
    // Written past the store, as a newer node would have.
    let mut connection = database.connection("public").await;
    let _ = &mut connection;
    let admin = sqlx::PgPool::connect(&database.urls.admin_url).await.unwrap();
    sqlx::query(
        "insert into log.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, prev_hash, hash)
         values ('place', $1, 1, 'place_sunk', '9.0.0', '{}', '{}', decode(repeat('00', 32), 'hex'), decode(repeat('11', 32), 'hex'))",
    )
    .bind(id(77).to_string())
    .execute(&admin)
    .await
    .unwrap();
    let running = Running::start(&store, database.options(), hamyar_projections::all()).await;
    let head = store.head().await.unwrap();
    let checkpoints = running.projector.checkpoints();
    assert_eq!(checkpoints.wait_for_some(&["families"], head, LONG).await.unwrap(), Waited::Reached);
    for wanting in ["audit_trail", "places"] {
        assert_eq!(checkpoints.wait_for_some(&[wanting], head, LONG).await.unwrap(), Waited::Paused);
    }
    let status = running.projector.status().await.unwrap();
    assert_eq!(
        status.iter().filter(|one| one.state == "paused").map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["audit_trail", "places"],
        "whoever wants the stream"
    );
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_projectors_on_one_database_apply_every_event_once() {
    let database = Database::new().await;
    let store = database.store().await;
    // A lease this short is lost now and then while both run; the epoch must hold all the same.
    let options = |owner: &str| {
        let mut options = database.options();
        options.lease = Duration::from_millis(40);
        options.batch = 3;
        options.owner = owner.to_owned();
        options
    };
    let first = Running::start(&store, options("first"), vec![ledger("shared", None)]).await;
    let second = Running::start(&store, options("second"), vec![ledger("shared", None)]).await;
    let mut head = 0;
    for _ in 0..8 {
        let mut story = Story::default();
        for _ in 0..25 {
            story.agency(
                AGENCY,
                hamyar_events::agency::AgencyAliasAdded { alias: "نام".to_owned(), source: "test".to_owned() },
            );
        }
        head = append(&store, &story).await;
    }
    assert_eq!(first.projector.checkpoints().wait_for(head, LONG).await.unwrap(), Waited::Reached);
    first.stop().await;
    // The survivor takes over.
    let last = append(&store, &world()).await;
    assert_eq!(second.projector.checkpoints().wait_for(last, LONG).await.unwrap(), Waited::Reached);
    second.stop().await;
    assert_eq!(positions(&database, "rm_shared_v1").await, (1..=last).collect::<Vec<_>>());
}
