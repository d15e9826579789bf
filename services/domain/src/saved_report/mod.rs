//! Saved reports: a question somebody keeps under a name, and with whom it is shared.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(SavedReport, SavedReportCommand, hamyar_events::SavedReportEvent, SavedReportRefusal);
