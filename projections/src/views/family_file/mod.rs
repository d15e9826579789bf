//! The whole file of a family, as it stands now or stood at any event of its history.

mod aid;
mod attachments;
mod erasures;
mod holding;
mod people;
mod referrals;
mod sendings;
mod tasks;
mod tiers;

pub use aid::*;
pub use attachments::*;
pub use erasures::*;
pub use holding::*;
pub use people::*;
pub use referrals::*;
pub use sendings::*;
pub use tasks::*;
pub use tiers::*;

use hamyar_events::family::ContactWindow;
use hamyar_events::{CloseReason, FamilyRequestKind, RequestOutcome};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::FieldTime;
use crate::views::{ActorRef, CivilDate, FamilyCard, Instant, NamedRef};

/// The whole file of a family.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FamilyFile {
    #[serde(flatten)]
    pub card: FamilyCard,
    /// Sequence of the last event the file shows; the ETag of commands.
    pub sequence: i64,
    /// Number of the current cycle; 0 before the first baseline.
    pub cycle: u32,
    pub address: Option<String>,
    /// The safe way and hour to contact the family.
    pub safe_contact: Option<String>,
    /// The safe way and hours, where they were given.
    pub contact_window: Option<ContactWindow>,
    pub identified_on: CivilDate,
    /// How the family first came.
    pub registration: FileRegistration,
    /// Every registration, the first included.
    pub registrations: Vec<FileRegistration>,
    pub consent_detail: Option<FileConsent>,
    pub head_member_id: Option<Uuid>,
    pub members: Vec<FileMember>,
    pub categories: Vec<FileCategory>,
    /// Violence stands somewhere in the file: reconciliation is not offered.
    pub violence_recorded: Option<bool>,
    pub coverages: Vec<FileCoverage>,
    /// Lists in which the household went to a body outside, oldest first.
    pub sendings: Vec<FileSending>,
    /// Bodies outside of which the household was asked, with what it said last.
    pub handing_on: Vec<FileHandingOn>,
    /// Every tier ever given, oldest first.
    pub tiers: Vec<FileTier>,
    pub assessments: Vec<FileAssessment>,
    pub assignment: Option<FileAssignment>,
    pub past_assignments: Vec<FileAssignment>,
    pub goals: Vec<FileGoal>,
    pub calendar: Vec<FileEntry>,
    pub visits: Vec<FileVisit>,
    pub services: Vec<FileService>,
    /// Activities of general aid that somebody of the family attended, the latest first. As the activities say now: a packet and a replay have none.
    pub general_aid: Vec<FileGeneralAid>,
    pub referrals: Vec<FileReferral>,
    pub tasks: Vec<Task>,
    pub expert_referrals: Vec<FileExpertReferral>,
    pub notes: Vec<FileNote>,
    /// Files of the case, those taken out included. A packet has none.
    pub attachments: Vec<FileAttachment>,
    pub closed: Option<FileClosed>,
    /// The day from which the closed file is proposed for erasure.
    pub kept_until: Option<CivilDate>,
    /// The day on which the whole family was forgotten.
    pub erased_on: Option<CivilDate>,
    /// Requests to forget, oldest first.
    pub erasures: Vec<FileErasure>,
    /// The file into which this one was merged, while it is.
    pub merged_into: Option<FileMergedInto>,
    /// Files that were merged into this one, oldest first.
    pub merges: Vec<FileMerge>,
    /// What the family asked about its own case, oldest first. A packet has none.
    pub requests: Vec<FileRequest>,
    /// Other tiers that its caseworkers proposed, oldest first. A packet has none.
    pub tier_proposals: Vec<FileTierProposal>,
    /// When the family was last shown its file.
    pub shown_on: Option<CivilDate>,
}

/// That this file was a second one of a family that has one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileMergedInto {
    pub merge_id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub merged_on: CivilDate,
    pub by: ActorRef,
    pub reason: Option<String>,
}

/// A file that was merged into this one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileMerge {
    pub merge_id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub merged_on: CivilDate,
    pub by: ActorRef,
    /// Members who joined with it.
    pub joined: Vec<Uuid>,
    /// Members of this file who were in it as well.
    pub same: Vec<Uuid>,
    /// When it was found to be a mistake.
    pub undone_on: Option<CivilDate>,
    pub undone_reason: Option<String>,
}

/// What a family asked about its own case, and the answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileRequest {
    pub id: Uuid,
    pub kind: FamilyRequestKind,
    /// `waiting`, `answered`, `withdrawn`.
    pub state: String,
    pub member: Option<NamedRef>,
    /// In the family's own words.
    pub words: Option<String>,
    pub made_on: CivilDate,
    pub answer_by: CivilDate,
    pub outcome: Option<RequestOutcome>,
    pub answer: Option<String>,
    pub answered_on: Option<CivilDate>,
    pub answered_by: Option<ActorRef>,
}

/// A free note.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileNote {
    pub id: Uuid,
    pub text: Option<String>,
    /// When it was written in the field; a note that waited on a device keeps its day.
    pub at: FieldTime,
    pub recorded_at: Instant,
    pub by: ActorRef,
}

/// Why and when the case was closed.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileClosed {
    pub reason: CloseReason,
    pub note: Option<String>,
    pub closed_on: CivilDate,
}

impl FamilyFile {
    /// Leaves the last three digits of every national id, for readers who need no more.
    pub fn mask_national_ids(&mut self) {
        for member in &mut self.members {
            member.national_id = member.national_id.take().map(|digits| mask(&digits));
        }
    }
}

fn mask(digits: &str) -> String {
    let hidden = digits.chars().count().saturating_sub(3);
    digits.chars().enumerate().map(|(place, digit)| if place < hidden { '•' } else { digit }).collect()
}
