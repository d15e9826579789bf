//! What holds of the log whoever asks.

use crate::support::*;
use hamyar_event_store::*;
use uuid::Uuid;

/// S061: events cannot be changed or deleted; an attempt fails. Not for the application, not for the owner, not for a superuser.
#[tokio::test]
async fn s061_events_and_answers_cannot_be_changed_deleted_or_emptied() {
    let (store, urls) = store().await;
    let id = Uuid::now_v7();
    store.execute::<File>(id, notes(2), context()).await.unwrap();
    for url in [&urls.app_url, &urls.owner_url, &urls.admin_url] {
        let pool = sqlx::PgPool::connect(url).await.unwrap();
        for statement in [
            "update log.events set recorded_at = now()",
            "update log.events set payload = '{}' where position = 1",
            "delete from log.events",
            "delete from log.events where position = 2",
            "truncate log.events",
            "truncate log.events cascade",
            "update log.command_outcome set actor = 'x'",
            "delete from log.command_outcome",
            "truncate log.command_outcome",
        ] {
            assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement} as {url}");
        }
    }
    assert_eq!(store.stream("file", id, 1, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_application_cannot_write_the_log_but_through_its_function_and_owns_nothing_of_it() {
    let (_store, urls) = store().await;
    let pool = connect::app_pool(&urls.app_url, "test", 1, "").await.unwrap();
    for statement in [
        "insert into log.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, position, prev_hash, hash)
         values ('file', 'x', 1, 'x', '1', '{}', '{}', 1, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))",
        "insert into log.epoch (epoch, reason) values (2, 'mine')",
        "insert into log.national_id_claim values (decode(repeat('00', 32), 'hex'), gen_random_uuid(), gen_random_uuid(), 1)",
        "update log.subject_key set wrapped = null",
        "delete from log.subject_key",
        "alter table log.events disable trigger all",
        "drop table log.events",
        "create table log.mine (x integer)",
        "set role hamyar_owner",
    ] {
        let refused = sqlx::query(statement).execute(&pool).await.expect_err(statement);
        assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("42501"), "{statement}: {refused}");
    }
    let owned: i64 = sqlx::query_scalar(
        "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'log' and pg_get_userbyid(c.relowner) = 'hamyar_app'",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(owned, 0);
}

#[tokio::test]
async fn the_application_makes_the_schemas_of_its_read_models_and_accounts() {
    let (store, _urls) = store().await;
    for statement in [
        "create schema rm_queue_v1",
        "create table rm_queue_v1.queue (x integer)",
        "create table identity.users (x integer)",
    ] {
        sqlx::query(statement).execute(store.pool()).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn positions_have_no_hole_and_recorded_time_never_runs_backwards() {
    let (here, urls) = store().await;
    let there = open(&urls).await;
    let all = (0..200i64).map(|turn| {
        let store = if turn % 2 == 0 { &here } else { &there };
        // Every fifth is refused or finds nothing: those take no position.
        let command = if turn % 5 == 0 { notes(0) } else { notes(1 + turn % 3) };
        store.execute::<File>(Uuid::from_u128((turn % 40) as u128), command, context())
    });
    futures::future::join_all(all).await;
    let events = here.read_feed(0, 10_000).await.unwrap();
    assert!(events.iter().zip(1..).all(|(event, position)| event.position == position));
    assert!(events.is_sorted_by_key(|event| event.recorded_at));
    assert!(events.iter().all(|event| event.epoch == 1));
}

#[tokio::test]
async fn a_clock_that_was_ahead_holds_recorded_time_up() {
    let (store, urls) = store().await;
    let id = Uuid::now_v7();
    store.execute::<File>(id, notes(1), context()).await.unwrap();
    let owner = admin(&urls).await;
    sqlx::query("alter table log.events disable trigger append_only").execute(&owner).await.unwrap();
    sqlx::query("update log.events set recorded_at = '2100-01-01Z'").execute(&owner).await.unwrap();
    store.execute::<File>(id, notes(1), context()).await.unwrap();
    let events = store.read_feed(0, 10).await.unwrap();
    assert_eq!(events[0].recorded_at, events[1].recorded_at);
}

#[tokio::test]
async fn a_stream_is_chained_from_zeros_on_and_sql_agrees() {
    let (store, urls) = store().await;
    let id = Uuid::now_v7();
    store.execute::<File>(id, FileCommand::Open { id, family_name: CANARY.into() }, context()).await.unwrap();
    store.execute::<File>(id, notes(3), context()).await.unwrap();
    let events = store.stream_stored("file", id, 1, 100).await.unwrap();
    assert_eq!(events[0].prev_hash, [0; 32]);
    assert_eq!(verify_stream(&events), Ok(events[3].hash));
    let wrong: i64 = sqlx::query_scalar(
        "select count(*) from log.events e where hash <> log.event_hash(prev_hash, aggregate_type, aggregate_id, sequence, event_type, event_version, metadata, payload)",
    )
    .fetch_one(&admin(&urls).await)
    .await
    .unwrap();
    assert_eq!(wrong, 0);
}

#[tokio::test]
async fn every_kind_of_tampering_is_found() {
    let (store, urls) = store().await;
    let owner = admin(&urls).await;
    sqlx::query("alter table log.events disable trigger append_only").execute(&owner).await.unwrap();
    for (turn, statement) in [
        "update log.events set payload = '{\"type\":\"note_taken\",\"number\":9}' where sequence = 2 and aggregate_id = $1",
        "update log.events set payload = (payload::text || ' ')::json where sequence = 2 and aggregate_id = $1",
        "update log.events set metadata = replace(metadata::text, 'user', 'usex')::json where sequence = 2 and aggregate_id = $1",
        "update log.events set event_type = 'file_closed' where sequence = 2 and aggregate_id = $1",
        "update log.events set event_version = '2' where sequence = 2 and aggregate_id = $1",
        "delete from log.events where sequence = 2 and aggregate_id = $1",
        "update log.events set hash = decode(repeat('11', 32), 'hex') where sequence = 2 and aggregate_id = $1",
    ]
    .into_iter()
    .enumerate()
    {
        let id = Uuid::from_u128(turn as u128 + 1);
        store.execute::<File>(id, notes(4), context()).await.unwrap();
        sqlx::query(statement).bind(id.to_string()).execute(&owner).await.unwrap();
        let events = store.stream_stored("file", id, 1, 100).await.unwrap();
        assert!(verify_stream(&events).is_err(), "{statement}");
        store.forget_caches();
        let loaded = store.load::<File>(id).await;
        assert!(matches!(loaded, Err(StoreError::Chain { .. })), "{statement}: {loaded:?}");
    }
}

#[tokio::test]
async fn every_event_says_who_when_where_and_on_what_it_was_based() {
    let (store, _urls) = store().await;
    let (id, cause, errand) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let ctx = CommandContext {
        device: Some("phone-7".into()),
        client_clock: Some("2026-11-22T10:00:00Z".parse().unwrap()),
        happened_at: HappenedAt::About("2026-11-20".parse().unwrap()),
        expected_sequence: Some(0),
        correlation_id: Some(errand),
        causation_id: Some(cause),
        ..context()
    };
    store.execute::<File>(id, notes(2), ctx.clone()).await.unwrap();
    let events = store.stream("file", id, 1, 10).await.unwrap();
    for (event, stored) in events.iter().zip(store.stream_stored("file", id, 1, 10).await.unwrap()) {
        assert_eq!(event.happened_at, ctx.happened_at);
        assert_eq!(event.command_id, ctx.command_id);
        let expected = [
            ("actor", ctx.actor.to_string()),
            ("based_on", "0".into()),
            ("causation_id", cause.to_string()),
            ("client_clock", "2026-11-22T10:00:00.000Z".into()),
            ("command_id", ctx.command_id.to_string()),
            ("correlation_id", errand.to_string()),
            ("device", "phone-7".into()),
            ("event_id", event.event_id.to_string()),
            ("happened_at", "2026-11-20".into()),
            ("precision", "about".into()),
        ];
        assert_eq!(event.metadata_map(), expected.map(|(name, value)| (name.to_owned(), value)).into());
        assert_eq!(stored.metadata_map().unwrap(), event.metadata_map());
    }
    assert_ne!(events[0].event_id, events[1].event_id);
}
