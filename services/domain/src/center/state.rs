//! What later decisions need to know.

use hamyar_events::CenterEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Center {}

impl Center {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &CenterEvent) {
        let _ = event;
    }
}
