//! What was put before a commission or an expert, and what came of it.

use hamyar_events::family::Attendee;
use hamyar_events::{DecisionOutcome, Domain, Urgency};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, NamedRef};

/// State of a referral to a commission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReferralState {
    Open,
    OnAgenda,
    Decided,
    Withdrawn,
    Declined,
}

/// How the commission received an open referral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reception {
    /// Nothing was heard of it.
    #[default]
    Waiting,
    Accepted,
    /// It waits for the sender to add what is missing.
    Returned,
}

/// One word in the course of a referral before its decision: returned with what is missing, sent in again, declined.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReferralWord {
    /// `returned`, `resumed`, `declined`.
    pub kind: String,
    pub text: Option<String>,
    /// The reason to count by, where one was asked for.
    pub why: Option<String>,
    pub on: CivilDate,
}

/// One referral to a commission, with its decision once there is one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileReferral {
    pub id: Uuid,
    pub commission: NamedRef,
    pub domain: Domain,
    pub question: Option<String>,
    pub urgency: Urgency,
    pub referred_on: CivilDate,
    pub state: ReferralState,
    /// Days from referral to the decision, withdrawal or day of reading.
    pub days_open: i64,
    /// Sequence of the last event the packet shows.
    pub packet_sequence: u64,
    pub decision: Option<FileDecision>,
    pub withdrawn_on: Option<CivilDate>,
    pub withdrawal_reason: Option<String>,
    pub reception: Reception,
    pub accepted_on: Option<CivilDate>,
    /// The last working day of the commission's term; none while the referral waits for the sender, and for old ones.
    pub answer_by: Option<CivilDate>,
    /// Whether the lunar holidays of the term were known when it was counted.
    pub holidays_known: bool,
    /// The term is over and nothing was decided.
    pub overdue: bool,
    pub declined_on: Option<CivilDate>,
    /// What was said between the commission and the sender, oldest first.
    pub words: Vec<ReferralWord>,
    /// The referral whose thread this one goes on.
    pub continues: Option<Uuid>,
}

/// What a commission decided.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileDecision {
    pub decision_id: Uuid,
    pub session_id: Uuid,
    pub outcome: DecisionOutcome,
    pub reason: Option<String>,
    pub present: Vec<Attendee>,
    pub seen_sequence: u64,
    pub task_ids: Vec<Uuid>,
    pub decided_on: CivilDate,
}

/// A special matter put to an expert.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileExpertReferral {
    pub id: Uuid,
    /// Field of the expert; empty once the family is erased.
    pub specialty: String,
    pub question: Option<String>,
    pub referred_on: CivilDate,
    /// The last day on which the answer is in time.
    pub answer_by: Option<CivilDate>,
    pub answer: Option<String>,
    pub answered_on: Option<CivilDate>,
}
