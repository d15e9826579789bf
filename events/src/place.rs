//! Places above the neighborhood, and groups that overlap the tree. A dated tree: province, county, district, city or village.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a place.
    PlaceEvent, stream "place" {
        PlaceRegistered = "place_registered" @ "1.0.0",
        PlaceMoved = "place_moved" @ "1.0.0",
        FigureDeclared = "figure_declared" @ "1.0.0",
        FigureTold = "figure_told" @ "1.0.0",
        FigureRelated = "figure_related" @ "1.0.0",
        FigureDoubted = "figure_doubted" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for PlaceEvent {}

/// A place entered the gazetteer. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceRegistered {
    pub level: PlaceLevel,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<PlaceId>,
    /// Number printed on a zone or municipal district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Seed document and table, e.g. `002/mashhad_zones`.
    pub source: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceMoved {
    pub parent_id: PlaceId,
    pub valid_from: NaiveDate,
}

/// A figure printed in a source and kept as declared, never derived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureDeclared {
    /// Code of what is counted, e.g. `population`, `area_hectares`, `neighborhoods`.
    pub indicator: String,
    /// Thousandths of the unit, so that 12.7 % is 12700.
    pub value_thousandths: i64,
    pub qualifier: Qualifier,
    pub unit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    pub source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// A declared figure is told in a part of its document: one record, however many parts tell it (S119).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureTold {
    pub indicator: String,
    pub source: String,
    /// The part of the document.
    pub section: String,
    /// A second record that was made of the same fact, which counts no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_as: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// How a declared figure stands to another of the same source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureRelated {
    pub indicator: String,
    pub source: String,
    pub relation: FigureRelation,
    /// The other figure.
    pub other: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// A printed figure cannot be taken at its word; nothing is computed from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureDoubted {
    pub indicator: String,
    pub source: String,
    pub doubt: FigureDoubt,
}
