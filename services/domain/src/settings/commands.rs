//! What can be asked of the settings.

use chrono::NaiveDate;
use hamyar_events::settings::{ApprovedTextPublished, ApprovedTextWithdrawn, ProgramNumbers};
use serde::{Deserialize, Serialize};

pub use super::priority::PublishPriorityRule;

commands! {
    /// Everything that can be asked of the settings.
    SettingsCommand { PublishSettings "replaces", PublishApprovedText "replaces", WithdrawApprovedText, PublishPriorityRule "replaces" }
}

/// Publish the next version of the program's numbers, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishSettings {
    pub values: ProgramNumbers,
    pub effective_from: NaiveDate,
}

/// Publish a text that a body approved, or its next version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishApprovedText {
    /// Its version follows from the one before it.
    #[serde(flatten)]
    pub text: ApprovedTextPublished,
    /// The text must be there: its next version is published.
    #[serde(skip)]
    pub again: bool,
    /// The version that was on the screen; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_version: Option<u32>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Say that an approved text is no longer in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawApprovedText {
    #[serde(flatten)]
    pub withdrawal: ApprovedTextWithdrawn,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}
