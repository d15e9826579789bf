//! What later decisions need to know of a program.

use chrono::NaiveDate;
use hamyar_events::program::{ProgramFacts, ShareFacts};
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A program.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Program {
    pub facts: Option<ProgramFacts>,
    pub registered_on: Option<NaiveDate>,
    pub class: Option<(InterventionLevel, InterventionApproach)>,
    pub ended_on: Option<NaiveDate>,
    #[serde(default)]
    pub shares: BTreeMap<ShareId, Share>,
}

/// The part of one agency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    pub agency_id: AgencyId,
    pub facts: ShareFacts,
    pub given_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
}

impl Program {
    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &ProgramEvent) {
        match event {
            ProgramEvent::ProgramRegistered(event) => {
                (self.facts, self.registered_on) = (Some(event.facts.clone()), Some(event.registered_on));
            }
            ProgramEvent::ProgramChanged(event) => self.facts = Some(event.facts.clone()),
            ProgramEvent::ProgramClassed(event) => self.class = Some((event.level, event.approach)),
            ProgramEvent::ProgramUnclassed(_) => self.class = None,
            ProgramEvent::ProgramEnded(event) => self.ended_on = Some(event.ended_on),
            ProgramEvent::ShareGiven(event) => {
                let (agency_id, facts) = (event.agency_id, event.facts.clone());
                let share = Share { agency_id, facts, given_on: event.given_on, ended_on: None };
                self.shares.insert(event.share_id, share);
            }
            ProgramEvent::ShareChanged(event) => {
                if let Some(share) = self.shares.get_mut(&event.share_id) {
                    share.facts = event.facts.clone();
                }
            }
            ProgramEvent::ShareEnded(event) => {
                if let Some(share) = self.shares.get_mut(&event.share_id) {
                    share.ended_on = Some(event.ended_on);
                }
            }
        }
    }
}
