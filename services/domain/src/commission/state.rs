//! What later decisions need to know.

use hamyar_events::CommissionEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Commission {}

impl Commission {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &CommissionEvent) {
        let _ = event;
    }
}
