//! Neighborhoods in their place, with groups and profile.

mod actors;
mod case;
mod commands;
mod decide;
mod duties;
mod indicators;
mod priority;
mod profile;
mod refusals;
mod residents_page;
mod roadmap;
mod state;
#[cfg(test)]
mod tests;

pub use case::*;
pub use commands::*;
pub use indicators::*;
pub use priority::*;
pub use profile::{BOUNDARY_POINTS_MAX, BOUNDARY_POLYGONS_MAX, NOTE_KINDS};
pub use refusals::*;
pub use roadmap::{ActionKnown, ActionState, RiskKnown, Roadmap};
pub use state::*;

aggregate!(Neighborhood, NeighborhoodCommand, hamyar_events::NeighborhoodEvent, NeighborhoodRefusal);
