//! Action plans: identity sheet, money plan, what agencies say to them, and what became of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

/// The identity sheet of an action plan (شناسنامهٔ برنامهٔ اقدام).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanSheet {
    pub title: String,
    pub domain: PlanDomain,
    /// Codes of the catalog of measures, of the same domain.
    pub measures: Vec<String>,
    /// How large it is, in words.
    pub scale: String,
    /// A group of residents.
    pub beneficiaries: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persons: Option<u32>,
    pub people_role: String,
    pub groups_role: String,
    pub institutions_role: String,
    /// The agencies that have to approve it; one or more.
    pub agency_ids: Vec<AgencyId>,
}

/// One line of a money plan: an amount and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoneyLine {
    pub title: String,
    pub amount_rials: i64,
    pub source: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionPlanDrafted {
    pub plan_id: PlanId,
    pub neighborhood_id: NeighborhoodId,
    pub sheet: PlanSheet,
    pub lines: Vec<MoneyLine>,
    pub drafted_on: NaiveDate,
}

/// The plan was written anew; what agencies said of it before no longer counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionPlanChanged {
    pub plan_id: PlanId,
    pub sheet: PlanSheet,
    pub lines: Vec<MoneyLine>,
    pub changed_on: NaiveDate,
}

/// One agency approved it or gave it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionPlanJudged {
    pub plan_id: PlanId,
    pub agency_id: AgencyId,
    pub outcome: ApprovalOutcome,
    /// Needed where it is given back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub judged_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionPlanProgressed {
    pub plan_id: PlanId,
    pub state: PlanState,
    /// What shows it; the reason where it is dropped.
    pub evidence: String,
    pub progressed_on: NaiveDate,
}
