//! What can be asked of an indicator set.

use chrono::NaiveDate;
use hamyar_events::family::Sentence;
use hamyar_events::indicator_set::{Indicator, TierBands};
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of an indicator set.
    IndicatorSetCommand { PublishIndicatorSet "replaces", DraftIndicatorSet "replaces", DiscardIndicatorSetDraft "replaces" }
}

/// Publish the next version of the set, whole. Earlier versions stay as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishIndicatorSet {
    pub title: Sentence,
    pub indicators: Vec<Indicator>,
    pub bands: TierBands,
    pub effective_from: NaiveDate,
}

/// Keep the next version as far as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftIndicatorSet {
    /// The version it began as a copy of.
    pub based_on: Option<u32>,
    pub title: Sentence,
    pub indicators: Vec<Indicator>,
    pub bands: TierBands,
}

/// Give the draft up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscardIndicatorSetDraft {}
