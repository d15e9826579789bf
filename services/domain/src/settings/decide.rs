//! The rules.

use hamyar_events::SettingsEvent;

use super::{Settings, SettingsCommand, SettingsRefusal};

impl Settings {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &SettingsCommand) -> Result<Vec<SettingsEvent>, SettingsRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
