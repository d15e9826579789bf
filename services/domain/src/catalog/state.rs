//! What later decisions need to know of the catalogs.

use hamyar_events::CatalogEvent;
use hamyar_events::catalog::CatalogTermDefined;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Open lists of terms: catalog name, then code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalog {
    pub terms: BTreeMap<String, BTreeMap<String, Term>>,
}

/// A term as last defined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    pub definition: CatalogTermDefined,
    pub retired: bool,
}

impl Catalog {
    /// The term, retired or not.
    pub fn term(&self, catalog: &str, code: &str) -> Option<&Term> {
        self.terms.get(catalog)?.get(code)
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &CatalogEvent) {
        match event {
            CatalogEvent::CatalogTermDefined(event) => {
                let term = Term { definition: event.clone(), retired: false };
                self.terms.entry(event.catalog.clone()).or_default().insert(event.code.clone(), term);
            }
            CatalogEvent::CatalogTermRetired(event) => {
                let found = self.terms.get_mut(&event.catalog).and_then(|terms| terms.get_mut(&event.code));
                if let Some(term) = found {
                    term.retired = true;
                }
            }
        }
    }
}
