//! The catalog stream: open lists of terms (service kinds, methods, categories, skills …) in both languages.

use serde::{Deserialize, Serialize};

use crate::family::Sentence;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a catalog.
    CatalogEvent, stream "catalog" {
        CatalogTermDefined = "catalog_term_defined" @ "1.0.0",
        CatalogTermRetired = "catalog_term_retired" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for CatalogEvent {}

/// A term was defined or redefined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CatalogTermDefined {
    /// Name of the catalog, e.g. `service_kind`, `focused_aid_method`, `vulnerable_group`.
    pub catalog: String,
    pub code: String,
    pub title: Sentence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<Domain>,
    /// Group within the catalog, where the source has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    pub order: u16,
    pub source: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CatalogTermRetired {
    pub catalog: String,
    pub code: String,
}
