//! Which kinds of service say what beyond their kind, and what reconciliation may not be.

use hamyar_events::ServiceOutcome;
use hamyar_events::family::{ServiceFacts, ServiceParticulars};

use super::Family;

/// Code of the service kind that reconciles (صلح و سازش).
pub const RECONCILIATION: &str = "reconciliation";
/// The indicator that reads violence, and its reading where there never was any.
const VIOLENCE: &str = "violence";
const NO_VIOLENCE: u8 = 4;

/// What a service of a kind says beyond its kind, by the stored name of its particulars; none for the others.
pub fn particulars_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "counselling" | "counselling_social_work" | "legal_aid" | RECONCILIATION => "counselling",
        "loan" => "loan",
        "job_placement" => "job",
        "goods" | "nutrition" | "tools" => "goods",
        "insurance" => "insurance",
        "treatment" | "addiction_treatment" | "rehabilitation" => "treatment",
        "skills_training" | "life_skills" | "parenting" | "literacy" => "training",
        _ => return None,
    })
}

/// The stored name of particulars.
pub fn particulars_name(particulars: &ServiceParticulars) -> &'static str {
    match particulars {
        ServiceParticulars::Counselling { .. } => "counselling",
        ServiceParticulars::Loan { .. } => "loan",
        ServiceParticulars::Job { .. } => "job",
        ServiceParticulars::Goods { .. } => "goods",
        ServiceParticulars::Insurance { .. } => "insurance",
        ServiceParticulars::Treatment { .. } => "treatment",
        ServiceParticulars::Training { .. } => "training",
    }
}

/// Whether an outcome claims a success.
pub fn is_success(outcome: Option<ServiceOutcome>) -> bool {
    matches!(outcome, Some(ServiceOutcome::Completed | ServiceOutcome::Partly))
}

impl Family {
    /// Whether violence stands anywhere in the file: a threat to the address, a category, or a reading, however old.
    pub fn violence_recorded(&self) -> bool {
        let read = |one: &super::Assessment| one.readings.get(VIOLENCE).is_some_and(|value| *value < NO_VIOLENCE);
        self.trust.address_threat || self.threat_by_category() || self.assessments.values().any(read)
    }

    /// Whether a service claims a reconciliation as a success where violence is recorded.
    pub(super) fn hides_violence(&self, service: &ServiceFacts) -> bool {
        service.kind == RECONCILIATION && is_success(service.outcome) && self.violence_recorded()
    }
}
