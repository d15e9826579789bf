//! What can be asked of a place above the neighborhood, or of a group of neighborhoods.

use chrono::NaiveDate;
use hamyar_events::PlaceId;
use hamyar_events::place::{FigureDeclared, PlaceRegistered};
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a place.
    PlaceCommand { RegisterPlace, MovePlace, DeclareFigure }
}

/// Enter a place in the gazetteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterPlace {
    #[serde(flatten)]
    pub place: PlaceRegistered,
}

/// The place belongs to another parent from a day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MovePlace {
    pub parent_id: PlaceId,
    pub valid_from: NaiveDate,
}

/// Keep a figure as a source prints it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeclareFigure {
    #[serde(flatten)]
    pub figure: FigureDeclared,
}
