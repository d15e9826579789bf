//! What later decisions need to know.

use hamyar_events::NeighborhoodEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Neighborhood {}

impl Neighborhood {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &NeighborhoodEvent) {
        let _ = event;
    }
}
