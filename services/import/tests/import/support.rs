//! A fresh store, and what the tests ask of it.

use hamyar_event_store::testing::TestCluster;
use hamyar_event_store::{Actor, EventStore, MasterKey, Recorded, StoreOptions};
use hamyar_import::families::{ImportOptions, ImportReport, import};
use hamyar_import::{Gazetteer, SeedSource, import_seeds};
use uuid::Uuid;

pub const SAMPLE: &[u8] = include_bytes!("../../../../tests/data/families-register.csv");

pub async fn store() -> EventStore {
    let urls = TestCluster::shared().await.new_database().await;
    open(urls.app_url, [7; 32]).await
}

/// A store with the counters of file numbers.
pub async fn open(app_url: String, key: [u8; 32]) -> EventStore {
    let store = EventStore::open(StoreOptions::new(app_url, MasterKey::from_bytes(key))).await.expect("a store");
    hamyar_identity::Identity::new(store.pool().clone()).migrate().await.expect("accounts");
    store
}

pub fn somebody() -> Actor {
    Actor::User(Uuid::from_u128(1))
}

pub fn options() -> ImportOptions {
    ImportOptions::new(somebody(), "2026-11-22".parse().expect("a date"))
}

pub async fn send(store: &EventStore, bytes: &[u8], options: &ImportOptions) -> ImportReport {
    import(store, bytes, &Gazetteer::default(), &[], options, &|_, _| {})
        .await
        .unwrap_or_else(|error| panic!("{error}"))
}

pub async fn with_seeds() -> EventStore {
    let store = store().await;
    import_seeds(&store, &SeedSource::BuiltIn, &somebody(), &|_, _| {}).await.expect("seeds");
    store
}

/// All events of the streams of one type, in order.
pub async fn events(store: &EventStore, stream: &str) -> Vec<Recorded> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let batch = store.read_feed(after, 1000).await.expect("the feed");
        let Some(last) = batch.last() else { return all };
        after = last.position;
        all.extend(batch.into_iter().filter(|event| event.stream == stream));
    }
}

pub fn count(events: &[Recorded], event_type: &str) -> usize {
    events.iter().filter(|event| event.event_type == event_type).count()
}
