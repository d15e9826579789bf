//! Forgetting in the family stream: asked for by the center, decided by a second person, carried out by destroying keys. Names accounts by id;
//! none of these events holds a value of whom it speaks of but the sealed notes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::*;
use crate::values::*;
use crate::{Personal, Subject};

/// The center asks that a member, or the whole family, be forgotten.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErasureRequested {
    pub erasure_id: ErasureId,
    /// Who is to be forgotten; the whole family when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub ground: ErasureGround,
    /// Sealed with the key of whoever is to be forgotten, so that it goes with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    /// The account that asks; it never decides.
    pub requested_by: Uuid,
    pub requested_on: NaiveDate,
}

/// The center took the request back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErasureWithdrawn {
    pub erasure_id: ErasureId,
    pub withdrawn_on: NaiveDate,
}

/// A second person said no.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErasureRefused {
    pub erasure_id: ErasureId,
    /// Sealed with the same key as the request's note.
    pub reason: Personal<String>,
    pub refused_by: Uuid,
    pub refused_on: NaiveDate,
}

/// A second person agreed: from here on these subjects are forgotten. The event store destroys their keys; every reader drops what it derived from
/// their values. Says by itself all that a certificate says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonalDataErased {
    pub erasure_id: ErasureId,
    /// The member forgotten; the whole family when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub ground: ErasureGround,
    /// Whose keys are destroyed: the member's, or the family's and each member's.
    pub subjects: Vec<Subject>,
    pub requested_by: Uuid,
    pub requested_on: NaiveDate,
    pub approved_by: Uuid,
    pub erased_on: NaiveDate,
}

impl PersonalDataErased {
    /// Whether values of this subject are forgotten.
    pub fn covers(&self, subject: Subject) -> bool {
        self.subjects.contains(&subject)
    }
}
