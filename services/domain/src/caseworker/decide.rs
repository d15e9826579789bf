//! The rules.

use hamyar_events::CaseworkerEvent;

use super::{Caseworker, CaseworkerCommand, CaseworkerRefusal};

impl Caseworker {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &CaseworkerCommand) -> Result<Vec<CaseworkerEvent>, CaseworkerRefusal> {
        let _ = command;
        Ok(Vec::new())
    }
}
