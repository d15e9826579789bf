//! The rules.

use hamyar_events::CatalogEvent;

use super::{Catalog, CatalogCommand, CatalogRefusal};

impl Catalog {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &CatalogCommand) -> Result<Vec<CatalogEvent>, CatalogRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
