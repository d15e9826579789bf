//! Why a catalog turns a command down.

refusals! {
    /// Why a catalog turns a command down.
    CatalogRefusal {
        UnknownTerm = "unknown_term", "the catalog has no such term";
    }
}
