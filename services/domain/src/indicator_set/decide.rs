//! The rules.

use hamyar_events::IndicatorSetEvent;

use super::{IndicatorSet, IndicatorSetCommand, IndicatorSetRefusal};

impl IndicatorSet {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &IndicatorSetCommand) -> Result<Vec<IndicatorSetEvent>, IndicatorSetRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
