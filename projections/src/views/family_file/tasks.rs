//! The division of labour that a commission decided.

use hamyar_events::{DeclineCode, Domain, EvidenceKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{ActorRef, CivilDate, DueState, NamedRef};

/// State of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    Assigned,
    Accepted,
    InProgress,
    Done,
    /// It waits for the commission to give it to somebody else, or to let it go.
    Declined,
    Dropped,
}

impl TaskState {
    /// Whether nothing more is to be done.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Declined | Self::Dropped)
    }
}

/// Who answers for a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaskResponsible {
    /// `agency` or `caseworker`.
    pub kind: String,
    pub id: Uuid,
    pub name: Option<String>,
}

/// One row of the division of labour. Names the family by file number only.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Task {
    pub task_id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub title: Option<String>,
    /// By what the commission will see that it is done.
    pub expected: Option<String>,
    /// Null when `stopped`.
    pub domain: Option<Domain>,
    pub responsible: TaskResponsible,
    /// When the party that answers for it now was given it.
    pub given_on: CivilDate,
    pub due_on: CivilDate,
    /// Null for a task that is done or declined.
    pub due_state: Option<DueState>,
    pub state: TaskState,
    pub commission: NamedRef,
    pub referral_id: Uuid,
    pub progress: Vec<TaskProgressNote>,
    /// The person of the responsible agency who does it, where one was named.
    pub delegated_to: Option<ActorRef>,
    pub evidence: Option<TaskShown>,
    /// In an agency's list: why it is told nothing more of the task; title, domain, commission and progress are left out then.
    pub stopped: Option<TaskStopped>,
}

/// What shows that a task is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TaskShown {
    pub kind: EvidenceKind,
    /// Where it is to be found; null once the family is forgotten.
    pub reference: Option<String>,
}

/// Why an agency is told nothing more of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskStopped {
    /// The family's consent is withdrawn, or was never given.
    ConsentWithdrawn,
    /// The case is closed.
    CaseClosed,
    /// The agency is an enforcement body.
    EnforcementAgency,
}

/// A word on a task.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TaskProgressNote {
    pub note: Option<String>,
    /// Of what was declined: the reason to count by, where one was asked for.
    pub why: Option<DeclineCode>,
    pub on: CivilDate,
}
