//! The shapes of «why this tier».

use hamyar_events::indicator_set::TierBands;
use hamyar_events::{AssessmentMoment, Domain, HowKnown, Tier, VisitPlace};
use hamyar_projections::views::{CivilDate, NamedRef, Title};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::routes::families::timeline::TimelineItem;

/// A tier with everything it rests on, down to person and visit.
#[derive(Serialize, ToSchema)]
pub(crate) struct TierGrounds {
    pub(super) family_id: Uuid,
    pub(super) file_number: String,
    /// The event that gave the tier; its payload holds tier, moment, override and explanation.
    pub(super) event: TimelineItem,
    pub(super) tier: Tier,
    /// What the rule computed; null for a preliminary tier.
    pub(super) computed_tier: Option<Tier>,
    /// Given by a person against the computed one, with the reason; the reason is null when it was erased.
    pub(super) overridden: bool,
    pub(super) override_reason: Option<String>,
    pub(super) explanation: Title,
    pub(super) rule: Option<TierRule>,
    pub(super) domains: Vec<DomainGrounds>,
    pub(super) assessments: Vec<AssessmentGrounds>,
}

/// The rule that computed a tier, as it was published.
#[derive(Serialize, ToSchema)]
pub(crate) struct TierRule {
    pub(super) set_id: Uuid,
    pub(super) set_version: u32,
    pub(super) bands: TierBands,
    /// Mean of the domains' scores in thousandths: shown, never judged by.
    pub(super) score: u16,
    /// Whether the rule, run again now over the same readings, gives what was recorded then.
    pub(super) recomputes: bool,
}

/// How one domain came to its tier.
#[derive(Serialize, ToSchema)]
pub(crate) struct DomainGrounds {
    pub(super) domain: Domain,
    /// Thousandths: `1000 × sum / best`, rounded down.
    pub(super) score: u16,
    pub(super) tier: Tier,
    /// Σ weight × value.
    pub(super) sum: u64,
    /// Σ weight × 4.
    pub(super) best: u64,
    /// Why it is not better: `critical` (one indicator at its critical level), `score`, or null when it is stable.
    pub(super) because: Option<&'static str>,
    pub(super) indicators: Vec<IndicatorGrounds>,
}

/// One indicator's reading and its part in the score.
#[derive(Serialize, ToSchema)]
pub(crate) struct IndicatorGrounds {
    /// Its code.
    pub(super) indicator: String,
    pub(super) title: Title,
    /// 0 (worst) to 4 (best), and the words of that step.
    pub(super) value: u8,
    pub(super) step: Option<Title>,
    pub(super) weight: u16,
    /// A reading at or below this value alone makes the domain harmed.
    pub(super) critical_at: Option<u8>,
    pub(super) critical: bool,
    /// The least way in which it is to be known.
    pub(super) known_by: Option<HowKnown>,
    pub(super) how_known: Option<HowKnown>,
    pub(super) note: Option<String>,
    pub(super) assessment_id: Uuid,
}

/// An assessment that readings were taken from: when, by whom, on which visit.
#[derive(Serialize, ToSchema)]
pub(crate) struct AssessmentGrounds {
    pub(super) id: Uuid,
    pub(super) moment: AssessmentMoment,
    pub(super) assessed_on: CivilDate,
    /// Readings of it that the tier used.
    pub(super) readings_used: i64,
    /// The event, without its payload.
    pub(super) event: TimelineItem,
    pub(super) visit: Option<VisitGrounds>,
}

/// The visit on which an assessment was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct VisitGrounds {
    pub(super) id: Uuid,
    pub(super) visited_on: CivilDate,
    pub(super) place: VisitPlace,
    pub(super) caseworker: Option<NamedRef>,
    /// Members met.
    pub(super) present: Vec<NamedRef>,
    /// The visit was put right later, or it was recorded that it never took place.
    pub(super) corrected: bool,
    pub(super) voided: bool,
    /// The event that recorded it, without its payload.
    pub(super) event: TimelineItem,
}
