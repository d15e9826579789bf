//! The project's own seed data: places, neighborhoods, agencies, catalogs and declared figures of the five documents.

mod agencies;
mod catalogs;
mod figures;
mod ids;
mod load;
mod national;
mod pilot;
mod places;
mod plan;
mod resilience;
mod source;

pub use agencies::agency_id;
pub use ids::catalog_id;
pub use load::{SeedImportError, SeedReport, carry_out, ensure_seeds, import_seeds};
pub use pilot::pilot_council_id;
pub use places::{mashhad_key, neighborhood_id, place_id, zone_key};
pub use plan::{Plan, PlannedCommand, SeedCommand, plan};
pub use resilience::{facilitator_id, training_id};
pub use source::{FILES, Row, SeedError, SeedSource, Sheet};

#[cfg(test)]
mod tests;
