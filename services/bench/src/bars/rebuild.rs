//! Rebuilding each read model from the log.

use super::Rows;
use crate::place::Database;
use crate::report::{Bar, Row};

/// Read models with about a row per event; the others are shaped like their aggregates.
const PER_EVENT: &[&str] = &["due_items", "tasks", "cycles"];

pub(super) async fn measure(database: &Database) -> Rows {
    let head = database.store.head().await?;
    let mut rows = Vec::new();
    for projection in hamyar_projections::all() {
        let report = hamyar_projector::check(&database.store, &database.url, &[projection], &mut |_| {}).await?;
        for one in report.projections {
            let bar = if PER_EVENT.contains(&one.name.as_str()) { 200_000.0 } else { 300_000.0 };
            let how = format!(
                "{head} events of 10,000 families, mostly visits and notes; {} rows, equal to the live ones: {}",
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
