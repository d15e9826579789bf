//! A family's case, from identification to close.

mod commands;
pub(crate) mod decide;
mod eligibility;
mod evolve;
mod late;
mod refusals;
mod services;
mod state;
#[cfg(test)]
mod tests;
mod trust;

pub use commands::*;
pub use decide::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_BYTES_MAX, ATTACHMENTS_MAX, is_register_label, retention_until};
pub use eligibility::{CRITERIA, CRITERIA_VERSION, Criterion, Weight};
pub use late::*;
pub use refusals::*;
pub use services::{RECONCILIATION, is_success, particulars_name, particulars_of};
pub use state::*;
pub use trust::*;

aggregate!(Family, FamilyCommand, hamyar_events::FamilyEvent, FamilyRefusal);
