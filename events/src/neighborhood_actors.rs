//! Who acts in a neighborhood: bodies and public roles in the clear, persons sealed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::personal::Personal;
use crate::values::*;

/// A body or public role stands in the power map. Mapped again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalActorMapped {
    pub actor_id: LocalActorId,
    pub kind: LocalActorKind,
    /// The body's name or the role's title; names no person.
    pub title: String,
    pub part: ActorPart,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<AgencyId>,
    pub attitude: Attitude,
    /// Why it stands so; names no person.
    pub reason: String,
    /// 1 to 5.
    pub influence: u8,
    pub mapped_on: NaiveDate,
}

/// It is in the power map no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalActorStruck {
    pub actor_id: LocalActorId,
    pub reason: String,
    pub struck_on: NaiveDate,
}

/// How a resident stands towards the work (statement 103). Recorded again, it says what is right. Nothing of it is open: a place has no key, the person
/// has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResidentAttitudeRecorded {
    pub resident_id: ResidentId,
    pub name: Personal<String>,
    /// Code of an [`Attitude`].
    pub attitude: Personal<String>,
    pub reason: Personal<String>,
    pub recorded_on: NaiveDate,
}

/// The resident is counted no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResidentWithdrawn {
    pub resident_id: ResidentId,
    pub withdrawn_on: NaiveDate,
}

/// A trusted person, or somebody through whom the neighborhood is entered. Named again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalContactNamed {
    pub contact_id: LocalContactId,
    pub kind: LocalContactKind,
    pub name: Personal<String>,
    /// Who the person is in the neighborhood, and how to reach them.
    pub standing: Personal<String>,
    pub named_on: NaiveDate,
}

/// The person is a contact no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalContactWithdrawn {
    pub contact_id: LocalContactId,
    pub withdrawn_on: NaiveDate,
}
