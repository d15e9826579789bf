//! What later decisions need to know of a neighborhood.

use chrono::NaiveDate;
use hamyar_events::neighborhood::NeighborhoodProfileRecorded;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::NeighborhoodCase;
use super::Roadmap;

/// A neighborhood (محله): a leaf of the tree of places.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Neighborhood {
    /// Whether it is in the gazetteer; names are not unique, so the id alone names it.
    pub registered: bool,
    /// Groups it belongs to, each with its rank there.
    pub groups: BTreeMap<PlaceId, Membership>,
    /// The profile of the last version.
    pub profile: Option<NeighborhoodProfileRecorded>,
    /// Risks and the roadmap.
    #[serde(default)]
    pub roadmap: Roadmap,
    /// Everything else of the case.
    #[serde(default)]
    pub case: NeighborhoodCase,
}

/// Where it stands in a group, and since when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    pub rank: Option<u16>,
    pub valid_from: Option<NaiveDate>,
}

impl Neighborhood {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &NeighborhoodEvent) {
        match event {
            NeighborhoodEvent::NeighborhoodRegistered(_) => self.registered = true,
            NeighborhoodEvent::NeighborhoodGrouped(event) => {
                let membership = Membership { rank: event.rank, valid_from: event.valid_from };
                self.groups.insert(event.group_id, membership);
            }
            NeighborhoodEvent::NeighborhoodUngrouped(event) => {
                self.groups.remove(&event.group_id);
            }
            NeighborhoodEvent::NeighborhoodProfileRecorded(event) => self.profile = Some(event.clone()),
            other => {
                self.roadmap.evolve(other);
                self.case.evolve(other);
            }
        }
    }
}
