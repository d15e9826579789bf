//! What threatens a neighborhood and its roadmap: risks, actions by horizon, versions, and what agencies say of their actions.

mod commands;
mod decide;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use state::*;
