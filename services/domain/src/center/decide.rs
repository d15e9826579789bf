//! The rules.

use hamyar_events::CenterEvent;

use super::{Center, CenterCommand, CenterRefusal};

impl Center {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &CenterCommand) -> Result<Vec<CenterEvent>, CenterRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
