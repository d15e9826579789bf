//! What trust costs: sealing and chaining, as a part of the commands per second they leave.

use std::time::Instant;

use hamyar_event_store::chain::{self, Link};
use uuid::Uuid;

use super::{Rows, STREAMS};
use crate::place::Place;
use crate::report::{Bar, Row};
use crate::work::{self, Plain, Sealed};

/// In flight at once: enough that the processor, not the disk, is what the two have to share.
const IN_FLIGHT: u32 = 32;
/// Rounds of each kind, one after the other, so that a machine that slows down slows both.
const ROUNDS: usize = 3;

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("trust", &[]).await?;
    let streams = place.size(STREAMS, 200);
    work::fill::<Sealed>(&database.store, streams, 1).await?;
    work::fill::<Plain>(&database.store, streams, 1).await?;
    let (mut sealed, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..place.size(ROUNDS, 1) {
        sealed.push(work::load::<Sealed>(&database.store, streams, IN_FLIGHT, place.seconds()).await?.0);
        plain.push(work::load::<Plain>(&database.store, streams, IN_FLIGHT, place.seconds()).await?.0);
    }
    let (sealed, plain) = (median(sealed), median(plain));
    let how = format!(
        "{sealed:.0} commands/s with one sealed field against {plain:.0}/s with the same text in clear, {IN_FLIGHT} in flight, medians of \
         {} rounds in turn",
        place.size(ROUNDS, 1)
    );
    let sealing =
        Row::new("cost of sealing on commands/s", Bar::AtMost(10.0), 100.0 * (1.0 - sealed / plain), "%", how);

    let each = seconds_of_a_hash();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let how = format!(
        "{:.2} µs for the hash of such an event, at {sealed:.0} commands/s on {cores} cores: its part of the machine's time",
        each * 1e6
    );
    let share = 100.0 * each * sealed / cores as f64;
    Ok(vec![sealing, Row::new("cost of chaining on commands/s", Bar::AtMost(10.0), share, "%", how)])
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

/// Of an event as long as a sealed visit.
fn seconds_of_a_hash() -> f64 {
    const HASHES: u32 = 100_000;
    let (metadata, payload) = ("m".repeat(420), "p".repeat(380));
    let mut prev_hash = chain::START;
    let began = Instant::now();
    for sequence in 0..HASHES {
        prev_hash = chain::hash(Link {
            prev_hash: &prev_hash,
            aggregate_type: "load",
            aggregate_id: Uuid::from_u128(7),
            sequence: i64::from(sequence),
            event_type: "visit_recorded",
            event_version: "1",
            metadata: &metadata,
            payload: &payload,
        });
    }
    let taken = began.elapsed().as_secs_f64();
    std::hint::black_box(prev_hash);
    taken / f64::from(HASHES)
}
