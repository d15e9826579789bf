//! What later decisions need to know of a workshop.

use chrono::NaiveDate;
use hamyar_events::workshop::Present;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A workshop or class.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Workshop {
    pub kind: Option<WorkshopKind>,
    pub place_id: Option<PlaceId>,
    pub neighborhood_id: Option<NeighborhoodId>,
    pub lead: Option<FacilitatorId>,
    /// Those registered, and the facilitator each is, if one.
    pub trainees: BTreeMap<TraineeId, Option<FacilitatorId>>,
    pub last_number: u16,
    pub sittings: BTreeMap<SittingId, Sitting>,
    /// Scores of tests, 0 to 100, before and after.
    pub tests: BTreeMap<TraineeId, [Option<u8>; 2]>,
    /// What was found, so that the same is not said twice.
    pub findings: BTreeSet<(u8, FindingKind, String)>,
    /// The checklist of what it needs.
    #[serde(default)]
    pub materials: BTreeMap<MaterialId, Material>,
}

/// One thing of the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    pub kind: MaterialKind,
    pub title: Option<String>,
    pub listed_on: NaiveDate,
    pub state: MaterialState,
    pub note: Option<String>,
}

/// One sitting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sitting {
    pub held_on: NaiveDate,
    pub hours: u16,
    pub topic: Option<String>,
    pub present: Vec<Present>,
}

impl Workshop {
    /// Hours that sittings lasted, and hours times persons who were there.
    pub fn hours(&self) -> (u64, u64) {
        let lasted = self.sittings.values().map(|one| u64::from(one.hours)).sum();
        let there = self.sittings.values().flat_map(|one| one.present.iter().map(|who| who.hours.unwrap_or(one.hours)));
        (lasted, there.map(u64::from).sum())
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &WorkshopEvent) {
        match event {
            WorkshopEvent::WorkshopPlanned(event) => {
                self.kind = Some(event.kind);
                self.place_id = Some(event.place_id);
                self.neighborhood_id = event.neighborhood_id;
            }
            WorkshopEvent::LeadSet(event) => self.lead = Some(event.facilitator_id),
            WorkshopEvent::TraineeRegistered(event) => {
                self.last_number = self.last_number.max(event.number);
                self.trainees.insert(event.trainee_id, event.facilitator_id);
            }
            WorkshopEvent::SittingHeld(event) => {
                let sitting = Sitting {
                    held_on: event.held_on,
                    hours: event.hours,
                    topic: event.topic.clone(),
                    present: event.present.clone(),
                };
                self.sittings.insert(event.sitting_id, sitting);
            }
            WorkshopEvent::SittingStruck(event) => {
                self.sittings.remove(&event.sitting_id);
            }
            WorkshopEvent::TraineeTested(event) => {
                let scores = self.tests.entry(event.trainee_id).or_default();
                scores[usize::from(event.moment == TestMoment::After)] = Some(event.score);
            }
            WorkshopEvent::FindingRecorded(event) => {
                self.findings.insert((event.phase, event.kind, event.text.clone()));
            }
            WorkshopEvent::MaterialListed(event) => {
                let material = Material {
                    kind: event.kind,
                    title: event.title.clone(),
                    listed_on: event.listed_on,
                    state: MaterialState::Needed,
                    note: None,
                };
                self.materials.insert(event.material_id, material);
            }
            WorkshopEvent::MaterialMarked(event) => {
                if let Some(material) = self.materials.get_mut(&event.material_id) {
                    (material.state, material.note) = (event.state, event.note.clone());
                }
            }
        }
    }
}
