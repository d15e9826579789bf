//! The rules.

use hamyar_events::NeighborhoodEvent;

use super::{Neighborhood, NeighborhoodCommand, NeighborhoodRefusal};

impl Neighborhood {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &NeighborhoodCommand) -> Result<Vec<NeighborhoodEvent>, NeighborhoodRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
