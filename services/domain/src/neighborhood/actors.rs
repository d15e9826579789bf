//! Rules of the power map: bodies and roles in the clear, persons sealed (statement 103).

use chrono::NaiveDate;
use hamyar_events::neighborhood::*;
use hamyar_events::{Attitude, LocalActorId, LocalContactId, NeighborhoodEvent, Personal, ResidentId};
use serde::{Deserialize, Serialize};

use super::{Neighborhood, NeighborhoodRefusal};
use crate::Rule;
use crate::checks::Checks;

/// Put a body or public role in the power map, or put right what is said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapActor {
    #[serde(flatten)]
    pub actor: LocalActorMapped,
    /// Whether it stands in the map already.
    pub again: bool,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Take a body or role out of the power map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StrikeActor {
    pub actor_id: LocalActorId,
    pub reason: String,
    pub struck_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Record how a resident stands, or put it right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordResident {
    #[serde(flatten)]
    pub resident: ResidentAttitudeRecorded,
    /// Whether the resident is recorded already.
    pub again: bool,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Count a resident no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawResident {
    pub resident_id: ResidentId,
    pub withdrawn_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Name a trusted person or gate, or put it right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NameContact {
    #[serde(flatten)]
    pub contact: LocalContactNamed,
    /// Whether the person is named already.
    pub again: bool,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The person is a contact no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawContact {
    pub contact_id: LocalContactId,
    pub withdrawn_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

type Decided = Result<Vec<NeighborhoodEvent>, NeighborhoodRefusal>;

impl Neighborhood {
    pub(super) fn map_actor(&self, command: &MapActor) -> Decided {
        self.known()?;
        let actor = &command.actor;
        let mut checks = Checks::new();
        checks.text("title", &actor.title, 200);
        checks.text("reason", &actor.reason, 2000);
        checks.range("influence", actor.influence.into(), 1, 5);
        checks.past("mapped_on", actor.mapped_on, command.today);
        checks.done::<NeighborhoodRefusal>()?;
        let before = self.case.actors.get(&actor.actor_id);
        if command.again && before.is_none() {
            return Err(NeighborhoodRefusal::UnknownActor);
        }
        Ok(if before == Some(actor) { Vec::new() } else { vec![actor.clone().into()] })
    }

    pub(super) fn strike_actor(&self, command: &StrikeActor) -> Decided {
        let mut checks = Checks::new();
        checks.text("reason", &command.reason, 2000);
        checks.past("struck_on", command.struck_on, command.today);
        checks.done::<NeighborhoodRefusal>()?;
        if !self.case.actors.contains_key(&command.actor_id) {
            return Err(NeighborhoodRefusal::UnknownActor);
        }
        let (actor_id, reason) = (command.actor_id, command.reason.clone());
        Ok(vec![LocalActorStruck { actor_id, reason, struck_on: command.struck_on }.into()])
    }

    pub(super) fn record_resident(&self, command: &RecordResident) -> Decided {
        self.known()?;
        let resident = &command.resident;
        let mut checks = Checks::new();
        checks.personal("name", &resident.name, 100);
        checks.personal("reason", &resident.reason, 2000);
        let attitude = resident.attitude.known().and_then(|code| code.parse::<Attitude>().ok());
        checks.fault_if(attitude.is_none(), "attitude", Rule::Unknown);
        checks.past("recorded_on", resident.recorded_on, command.today);
        checks.done::<NeighborhoodRefusal>()?;
        if command.again && !self.case.residents.contains(&resident.resident_id) {
            return Err(NeighborhoodRefusal::UnknownResident);
        }
        Ok(vec![resident.clone().into()])
    }

    pub(super) fn withdraw_resident(&self, command: &WithdrawResident) -> Decided {
        Checks::new().past("withdrawn_on", command.withdrawn_on, command.today).done::<NeighborhoodRefusal>()?;
        if !self.case.residents.contains(&command.resident_id) {
            return Err(NeighborhoodRefusal::UnknownResident);
        }
        let withdrawn = ResidentWithdrawn { resident_id: command.resident_id, withdrawn_on: command.withdrawn_on };
        Ok(vec![withdrawn.into()])
    }

    pub(super) fn name_contact(&self, command: &NameContact) -> Decided {
        self.known()?;
        let contact = &command.contact;
        let mut checks = Checks::new();
        checks.personal("name", &contact.name, 100);
        checks.personal("standing", &contact.standing, 2000);
        checks.past("named_on", contact.named_on, command.today);
        checks.done::<NeighborhoodRefusal>()?;
        if command.again && !self.case.contacts.contains(&contact.contact_id) {
            return Err(NeighborhoodRefusal::UnknownContact);
        }
        Ok(vec![contact.clone().into()])
    }

    pub(super) fn withdraw_contact(&self, command: &WithdrawContact) -> Decided {
        Checks::new().past("withdrawn_on", command.withdrawn_on, command.today).done::<NeighborhoodRefusal>()?;
        if !self.case.contacts.contains(&command.contact_id) {
            return Err(NeighborhoodRefusal::UnknownContact);
        }
        let withdrawn = LocalContactWithdrawn { contact_id: command.contact_id, withdrawn_on: command.withdrawn_on };
        Ok(vec![withdrawn.into()])
    }
}

/// The value under the key of the person it speaks of.
pub fn of_resident(id: ResidentId, text: String) -> Personal<String> {
    Personal::of_person(id.0, text)
}

/// As [`of_resident`], for a trusted person or gate.
pub fn of_contact(id: LocalContactId, text: String) -> Personal<String> {
    Personal::of_person(id.0, text)
}
