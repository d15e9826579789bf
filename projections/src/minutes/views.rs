//! What the minutes say.

use hamyar_events::{AdjournReason, DecisionOutcome, Domain, ParticipantKind, SignatureWay, VoteKind};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::commissions::AgendaFamily;
use crate::views::{CivilDate, TaskResponsible};

/// The minutes of a session.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Minutes {
    pub commission_id: Uuid,
    pub session_id: Uuid,
    pub commission: String,
    pub domain: Option<Domain>,
    pub quorum: u8,
    pub held_on: Option<CivilDate>,
    pub starts_at: String,
    /// `called`, `open`, `closed`, `cancelled`.
    pub state: String,
    pub opened_on: Option<CivilDate>,
    pub closed_on: Option<CivilDate>,
    pub present: Vec<MinutesPerson>,
    pub absent: Vec<MinutesPerson>,
    /// In the order in which they were heard.
    pub cases: Vec<MinutesCase>,
    pub signatures: Vec<Signature>,
    /// The commission's last event that the minutes tell of.
    pub sequence: i64,
}

/// Somebody who was expected at the session.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MinutesPerson {
    pub kind: ParticipantKind,
    pub person_id: Uuid,
    pub name: Option<String>,
    pub remote: bool,
    /// Of who was absent: whether it was said before.
    pub notice: bool,
    /// The account on the seat.
    pub account_id: Option<Uuid>,
}

/// One case of the session.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MinutesCase {
    pub referral_id: Uuid,
    pub family: AgendaFamily,
    /// `waiting`, `decided`, `adjourned`, `voided`.
    pub state: String,
    pub adjourned_because: Option<AdjournReason>,
    pub question: Option<String>,
    pub discussion: Option<String>,
    /// Who stood aside.
    pub aside: Vec<Named>,
    pub decision: Option<MinutesDecision>,
}

/// A person, by name.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Named {
    pub person_id: Uuid,
    pub name: Option<String>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MinutesDecision {
    pub decision_id: Uuid,
    pub outcome: DecisionOutcome,
    pub decided_on: CivilDate,
    pub reason: Option<String>,
    pub votes: Vec<MinutesVote>,
    pub tasks: Vec<MinutesTask>,
}

/// How somebody voted.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MinutesVote {
    pub person_id: Uuid,
    pub name: Option<String>,
    pub vote: VoteKind,
    pub dissent: Option<String>,
}

/// One row of the division of labour.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MinutesTask {
    pub title: Option<String>,
    pub domain: Domain,
    pub responsible: TaskResponsible,
    pub due_on: CivilDate,
    pub expected: Option<String>,
}

/// A signature under the minutes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Signature {
    pub person_id: Uuid,
    pub name: Option<String>,
    pub way: SignatureWay,
    pub signed_on: CivilDate,
    /// Something of the session changed since.
    pub changed_since: bool,
}
