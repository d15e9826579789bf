//! What later decisions need to know.

use hamyar_events::CatalogEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalog {}

impl Catalog {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &CatalogEvent) {
        let _ = event;
    }
}
