//! What can be asked of a catalog of terms.

use hamyar_events::catalog::CatalogTermDefined;
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a catalog.
    CatalogCommand { DefineTerm, RetireTerm }
}

/// Define a term, or define it anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DefineTerm {
    #[serde(flatten)]
    pub term: CatalogTermDefined,
}

/// A term is no longer offered; what was recorded with it stays readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetireTerm {
    pub catalog: String,
    pub code: String,
}
