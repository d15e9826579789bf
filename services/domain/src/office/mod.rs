//! A facilitation office: called, contracted, opened; its work plan by task and neighborhood, its groups, needs profiles with two approvals, action
//! plans, evaluations and quarterly reports.

pub mod catalog;
mod commands;
mod decide;
mod evaluations;
mod groups;
mod plans;
mod profiles;
mod refusals;
mod state;
#[cfg(test)]
mod tests;
mod work;

pub use commands::*;
pub use evaluations::{evaluation_due, report_due};
pub use refusals::*;
pub use state::*;

aggregate!(Office, OfficeCommand, hamyar_events::OfficeEvent, OfficeRefusal);
