//! Verifying every hash of the log.

use std::collections::HashMap;
use std::time::Instant;

use hamyar_event_store::chain::{START, verify_event};

use super::Rows;
use crate::place::Database;
use crate::report::{Bar, Row};

pub(super) async fn measure(database: &Database) -> Rows {
    let head = database.store.head().await?;
    let began = Instant::now();
    let mut heads = HashMap::new();
    let mut replay = database.store.replay(0, head);
    while let Some(events) = replay.next_stored().await? {
        for event in &events {
            let (hash, sequence) = heads.entry(event.stream_id).or_insert((START, 0));
            *sequence += 1;
            *hash = verify_event(hash, *sequence, event)?;
        }
    }
    let rate = head as f64 / began.elapsed().as_secs_f64();
    let how = format!(
        "{head} events of {} streams read and hashed again; signed checkpoints are not part of it",
        heads.len()
    );
    Ok(vec![Row::new("chain verification, events/s", Bar::AtLeast(250_000.0), rate, "/s", how)])
}
