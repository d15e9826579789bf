//! What later decisions need to know of a center.

use chrono::NaiveDate;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A local family mutual-aid center (مرکز محلی همیاری خانواده).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Center {
    pub opened_on: Option<NaiveDate>,
    /// Begins the file numbers of the center's families.
    pub file_prefix: String,
    pub neighborhood_ids: BTreeSet<NeighborhoodId>,
    pub closed_on: Option<NaiveDate>,
    /// Caseworkers give another tier than the computed one by themselves, with a reason.
    #[serde(default)]
    pub tier_approval_waived: bool,
}

impl Center {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &CenterEvent) {
        match event {
            CenterEvent::CenterRegistered(event) => {
                self.opened_on = Some(event.opened_on);
                self.file_prefix = event.file_prefix.clone();
                self.neighborhood_ids = event.neighborhood_ids.iter().copied().collect();
            }
            CenterEvent::CenterNeighborhoodsSet(event) => {
                self.neighborhood_ids = event.neighborhood_ids.iter().copied().collect();
            }
            CenterEvent::TierApprovalSet(event) => self.tier_approval_waived = !event.needed,
            CenterEvent::CenterClosed(event) => self.closed_on = Some(event.closed_on),
        }
    }
}
