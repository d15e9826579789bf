//! The neighborhood's profile beyond what sources print: figures that the office counted, and the boundary.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::values::CountMethod;

/// A figure that those who keep the profile counted themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureCounted {
    /// Code of a profile indicator.
    pub indicator: String,
    /// Thousandths of the indicator's unit.
    pub value_thousandths: i64,
    pub method: CountMethod,
    pub counted_on: NaiveDate,
}

/// The boundary was drawn, or drawn anew. Populations and boundaries have dates: a neighborhood grows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeighborhoodBoundaryDrawn {
    pub boundary: Boundary,
    pub as_of: NaiveDate,
    /// Which plan or survey drew it.
    pub source: String,
}

/// Where a neighborhood lies: polygons of rings of points, the first ring of each the outer one. WGS 84.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boundary {
    /// Longitude and latitude in millionths of a degree, about a tenth of a meter; whole numbers, so that the same boundary is the same bytes.
    pub polygons: Vec<Vec<Vec<[i32; 2]>>>,
}
