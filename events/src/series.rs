//! The stream of an indicator's series: values by Jalali year with unit and source, and the year that changes are counted from. A change is never
//! stored: it follows from two values (M52).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a series.
    SeriesEvent, stream "series" {
        SeriesOpened = "series_opened" @ "1.0.0",
        SeriesValueRecorded = "series_value_recorded" @ "1.0.0",
        SeriesValueStruck = "series_value_struck" @ "1.0.0",
        SeriesBaseStated = "series_base_stated" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for SeriesEvent {}

/// A series was opened. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesOpened {
    /// Code of the indicator; declared figures of the same code belong to the series.
    pub indicator: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_en: Option<String>,
    /// In what it is told, as `per_1000_population`.
    pub unit: String,
    /// The nation when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<PlaceId>,
    pub opened_on: NaiveDate,
    /// The published document and table it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The value of a year. Recorded again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesValueRecorded {
    /// Jalali year.
    pub year: u16,
    /// Thousandths of the unit.
    pub value_thousandths: i64,
    pub qualifier: Qualifier,
    /// Which body or paper says so.
    pub source: String,
    pub recorded_on: NaiveDate,
}

/// The value of a year was a mistake: the year has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesValueStruck {
    pub year: u16,
    pub struck_on: NaiveDate,
}

/// The year that changes are counted from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesBaseStated {
    pub year: u16,
    /// Why this year.
    pub reason: String,
    pub stated_on: NaiveDate,
}
