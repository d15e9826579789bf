//! What later decisions need to know of an organization.

use chrono::NaiveDate;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A non-governmental organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ngo {
    pub place_id: Option<PlaceId>,
    pub registered_on: Option<NaiveDate>,
    /// The application that waits for an answer.
    pub application: Option<(LicenceLevel, NaiveDate)>,
    pub licences: BTreeMap<LicenceId, Licence>,
}

/// A licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    pub level: LicenceLevel,
    pub granted_on: NaiveDate,
    pub valid_until: NaiveDate,
    pub revoked_on: Option<NaiveDate>,
}

impl Ngo {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &NgoEvent) {
        match event {
            NgoEvent::NgoRegistered(event) => {
                (self.place_id, self.registered_on) = (event.place_id, Some(event.registered_on));
            }
            NgoEvent::LicenceApplied(event) => self.application = Some((event.level, event.applied_on)),
            NgoEvent::LicenceGranted(event) => {
                self.application = None;
                let (level, granted_on, valid_until) = (event.level, event.granted_on, event.valid_until);
                self.licences.insert(event.licence_id, Licence { level, granted_on, valid_until, revoked_on: None });
            }
            NgoEvent::LicenceRefused(_) => self.application = None,
            NgoEvent::LicenceRenewed(event) => {
                if let Some(licence) = self.licences.get_mut(&event.licence_id) {
                    licence.valid_until = event.valid_until;
                }
            }
            NgoEvent::LicenceRevoked(event) => {
                if let Some(licence) = self.licences.get_mut(&event.licence_id) {
                    licence.revoked_on = Some(event.revoked_on);
                }
            }
        }
    }
}
