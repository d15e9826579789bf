//! What later decisions need to know.

use hamyar_events::AgencyEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Agency {}

impl Agency {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &AgencyEvent) {
        let _ = event;
    }
}
