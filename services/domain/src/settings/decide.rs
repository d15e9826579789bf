//! What the program's numbers may be.

use hamyar_events::settings::SettingsPublished;
use hamyar_events::{SettingsEvent, Urgency};

use super::{Settings, SettingsCommand, SettingsRefusal};
use crate::checks::Checks;

impl Settings {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &SettingsCommand) -> Result<Vec<SettingsEvent>, SettingsRefusal> {
        let SettingsCommand::PublishSettings(wish) = command;
        let values = &wish.values;
        let mut checks = Checks::new();
        checks.range("hours_before", i64::from(values.hours_before), 0, 400);
        checks.range("hours_during", i64::from(values.hours_during), 0, 400);
        checks.range("caseload_max", i64::from(values.caseload_max), 1, 100);
        checks.range("caseload_min", i64::from(values.caseload_min), 0, i64::from(values.caseload_max));
        checks.range("assignment_years", i64::from(values.assignment_years), 1, 5);
        checks.range("quorum_min", i64::from(values.quorum_min), 1, 30);
        checks.range("year_end_notice_days", i64::from(values.year_end_notice_days), 0, 365);
        checks.range("visit_every_days", i64::from(values.visit_every_days), 1, 365);
        checks.range("assessment_within_days", i64::from(values.assessment_within_days), 1, 365);
        checks.range("retention_years", i64::from(values.retention_years()), 1, 100);
        checks.range("answer_days", i64::from(values.answer_days(Urgency::Normal)), 1, 90);
        checks.range("urgent_answer_days", i64::from(values.answer_days(Urgency::Urgent)), 1, 90);
        checks.done::<SettingsRefusal>()?;
        let last = self.versions.last();
        if last.is_some_and(|last| last.values == *values) {
            return Ok(Vec::new());
        }
        if let Some(last) = last.filter(|last| wish.effective_from < last.effective_from) {
            return Err(SettingsRefusal::EffectiveBeforeLast { last: last.effective_from });
        }
        Ok(vec![
            SettingsPublished {
                version: last.map_or(0, |last| last.version).saturating_add(1),
                values: *values,
                effective_from: wish.effective_from,
            }
            .into(),
        ])
    }
}
