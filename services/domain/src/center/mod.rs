//! The local base of the program.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Center, CenterCommand, hamyar_events::CenterEvent, CenterRefusal);
