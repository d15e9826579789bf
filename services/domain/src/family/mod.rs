mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(Family, FamilyCommand, hamyar_events::FamilyEvent, FamilyRefusal);
