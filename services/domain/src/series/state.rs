//! What later decisions need to know of a series.

use chrono::NaiveDate;
use hamyar_events::series::SeriesValueRecorded;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A series of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IndicatorSeries {
    pub place_id: Option<PlaceId>,
    pub opened_on: Option<NaiveDate>,
    /// By Jalali year.
    pub values: BTreeMap<u16, SeriesValueRecorded>,
    pub base: Option<u16>,
}

impl IndicatorSeries {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &SeriesEvent) {
        match event {
            SeriesEvent::SeriesOpened(event) => {
                (self.place_id, self.opened_on) = (event.place_id, Some(event.opened_on));
            }
            SeriesEvent::SeriesValueRecorded(event) => {
                self.values.insert(event.year, event.clone());
            }
            SeriesEvent::SeriesValueStruck(event) => {
                self.values.remove(&event.year);
            }
            SeriesEvent::SeriesBaseStated(event) => self.base = Some(event.year),
        }
    }
}
