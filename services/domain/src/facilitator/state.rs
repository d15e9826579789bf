//! What later decisions need to know of a facilitator. No name and no degree in words.

use chrono::NaiveDate;
use hamyar_events::facilitator::FacilitatorFacts;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A facilitator (تسهیلگر).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facilitator {
    pub code: String,
    pub level: Option<FacilitatorLevel>,
    pub place_id: Option<PlaceId>,
    pub education: Option<EducationLevel>,
    pub organization: Option<String>,
    pub criteria: BTreeSet<String>,
    pub confirmed_on: Option<NaiveDate>,
    /// Plans delivered, by neighborhood.
    pub plans: BTreeMap<NeighborhoodId, NaiveDate>,
    pub left_on: Option<NaiveDate>,
}

/// Whether a level of education is below a bachelor's degree, or not known to reach it (R19, S069).
pub const fn is_below_bachelor(education: EducationLevel) -> bool {
    matches!(education, EducationLevel::Unknown | EducationLevel::Diploma | EducationLevel::Student)
}

/// Days from the last sitting of the training until the plan is due (R21, S070).
pub const PLAN_DAYS: u64 = 10;

impl Facilitator {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &FacilitatorEvent) {
        match event {
            FacilitatorEvent::FacilitatorNominated(event) => {
                self.code.clone_from(&event.code);
                self.level = Some(event.level);
                self.place_id = Some(event.place_id);
                self.learn(&event.facts);
            }
            FacilitatorEvent::FacilitatorChanged(event) => self.learn(&event.facts),
            FacilitatorEvent::FacilitatorConfirmed(event) => self.confirmed_on = Some(event.confirmed_on),
            FacilitatorEvent::PlanDelivered(event) => {
                self.plans.insert(event.neighborhood_id, event.delivered_on);
            }
            FacilitatorEvent::FacilitatorLeft(event) => self.left_on = Some(event.left_on),
        }
    }

    fn learn(&mut self, facts: &FacilitatorFacts) {
        self.education = Some(facts.education);
        self.organization.clone_from(&facts.organization);
        self.criteria = facts.criteria.iter().cloned().collect();
    }
}
