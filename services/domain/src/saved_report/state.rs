//! What later decisions need to know of a saved report.

use hamyar_events::saved_report::{ReportAudience, ReportDefinition};
use hamyar_events::{SavedReportEvent, UserId};
use serde::{Deserialize, Serialize};

/// A report that somebody keeps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SavedReport {
    /// Whoever saved it; none before that.
    pub owner: Option<UserId>,
    pub name: String,
    pub definition: Option<ReportDefinition>,
    pub shared_with: Option<ReportAudience>,
    pub deleted: bool,
}

impl SavedReport {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &SavedReportEvent) {
        match event {
            SavedReportEvent::ReportSaved(event) => {
                self.owner = Some(event.owner);
                self.name = event.name.clone();
                self.definition = Some(event.definition.clone());
                self.shared_with = event.shared_with;
            }
            SavedReportEvent::SavedReportRenamed(event) => self.name = event.name.clone(),
            SavedReportEvent::SavedReportChanged(event) => self.definition = Some(event.definition.clone()),
            SavedReportEvent::SavedReportShared(event) => self.shared_with = event.with,
            SavedReportEvent::SavedReportDeleted(_) => self.deleted = true,
        }
    }
}
