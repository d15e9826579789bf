//! The way of a woman who heads a household through the empowerment program (source 001): what nothing else in the log says. That she was registered,
//! assessed, trained, supported or given work is said by events of their own, and is not said again here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// She was found eligible and taken into the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramEnrolled {
    pub enrollment_id: EnrollmentId,
    pub member_id: MemberId,
    /// Version of the list of criteria that was gone through.
    pub criteria_version: u32,
    /// Codes of the criteria she met, of that version.
    pub criteria: Vec<String>,
    pub enrolled_on: NaiveDate,
}

/// She stands on her own feet: the program has done its part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramCompleted {
    pub enrollment_id: EnrollmentId,
    pub member_id: MemberId,
    /// By what it is seen.
    pub reason: Personal<String>,
    pub completed_on: NaiveDate,
}

/// She left the program before its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramLeft {
    pub enrollment_id: EnrollmentId,
    pub member_id: MemberId,
    pub reason: DropOutReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub left_on: NaiveDate,
}

/// She came back, after leaving or after the program had ended for her.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramResumed {
    pub enrollment_id: EnrollmentId,
    pub member_id: MemberId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub resumed_on: NaiveDate,
}
