//! What can be asked of a facilitation office.

use chrono::NaiveDate;
use hamyar_events::office::*;
use hamyar_events::*;
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a facilitation office.
    OfficeCommand {
        CallOffice,
        ContractOffice "replaces",
        OpenOffice,
        CloseOffice,
        AddNeighborhood,
        LeaveNeighborhood,
        CountStaff "replaces",
        RecordMoney,
        StrikeMoney,
        HoldMeeting,
        ProgressTask,
        HoldGroupWorkshop,
        FormGroup,
        AdvanceGroup,
        DraftNeedsProfile "replaces",
        JudgeNeedsProfile,
        NotifyNeedsProfile,
        DraftPlan,
        ChangePlan "replaces",
        JudgePlan,
        ProgressPlan,
        Evaluate,
        ReportQuarter,
    }
}

/// Declares commands that ask for one fact of a day.
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident($fact:ty);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            #[serde(flatten)]
            pub fact: $fact,
            /// Today in Tehran.
            #[serde(skip)]
            pub today: NaiveDate,
        }
    )+};
}

facts! {
    /// Call for applicants.
    CallOffice(OfficeCalled);
    /// A body takes the office under contract, or the contract goes on.
    ContractOffice(OfficeContracted);
    OpenOffice(OfficeOpened);
    CloseOffice(OfficeClosed);
    /// One more neighborhood is served.
    AddNeighborhood(OfficeNeighborhoodAdded);
    /// A neighborhood is served no longer.
    LeaveNeighborhood(OfficeNeighborhoodLeft);
    CountStaff(OfficeStaffCounted);
    RecordMoney(OfficeMoneyRecorded);
    HoldMeeting(OfficeMeetingHeld);
    /// A task is begun, done or left out.
    ProgressTask(OfficeTaskProgressed);
    HoldGroupWorkshop(GroupWorkshopHeld);
    FormGroup(office::GroupFormed);
    AdvanceGroup(GroupAdvanced);
    NotifyNeedsProfile(NotifyFact);
    DraftPlan(ActionPlanDrafted);
    ChangePlan(ActionPlanChanged);
    JudgePlan(ActionPlanJudged);
    ProgressPlan(ActionPlanProgressed);
    ReportQuarter(OfficeQuarterReported);
}

/// An amount was written down by mistake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StrikeMoney {
    #[serde(flatten)]
    pub fact: OfficeMoneyStruck,
}

/// The next version of what a neighborhood needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftNeedsProfile {
    pub neighborhood_id: NeighborhoodId,
    pub facilities: String,
    pub abnormalities: String,
    pub needs: Vec<String>,
    pub drafted_by: UserId,
    pub drafted_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// One of the two bodies says yes or no to the version that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgeNeedsProfile {
    pub neighborhood_id: NeighborhoodId,
    pub body: ApprovalBody,
    pub outcome: ApprovalOutcome,
    pub reason: Option<String>,
    pub judged_by: UserId,
    pub judged_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Which agencies are told of the approved version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotifyFact {
    pub neighborhood_id: NeighborhoodId,
    pub agency_ids: Vec<AgencyId>,
    pub notified_on: NaiveDate,
}

/// The evaluation of the next six months that are due.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluate {
    pub committee: String,
    pub strengths: Vec<String>,
    pub weaknesses: Vec<String>,
    pub opportunities: Vec<String>,
    pub threats: Vec<String>,
    pub remedies: Vec<String>,
    pub next_year: String,
    pub submitted_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}
