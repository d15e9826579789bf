//! The rules of an agency.

use hamyar_events::AgencyEvent;
use hamyar_events::agency::EnforcementMarked;

use super::{Agency, AgencyCommand, AgencyRefusal};
use crate::checks::Checks;

impl Agency {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &AgencyCommand) -> Result<Vec<AgencyEvent>, AgencyRefusal> {
        match command {
            AgencyCommand::RegisterAgency(command) => {
                let agency = &command.agency;
                let mut checks = Checks::new();
                checks.text("name", &agency.name, 300);
                checks.text("source", &agency.source, 200);
                checks.done::<AgencyRefusal>()?;
                if self.registered {
                    return Err(AgencyRefusal::AlreadyRegistered);
                }
                Ok(vec![agency.clone().into()])
            }
            AgencyCommand::AddAlias(command) => {
                self.known()?;
                let alias = &command.alias;
                Checks::new().text("alias", &alias.alias, 300).done::<AgencyRefusal>()?;
                if alias.alias == self.name || self.aliases.contains(&alias.alias) {
                    return Ok(Vec::new());
                }
                Ok(vec![alias.clone().into()])
            }
            AgencyCommand::RecordDuty(command) => {
                self.known()?;
                let duty = &command.duty;
                Checks::new().text("text", &duty.text, 4000).done::<AgencyRefusal>()?;
                if self.duties.get(&duty.number) == Some(&duty.text) {
                    return Ok(Vec::new());
                }
                Ok(vec![duty.clone().into()])
            }
            AgencyCommand::MarkEnforcement(command) => {
                self.known()?;
                if self.enforcement == command.enforcement {
                    return Ok(Vec::new());
                }
                Ok(vec![EnforcementMarked { enforcement: command.enforcement }.into()])
            }
        }
    }

    fn known(&self) -> Result<(), AgencyRefusal> {
        if self.registered { Ok(()) } else { Err(AgencyRefusal::NotRegistered) }
    }
}
