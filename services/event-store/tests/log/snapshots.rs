//! Snapshots are a cache: they hasten a load and never change what it gives.

use crate::support::*;
use hamyar_event_store::*;
use std::time::Duration;
use uuid::Uuid;

async fn every_ten(url: &str, version: &str) -> EventStore {
    let options =
        StoreOptions { snapshot_every: 10, snapshot_version: version.into(), ..StoreOptions::new(url, master_key()) };
    EventStore::open(options).await.unwrap()
}

async fn snapshot_at(store: &EventStore, sequence: i64) {
    for _ in 0..500 {
        let at: Option<i64> =
            sqlx::query_scalar("select max(sequence) from log.snapshot").fetch_one(store.pool()).await.unwrap();
        if at == Some(sequence) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("no snapshot at {sequence}");
}

#[tokio::test]
async fn a_load_from_a_snapshot_and_its_tail_equals_a_load_from_the_first_event() {
    let urls = database().await;
    let store = every_ten(&urls.app_url, "1").await;
    let id = Uuid::now_v7();
    for turn in 0..8 {
        store.execute::<File>(id, notes(3), context()).await.unwrap();
        if turn == 6 {
            snapshot_at(&store, 21).await;
        }
    }
    store.forget_caches();
    let loaded = store.load::<File>(id).await.unwrap();
    assert_eq!((loaded.sequence, loaded.state.notes), (24, 24));
    let other_version = every_ten(&urls.app_url, "2").await;
    assert_eq!(other_version.load::<File>(id).await.unwrap().state, loaded.state);
}

#[tokio::test]
async fn a_snapshot_of_another_history_or_shape_is_not_used() {
    let urls = database().await;
    let store = every_ten(&urls.app_url, "1").await;
    let id = Uuid::now_v7();
    store.execute::<File>(id, notes(12), context()).await.unwrap();
    snapshot_at(&store, 12).await;
    for forged in [
        r#"hash = decode(repeat('11', 32), 'hex'), state = '{"open":true,"closed":true,"members":99,"notes":0}'"#,
        "sequence = 500",
        "state = '{}'",
    ] {
        sqlx::query(&format!("update log.snapshot set {forged}")).execute(store.pool()).await.unwrap();
        store.forget_caches();
        assert_eq!(store.load::<File>(id).await.unwrap().state.notes, 12, "{forged}");
    }
}

#[tokio::test]
async fn no_snapshot_holds_a_personal_value() {
    let urls = database().await;
    let store = every_ten(&urls.app_url, "1").await;
    let id = Uuid::now_v7();
    store.execute::<File>(id, FileCommand::Open { id, family_name: CANARY.into() }, context()).await.unwrap();
    store.execute::<File>(id, notes(9), context()).await.unwrap();
    snapshot_at(&store, 10).await;
    let state: String =
        sqlx::query_scalar("select state::text from log.snapshot").fetch_one(store.pool()).await.unwrap();
    assert!(!state.contains("canary"));
}
