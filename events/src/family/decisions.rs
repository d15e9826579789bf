//! What is put before a commission or an expert, what the commission decided, and the work on its tasks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// A harmed family with complexity was put before a commission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferredToCommission {
    pub referral_id: ReferralId,
    pub commission_id: CommissionId,
    pub domain: Domain,
    pub question: Personal<String>,
    pub urgency: Urgency,
    /// Sequence of the last event the packet shows: the file as it stood at referral.
    pub packet_sequence: u64,
    pub referred_on: NaiveDate,
    /// The last working day on which the commission's answer is in time; referrals from before it was counted have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<NaiveDate>,
    /// The referral whose thread this one goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<ReferralId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferralWithdrawn {
    pub referral_id: ReferralId,
    pub reason: Personal<String>,
    pub withdrawn_on: NaiveDate,
}

/// Who answers for a task: exactly one of an agency and a caseworker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Responsible {
    Agency { agency_id: AgencyId },
    Caseworker { caseworker_id: CaseworkerId },
}

/// One row of the division of labour (تقسیم کار).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DividedTask {
    pub task_id: TaskId,
    /// What is to be done; read by the responsible agency beside the file number.
    pub title: Personal<String>,
    pub domain: Domain,
    pub responsible: Responsible,
    pub due_on: NaiveDate,
    /// By what the commission will see that it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Personal<String>>,
}

/// A participant present at a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendee {
    pub kind: ParticipantKind,
    /// A commission's participant, or the caseworker's own id.
    pub person_id: uuid::Uuid,
}

/// What a commission decided on one referral, with the division of labour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    pub decision_id: DecisionId,
    pub referral_id: ReferralId,
    pub commission_id: CommissionId,
    pub session_id: SessionId,
    pub outcome: DecisionOutcome,
    pub present: Vec<Attendee>,
    /// Sequence of the family's last event shown to those present.
    pub seen_sequence: u64,
    pub reason: Personal<String>,
    pub tasks: Vec<DividedTask>,
    pub decided_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommissionDecisionRecorded {
    #[serde(flatten)]
    pub decision: Decision,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskAccepted {
    pub task_id: TaskId,
    pub accepted_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskProgressed {
    pub task_id: TaskId,
    pub note: Personal<String>,
    pub progressed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskDone {
    pub task_id: TaskId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub done_on: NaiveDate,
    /// What shows that it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<TaskEvidence>,
}

/// What shows that a task is done: of which kind, and where it is to be found, such as the number and day of a letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskEvidence {
    pub kind: EvidenceKind,
    pub reference: Personal<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskDeclined {
    pub task_id: TaskId,
    pub reason: Personal<String>,
    /// The reason to count by; what was declined before codes were asked for has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<DeclineCode>,
    pub declined_on: NaiveDate,
}

/// A special matter was put to a professor or specialist counsellor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferredToExpert {
    pub expert_referral_id: ExpertReferralId,
    /// Field of the expert, e.g. `psychology`, `law`; typed freely, so sealed.
    pub specialty: Personal<String>,
    pub question: Personal<String>,
    pub referred_on: NaiveDate,
    /// The last day on which the answer is in time; questions from before it was asked for have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpertAnswered {
    pub expert_referral_id: ExpertReferralId,
    pub answer: Personal<String>,
    pub answered_on: NaiveDate,
}
