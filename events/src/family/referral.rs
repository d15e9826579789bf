//! What becomes of a referral before it is decided: accepted, returned with what is missing, sent in again, declined.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::{DeclineCode, ReturnCode};

/// The commission took the referral up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferralAccepted {
    pub referral_id: ReferralId,
    pub accepted_on: NaiveDate,
}

/// The commission cannot answer with what it has: the referral waits for the sender, and its term stands still.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferralReturned {
    pub referral_id: ReferralId,
    /// What is missing.
    pub missing: Personal<String>,
    /// Working days that were left of the term, which go on when the referral comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_left: Option<u16>,
    /// The same to count by; what was returned before codes were asked for has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<ReturnCode>,
    pub returned_on: NaiveDate,
}

/// The sender added what was missing; the term goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferralResumed {
    pub referral_id: ReferralId,
    /// What was added, in words.
    pub added: Personal<String>,
    /// The packet anew: the file as it stood when the referral came back.
    pub packet_sequence: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<NaiveDate>,
    pub resumed_on: NaiveDate,
}

/// The commission does not take the referral; it is the sender's again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferralDeclined {
    pub referral_id: ReferralId,
    pub reason: Personal<String>,
    /// The reason to count by; what was declined before codes were asked for has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<DeclineCode>,
    pub declined_on: NaiveDate,
}
