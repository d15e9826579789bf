//! Seed data in a store.

use crate::support::{count, events, somebody, store};
use hamyar_domain::{Neighborhood, Place};
use hamyar_event_store::Actor;
use hamyar_import::seeds::{neighborhood_id, place_id};
use hamyar_import::{SeedSource, import_seeds};
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;

#[tokio::test]
async fn seed_data_is_imported_once_however_often_and_by_whomever_it_is_sent() {
    let store = store().await;
    let heard = AtomicUsize::new(0);
    let progress = |done: usize, total: usize| {
        assert!(done <= total);
        heard.store(done, Ordering::Relaxed);
    };
    let first = import_seeds(&store, &SeedSource::BuiltIn, &somebody(), &progress).await.expect("imported");
    assert_eq!(first.neighborhoods, 76);
    assert_eq!(first.unchanged, 0);
    assert_eq!(heard.load(Ordering::Relaxed), first.added);
    let head = store.head().await.expect("a head");
    assert_eq!(first.position, head);

    let again = import_seeds(&store, &SeedSource::BuiltIn, &somebody(), &|_, _| {}).await.expect("imported");
    let other = Actor::User(Uuid::from_u128(2));
    let by_another = import_seeds(&store, &SeedSource::BuiltIn, &other, &|_, _| {}).await.expect("imported");
    assert_eq!((again.added, again.unchanged, by_another.added), (0, first.added, 0));
    assert_eq!(store.head().await.expect("a head"), head);
}

/// S094
#[tokio::test]
async fn s094_the_store_holds_every_place_and_three_neighborhoods_of_one_name() {
    let store = crate::support::with_seeds().await;
    let neighborhoods = events(&store, "neighborhood").await;
    assert_eq!(count(&neighborhoods, "neighborhood_registered"), 76);
    let of_that_name = neighborhoods.iter().filter(|event| {
        event.event_type == "neighborhood_registered" && event.payload.get().contains("\"name\":\"قائم\"")
    });
    assert_eq!(of_that_name.count(), 3);
    assert_eq!(count(&neighborhoods, "neighborhood_profile_recorded"), 8);
    for key in ["mashhad", "kahrizak_district", "mashhad_zone_8", "mashhad_district_10"] {
        assert!(store.load::<Place>(place_id(key).0).await.expect("loads").sequence > 0, "{key}");
    }
    assert!(store.load::<Neighborhood>(neighborhood_id("narjeh").0).await.expect("loads").sequence > 0);
}
