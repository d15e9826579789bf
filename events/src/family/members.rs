//! Members of the family: who joined, what is known of them, who left, who heads it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// What is known of a member. Every personal value is sealed with the member's own key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberFacts {
    pub given_name: Personal<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub father_name: Option<Personal<String>>,
    /// Ten ASCII digits with a right checksum; absent for those without papers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national_id: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Personal<NaiveDate>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    pub relation: Relation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Personal<WorkSituation>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schooling: Option<Personal<Schooling>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberJoined {
    pub member_id: MemberId,
    #[serde(flatten)]
    pub member: MemberFacts,
    pub joined_on: NaiveDate,
}

/// The member's facts as they now stand, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberChanged {
    pub member_id: MemberId,
    #[serde(flatten)]
    pub member: MemberFacts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberLeft {
    pub member_id: MemberId,
    pub reason: MemberLeftReason,
    pub left_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeadChanged {
    pub member_id: MemberId,
    pub changed_on: NaiveDate,
}
