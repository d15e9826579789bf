//! The rules.

use hamyar_events::CommissionEvent;

use super::{Commission, CommissionCommand, CommissionRefusal};

impl Commission {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &CommissionCommand) -> Result<Vec<CommissionEvent>, CommissionRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
