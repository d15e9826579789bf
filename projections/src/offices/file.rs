//! What is known of an office, as its row keeps it and as it is shown. Names of places and agencies are filled in when somebody reads.

use hamyar_events::office::{ReportedFigure, StaffCount};
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, NamedRef};

/// Everything of one office.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OfficeFile {
    pub contract: Option<OfficeContract>,
    pub close_reason: Option<OfficeCloseReason>,
    pub close_note: Option<String>,
    pub served: Vec<ServedNeighborhood>,
    pub staff: Vec<StaffCount>,
    pub staff_counted_on: Option<CivilDate>,
    pub money: Vec<OfficeMoney>,
    pub meetings: Vec<OfficeMeeting>,
    pub tasks: Vec<OfficeTask>,
    pub steps: Vec<OfficeStep>,
    pub groups: Vec<LocalGroup>,
    pub profiles: Vec<NeedsProfile>,
    pub plans: Vec<ActionPlan>,
    pub evaluations: Vec<OfficeEvaluation>,
    pub reports: Vec<IssuedReport>,
}

/// The contract in force, or the last one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OfficeContract {
    /// An agency of the register; null for a body known by its name.
    pub operator: Option<NamedRef>,
    pub operator_name: Option<String>,
    pub number: String,
    pub from: CivilDate,
    pub until: CivilDate,
    pub amount_rials: i64,
    pub source: String,
}

/// A neighborhood that is or was served.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ServedNeighborhood {
    pub neighborhood: NamedRef,
    pub from: CivilDate,
    pub until: Option<CivilDate>,
}

/// An amount received or spent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OfficeMoney {
    pub entry_id: Uuid,
    pub direction: MoneyDirection,
    pub amount_rials: i64,
    pub source: String,
    pub purpose: String,
    pub recorded_on: CivilDate,
    /// Why it no longer counts.
    pub struck: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OfficeMeeting {
    pub kind: MeetingKind,
    pub subject: String,
    pub persons: i64,
    pub neighborhood: Option<NamedRef>,
    pub held_on: CivilDate,
}

/// A task as it stands in one neighborhood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OfficeTask {
    /// Code of the work plan.
    pub task: String,
    pub neighborhood_id: Uuid,
    pub state: WorkState,
    pub evidence: String,
    pub on: CivilDate,
}

/// A step as it stands in one neighborhood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OfficeStep {
    pub step: String,
    pub neighborhood_id: Uuid,
    pub begun_on: Option<CivilDate>,
    pub completed_on: Option<CivilDate>,
}

/// A group of residents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LocalGroup {
    pub group_id: Uuid,
    pub neighborhood: NamedRef,
    pub topic: String,
    pub stage: GroupStage,
    /// The state it can reach next; null for a permanent one.
    pub next: Option<GroupStage>,
    pub persons: i64,
    pub aims: Option<String>,
    pub scope: Option<String>,
    pub role: Option<String>,
    pub months: Option<i32>,
    pub conflict_rule: Option<String>,
    pub power: Option<String>,
    pub permit: Option<String>,
    pub statute: Option<String>,
    pub course: Vec<GroupMoment>,
}

/// When a group reached a state, and what shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupMoment {
    pub stage: GroupStage,
    pub on: CivilDate,
    pub evidence: Option<String>,
}

/// Where a needs profile is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedsProfileState {
    /// Before the strategic committee.
    Drafted,
    Returned,
    /// Approved by the committee, before the provincial headquarters.
    InHeadquarters,
    Approved,
    Notified,
}

impl NeedsProfileState {
    /// As rows keep it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Returned => "returned",
            Self::InHeadquarters => "in_headquarters",
            Self::Approved => "approved",
            Self::Notified => "notified",
        }
    }
}

/// The latest needs profile of a neighborhood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NeedsProfile {
    pub neighborhood: NamedRef,
    pub version: i32,
    pub state: NeedsProfileState,
    pub facilities: String,
    pub abnormalities: String,
    pub needs: Vec<String>,
    pub drafted_on: CivilDate,
    /// What both bodies said of this version and of those before.
    pub judgements: Vec<ProfileJudgement>,
    pub notified: Vec<NamedRef>,
    pub notified_on: Option<CivilDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProfileJudgement {
    pub version: i32,
    pub body: ApprovalBody,
    pub outcome: ApprovalOutcome,
    pub reason: Option<String>,
    pub on: CivilDate,
}

/// How far an action plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionPlanState {
    /// Before the agencies named.
    Drafted,
    Returned,
    Approved,
    Begun,
    Done,
    Dropped,
}

impl ActionPlanState {
    /// As rows keep it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Begun => "begun",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }
}

/// An action plan with its identity sheet, its money plan and what agencies said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ActionPlan {
    pub plan_id: Uuid,
    pub neighborhood: NamedRef,
    pub state: ActionPlanState,
    pub title: String,
    pub domain: PlanDomain,
    pub measures: Vec<String>,
    pub scale: String,
    pub beneficiaries: String,
    pub persons: Option<i64>,
    pub people_role: String,
    pub groups_role: String,
    pub institutions_role: String,
    pub lines: Vec<PlanLine>,
    /// The sum of the lines.
    pub total_rials: i64,
    pub agencies: Vec<AgencyJudgement>,
    pub drafted_on: CivilDate,
    pub evidence: Option<String>,
    pub progressed_on: Option<CivilDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlanLine {
    pub title: String,
    pub amount_rials: i64,
    pub source: String,
}

/// What an agency said of a plan; null while it has not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AgencyJudgement {
    pub agency: NamedRef,
    pub outcome: Option<ApprovalOutcome>,
    pub reason: Option<String>,
    pub on: Option<CivilDate>,
}

/// One evaluation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OfficeEvaluation {
    pub number: i32,
    pub committee: String,
    pub strengths: Vec<String>,
    pub weaknesses: Vec<String>,
    pub opportunities: Vec<String>,
    pub threats: Vec<String>,
    pub remedies: Vec<String>,
    pub next_year: String,
    pub submitted_on: CivilDate,
}

/// A report on a quarter as it was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct IssuedReport {
    pub year: i32,
    pub quarter: i32,
    pub figures: Vec<ReportedFigure>,
    pub counted_to: i64,
    pub reported_on: CivilDate,
}
