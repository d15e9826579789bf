//! What later decisions need to know of a neighborhood's risks and roadmap.

use hamyar_events::neighborhood::{ActionFacts, NeighborhoodEvent, RiskFacts, RoadmapAdopted};
use hamyar_events::{ActionId, AgencyId, RiskId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Risks, actions, and the version in force.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roadmap {
    pub risks: BTreeMap<RiskId, RiskKnown>,
    pub actions: BTreeMap<ActionId, ActionKnown>,
    /// The version in force; its version is 0 before the first.
    pub adopted: Option<RoadmapAdopted>,
    /// The highest number an action was given.
    pub last_number: u16,
}

/// A risk as it is called and judged now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskKnown {
    pub title: String,
    pub facts: RiskFacts,
}

/// An action as it reads now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionKnown {
    pub facts: ActionFacts,
    pub state: ActionState,
    /// Whether a version of the roadmap has taken it in.
    pub adopted: bool,
    /// The last that was said of it, so that the same is not said twice.
    pub last_word: Option<(AgencyId, String)>,
    /// Actions of other neighborhoods that are the same.
    pub same_as: BTreeSet<ActionId>,
}

/// How far an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    Planned,
    InProgress,
    Done,
    Dropped,
}

impl Roadmap {
    /// Remembers an event. Accepts any history.
    pub(in crate::neighborhood) fn evolve(&mut self, event: &NeighborhoodEvent) {
        match event {
            NeighborhoodEvent::RiskIdentified(event) => {
                let known = RiskKnown { title: event.title.clone(), facts: event.facts.clone() };
                self.risks.insert(event.risk_id, known);
            }
            NeighborhoodEvent::RiskRetitled(event) => {
                if let Some(risk) = self.risks.get_mut(&event.risk_id) {
                    risk.title.clone_from(&event.title);
                }
            }
            NeighborhoodEvent::RiskReassessed(event) => {
                if let Some(risk) = self.risks.get_mut(&event.risk_id) {
                    risk.facts = event.facts.clone();
                }
            }
            NeighborhoodEvent::RoadmapAdopted(event) => {
                for id in &event.action_ids {
                    if let Some(action) = self.actions.get_mut(id) {
                        action.adopted = true;
                    }
                }
                self.adopted = Some(event.clone());
            }
            NeighborhoodEvent::ActionPlanned(event) => {
                self.last_number = self.last_number.max(event.number);
                let known = ActionKnown {
                    facts: event.facts.clone(),
                    state: ActionState::Planned,
                    adopted: false,
                    last_word: None,
                    same_as: BTreeSet::new(),
                };
                self.actions.insert(event.action_id, known);
            }
            NeighborhoodEvent::ActionChanged(event) => self.of(event.action_id, |one| one.facts = event.facts.clone()),
            NeighborhoodEvent::ActionProgressed(event) => self.of(event.action_id, |one| {
                one.state = ActionState::InProgress;
                one.last_word = Some((event.agency_id, event.evidence.clone()));
            }),
            NeighborhoodEvent::ActionCompleted(event) => self.of(event.action_id, |one| one.state = ActionState::Done),
            NeighborhoodEvent::ActionDropped(event) => self.of(event.action_id, |one| one.state = ActionState::Dropped),
            NeighborhoodEvent::ActionMatched(event) => self.of(event.action_id, |one| {
                one.same_as.insert(event.other_action_id);
            }),
            NeighborhoodEvent::ActionUnmatched(event) => self.of(event.action_id, |one| {
                one.same_as.remove(&event.other_action_id);
            }),
            _ => {}
        }
    }

    fn of(&mut self, id: ActionId, change: impl FnOnce(&mut ActionKnown)) {
        if let Some(action) = self.actions.get_mut(&id) {
            change(action);
        }
    }
}
