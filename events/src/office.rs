//! The facilitation office (دفتر تسهیلگری): called, contracted, opened; its work by task, its groups, needs profiles, action plans, evaluations and
//! quarterly reports. Counts and institutions only: no event of this stream names a resident. Source: seed 002.

mod groups;
mod plans;
mod profiles;
mod reports;

pub use groups::*;
pub use plans::*;
pub use profiles::*;
pub use reports::*;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a facilitation office.
    OfficeEvent, stream "office" {
        OfficeCalled = "office_called" @ "1.0.0",
        OfficeContracted = "office_contracted" @ "1.0.0",
        OfficeOpened = "office_opened" @ "1.0.0",
        OfficeClosed = "office_closed" @ "1.0.0",
        OfficeNeighborhoodAdded = "office_neighborhood_added" @ "1.0.0",
        OfficeNeighborhoodLeft = "office_neighborhood_left" @ "1.0.0",
        OfficeStaffCounted = "office_staff_counted" @ "1.0.0",
        OfficeMoneyRecorded = "office_money_recorded" @ "1.0.0",
        OfficeMoneyStruck = "office_money_struck" @ "1.0.0",
        OfficeMeetingHeld = "office_meeting_held" @ "1.0.0",
        OfficeTaskProgressed = "office_task_progressed" @ "1.0.0",
        OfficeStepBegun = "office_step_begun" @ "1.0.0",
        OfficeStepCompleted = "office_step_completed" @ "1.0.0",
        GroupWorkshopHeld = "local_group_workshop_held" @ "1.0.0",
        GroupFormed = "local_group_formed" @ "1.0.0",
        GroupAdvanced = "local_group_advanced" @ "1.0.0",
        NeedsProfileDrafted = "needs_profile_drafted" @ "1.0.0",
        NeedsProfileJudged = "needs_profile_judged" @ "1.0.0",
        NeedsProfileNotified = "needs_profile_notified" @ "1.0.0",
        ActionPlanDrafted = "action_plan_drafted" @ "1.0.0",
        ActionPlanChanged = "action_plan_changed" @ "1.0.0",
        ActionPlanJudged = "action_plan_judged" @ "1.0.0",
        ActionPlanProgressed = "action_plan_progressed" @ "1.0.0",
        OfficeEvaluated = "office_evaluated" @ "1.0.0",
        OfficeQuarterReported = "office_quarter_reported" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for OfficeEvent {}

/// Applicants were called for. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeCalled {
    pub name: String,
    /// City or county in which it is to work.
    pub place_id: PlaceId,
    /// The neighborhoods asked for; one or more.
    pub neighborhood_ids: Vec<NeighborhoodId>,
    pub called_on: NaiveDate,
}

/// The body that runs an office: an agency of the register, or one by its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operator {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<AgencyId>,
    /// Name of an institution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A body took the office under contract. Contracted again, the term and the amount are those of the new contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeContracted {
    pub operator: Operator,
    pub number: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub amount_rials: i64,
    /// Who pays, as the contract says it.
    pub source: String,
    pub contracted_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeOpened {
    pub opened_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeClosed {
    pub reason: OfficeCloseReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub closed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeNeighborhoodAdded {
    pub neighborhood_id: NeighborhoodId,
    pub added_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeNeighborhoodLeft {
    pub neighborhood_id: NeighborhoodId,
    pub reason: String,
    pub left_on: NaiveDate,
}

/// So many persons of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffCount {
    pub role: StaffRole,
    pub persons: u16,
}

/// Who works there, by role and without a name. Counted again, it says what is right from that day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeStaffCounted {
    pub counts: Vec<StaffCount>,
    pub counted_on: NaiveDate,
}

/// Money came or went. Received and spent are two totals: the one is what the other is drawn from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeMoneyRecorded {
    pub entry_id: MoneyId,
    pub direction: MoneyDirection,
    pub amount_rials: i64,
    /// Who gave it, or out of what it was paid.
    pub source: String,
    pub purpose: String,
    pub recorded_on: NaiveDate,
}

/// An amount was written down by mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeMoneyStruck {
    pub entry_id: MoneyId,
    pub reason: String,
}

/// A meeting was held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeMeetingHeld {
    pub kind: MeetingKind,
    pub subject: String,
    pub persons: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighborhood_id: Option<NeighborhoodId>,
    pub held_on: NaiveDate,
}

/// A task of the work plan was begun, done, or left out, in these neighborhoods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeTaskProgressed {
    /// Code of the work plan, as `2.4.8`: phase, step, task.
    pub task: String,
    pub neighborhood_ids: Vec<NeighborhoodId>,
    pub state: WorkState,
    /// What shows it; the reason where it is left out.
    pub evidence: String,
    pub progressed_on: NaiveDate,
}

/// With the first of its tasks a step has begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeStepBegun {
    /// Code of the work plan, as `2.4`: phase, step. The first and the third phase have no steps and stand for themselves.
    pub step: String,
    pub neighborhood_id: NeighborhoodId,
    pub begun_on: NaiveDate,
}

/// With the last of its tasks done or left out a step is complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeStepCompleted {
    pub step: String,
    pub neighborhood_id: NeighborhoodId,
    pub completed_on: NaiveDate,
}
