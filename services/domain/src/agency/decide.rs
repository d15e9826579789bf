//! The rules.

use hamyar_events::AgencyEvent;

use super::{Agency, AgencyCommand, AgencyRefusal};

impl Agency {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &AgencyCommand) -> Result<Vec<AgencyEvent>, AgencyRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
