//! postgres-es reads what we write, and we read what it writes. Its insert bypasses the append lock, so it writes only here.

use crate::support::*;
use cqrs_es::persist::{PersistedEventRepository, SerializedEvent};
use cqrs_es::{CqrsFramework, EventStore as _};
use hamyar_event_store::*;
use postgres_es::PostgresEventRepository;
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn postgres_es_reads_a_stream_we_wrote() {
    let (store, _urls) = store().await;
    let id = Uuid::now_v7();
    store.execute::<File>(id, FileCommand::Open { id, family_name: CANARY.into() }, context()).await.unwrap();
    store.execute::<File>(id, notes(2), context()).await.unwrap();
    let repository = PostgresEventRepository::new(store.pool().clone()).with_tables("log.events", "log.snapshot");
    let read = repository.get_events::<File>(&id.to_string()).await.unwrap();
    let stored = store.stream_stored("file", id, 1, 10).await.unwrap();
    assert_eq!(read.len(), 3);
    for (theirs, ours) in read.iter().zip(&stored) {
        assert_eq!(theirs.sequence as i64, ours.sequence);
        assert_eq!((&theirs.event_type, &theirs.event_version), (&ours.event_type, &ours.event_version));
        assert_eq!(theirs.payload, serde_json::from_str::<serde_json::Value>(&ours.payload).unwrap());
        assert_eq!(theirs.metadata, serde_json::from_str::<serde_json::Value>(&ours.metadata).unwrap());
    }
    let tail = repository.get_last_events::<File>(&id.to_string(), 1).await.unwrap();
    assert_eq!(tail.len(), 2);
    let note: FileEvent = serde_json::from_value(tail[0].payload.clone()).unwrap();
    assert_eq!(note, FileEvent::NoteTaken { number: 1 });
}

#[tokio::test]
async fn we_read_and_continue_a_stream_that_postgres_es_wrote() {
    let urls = database().await;
    let owner = sqlx::PgPool::connect(&urls.owner_url).await.unwrap();
    // It knows no hashes; the conformance database chains its rows with the log's own function.
    sqlx::raw_sql(
        "create function log.conform() returns trigger language plpgsql as $$
         begin
           select e.hash into new.prev_hash from log.events e
            where e.aggregate_type = new.aggregate_type and e.aggregate_id = new.aggregate_id and e.sequence = new.sequence - 1;
           new.prev_hash := coalesce(new.prev_hash, decode(repeat('00', 32), 'hex'));
           new.hash := log.event_hash(new.prev_hash, new.aggregate_type, new.aggregate_id, new.sequence, new.event_type, new.event_version,
                                      new.metadata, new.payload);
           return new;
         end $$;
         create trigger conform before insert on log.events for each row when (new.hash is null) execute function log.conform()",
    )
    .execute(&owner)
    .await
    .unwrap();
    let repository = PostgresEventRepository::new(owner).with_tables("log.events", "log.snapshot");
    let id = Uuid::now_v7();
    let event = |sequence: usize, payload| {
        let metadata = json!({"actor": "system:postgres-es"});
        SerializedEvent::new(
            id.to_string(),
            sequence,
            "file".into(),
            "note_taken".into(),
            "1".into(),
            payload,
            metadata,
        )
    };
    let events =
        [event(1, json!({"type": "note_taken", "number": 1})), event(2, json!({"type": "note_taken", "number": 2}))];
    repository.persist::<File>(&events, None).await.unwrap();

    let store = open(&urls).await;
    let read = store.stream("file", id, 1, 10).await.unwrap();
    assert_eq!(read.iter().map(|event| event.position).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(read[1].decode::<FileEvent>().unwrap(), FileEvent::NoteTaken { number: 2 });
    assert_eq!(read[0].actor, "system:postgres-es");
    assert!(verify_stream(&store.stream_stored("file", id, 1, 10).await.unwrap()).is_ok());
    assert_eq!(store.execute::<File>(id, notes(1), context()).await.unwrap().sequence, 3);
    assert_eq!(repository.get_events::<File>(&id.to_string()).await.unwrap().len(), 3);
}

#[tokio::test]
async fn cqrs_es_own_framework_runs_on_the_log() {
    let (store, _urls) = store().await;
    let id = Uuid::now_v7();
    let framework = CqrsFramework::<File, _>::new(store.clone(), vec![], ());
    framework.execute(&id.to_string(), FileCommand::Open { id, family_name: CANARY.into() }).await.unwrap();
    framework.execute(&id.to_string(), notes(2)).await.unwrap();
    let events = cqrs_es::EventStore::<File>::load_events(&store, &id.to_string()).await.unwrap();
    assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(store.load::<File>(id).await.unwrap().state.notes, 2);
    framework.execute(&id.to_string(), FileCommand::Close).await.unwrap();
    let refused = framework.execute(&id.to_string(), notes(1)).await;
    assert!(matches!(refused, Err(cqrs_es::AggregateError::UserError(FileRefusal::FileIsClosed))));
}

#[tokio::test]
async fn a_context_loaded_before_another_commit_conflicts() {
    let (store, _urls) = store().await;
    let id = Uuid::now_v7();
    let context_before: StoreContext<File> = store.load_aggregate(&id.to_string()).await.unwrap();
    store.execute::<File>(id, notes(1), context()).await.unwrap();
    let late = store.commit(vec![FileEvent::FileClosed], context_before, Default::default()).await;
    assert!(matches!(late, Err(cqrs_es::AggregateError::AggregateConflict)));
}
