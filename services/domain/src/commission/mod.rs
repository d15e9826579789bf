//! Commissions: participants, sessions, decisions.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Commission, CommissionCommand, hamyar_events::CommissionEvent, CommissionRefusal);
