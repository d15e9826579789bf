//! What later decisions need to know.

use hamyar_events::SettingsEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {}

impl Settings {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &SettingsEvent) {
        let _ = event;
    }
}
