//! A council, working group, committee or empowerment group: seats of agencies, sessions with person-hours, approvals, letters, obstacles.

mod commands;
mod decide;
mod obstacles;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Council, CouncilCommand, hamyar_events::CouncilEvent, CouncilRefusal);
