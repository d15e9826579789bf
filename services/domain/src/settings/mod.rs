//! The program's numbers, as versioned data.

mod commands;
mod decide;
mod priority;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Settings, SettingsCommand, hamyar_events::SettingsEvent, SettingsRefusal);
