//! The rights of one account: what its holder was given, over what, until when.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use decide::{conflict, fits};
pub use refusals::*;
pub use state::*;

aggregate!(Account, AccountCommand, hamyar_events::AccountEvent, AccountRefusal);
