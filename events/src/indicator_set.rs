//! The indicator-set stream: versioned indicators and the rule that turns readings into tiers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::family::Sentence;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to an indicator set.
    IndicatorSetEvent, stream "indicator_set" {
        IndicatorSetPublished = "indicator_set_published" @ "1.0.0",
        IndicatorSetDrafted = "indicator_set_drafted" @ "1.0.0",
        IndicatorSetDraftDiscarded = "indicator_set_draft_discarded" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for IndicatorSetEvent {}

/// A version of the set was published; earlier versions stay as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorSetPublished {
    /// 1 for the first, one more with each later one.
    pub version: u32,
    pub title: Sentence,
    pub indicators: Vec<Indicator>,
    pub bands: TierBands,
    pub effective_from: NaiveDate,
}

/// The next version as far as it is written; it may lack words and is used for nothing. Publishing a version ends the draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorSetDrafted {
    /// The version it began as a copy of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<u32>,
    pub title: Sentence,
    pub indicators: Vec<Indicator>,
    pub bands: TierBands,
}

/// The draft was given up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorSetDraftDiscarded {}

/// One measured aspect of a family, in one domain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Indicator {
    pub code: String,
    pub domain: Domain,
    pub title: Sentence,
    /// Descriptor of each step, 0 (worst) to 4 (best).
    pub steps: Vec<Sentence>,
    /// 1 to 10.
    pub weight: u16,
    /// A reading at or below this value alone makes the family harmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical_at: Option<u8>,
    /// The least way in which a reading of it is to be known; any way when absent. A reading known otherwise counts and is marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_by: Option<HowKnown>,
}

/// The rule from scores to tiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TierBands {
    pub rule_version: u32,
    /// A domain score (thousandths) below this is harmed.
    pub harmed_below: u16,
    /// A domain score (thousandths) below this and not harmed is at risk.
    pub at_risk_below: u16,
    /// Readings a domain needs before a baseline or final tier may rest on it.
    pub readings_per_domain: u8,
}
