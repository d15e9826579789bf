//! Lists in which the household went to a body outside, and what became of that.

use hamyar_events::{AidPhase, SendingAnswer, SupportState};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, NamedRef};

/// One list in which the household went to a body outside.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileSending {
    pub id: Uuid,
    pub agency: NamedRef,
    pub sent_on: CivilDate,
    pub withdrawn: bool,
    /// Why it was taken back.
    pub reason: Option<String>,
    /// What the body said last.
    pub answer: Option<SendingAnswer>,
    pub answered_on: Option<CivilDate>,
    /// Why the body did not take the household in.
    pub answer_reason: Option<String>,
    /// How far each phase of its support came; the latest word on each.
    pub support: Vec<FileSupport>,
}

/// How far one phase of a body's support came.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileSupport {
    pub phase: AidPhase,
    pub state: SupportState,
    pub reached_on: CivilDate,
}

/// What the household said to being told to one body outside.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileHandingOn {
    pub agency: NamedRef,
    pub agreed: bool,
    pub said_on: CivilDate,
    /// Why it does not want that.
    pub reason: Option<String>,
}
