//! The program's numbers, version by version, and the texts that its bodies approved.

use chrono::NaiveDate;
use hamyar_events::settings::{ApprovedTextPublished, PriorityRulePublished, ProgramNumbers};
use hamyar_events::{ApprovedTextId, SettingsEvent};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The settings with their published versions, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub versions: Vec<Version>,
    /// Texts that the program's bodies approved.
    #[serde(default)]
    pub texts: BTreeMap<ApprovedTextId, ApprovedText>,
    /// Rules by which neighborhoods get their priority, oldest first, beside the one the program ships with.
    #[serde(default)]
    pub priority_rules: Vec<PriorityRulePublished>,
}

/// An approved text as it was published last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApprovedText {
    pub newest: ApprovedTextPublished,
    pub withdrawn: bool,
}

/// A version as it was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    pub version: u32,
    pub values: ProgramNumbers,
    pub effective_from: NaiveDate,
}

impl Settings {
    /// The numbers in effect on a day; the program's own before any were published.
    pub fn in_effect(&self, day: NaiveDate) -> ProgramNumbers {
        self.versions
            .iter()
            .rev()
            .find(|one| one.effective_from <= day)
            .or(self.versions.first())
            .map_or_else(ProgramNumbers::default, |one| one.values)
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &SettingsEvent) {
        match event {
            SettingsEvent::SettingsPublished(event) => {
                let version =
                    Version { version: event.version, values: event.values, effective_from: event.effective_from };
                self.versions.push(version);
            }
            SettingsEvent::PriorityRulePublished(event) => self.priority_rules.push(event.clone()),
            SettingsEvent::ApprovedTextPublished(event) => {
                self.texts.insert(event.text_id, ApprovedText { newest: event.clone(), withdrawn: false });
            }
            SettingsEvent::ApprovedTextWithdrawn(event) => {
                if let Some(text) = self.texts.get_mut(&event.text_id) {
                    text.withdrawn = true;
                }
            }
        }
    }
}
