//! An activity of general aid, from plan to attendance.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Activity, ActivityCommand, hamyar_events::ActivityEvent, ActivityRefusal);
