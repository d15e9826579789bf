//! The rules.

use hamyar_events::FamilyEvent;

use super::{Family, FamilyCommand, FamilyRefusal};

impl Family {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &FamilyCommand) -> Result<Vec<FamilyEvent>, FamilyRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
