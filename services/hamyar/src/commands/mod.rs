//! One file per command.

pub mod audit;
pub mod backup;
pub mod bench;
pub mod checkpoint;
pub mod demo;
pub mod erase;
pub mod export;
pub mod export_family;
pub mod grants;
pub mod import;
pub mod key;
pub mod migrate;
pub mod national;
pub mod openapi;
pub mod promote;
pub mod rebuild;
pub mod replay;
pub mod report;
pub mod report_named;
pub mod report_pathway;
pub mod report_pilot;
pub mod report_transfers;
pub mod resilience;
pub mod restore;
pub mod user;
pub mod verify;

use std::io::Write;

use serde::Serialize;

use crate::failure::Failure;

/// Writes a result to standard output as JSON, one object.
pub fn print_json(result: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(result)?;
    text.push('\n');
    print(&text)
}

/// Writes a result to standard output. A reader that went away, as `head` does, is no fault.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Today in Tehran.
pub fn today() -> chrono::NaiveDate {
    hamyar_persian::tehran_date(chrono::Utc::now())
}
