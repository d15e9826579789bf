//! What later decisions need to know of a line of equipment.

use chrono::NaiveDate;
use hamyar_events::equipment::EquipmentCoverageDeclared;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A line of equipment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EquipmentLine {
    pub place_id: Option<PlaceId>,
    pub opened_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub declared: Option<EquipmentCoverageDeclared>,
    /// Deliveries that count, with their day.
    pub deliveries: BTreeMap<DeliveryId, NaiveDate>,
    /// Deliveries that were mistakes.
    pub reversed: BTreeSet<DeliveryId>,
}

impl EquipmentLine {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &EquipmentEvent) {
        match event {
            EquipmentEvent::EquipmentLineOpened(event) => {
                (self.place_id, self.opened_on) = (event.place_id, Some(event.opened_on));
            }
            EquipmentEvent::EquipmentCoverageDeclared(event) => self.declared = Some(event.clone()),
            EquipmentEvent::EquipmentDelivered(event) => {
                self.deliveries.insert(event.delivery_id, event.delivered_on);
            }
            EquipmentEvent::DeliveryReversed(event) => {
                self.deliveries.remove(&event.delivery_id);
                self.reversed.insert(event.delivery_id);
            }
            EquipmentEvent::EquipmentLineClosed(event) => self.closed_on = Some(event.closed_on),
        }
    }
}
