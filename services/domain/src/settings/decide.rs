//! What the program's numbers may be, and how its approved texts come and go.

use chrono::NaiveDate;
use hamyar_events::settings::{ApprovedTextPublished, ApprovedTextWithdrawn, SettingsPublished};
use hamyar_events::{SettingsEvent, Urgency};

use super::*;
use crate::checks::Checks;

/// Characters of a title or a name, and of a whole text.
const TITLE_MAX: u32 = 300;
const BODY_MAX: u32 = 50_000;

impl Settings {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &SettingsCommand) -> Result<Vec<SettingsEvent>, SettingsRefusal> {
        match command {
            SettingsCommand::PublishSettings(wish) => self.publish(wish),
            SettingsCommand::PublishApprovedText(wish) => self.publish_text(wish),
            SettingsCommand::WithdrawApprovedText(wish) => self.withdraw_text(wish),
            SettingsCommand::PublishPriorityRule(wish) => self.publish_priority_rule(wish),
        }
    }

    fn publish(&self, wish: &PublishSettings) -> Result<Vec<SettingsEvent>, SettingsRefusal> {
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

    fn publish_text(&self, wish: &PublishApprovedText) -> Result<Vec<SettingsEvent>, SettingsRefusal> {
        let text = &wish.text;
        let known = self.texts.get(&text.text_id);
        let mut checks = Checks::new();
        checks.text("title.fa", &text.title.fa, TITLE_MAX);
        checks.text("title.en", &text.title.en, TITLE_MAX);
        checks.text("body", &text.body, BODY_MAX);
        checks.text("approved_by", &text.approved_by, TITLE_MAX);
        let earliest = known.map_or(NaiveDate::MIN, |known| known.newest.approved_on);
        checks.between("approved_on", text.approved_on, earliest, wish.today);
        checks.done::<SettingsRefusal>()?;
        match known {
            None if wish.again => Err(SettingsRefusal::UnknownText),
            Some(known) if known.withdrawn => Err(SettingsRefusal::TextWithdrawn),
            _ => {
                let before = known.map_or(0, |known| known.newest.version);
                let same = ApprovedTextPublished { version: before, ..text.clone() };
                if known.is_some_and(|known| known.newest == same) {
                    return Ok(Vec::new());
                }
                if wish.after_version.is_some_and(|seen| seen != before) {
                    return Err(SettingsRefusal::TextChanged { version: before });
                }
                Ok(vec![ApprovedTextPublished { version: before.saturating_add(1), ..same }.into()])
            }
        }
    }

    fn withdraw_text(&self, wish: &WithdrawApprovedText) -> Result<Vec<SettingsEvent>, SettingsRefusal> {
        let withdrawal = &wish.withdrawal;
        let known = self.texts.get(&withdrawal.text_id).ok_or(SettingsRefusal::UnknownText)?;
        let mut checks = Checks::new();
        checks.text("reason", &withdrawal.reason, 2000);
        checks.between("withdrawn_on", withdrawal.withdrawn_on, known.newest.approved_on, wish.today);
        checks.done::<SettingsRefusal>()?;
        if known.withdrawn {
            return Ok(Vec::new());
        }
        Ok(vec![ApprovedTextWithdrawn { version: known.newest.version, ..withdrawal.clone() }.into()])
    }
}
