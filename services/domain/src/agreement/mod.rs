//! An agreement between agencies, and the tree of credits that its budget lines feed: nothing is drawn or spent that its source does not have.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Agreement, AgreementCommand, hamyar_events::AgreementEvent, AgreementRefusal);
