//! What later decisions need to know.

use hamyar_events::CaseworkerEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Caseworker {}

impl Caseworker {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &CaseworkerEvent) {
        let _ = event;
    }
}
