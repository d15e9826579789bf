//! What later decisions need to know.

use hamyar_events::IndicatorSetEvent;
use serde::{Deserialize, Serialize};

/// State.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IndicatorSet {}

impl IndicatorSet {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &IndicatorSetEvent) {
        let _ = event;
    }
}

/// One published version of a set, as assessments and tiers use it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PublishedSet {
    pub reference: hamyar_events::family::SetReference,
    pub indicators: Vec<hamyar_events::indicator_set::Indicator>,
    pub bands: hamyar_events::indicator_set::TierBands,
}
