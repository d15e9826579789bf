//! The same with a slower disk: PostgreSQL waits one millisecond before every flush.

use super::Rows;
use crate::limit::limit;
use crate::place::Place;
use crate::report::{Bar, Row};
use crate::work::{self, Sealed};

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("slow", &["commit_delay = 1000", "commit_siblings = 0"]).await?;
    let streams = place.size(2_000, 100);
    work::fill::<Sealed>(&database.store, streams, 1).await?;
    let limit = limit(place, &database, 32).await?;
    let mut rows = Vec::new();
    for (in_flight, bar) in [(32, 0.4), (128, 1.0)] {
        let (rate, _) = work::load::<Sealed>(&database.store, streams, in_flight, place.seconds()).await?;
        let how = format!("commit_delay 1 ms; limit: {:.0}/s by {} with 32 clients", limit.rate, limit.by);
        let what = format!("commands/s with 1 ms added to every flush, {in_flight} in flight");
        rows.push(Row::new(what, Bar::Ratio(bar), rate, "/s", how).of(limit.rate));
    }
    Ok(rows)
}
