//! Readings of the indicators, and the tier that rests on them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// The indicator set and the version of it that readings and tiers stand on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetReference {
    pub set_id: IndicatorSetId,
    pub version: u32,
}

/// One indicator read at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Code of the indicator in its set.
    pub indicator: String,
    /// 0 (worst) to 4 (best).
    pub value: u8,
    pub how_known: HowKnown,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
}

/// A dated reading of the indicators, whole or in part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssessmentRecorded {
    pub assessment_id: AssessmentId,
    pub moment: AssessmentMoment,
    /// Number of the family's cycle: 1 from the first baseline on, one more with each later baseline.
    pub cycle: u32,
    pub set: SetReference,
    pub readings: Vec<Reading>,
    /// Codes of indicators read as strengths (ظرفیت).
    pub strengths: Vec<String>,
    /// Codes of indicators read as harms (آسیب).
    pub harms: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<VisitId>,
    pub assessed_on: NaiveDate,
}

/// A reading as a tier used it: code and value, no note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsedReading {
    pub indicator: String,
    pub value: u8,
    pub assessment_id: AssessmentId,
}

/// Score and tier of one domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DomainScore {
    pub domain: Domain,
    /// Weighted share of the best possible, in thousandths: 0 (worst) to 1000 (best).
    pub score: u16,
    pub tier: Tier,
    /// Indicators at their critical level in this domain.
    pub critical: Vec<String>,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sentence {
    pub fa: String,
    pub en: String,
}

/// How a tier was reached by computation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TierComputation {
    pub set: SetReference,
    /// Version of the rule that turns readings into tiers.
    pub rule_version: u32,
    pub readings: Vec<UsedReading>,
    /// Thousandths, 0 to 1000.
    pub score: u16,
    pub domains: Vec<DomainScore>,
    /// Codes of the indicators used that are strengths (ظرفیت), best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strengths: Vec<String>,
    /// Codes of the indicators used that are harms (آسیب), worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub harms: Vec<String>,
    pub tier: Tier,
    pub explanation: Sentence,
}

/// A tier given by hand against or without a computation; both values are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierOverride {
    pub reason: Personal<String>,
}

/// The family was placed in a tier. Preliminary, baseline, interim and final are separate events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierAssigned {
    pub moment: TierMoment,
    pub cycle: u32,
    /// The tier that now holds.
    pub tier: Tier,
    /// Absent for a preliminary tier, which rests on outside information.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<TierComputation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#override: Option<TierOverride>,
    pub explanation: Sentence,
    /// Where the outside information of a preliminary tier came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside_information: Option<InformationSource>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment_id: Option<AssessmentId>,
    pub household_type: HouseholdType,
    pub assigned_on: NaiveDate,
}
