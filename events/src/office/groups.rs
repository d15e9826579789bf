//! Groups of residents, from a workshop to an institution of the neighborhood.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

/// A workshop out of which a group may come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupWorkshopHeld {
    pub group_id: GroupId,
    pub neighborhood_id: NeighborhoodId,
    pub topic: String,
    pub persons: u32,
    pub held_on: NaiveDate,
}

/// By what a group is classified (R44). Source: seed 002, step 5.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupFacts {
    pub topic: String,
    pub aims: String,
    /// دامنهٔ فعالیت
    pub scope: String,
    pub role: String,
    pub members: u32,
    /// دامنهٔ زمانی برای رسیدن به اهداف
    pub months: u16,
    /// سازوکار رفع تعارض
    pub conflict_rule: String,
}

/// A group came together; informal so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupFormed {
    pub group_id: GroupId,
    pub facts: GroupFacts,
    pub formed_on: NaiveDate,
}

/// A group reached the next of its states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupAdvanced {
    pub group_id: GroupId,
    pub stage: GroupStage,
    /// What shows it.
    pub evidence: String,
    /// The members it has now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<u32>,
    /// Which actors of the neighborhood and city it can count on; needed to classify it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power: Option<String>,
    /// Number and giver of the permit; needed to register it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit: Option<String>,
    /// Which statute it has; needed to register it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statute: Option<String>,
    pub advanced_on: NaiveDate,
}
