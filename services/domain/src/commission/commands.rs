//! What can be asked of a commission.

use chrono::NaiveDate;
use hamyar_events::commission::*;
use hamyar_events::family::{Attendee, Decision};
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a commission.
    CommissionCommand {
        FormCommission,
        SeatParticipant,
        UnseatParticipant,
        CallSession,
        PutCaseOnAgenda,
        TakeCaseOffAgenda,
        OpenSession,
        DecideCase,
        AdjournCase,
        VoidDecision,
        CloseSession,
        CancelSession,
        OrderAgenda,
        DeclareConflict,
        WithdrawConflict,
        NoteDiscussion,
        ClaimSeat,
        SignMinutes,
    }
}

/// Say in which order the cases are heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderAgenda {
    #[serde(flatten)]
    pub order: AgendaOrdered,
}

/// A member stands aside from one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeclareConflict {
    #[serde(flatten)]
    pub conflict: ConflictDeclared,
}

/// A declaration was made by mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawConflict {
    #[serde(flatten)]
    pub withdrawal: ConflictWithdrawn,
}

/// Write down what was said on a case of an open session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteDiscussion {
    #[serde(flatten)]
    pub discussion: DiscussionNoted,
}

/// Say that an account is the person on a seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimSeat {
    #[serde(flatten)]
    pub claim: SeatClaimed,
}

/// Sign the minutes of a closed session: with the own account, or on paper that the secretary saw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignMinutes {
    pub session_id: SessionId,
    pub person_id: uuid::Uuid,
    pub way: SignatureWay,
    /// The account that asks.
    pub user_id: UserId,
    pub signed_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Form a commission of one domain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormCommission {
    #[serde(flatten)]
    pub commission: CommissionFormed,
    #[serde(skip)]
    pub numbers: ProgramNumbers,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Seat an expert, official, activist or center manager. Caseworkers are not seated: each comes with the own cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatParticipant {
    #[serde(flatten)]
    pub participant: ParticipantSeated,
}

/// A participant no longer belongs to the commission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnseatParticipant {
    pub participant_id: ParticipantId,
}

/// Call a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallSession {
    #[serde(flatten)]
    pub session: SessionCalled,
}

/// Put a referral on the agenda of a called or open session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PutCaseOnAgenda {
    #[serde(flatten)]
    pub case: CasePutOnAgenda,
}

/// Take a referral off the agenda, because it was withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TakeCaseOffAgenda {
    pub session_id: SessionId,
    pub referral_id: ReferralId,
}

/// Open the session with those present; again, when somebody came later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenSession {
    pub session_id: SessionId,
    pub present: Vec<Attendee>,
    /// Those of them who take part from elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remote: Vec<uuid::Uuid>,
    /// Who was expected and is not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<Absence>,
    pub opened_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Decide a case of an open session. Refused without quorum, without the family's caseworker (the center manager when it has none),
/// without a task unless no action or more information is stated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DecideCase {
    pub family_id: FamilyId,
    #[serde(flatten)]
    pub decision: Decision,
    /// How it was voted on, where it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Vote>,
    /// Who holds the family now, looked up in its stream; it may have changed since the case was put on the agenda.
    #[serde(skip)]
    pub caseworker_id: Option<CaseworkerId>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Put a case off to the next session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdjournCase {
    pub session_id: SessionId,
    pub referral_id: ReferralId,
    pub reason: AdjournReason,
}

/// The family's stream refused the decision. Issued by the decision process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VoidDecision {
    pub decision_id: DecisionId,
    /// Stable code of the refusal.
    pub because: String,
}

/// Close the session; every case on its agenda is decided or adjourned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloseSession {
    pub session_id: SessionId,
    pub closed_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// A called session will not be held; its cases are free for another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CancelSession {
    pub session_id: SessionId,
    pub cancelled_on: NaiveDate,
}
