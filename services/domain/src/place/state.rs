//! What later decisions need to know of a place.

use chrono::NaiveDate;
use hamyar_events::place::{FigureDeclared, FigureDoubted, FigureRelated, FigureTold};
use hamyar_events::*;
use serde::{Deserialize, Serialize};

/// A place above the neighborhood, or a group of neighborhoods.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub level: Option<PlaceLevel>,
    pub parent_id: Option<PlaceId>,
    pub parent_since: Option<NaiveDate>,
    /// Figures kept as declared.
    pub figures: Vec<FigureDeclared>,
    /// Where a figure is told.
    #[serde(default)]
    pub tellings: Vec<FigureTold>,
    /// How figures stand to one another.
    #[serde(default)]
    pub relations: Vec<FigureRelated>,
    #[serde(default)]
    pub doubts: Vec<FigureDoubted>,
}

impl Place {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &PlaceEvent) {
        match event {
            PlaceEvent::PlaceRegistered(event) => {
                self.level = Some(event.level);
                self.parent_id = event.parent_id;
                self.parent_since = event.valid_from;
            }
            PlaceEvent::PlaceMoved(event) => {
                self.parent_id = Some(event.parent_id);
                self.parent_since = Some(event.valid_from);
            }
            PlaceEvent::FigureDeclared(event) => self.figures.push(event.clone()),
            PlaceEvent::FigureTold(event) => self.tellings.push(event.clone()),
            PlaceEvent::FigureRelated(event) => self.relations.push(event.clone()),
            PlaceEvent::FigureDoubted(event) => self.doubts.push(event.clone()),
        }
    }
}
