//! The family's side: what it asks about its own case, who answers, and when it was shown its file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// The family refuses aid, contests its tier, or asks for another caseworker. Somebody other than whoever decided answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestMade {
    pub request_id: RequestId,
    pub kind: FamilyRequestKind,
    /// Who asked; the family as a whole when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// In the family's own words.
    pub words: Personal<String>,
    /// The accounts that made what is asked about, and so do not answer.
    pub deciders: Vec<UserId>,
    pub made_on: NaiveDate,
    /// The last working day on which the answer is in time.
    pub answer_by: NaiveDate,
}

/// Somebody other than the decider answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestAnswered {
    pub request_id: RequestId,
    pub outcome: RequestOutcome,
    pub answer: Personal<String>,
    pub user_id: UserId,
    pub answered_on: NaiveDate,
}

/// The family took its wish back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestWithdrawn {
    pub request_id: RequestId,
    pub withdrawn_on: NaiveDate,
}

/// The family was shown its file in plain words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileShown {
    /// To whom; the family as a whole when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub way: ShownWay,
    pub shown_on: NaiveDate,
}

/// When and how the family may be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactWindow {
    pub way: ContactWay,
    /// Tehran wall-clock time, `HH:MM`; any time when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Days of the week, Saturday 0 to Friday 6; every day when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<u8>,
    /// Whether a message may be left with somebody else.
    pub may_leave_message: bool,
}
