//! What later decisions need to know.

use hamyar_events::PlaceEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {}

impl Place {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &PlaceEvent) {
        let _ = event;
    }
}
