//! The rules.

use hamyar_events::PlaceEvent;

use super::{Place, PlaceCommand, PlaceRefusal};

impl Place {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &PlaceCommand) -> Result<Vec<PlaceEvent>, PlaceRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
