//! What later decisions, and every assessment, need to know of a set: all its versions, since old assessments keep theirs.

use chrono::NaiveDate;
use hamyar_events::family::{Sentence, SetReference};
use hamyar_events::indicator_set::{Indicator, IndicatorSetDrafted, TierBands};
use hamyar_events::*;
use serde::{Deserialize, Serialize};

/// A set of indicators with its published versions, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IndicatorSet {
    pub versions: Vec<Version>,
    /// The next version as far as it is written.
    #[serde(default)]
    pub draft: Option<IndicatorSetDrafted>,
}

/// A version as it was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Version {
    pub version: u32,
    pub title: Sentence,
    pub indicators: Vec<Indicator>,
    pub bands: TierBands,
    pub effective_from: NaiveDate,
}

/// One published version of a set, as assessments and tiers use it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PublishedSet {
    pub reference: SetReference,
    pub indicators: Vec<Indicator>,
    pub bands: TierBands,
}

impl PublishedSet {
    /// The indicator of that code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|one| one.code == code)
    }
}

impl IndicatorSet {
    /// A version as assessments use it, `set_id` being the stream's id; `None` when there is no such version.
    pub fn published(&self, set_id: IndicatorSetId, version: u32) -> Option<PublishedSet> {
        let found = self.versions.iter().find(|one| one.version == version)?;
        Some(PublishedSet {
            reference: SetReference { set_id, version },
            indicators: found.indicators.clone(),
            bands: found.bands,
        })
    }

    /// The version in effect on a day; before the first takes effect, the first.
    pub fn in_effect(&self, set_id: IndicatorSetId, day: NaiveDate) -> Option<PublishedSet> {
        let found = self.versions.iter().rev().find(|one| one.effective_from <= day).or(self.versions.first())?;
        self.published(set_id, found.version)
    }

    /// Whether a version was in effect on a day or before it; the first always was.
    pub fn was_in_effect_by(&self, version: u32, day: NaiveDate) -> bool {
        let first = self.versions.first().is_some_and(|one| one.version == version);
        first || self.versions.iter().any(|one| one.version == version && one.effective_from <= day)
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &IndicatorSetEvent) {
        let event = match event {
            IndicatorSetEvent::IndicatorSetPublished(event) => event,
            IndicatorSetEvent::IndicatorSetDrafted(draft) => {
                self.draft = Some(draft.clone());
                return;
            }
            IndicatorSetEvent::IndicatorSetDraftDiscarded(_) => {
                self.draft = None;
                return;
            }
        };
        self.draft = None;
        self.versions.push(Version {
            version: event.version,
            title: event.title.clone(),
            indicators: event.indicators.clone(),
            bands: event.bands,
            effective_from: event.effective_from,
        });
    }
}
