//! What later decisions need to know of a neighborhood as a case. Of persons only that they stand there.

use hamyar_events::neighborhood::*;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::residents_page::Published;

/// A neighborhood as the facilitation office, the officers and the agencies work on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NeighborhoodCase {
    /// The boundary that holds.
    pub boundary: Option<NeighborhoodBoundaryDrawn>,
    /// The priority that holds.
    pub priority: Option<PriorityGiven>,
    /// Bodies and roles in the power map.
    pub actors: BTreeMap<LocalActorId, LocalActorMapped>,
    /// Residents whose attitude is recorded.
    pub residents: BTreeSet<ResidentId>,
    /// Trusted persons and gates.
    pub contacts: BTreeSet<LocalContactId>,
    /// The approval as a target place.
    pub approved: Option<TargetPlaceApproved>,
    /// The latest report against each duty of each agency.
    pub duties: BTreeMap<AgencyId, BTreeMap<u16, AgencyDutyReported>>,
    /// What was asked of utility companies.
    pub requests: BTreeMap<UtilityRequestId, Requested>,
    /// The residents' page that was published last.
    pub page: Option<Published>,
}

/// A request to a utility company, and the answer that holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requested {
    pub request: UtilityRequested,
    pub answer: Option<UtilityAnswered>,
}

impl NeighborhoodCase {
    /// Remembers an event of the case; others are not its business.
    pub(super) fn evolve(&mut self, event: &NeighborhoodEvent) {
        match event {
            NeighborhoodEvent::NeighborhoodBoundaryDrawn(event) => self.boundary = Some(event.clone()),
            NeighborhoodEvent::NeighborhoodPrioritySet(event) => self.priority = Some(event.priority.clone()),
            NeighborhoodEvent::NeighborhoodReprioritized(event) => self.priority = Some(event.priority.clone()),
            NeighborhoodEvent::LocalActorMapped(event) => {
                self.actors.insert(event.actor_id, event.clone());
            }
            NeighborhoodEvent::LocalActorStruck(event) => {
                self.actors.remove(&event.actor_id);
            }
            NeighborhoodEvent::ResidentAttitudeRecorded(event) => {
                self.residents.insert(event.resident_id);
            }
            NeighborhoodEvent::ResidentWithdrawn(event) => {
                self.residents.remove(&event.resident_id);
            }
            NeighborhoodEvent::LocalContactNamed(event) => {
                self.contacts.insert(event.contact_id);
            }
            NeighborhoodEvent::LocalContactWithdrawn(event) => {
                self.contacts.remove(&event.contact_id);
            }
            NeighborhoodEvent::TargetPlaceApproved(event) => self.approved = Some(event.clone()),
            NeighborhoodEvent::AgencyDutyReported(event) => {
                self.duties.entry(event.agency_id).or_default().insert(event.duty, event.clone());
            }
            NeighborhoodEvent::UtilityRequested(event) => {
                self.requests.insert(event.request_id, Requested { request: event.clone(), answer: None });
            }
            NeighborhoodEvent::UtilityAnswered(event) => {
                if let Some(one) = self.requests.get_mut(&event.request_id) {
                    one.answer = Some(event.clone());
                }
            }
            NeighborhoodEvent::ResidentsPagePublished(event) => {
                self.page = Some(Published { published: event.clone(), withdrawn_on: None });
            }
            NeighborhoodEvent::ResidentsPageWithdrawn(event) => {
                if let Some(page) = &mut self.page {
                    page.withdrawn_on = Some(event.withdrawn_on);
                }
            }
            _ => {}
        }
    }
}
