//! Real input: registers of families as agencies send them, and the project's own seed data.

pub mod agency_list;
pub mod families;
pub mod gazetteer;
pub mod register;
pub mod seeds;
pub mod spreadsheet;

pub use gazetteer::{Gazetteer, KnownNeighborhood, Resolution};
pub use seeds::{SeedReport, SeedSource, import_seeds};
