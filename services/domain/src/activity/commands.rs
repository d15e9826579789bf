//! What can be asked of an activity.

use chrono::NaiveDate;
use hamyar_events::activity::*;
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of an activity.
    ActivityCommand {
        PlanActivity,
        AnnounceActivity,
        HoldActivity "replaces",
        CancelActivity,
        RecordAttendance,
        StrikeAttendance,
        RecordTest,
    }
}

/// Plan an activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanActivity {
    #[serde(flatten)]
    pub plan: ActivityPlanned,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Make it known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnnounceActivity {
    pub announced_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// It was held; said again, the hours and the head-count are put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoldActivity {
    #[serde(flatten)]
    pub held: ActivityHeld,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// It will not be held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CancelActivity {
    pub cancelled_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// A member, or so many of a family, were there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordAttendance {
    #[serde(flatten)]
    pub attendance: AttendanceRecorded,
}

/// They were not there after all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StrikeAttendance {
    #[serde(flatten)]
    pub attendance: AttendanceStruck,
}

/// What a member knew before or after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordTest {
    #[serde(flatten)]
    pub test: TestRecorded,
}
