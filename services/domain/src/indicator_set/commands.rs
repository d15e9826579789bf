//! What can be asked of an indicator set.

use chrono::NaiveDate;
use hamyar_events::family::Sentence;
use hamyar_events::indicator_set::{Indicator, TierBands};
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of an indicator set.
    IndicatorSetCommand { PublishIndicatorSet "replaces" }
}

/// Publish the next version of the set, whole. Earlier versions stay as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishIndicatorSet {
    pub title: Sentence,
    pub indicators: Vec<Indicator>,
    pub bands: TierBands,
    pub effective_from: NaiveDate,
}
