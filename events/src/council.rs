//! The council stream: a strategic council, working group, committee or empowerment group (شورا، کارگروه، کمیته), from its forming to its sessions,
//! approvals, letters and the obstacles it follows. Agencies sit in it; nobody is named.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::*;
use crate::values::*;

stream_events! {
    /// Everything that can have happened to a council.
    CouncilEvent, stream "council" {
        CouncilFormed = "council_formed" @ "1.0.0",
        CouncilSeatGiven = "council_seat_given" @ "1.0.0",
        CouncilSeatEnded = "council_seat_ended" @ "1.0.0",
        CouncilSessionCalled = "council_session_called" @ "1.0.0",
        CouncilSessionHeld = "council_session_held" @ "1.0.0",
        CouncilSessionCancelled = "council_session_cancelled" @ "1.0.0",
        ApprovalRecorded = "approval_recorded" @ "1.0.0",
        LetterRecorded = "letter_recorded" @ "1.0.0",
        ObstacleRaised = "obstacle_raised" @ "1.0.0",
        ObstacleFollowed = "obstacle_followed" @ "1.0.0",
        ObstacleClosed = "obstacle_closed" @ "1.0.0",
        ObstacleReopened = "obstacle_reopened" @ "1.0.0",
        CouncilDissolved = "council_dissolved" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for CouncilEvent {}

/// A body was formed. First event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CouncilFormed {
    pub kind: CouncilKind,
    /// Name of the body.
    pub name: String,
    /// The approved text it works by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_law: Option<ApprovedTextId>,
    /// The place it is for; the country when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<PlaceId>,
    pub formed_on: NaiveDate,
}

/// An agency sits in it, or sits in it otherwise than before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CouncilSeatGiven {
    pub agency_id: AgencyId,
    pub role: CouncilRole,
    pub given_on: NaiveDate,
}

/// An agency no longer sits in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CouncilSeatEnded {
    pub agency_id: AgencyId,
    pub ended_on: NaiveDate,
}

/// A session was called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CouncilSessionCalled {
    pub session_id: CouncilSessionId,
    pub called_for: NaiveDate,
}

/// A session was held. Held again, it says what is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CouncilSessionHeld {
    pub session_id: CouncilSessionId,
    pub held_on: NaiveDate,
    /// Whole hours it lasted.
    pub hours: u16,
    pub attendance: Vec<CouncilAttendance>,
}

/// How many of an agency were there, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilAttendance {
    /// Absent for those whom no agency sent: the secretariat, guests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<AgencyId>,
    pub persons: u16,
    /// At most those it lasted.
    pub hours: u16,
}

/// A session that was called is not held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CouncilSessionCancelled {
    pub session_id: CouncilSessionId,
    pub cancelled_on: NaiveDate,
}

/// The body approved something (مصوبه).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApprovalRecorded {
    pub approval_id: ApprovalId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<CouncilSessionId>,
    /// As it is numbered on paper.
    pub number: String,
    pub subject: String,
    pub approved_on: NaiveDate,
}

/// A letter or decree came or went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LetterRecorded {
    pub letter_id: LetterId,
    pub direction: LetterDirection,
    /// As it is numbered on paper.
    pub number: String,
    /// The body at the other end.
    pub correspondent: String,
    pub subject: String,
    pub dated_on: NaiveDate,
}

/// Something stands in the way of the programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObstacleRaised {
    pub obstacle_id: ObstacleId,
    pub text: String,
    /// Who is to see to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<AgencyId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<CouncilSessionId>,
    pub raised_on: NaiveDate,
}

/// What was done about it; it may have gone to another owner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObstacleFollowed {
    pub obstacle_id: ObstacleId,
    pub note: String,
    /// The owner from now on, when it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<AgencyId>,
    pub followed_on: NaiveDate,
}

/// It stands in the way no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObstacleClosed {
    pub obstacle_id: ObstacleId,
    pub result: String,
    pub closed_on: NaiveDate,
}

/// It stands in the way again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObstacleReopened {
    pub obstacle_id: ObstacleId,
    pub note: String,
    pub reopened_on: NaiveDate,
}

/// The body was dissolved. Last event of the stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CouncilDissolved {
    pub dissolved_on: NaiveDate,
}
