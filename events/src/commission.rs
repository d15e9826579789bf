//! The commission stream: members, sessions, agenda, decisions. A case is decided here first (quorum, caseworker present) and then
//! recorded in the family's stream by a process manager.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::family::{Attendee, Decision};
use crate::ids::*;
use crate::values::*;

mod session;
pub use session::*;

stream_events! {
    /// Everything that can have happened to a commission.
    CommissionEvent, stream "commission" {
        CommissionFormed = "commission_formed" @ "1.0.0",
        ParticipantSeated = "participant_seated" @ "1.0.0",
        ParticipantUnseated = "participant_unseated" @ "1.0.0",
        SessionCalled = "session_called" @ "1.0.0",
        CasePutOnAgenda = "case_put_on_agenda" @ "1.0.0",
        CaseTakenOffAgenda = "case_taken_off_agenda" @ "1.0.0",
        SessionOpened = "session_opened" @ "1.0.0",
        CaseDecided = "case_decided" @ "1.0.0",
        CaseAdjourned = "case_adjourned" @ "1.0.0",
        DecisionVoided = "decision_voided" @ "1.0.0",
        SessionClosed = "session_closed" @ "1.0.0",
        SessionCancelled = "session_cancelled" @ "1.0.0",
        AgendaOrdered = "agenda_ordered" @ "1.0.0",
        AttendanceRecorded = "attendance_recorded" @ "1.0.0",
        ConflictDeclared = "conflict_declared" @ "1.0.0",
        ConflictWithdrawn = "conflict_withdrawn" @ "1.0.0",
        DiscussionNoted = "discussion_noted" @ "1.0.0",
        VotesCast = "votes_cast" @ "1.0.0",
        SeatClaimed = "seat_claimed" @ "1.0.0",
        MinutesSigned = "minutes_signed" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for CommissionEvent {}

/// A commission of one domain was formed. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommissionFormed {
    pub name: String,
    pub domain: Domain,
    /// Centers whose families may be referred to it.
    pub center_ids: Vec<CenterId>,
    /// Seated participants that must be present, the caseworker not counted.
    pub quorum: u8,
    pub formed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParticipantSeated {
    pub participant_id: ParticipantId,
    pub kind: ParticipantKind,
    pub name: Personal<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<AgencyId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParticipantUnseated {
    pub participant_id: ParticipantId,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionCalled {
    pub session_id: SessionId,
    pub held_on: NaiveDate,
    /// Tehran wall-clock time, `HH:MM`.
    pub starts_at: String,
}

/// A referral to be decided in this session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CasePutOnAgenda {
    pub session_id: SessionId,
    pub referral_id: ReferralId,
    pub family_id: FamilyId,
    /// Who must be present: the family's caseworker, or absent when it has none (the center manager presents it).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caseworker_id: Option<CaseworkerId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseTakenOffAgenda {
    pub session_id: SessionId,
    pub referral_id: ReferralId,
}

/// The session began, with those present.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionOpened {
    pub session_id: SessionId,
    pub present: Vec<Attendee>,
    pub opened_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseDecided {
    pub family_id: FamilyId,
    #[serde(flatten)]
    pub decision: Decision,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseAdjourned {
    pub session_id: SessionId,
    pub referral_id: ReferralId,
    pub family_id: FamilyId,
    pub reason: AdjournReason,
}

/// The family's stream refused the decision (withdrawn meanwhile, say); it does not stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecisionVoided {
    pub decision_id: DecisionId,
    pub referral_id: ReferralId,
    /// Stable code of the refusal.
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionClosed {
    pub session_id: SessionId,
    pub closed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionCancelled {
    pub session_id: SessionId,
    pub cancelled_on: NaiveDate,
}
