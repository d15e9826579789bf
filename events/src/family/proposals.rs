//! Another tier than the computed one, proposed by a caseworker where the center's manager decides on it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Personal;
use crate::ids::*;
use crate::values::*;

/// A caseworker proposed another tier than the rule computes. The computed one holds meanwhile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierProposed {
    pub proposal_id: TierProposalId,
    pub moment: AssessmentMoment,
    pub cycle: u32,
    pub tier: Tier,
    /// What the rule computed from the readings of that day.
    pub computed: Tier,
    pub reason: Personal<String>,
    pub user_id: UserId,
    pub proposed_on: NaiveDate,
}

/// The manager answered. An accepted proposal is followed by the tier itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierProposalAnswered {
    pub proposal_id: TierProposalId,
    pub outcome: ProposalOutcome,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Personal<String>>,
    pub user_id: UserId,
    pub answered_on: NaiveDate,
}

/// The caseworker took the proposal back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierProposalWithdrawn {
    pub proposal_id: TierProposalId,
    pub withdrawn_on: NaiveDate,
}
