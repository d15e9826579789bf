//! What later decisions need to know of an agency.

use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An agency (دستگاه / نهاد): a body that owns duties, tasks and services.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Agency {
    pub registered: bool,
    pub name: String,
    pub aliases: BTreeSet<String>,
    /// Texts of duties by their number.
    pub duties: BTreeMap<u16, String>,
    /// An enforcement body never receives names, addresses, categories or packets.
    pub enforcement: bool,
    /// How it calls the columns of its lists.
    #[serde(default)]
    pub list_columns: Vec<hamyar_events::agency::ListColumn>,
}

impl Agency {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &AgencyEvent) {
        match event {
            AgencyEvent::AgencyRegistered(event) => {
                self.registered = true;
                self.name = event.name.clone();
                self.enforcement = event.enforcement;
            }
            AgencyEvent::AgencyAliasAdded(event) => {
                self.aliases.insert(event.alias.clone());
            }
            AgencyEvent::AgencyDutyRecorded(event) => {
                self.duties.insert(event.number, event.text.clone());
            }
            AgencyEvent::EnforcementMarked(event) => self.enforcement = event.enforcement,
            AgencyEvent::ListColumnsMapped(event) => self.list_columns.clone_from(&event.columns),
        }
    }
}
