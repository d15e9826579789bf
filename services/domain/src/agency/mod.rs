//! Agencies: bodies that own duties, tasks and services.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Agency, AgencyCommand, hamyar_events::AgencyEvent, AgencyRefusal);
