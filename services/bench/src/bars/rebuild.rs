//! Rebuilding each read model from the log.

use std::time::Duration;

use hamyar_projector::{Projector, ProjectorOptions};
use tokio_util::sync::CancellationToken;

use super::Rows;
use crate::families;
use crate::place::Place;
use crate::report::{Bar, Row};

/// Read models with about a row per event; the others are shaped like their aggregates.
const PER_EVENT: &[&str] = &["due_items", "tasks", "cycles"];

/// Events of each family: what three years of the demo leave.
const EVENTS: u32 = 50;

pub(super) async fn measure(place: &Place) -> Rows {
    let database = place.database("rebuild", &[]).await?;
    let families = place.size(2_000, 100);
    families::make(&database.store, &families::seeds(families), EVENTS).await?;
    let head = database.store.head().await?;
    // The live rows, to compare with.
    let projector =
        Projector::open(database.store.clone(), ProjectorOptions::new(&database.url), hamyar_projections::all())
            .await?;
    let (shown, stop) = (projector.checkpoints(), CancellationToken::new());
    let running = tokio::spawn({
        let stop = stop.clone();
        async move { projector.run(stop).await }
    });
    shown.wait_for(head, Duration::from_secs(300)).await?;
    stop.cancel();
    running.await?;
    let mut rows = Vec::new();
    for projection in hamyar_projections::all() {
        let report = hamyar_projector::check(&database.store, &database.url, &[projection], &mut |_| {}).await?;
        for one in report.projections {
            let bar = if PER_EVENT.contains(&one.name.as_str()) { 200_000.0 } else { 300_000.0 };
            let how = format!(
                "{head} events of {families} families, mostly visits; {} rows, equal to the live ones: {}",
                one.rows, one.equal
            );
            rows.push(Row::new(
                format!("rebuild of `{}`, events/s", one.name),
                Bar::AtLeast(bar),
                one.events_per_second as f64,
                "/s",
                how,
            ));
        }
    }
    Ok(rows)
}
