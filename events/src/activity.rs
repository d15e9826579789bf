//! The activity stream: general aid (همیاری عمومی), a workshop, class, conference, lecture or film, from plan to attendance.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to an activity of general aid.
    ActivityEvent, stream "activity" {
        ActivityPlanned = "activity_planned" @ "1.0.0",
        ActivityAnnounced = "activity_announced" @ "1.0.0",
        ActivityHeld = "activity_held" @ "1.0.0",
        ActivityCancelled = "activity_cancelled" @ "1.0.0",
        AttendanceRecorded = "attendance_recorded" @ "1.0.0",
        AttendanceStruck = "attendance_struck" @ "1.0.0",
        TestRecorded = "test_recorded" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for ActivityEvent {}

/// An activity was planned. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityPlanned {
    pub center_id: CenterId,
    /// Code of catalog `general_aid_form`.
    pub form: String,
    /// Of a public event, as it hangs on the wall.
    pub title: String,
    pub domain: Domain,
    /// Tiers it is offered to. Harmed families may attend, and are not its audience.
    pub audience: Vec<Tier>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighborhood_id: Option<NeighborhoodId>,
    pub planned_for: NaiveDate,
    /// Whole hours it is to last.
    pub hours: u16,
}

/// It was made known to those it is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityAnnounced {
    pub announced_on: NaiveDate,
}

/// It was held. Held again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityHeld {
    pub held_on: NaiveDate,
    pub hours: u16,
    /// Those who were there and whom no attendance names.
    pub head_count: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityCancelled {
    pub cancelled_on: NaiveDate,
}

/// A member, or so many of a family, were there. Recorded again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttendanceRecorded {
    pub family_id: FamilyId,
    /// Absent for a family of which nobody is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// 1 for a member.
    pub persons: u16,
    /// Hours they were there, at most those it lasted.
    pub hours: u16,
}

/// They were not there after all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttendanceStruck {
    pub family_id: FamilyId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
}

/// What a member knew before or after it. Recorded again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestRecorded {
    pub family_id: FamilyId,
    pub member_id: MemberId,
    pub moment: TestMoment,
    /// 0 to 100.
    pub score: u8,
}
