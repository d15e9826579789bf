//! Open lists of terms.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Catalog, CatalogCommand, hamyar_events::CatalogEvent, CatalogRefusal);
