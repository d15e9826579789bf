//! Places above the neighborhood, and groups that overlap them.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Place, PlaceCommand, hamyar_events::PlaceEvent, PlaceRefusal);
