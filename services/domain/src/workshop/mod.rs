//! A workshop of facilitation: a training of facilitators or a class of a neighborhood, with sittings, attendance, tests and findings.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Workshop, WorkshopCommand, hamyar_events::WorkshopEvent, WorkshopRefusal);
