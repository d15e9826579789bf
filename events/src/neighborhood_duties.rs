//! What agencies do in a neighborhood: reports against their duties, and what utility companies are asked for.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

/// The province's headquarters approved the neighborhood as a target place. Approved again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetPlaceApproved {
    /// The body that approved.
    pub body: String,
    /// Number of the approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    pub approved_on: NaiveDate,
}

/// An agency's officer reported against one of its duties (statement 101).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgencyDutyReported {
    pub report_id: DutyReportId,
    pub agency_id: AgencyId,
    /// Number of the duty.
    pub duty: u16,
    pub state: DutyState,
    /// What was done or what hinders; names nobody.
    pub text: String,
    /// A letter's number, an address of a published report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    pub reported_on: NaiveDate,
}

/// Something was asked of a utility company (statement 102).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UtilityRequested {
    pub request_id: UtilityRequestId,
    pub agency_id: AgencyId,
    pub utility: Utility,
    /// How many houses, which street; names nobody.
    pub text: String,
    /// Out of turn and with priority, because the place was approved (خارج از نوبت و اولویت‌دار).
    pub out_of_turn: bool,
    /// Since when the municipality agrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality_agreed_on: Option<NaiveDate>,
    pub requested_on: NaiveDate,
}

/// The company answered; the last answer holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UtilityAnswered {
    pub request_id: UtilityRequestId,
    pub answer: UtilityAnswer,
    pub text: String,
    pub answered_on: NaiveDate,
}
