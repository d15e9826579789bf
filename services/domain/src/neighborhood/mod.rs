//! Neighborhoods in their place, with groups and profile.

mod commands;
mod decide;
mod refusals;
mod roadmap;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use roadmap::{ActionKnown, ActionState, RiskKnown, Roadmap};
pub use state::*;

aggregate!(Neighborhood, NeighborhoodCommand, hamyar_events::NeighborhoodEvent, NeighborhoodRefusal);
