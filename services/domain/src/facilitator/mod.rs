//! A facilitator: put forward, judged by the criteria, confirmed, with a plan to deliver.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Facilitator, FacilitatorCommand, hamyar_events::FacilitatorEvent, FacilitatorRefusal);
