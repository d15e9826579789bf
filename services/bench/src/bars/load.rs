//! Loading a family of 1,000 events: from its events, from a snapshot, from memory.

use std::time::Instant;

use hamyar_domain::Family;
use hamyar_event_store::{EventStore, StoreOptions};

use super::Rows;
use crate::place::Place;
use crate::report::{Bar, Row};
use crate::times::Times;
use crate::{Fault, families};

const ROUNDS: usize = 200;

async fn time(store: &EventStore, seed: families::Seed, cold: bool) -> Result<f64, Fault> {
    let mut times = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS + 10 {
        if cold {
            store.forget_caches();
        }
        let began = Instant::now();
        store.load::<Family>(seed.id).await?;
        if round >= 10 {
            times.push(began.elapsed());
        }
    }
    Ok(Times::new(times).at(0.5))
}

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("load", &[]).await?;
    let events = place.size(1_000, 100);
    let seed = families::seeds(1)[0];
    families::make(&database.store, &[seed], events).await?;
    // Snapshots are written behind the commands' backs.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let mut options = StoreOptions::new(&database.url, database.key.clone());
    options.snapshot_version = "none".to_owned();
    let without = EventStore::open(options).await?;
    let cold = time(&without, seed, true).await?;
    let snapshot = time(&database.store, seed, true).await?;
    let cached = time(&database.store, seed, false).await?;
    let row = |what: &str, bar: f64, figure: f64, how: &str| {
        let what = format!("load a family of {events} events, p50, {what}");
        Row::new(what, Bar::AtMost(bar), figure, "ms", format!("{how}; {ROUNDS} loads, one at a time"))
    };
    Ok(vec![
        row("cold", 1.5, cold, "caches forgotten, no snapshot; subjects' keys unwrapped again"),
        row("from a snapshot", 0.2, snapshot, "caches forgotten, snapshot and the events after it"),
        row("cached", 0.01, cached, "`load`, which asks the database for what is newer"),
    ])
}
