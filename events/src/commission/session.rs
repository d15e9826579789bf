//! What happens within a session beside its decisions: the order of the agenda, who is there and how, who stands aside, what was said, how it was
//! voted, and who signed the minutes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// The order in which the cases are heard, all of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgendaOrdered {
    pub session_id: SessionId,
    pub referral_ids: Vec<ReferralId>,
}

/// How those present take part, and who is absent. The last one counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttendanceRecorded {
    pub session_id: SessionId,
    /// Those present who take part from elsewhere.
    pub remote: Vec<uuid::Uuid>,
    pub absent: Vec<Absence>,
}

/// Somebody who was expected and is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Absence {
    pub kind: ParticipantKind,
    pub person_id: uuid::Uuid,
    /// Whether the person had said so before.
    pub notice: bool,
}

/// A member stands aside from one case, and neither counts for its quorum nor votes on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConflictDeclared {
    pub session_id: SessionId,
    pub referral_id: ReferralId,
    pub person_id: ParticipantId,
    /// Sealed with the member's own key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
}

/// A declaration was made by mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConflictWithdrawn {
    pub session_id: SessionId,
    pub referral_id: ReferralId,
    pub person_id: ParticipantId,
}

/// What was said on a case. The last note counts; those before it stay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscussionNoted {
    pub session_id: SessionId,
    pub referral_id: ReferralId,
    pub family_id: FamilyId,
    pub note: Personal<String>,
}

/// How a decision was voted on; goes before the decision itself, in the same step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VotesCast {
    pub session_id: SessionId,
    pub referral_id: ReferralId,
    pub decision_id: DecisionId,
    pub votes: Vec<Vote>,
}

/// The vote of one member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Vote {
    pub person_id: ParticipantId,
    pub vote: VoteKind,
    /// What the member holds against the decision; of the family, as the decision is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dissent: Option<Personal<String>>,
}

/// An account is the person on a seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatClaimed {
    pub participant_id: ParticipantId,
    pub user_id: UserId,
}

/// Somebody who was present signed the minutes of a closed session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MinutesSigned {
    pub session_id: SessionId,
    pub person_id: uuid::Uuid,
    pub way: SignatureWay,
    /// The last event of the commission that the signed minutes tell of.
    pub as_of_sequence: u64,
    pub signed_on: NaiveDate,
}
