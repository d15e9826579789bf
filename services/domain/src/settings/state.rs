//! The program's numbers, version by version.

use chrono::NaiveDate;
use hamyar_events::SettingsEvent;
use hamyar_events::settings::ProgramNumbers;
use serde::{Deserialize, Serialize};

/// The settings with their published versions, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    pub versions: Vec<Version>,
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
        let SettingsEvent::SettingsPublished(event) = event;
        let version = Version { version: event.version, values: event.values, effective_from: event.effective_from };
        self.versions.push(version);
    }
}
