//! The same on streams that already have 1,000 events.

use super::Rows;
use crate::limit::limit;
use crate::place::Place;
use crate::report::{Bar, Row};
use crate::work::{self, Sealed};

const STREAMS: u128 = 100;

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("long", &[]).await?;
    let events = place.size(1_000, 20);
    work::fill::<Sealed>(&database.store, STREAMS, events).await?;
    let limit = limit(place, &database, 8).await?;
    let (rate, _) = work::load::<Sealed>(&database.store, STREAMS, 8, place.seconds()).await?;
    let how = format!(
        "{STREAMS} streams of {events} events and more, 8 in flight, aggregates cached; limit: {:.0}/s by {} with 8 clients",
        limit.rate, limit.by
    );
    Ok(vec![Row::new("commands/s on streams of 1,000 events", Bar::Ratio(0.4), rate, "/s", how).of(limit.rate)])
}
