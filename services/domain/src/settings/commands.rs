//! What can be asked of the settings.

use chrono::NaiveDate;
use hamyar_events::settings::ProgramNumbers;
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of the settings.
    SettingsCommand { PublishSettings "replaces" }
}

/// Publish the next version of the program's numbers, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishSettings {
    pub values: ProgramNumbers,
    pub effective_from: NaiveDate,
}
