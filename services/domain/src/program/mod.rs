//! A program: what it is, where, under which agreement, the cell of the matrix of interventions it belongs to, and which agency does what in it.

mod commands;
mod decide;
mod refusals;
mod shares;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Program, ProgramCommand, hamyar_events::ProgramEvent, ProgramRefusal);
