//! A line of equipment: delivery by delivery, beside what a document declares of it.

mod commands;
mod decide;
mod refusals;
mod state;
#[cfg(test)]
mod tests;

pub use commands::*;
pub use refusals::*;
pub use state::*;

aggregate!(EquipmentLine, EquipmentCommand, hamyar_events::EquipmentEvent, EquipmentRefusal);
