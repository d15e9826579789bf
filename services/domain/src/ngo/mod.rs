//! A non-governmental organization and its licences: asked for, given or refused by the supervisory board, renewed, revoked.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Ngo, NgoCommand, hamyar_events::NgoEvent, NgoRefusal);
