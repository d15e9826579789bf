//! A caseworker's training and caseload.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Caseworker, CaseworkerCommand, hamyar_events::CaseworkerEvent, CaseworkerRefusal);
