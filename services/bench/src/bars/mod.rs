//! The bars, a file each, in the order in which they are measured.

mod bulk;
mod chain;
mod commands;
mod flush;
mod http;
mod import;
mod load;
mod long_streams;
mod memory;
mod nation;
mod reading;
mod rebuild;
mod register;
mod replay;
mod screens;
mod start;
mod trust;
mod visible;
mod what_if;

use crate::place::{Database, Place};
use crate::report::Row;
use crate::{Fault, families};

/// Streams of the log on which commands are measured.
const STREAMS: u128 = 10_000;

/// Bars that this program does not measure, and why.
const NOT_MEASURED: &[(&str, &str)] = &[
    ("screens at 1,000,000 families", "not part of a usual run: `--families 1000000` measures it"),
    (
        "events skipped or doubled by any reader",
        "shown by tests instead: `services/event-store/tests/log/interleaving.rs`, `tests/integration/faults`",
    ),
    ("phone: first load, offline restart, first sync, JavaScript size", "measured in the browser, not by this program"),
];

pub(crate) type Rows = Result<Vec<Row>, Fault>;

/// The groups of bars that can be measured by themselves, in their order.
pub const GROUPS: &[&str] = &[
    "log",
    "trust",
    "long-streams",
    "flush",
    "load",
    "life",
    "reading",
    "rebuild",
    "screens",
    "register",
    "nation",
    "what-if",
    "import",
    "start",
];

/// Measures everything that is asked for. A bar that fails stands in the report with its reason.
pub(crate) async fn all(place: &Place, add: &mut (dyn FnMut(Row) + Send)) {
    let mut take = |what: &str, rows: Rows| match rows {
        Ok(rows) => rows.into_iter().for_each(&mut *add),
        Err(fault) => add(Row::missing(what, fault.to_string())),
    };
    if place.asks_for("log") {
        match place.database("work", &[]).await {
            Ok(work) => {
                take("commands/s", commands::measure(place, &work).await);
                take("replay, decoded events/s", replay::measure(&work).await);
                take("verify, events/s", chain::measure(&work).await);
            }
            Err(fault) => take("commands/s, replay, chain", Err(fault)),
        }
    }
    if place.asks_for("trust") {
        take("cost of sealing and chaining", trust::measure(place).await);
    }
    if place.asks_for("long-streams") {
        take("commands/s on streams of 1,000 events", long_streams::measure(place).await);
    }
    if place.asks_for("flush") {
        take("commands/s with 1 ms added to every flush", flush::measure(place).await);
    }
    if place.asks_for("load") {
        take("loading a family of 1,000 events", load::measure(place).await);
    }
    if place.asks_for("life") {
        match life(place).await {
            Ok(life) => {
                take("memory of a cached aggregate", memory::cached(place, &life).await);
                take("commands/s through HTTP", http::measure(place, &life).await);
                take("commit → visible", visible::measure(place, &life).await);
            }
            Err(fault) => take("HTTP, commit → visible", Err(fault)),
        }
    }
    if place.asks_for("reading") {
        take("recording a reading", reading::measure(place).await);
    }
    if place.asks_for("rebuild") {
        take("rebuild, events/s", rebuild::measure(place).await);
    }
    if place.asks_for("screens") {
        take("screens, before/after", screens::measure(place).await);
    }
    if place.asks_for("register") {
        take("search in the register", register::measure(place).await);
    }
    if place.asks_for("nation") {
        take("dashboards of province and nation", nation::measure(place).await);
    }
    if place.asks_for("what-if") {
        take("what-if", screens::what_if(place).await);
    }
    if place.asks_for("import") {
        take("import of 10,000 messy rows", import::measure(place).await);
    }
    if place.asks_for("start") {
        take("start and memory of the server", start::measure(place).await);
    }
    take("", Ok(NOT_MEASURED.iter().map(|(what, why)| Row::missing(*what, *why)).collect()));
}

/// A log of families that have only been identified.
async fn life(place: &Place) -> Result<Database, Fault> {
    let database = place.database("life", &[]).await?;
    families::make(&database.store, &families::seeds(place.size(10_000, 200)), 1).await?;
    Ok(database)
}
