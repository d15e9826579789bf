//! A micro-finance fund: members, shares, loans on each other's word, instalments, and a balance that its events explain.

mod commands;
mod decide;
mod lending;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Fund, FundCommand, hamyar_events::FundEvent, FundRefusal);
