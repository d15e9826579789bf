//! What can be asked of a neighborhood's roadmap.

use chrono::NaiveDate;
use hamyar_events::neighborhood::{
    ActionChanged, ActionCompleted, ActionDropped, ActionFacts, ActionMatched, ActionProgressed, ActionUnmatched,
    RiskIdentified, RiskReassessed, RiskRetitled,
};
use hamyar_events::{ActionId, RiskId};
use serde::{Deserialize, Serialize};

/// Write down a risk, shock or stress.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentifyRisk {
    #[serde(flatten)]
    pub risk: RiskIdentified,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Call a risk otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetitleRisk {
    #[serde(flatten)]
    pub title: RiskRetitled,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Judge a risk otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReassessRisk {
    #[serde(flatten)]
    pub facts: RiskReassessed,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Adopt the next version of the roadmap: the horizons' lengths, and every action that is planned and not dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdoptRoadmap {
    pub risk_id: RiskId,
    pub short_months: Option<u16>,
    pub medium_months: Option<u16>,
    pub long_months: Option<u16>,
    pub audience: Option<String>,
    pub period: Option<String>,
    pub adopted_on: NaiveDate,
    pub source: Option<String>,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Put an action forward. Its agencies were looked up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanAction {
    pub action_id: ActionId,
    pub facts: ActionFacts,
    pub planned_on: NaiveDate,
    pub source: Option<String>,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Word an action otherwise, or put it in another horizon or other hands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeAction {
    #[serde(flatten)]
    pub action: ActionChanged,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Write down what an agency did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgressAction {
    #[serde(flatten)]
    pub progress: ActionProgressed,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The action is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompleteAction {
    #[serde(flatten)]
    pub completion: ActionCompleted,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The action will not be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropAction {
    #[serde(flatten)]
    pub drop: ActionDropped,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Say that the action is the same as one of another neighborhood. That one was looked up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchAction {
    #[serde(flatten)]
    pub same: ActionMatched,
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Say that it is not the same after all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnmatchAction {
    #[serde(flatten)]
    pub apart: ActionUnmatched,
    #[serde(skip)]
    pub today: NaiveDate,
}
