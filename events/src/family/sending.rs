//! Lists of households that go to a body outside the program: whether the household agreed to be handed on, what the body answered, and how far its
//! support came.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// The household agreed that this body is told of it. Ends with the consent to aid itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandingOnAgreed {
    pub agency_id: AgencyId,
    /// Who agreed, where one person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub agreed_on: NaiveDate,
}

/// The household does not want this body to be told of it, or no longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandingOnRefused {
    pub agency_id: AgencyId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub refused_on: NaiveDate,
}

/// The household stood in a list that was sent to a body, as households in need to the Subsidies organization (S012; source 004).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentToAgency {
    pub sending_id: SendingId,
    pub agency_id: AgencyId,
    pub sent_on: NaiveDate,
}

/// It was not sent after all, or the body was asked to strike it out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SendingWithdrawn {
    pub sending_id: SendingId,
    pub reason: Personal<String>,
}

/// The body took the household in, or did not. Of several answers the latest stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SendingAnswered {
    pub sending_id: SendingId,
    pub answer: SendingAnswer,
    /// Why the body did not take it in, as the body wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub answered_on: NaiveDate,
}

/// How far a phase of the body's support came for this household (source 004: information, hygiene items, livelihood items). Of several words on one
/// phase the latest stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SupportPhaseRecorded {
    pub sending_id: SendingId,
    pub phase: AidPhase,
    pub state: SupportState,
    pub reached_on: NaiveDate,
}
