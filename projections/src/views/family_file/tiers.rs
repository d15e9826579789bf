//! Readings of the indicators, and the tiers that rest on them.

use hamyar_events::family::{DomainScore, Reading, SetReference, UsedReading};
use hamyar_events::{AssessmentMoment, HowKnown, InformationSource, Tier, TierMoment};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{ActorRef, CivilDate, Title};

/// Another tier than the computed one that a caseworker proposed, and what the manager said.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileTierProposal {
    pub id: Uuid,
    pub moment: AssessmentMoment,
    pub tier: Tier,
    /// What the rule computed when it was proposed.
    pub computed: Tier,
    pub reason: Option<String>,
    /// `waiting`, `accepted`, `declined`, `withdrawn`.
    pub state: String,
    pub proposed_on: CivilDate,
    pub proposed_by: ActorRef,
    pub answer: Option<String>,
    pub answered_on: Option<CivilDate>,
    pub answered_by: Option<ActorRef>,
}

/// One tier of the family's history with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileTier {
    pub moment: TierMoment,
    pub cycle: u32,
    /// The tier that was given.
    pub tier: Tier,
    /// What the rule computed, where it did.
    pub computed_tier: Option<Tier>,
    /// Whether the given tier differs from the computed one by a person's decision.
    pub overridden: bool,
    pub override_reason: Option<String>,
    /// Thousandths.
    pub score: Option<u16>,
    pub domains: Vec<DomainScore>,
    /// Codes of indicators read as strengths.
    pub strengths: Vec<String>,
    /// Codes of indicators read as harms.
    pub harms: Vec<String>,
    pub explanation: Title,
    pub set: Option<SetReference>,
    pub rule_version: Option<u32>,
    pub readings: Vec<UsedReading>,
    pub outside_information: Option<InformationSource>,
    pub assessment_id: Option<Uuid>,
    pub assigned_on: CivilDate,
    pub sequence: i64,
    pub position: i64,
    pub by: ActorRef,
}

/// One dated reading of the indicators.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileAssessment {
    pub id: Uuid,
    pub moment: AssessmentMoment,
    pub cycle: u32,
    pub set: SetReference,
    pub readings: Vec<FileReading>,
    pub strengths: Vec<String>,
    pub harms: Vec<String>,
    pub visit_id: Option<Uuid>,
    pub assessed_on: CivilDate,
    /// Who wrote it down.
    pub by: ActorRef,
}

/// One indicator read at one time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileReading {
    pub indicator: String,
    /// 0 (worst) to 4 (best).
    pub value: u8,
    pub how_known: HowKnown,
    pub note: Option<String>,
}

impl From<&Reading> for FileReading {
    fn from(reading: &Reading) -> Self {
        Self {
            indicator: reading.indicator.clone(),
            value: reading.value,
            how_known: reading.how_known,
            note: reading.note.as_ref().and_then(|note| note.value.clone()),
        }
    }
}
