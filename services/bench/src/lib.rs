//! Measures what the server is held to, beside the limit of the machine in the same run, and writes it down: bar, figure, ratio, met or gap.
//!
//! Everything runs on a PostgreSQL of the measurement's own, with the product's own settings, client and server on the same machine. A bar
//! that could not be measured stands in the table as such.

mod bars;
mod client;
mod families;
mod limit;
mod machine;
mod place;
mod report;
mod served;
mod times;
mod work;

use std::path::PathBuf;

pub use bars::GROUPS;
pub use report::{Bar, Report, Row};

use crate::place::Place;

/// What is measured, and how long.
#[derive(Clone, Debug)]
pub struct BenchOptions {
    /// Families of the screens' read models.
    pub families: u32,
    /// Persons of the register that is searched.
    pub persons: u32,
    /// Short rounds on little data: shows that everything runs, not how fast.
    pub quick: bool,
    /// The groups to be measured ([`GROUPS`]); all of them when empty.
    pub only: Vec<String>,
    /// The program whose start and memory are measured.
    pub program: PathBuf,
}

/// Why nothing could be measured. A single bar that fails is a row of the report instead.
#[derive(Debug, thiserror::Error)]
#[error("no measurement is possible: {0}")]
pub struct BenchError(String);

/// Whatever kept one bar from being measured.
pub(crate) type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Measures every bar; `tell` hears each row as it is done.
pub async fn run(options: &BenchOptions, tell: &(dyn Fn(&Row) + Send + Sync)) -> Result<Report, BenchError> {
    let place = Place::start(options).await.map_err(|fault| BenchError(fault.to_string()))?;
    let mut report = Report::new(machine::describe(&place), options.quick);
    bars::all(&place, &mut |row| {
        tell(&row);
        report.rows.push(row);
    })
    .await;
    report.load_after = machine::load();
    place.stop().await;
    Ok(report)
}
