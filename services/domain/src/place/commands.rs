//! What can be asked of a place above the neighborhood, or of a group of neighborhoods.

use chrono::NaiveDate;
use hamyar_events::PlaceId;
use hamyar_events::place::{FigureDeclared, FigureDoubted, FigureRelated, FigureTold, PlaceRegistered};
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a place.
    PlaceCommand { RegisterPlace, MovePlace, DeclareFigure, TellFigure, RelateFigure, DoubtFigure }
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

/// A part of a document tells a figure that is declared: one record, told in several places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TellFigure {
    #[serde(flatten)]
    pub telling: FigureTold,
}

/// Keep how one declared figure stands to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RelateFigure {
    #[serde(flatten)]
    pub relation: FigureRelated,
}

/// Keep that a printed figure cannot be taken at its word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DoubtFigure {
    #[serde(flatten)]
    pub doubt: FigureDoubted,
}
