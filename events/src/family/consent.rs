//! The family's word on the program: given, refused, taken back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// The head, a guardian or the law agreed to assessment, aid, referral and sharing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentGiven {
    pub basis: ConsentBasis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// The law or order that stands for consent; required when the basis is a legal ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Personal<String>>,
    pub given_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentRefused {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub refused_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentWithdrawn {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub withdrawn_on: NaiveDate,
}
