//! Reading the whole log in order: as stored, and opened and decoded.

use std::time::Instant;

use super::Rows;
use crate::place::Database;
use crate::report::{Bar, Row};
use crate::work::VisitRecorded;

pub(super) async fn measure(database: &Database) -> Rows {
    let store = &database.store;
    let head = store.head().await?;
    let began = Instant::now();
    let mut replay = store.replay(0, head);
    while replay.next_stored().await?.is_some() {}
    let stored = head as f64 / began.elapsed().as_secs_f64();
    let began = Instant::now();
    let mut replay = store.replay(0, head);
    while let Some(events) = replay.next().await? {
        for event in &events {
            event.decode::<VisitRecorded>()?;
        }
    }
    let decoded = head as f64 / began.elapsed().as_secs_f64();
    let how = format!("{head} events, each with one sealed field: read, unsealed, decoded to its type");
    Ok(vec![
        Row::new("replay, decoded events/s", Bar::AtLeast(800_000.0), decoded, "/s", how),
        Row::new("replay, stored events/s", Bar::None, stored, "/s", "the same without unsealing and decoding"),
    ])
}
