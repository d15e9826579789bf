//! Real input: registers of families as agencies send them, and the project's own seed data.

pub mod gazetteer;
pub mod register;
pub mod seeds;

pub use gazetteer::{Gazetteer, KnownNeighborhood, Resolution};
