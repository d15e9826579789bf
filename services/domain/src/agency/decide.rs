//! The rules of an agency.

use hamyar_events::AgencyEvent;
use hamyar_events::agency::{EnforcementMarked, ListColumn};

use super::{Agency, AgencyCommand, AgencyRefusal};
use crate::Rule;
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
            AgencyCommand::MapListColumns(command) => {
                self.known()?;
                let columns = &command.mapping.columns;
                let mut checks = Checks::new();
                checks.fault_if(columns.is_empty(), "columns", Rule::Required);
                for (place, one) in columns.iter().enumerate() {
                    checks.text(format!("columns[{place}].header"), &one.header, 120);
                    checks.code(format!("columns[{place}].column"), &one.column);
                    // One heading means one thing, and one thing stands under one heading.
                    let is_twice = |other: &ListColumn| other.header == one.header || other.column == one.column;
                    let again = columns.iter().take(place).any(is_twice);
                    checks.fault_if(again, format!("columns[{place}].column"), Rule::Duplicate);
                }
                checks.done::<AgencyRefusal>()?;
                if self.list_columns == *columns {
                    return Ok(Vec::new());
                }
                Ok(vec![command.mapping.clone().into()])
            }
        }
    }

    fn known(&self) -> Result<(), AgencyRefusal> {
        if self.registered { Ok(()) } else { Err(AgencyRefusal::NotRegistered) }
    }
}
