//! What becomes of a task beside the work on it: given to somebody else, dropped, handed on within its agency.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Responsible;
use crate::Personal;
use crate::ids::*;

/// The commission gave a task that was declined, or not yet accepted, to another party, or to the same with another word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskReassigned {
    pub task_id: TaskId,
    pub responsible: Responsible,
    pub due_on: NaiveDate,
    /// What is to be done, in the words for the new party.
    pub title: Personal<String>,
    /// What is expected of the new party. What was expected of the former one does not go over to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Personal<String>>,
    pub reassigned_on: NaiveDate,
}

/// The commission let a task go that nobody will do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskDropped {
    pub task_id: TaskId,
    pub reason: Personal<String>,
    pub dropped_on: NaiveDate,
}

/// The responsible agency gave the work to one of its people; it answers for it all the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskDelegated {
    pub task_id: TaskId,
    pub user_id: UserId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub delegated_on: NaiveDate,
}
