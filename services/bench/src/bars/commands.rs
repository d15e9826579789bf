//! Commands per second at the store: sealing, chain, ids, ordered positions; and how long one takes.

use super::{Rows, STREAMS};
use crate::limit::limit;
use crate::place::{Database, Place};
use crate::report::{Bar, Row};
use crate::work::{self, Sealed};

pub(super) async fn measure(place: &Place, database: &Database) -> Rows {
    let streams = place.size(STREAMS, 200);
    work::fill::<Sealed>(&database.store, streams, 1).await?;
    let mut rows = Vec::new();
    for (in_flight, bar) in [(8, 0.45), (32, 0.9), (128, 1.3)] {
        // The limit has no more clients than 32: with more of them it only falls.
        let limit = limit(place, database, in_flight.min(32)).await?;
        let (rate, times) = work::load::<Sealed>(&database.store, streams, in_flight, place.seconds()).await?;
        let how = format!(
            "one event with one sealed field per command, {streams} streams at random; limit: {:.0} one-row commits/s by {} with {} clients",
            limit.rate,
            limit.by,
            in_flight.min(32)
        );
        rows.push(
            Row::new(format!("commands/s, {in_flight} in flight"), Bar::Ratio(bar), rate, "/s", how).of(limit.rate),
        );
        if in_flight == 8 {
            let how = format!("{} commands", times.len());
            rows.push(Row::new(
                "command latency p99 at the store, 8 in flight",
                Bar::AtMost(2.0),
                times.at(0.99),
                "ms",
                how,
            ));
        }
    }
    Ok(rows)
}
