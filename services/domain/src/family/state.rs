//! What later decisions need to know.

use hamyar_events::FamilyEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Family {}

impl Family {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &FamilyEvent) {
        let _ = event;
    }
}
