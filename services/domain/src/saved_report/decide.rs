//! The rules of a saved report. Which measures and dimensions there are is known where they are read: a command brings codes that were looked up.

use hamyar_events::saved_report::SavedReportDeleted;
use hamyar_events::{SavedReportEvent, UserId};

use super::{SavedReport, SavedReportCommand, SavedReportRefusal};
use crate::checks::Checks;

/// Characters of a name at most.
const NAME_MAX: u32 = 120;

impl SavedReport {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &SavedReportCommand) -> Result<Vec<SavedReportEvent>, SavedReportRefusal> {
        match command {
            SavedReportCommand::SaveReport(command) => {
                let report = &command.report;
                Checks::new().text("name", &report.name, NAME_MAX).done::<SavedReportRefusal>()?;
                if self.owner.is_some() {
                    return Err(SavedReportRefusal::AlreadySaved);
                }
                Ok(vec![report.clone().into()])
            }
            SavedReportCommand::RenameReport(command) => {
                self.own(command.by)?;
                let renaming = &command.renaming;
                Checks::new().text("name", &renaming.name, NAME_MAX).done::<SavedReportRefusal>()?;
                Ok(self.unless(renaming.name == self.name, renaming.clone()))
            }
            SavedReportCommand::ChangeReport(command) => {
                self.own(command.by)?;
                let change = &command.change;
                Ok(self.unless(self.definition.as_ref() == Some(&change.definition), change.clone()))
            }
            SavedReportCommand::ShareReport(command) => {
                self.own(command.by)?;
                let sharing = &command.sharing;
                Ok(self.unless(self.shared_with == sharing.with, sharing.clone()))
            }
            SavedReportCommand::DeleteReport(command) => match self.own(command.by) {
                // What is gone already is as it was wished.
                Err(SavedReportRefusal::Deleted) => Ok(Vec::new()),
                Err(refusal) => Err(refusal),
                Ok(()) => Ok(vec![SavedReportDeleted {}.into()]),
            },
        }
    }

    /// It is there, and theirs.
    fn own(&self, by: UserId) -> Result<(), SavedReportRefusal> {
        match self.owner {
            None => Err(SavedReportRefusal::NotSaved),
            Some(owner) if owner != by => Err(SavedReportRefusal::NotOwner),
            Some(_) if self.deleted => Err(SavedReportRefusal::Deleted),
            Some(_) => Ok(()),
        }
    }

    fn unless(&self, holds: bool, event: impl Into<SavedReportEvent>) -> Vec<SavedReportEvent> {
        if holds { Vec::new() } else { vec![event.into()] }
    }
}
