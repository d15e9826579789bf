//! The whole file of a family, as it stands now or stood at any event of its history.

use hamyar_events::family::{
    Attendee, ContactWindow, DomainScore, Reading, ServiceParticulars, SetReference, UsedReading,
};
use hamyar_events::{
    AidPhase, AssessmentMoment, AttachmentKind, Capacity, CloseReason, ConsentBasis, CoverageKind, DecisionOutcome,
    DeclineCode, Domain, EntryWay, ErasureGround, EvidenceKind, FamilyRequestKind, GoalResult, HandoverItem, HowKnown,
    InformationSource, MediaType, MemberLeftReason, Relation, ReleaseReason, RequestOutcome, Schooling, SendingAnswer,
    ServiceOutcome, ServicePurpose, Sex, SupportState, Tier, TierMoment, Urgency, VisitPlace, WorkSituation,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::FieldTime;

use super::{ActorRef, CivilDate, DueState, FamilyCard, Instant, NamedRef, Title};

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

/// Another tier than the computed one that a caseworker proposed, and what the manager said.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileTierProposal {
    pub id: Uuid,
    pub moment: AssessmentMoment,
    pub tier: Tier,
    /// What the rule computed when it was proposed.
    pub computed: Tier,
    pub reason: Option<String>,
    /// `waiting`, `accepted`, `declined`, `withdrawn`.
    pub state: String,
    pub proposed_on: CivilDate,
    pub proposed_by: ActorRef,
    pub answer: Option<String>,
    pub answered_on: Option<CivilDate>,
    pub answered_by: Option<ActorRef>,
}

/// One registration of the family.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileRegistration {
    pub entry: EntryWay,
    pub source: InformationSource,
    pub referred_by: Option<NamedRef>,
    pub referred_by_name: Option<String>,
    pub register: Option<String>,
    pub registered_on: CivilDate,
    pub declared: Option<FileDeclared>,
}

/// What the register or the intake form said.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileDeclared {
    pub dependents: Option<u8>,
    /// Tomans a month.
    pub monthly_income: Option<i64>,
    pub headship_cause: Option<String>,
    pub supported_by: Option<String>,
    pub note: Option<String>,
}

/// The latest word on consent.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileConsent {
    pub basis: Option<ConsentBasis>,
    pub member_id: Option<Uuid>,
    pub ground: Option<String>,
    pub reason: Option<String>,
    pub on: CivilDate,
}

/// One member.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileMember {
    pub id: Uuid,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub father_name: Option<String>,
    pub relation: Relation,
    pub sex: Option<Sex>,
    pub birth_date: Option<CivilDate>,
    /// Whole Jalali years on the day of reading.
    pub age: Option<i32>,
    /// Ten digits; see [`FamilyFile::mask_national_ids`].
    pub national_id: Option<String>,
    pub phone: Option<String>,
    pub education: Option<String>,
    pub occupation: Option<String>,
    pub skill: Option<String>,
    pub work: Option<WorkSituation>,
    pub schooling: Option<Schooling>,
    pub is_head: bool,
    pub left: bool,
    /// What was known of the member is forgotten.
    pub erased: bool,
    pub left_reason: Option<MemberLeftReason>,
    pub joined_on: CivilDate,
    /// Codes of catalog `vulnerable_group`.
    pub categories: Vec<String>,
}

/// A category of vulnerability on the family or on one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileCategory {
    pub code: String,
    pub member_id: Option<Uuid>,
}

/// An agency that covers the family.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileCoverage {
    pub agency: NamedRef,
    pub kind: CoverageKind,
    pub since: CivilDate,
}

/// One list in which the household went to a body outside.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileSending {
    pub id: Uuid,
    pub agency: NamedRef,
    pub sent_on: CivilDate,
    pub withdrawn: bool,
    /// Why it was taken back.
    pub reason: Option<String>,
    /// What the body said last.
    pub answer: Option<SendingAnswer>,
    pub answered_on: Option<CivilDate>,
    /// Why the body did not take the household in.
    pub answer_reason: Option<String>,
    /// How far each phase of its support came; the latest word on each.
    pub support: Vec<FileSupport>,
}

/// How far one phase of a body's support came.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileSupport {
    pub phase: AidPhase,
    pub state: SupportState,
    pub reached_on: CivilDate,
}

/// What the household said to being told to one body outside.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileHandingOn {
    pub agency: NamedRef,
    pub agreed: bool,
    pub said_on: CivilDate,
    /// Why it does not want that.
    pub reason: Option<String>,
}

/// One tier of the family's history with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileTier {
    pub moment: TierMoment,
    pub cycle: u32,
    /// The tier that was given.
    pub tier: Tier,
    /// What the rule computed, where it did.
    pub computed_tier: Option<Tier>,
    /// Whether the given tier differs from the computed one by a person's decision.
    pub overridden: bool,
    pub override_reason: Option<String>,
    /// Thousandths.
    pub score: Option<u16>,
    pub domains: Vec<DomainScore>,
    /// Codes of indicators read as strengths.
    pub strengths: Vec<String>,
    /// Codes of indicators read as harms.
    pub harms: Vec<String>,
    pub explanation: Title,
    pub set: Option<SetReference>,
    pub rule_version: Option<u32>,
    pub readings: Vec<UsedReading>,
    pub outside_information: Option<InformationSource>,
    pub assessment_id: Option<Uuid>,
    pub assigned_on: CivilDate,
    pub sequence: i64,
    pub position: i64,
    pub by: ActorRef,
}

/// One dated reading of the indicators.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileAssessment {
    pub id: Uuid,
    pub moment: AssessmentMoment,
    pub cycle: u32,
    pub set: SetReference,
    pub readings: Vec<FileReading>,
    pub strengths: Vec<String>,
    pub harms: Vec<String>,
    pub visit_id: Option<Uuid>,
    pub assessed_on: CivilDate,
    /// Who wrote it down.
    pub by: ActorRef,
}

/// One indicator read at one time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileReading {
    pub indicator: String,
    /// 0 (worst) to 4 (best).
    pub value: u8,
    pub how_known: HowKnown,
    pub note: Option<String>,
}

impl From<&Reading> for FileReading {
    fn from(reading: &Reading) -> Self {
        Self {
            indicator: reading.indicator.clone(),
            value: reading.value,
            how_known: reading.how_known,
            note: reading.note.as_ref().and_then(|note| note.value.clone()),
        }
    }
}

/// One holding of the family by a caseworker.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileAssignment {
    pub assignment_id: Uuid,
    pub caseworker: NamedRef,
    pub starts_on: CivilDate,
    pub ends_on: CivilDate,
    /// Days to the end of the year; negative when it has passed. Null for a past holding.
    pub days_left: Option<i64>,
    pub overdue: bool,
    pub renewals: Vec<FileRenewal>,
    /// What is ready for whoever takes the family next; null while nothing was prepared.
    pub handover: Option<FileHandover>,
    pub released_on: Option<CivilDate>,
    pub release_reason: Option<ReleaseReason>,
    pub release_note: Option<String>,
}

/// What is ready for whoever takes the family next.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileHandover {
    pub done: Vec<HandoverItem>,
    pub note: Option<String>,
    pub prepared_on: CivilDate,
}

/// The manager prolonged a year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileRenewal {
    pub ends_on: CivilDate,
    pub reason: Option<String>,
    pub renewed_on: CivilDate,
}

/// State of a calendar entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    Planned,
    Done,
    Missed,
    Cancelled,
}

/// One entry of the aid calendar.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileEntry {
    pub id: Uuid,
    /// Null means the whole family.
    pub member: Option<NamedRef>,
    pub domain: Domain,
    pub kind: String,
    pub capacity: Capacity,
    pub purpose: Option<ServicePurpose>,
    pub title: Option<String>,
    pub window_from: CivilDate,
    pub window_to: CivilDate,
    pub status: EntryState,
    /// How a planned entry stands on the day of reading.
    pub due_state: Option<DueState>,
    pub done_on: Option<CivilDate>,
    pub missed_on: Option<CivilDate>,
    pub reason: Option<String>,
    /// The goal it serves.
    pub goal_id: Option<Uuid>,
    /// Its place among the repetitions planned with it.
    pub series: Option<FileSeries>,
    /// So many days before the window the caseworker is reminded.
    pub remind_days: Option<u8>,
    /// It was done after its window, or after it was called missed.
    pub late: bool,
    pub late_reason: Option<String>,
}

/// Which of several repetitions an entry is.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileSeries {
    pub first_entry_id: Uuid,
    /// From 1.
    pub number: u16,
    pub of: u16,
}

/// A goal on an indicator that was not good.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileGoal {
    pub id: Uuid,
    /// Null means the whole family.
    pub member: Option<NamedRef>,
    pub indicator: String,
    pub domain: Domain,
    pub from_value: u8,
    pub target: u8,
    /// The latest reading.
    pub value: Option<u8>,
    /// The family's own words.
    pub wish: Option<String>,
    pub due_on: CivilDate,
    /// How an open goal stands on the day of reading.
    pub due_state: Option<DueState>,
    pub set_on: CivilDate,
    /// What became of it; null while it stands.
    pub result: Option<GoalResult>,
    pub reason: Option<String>,
    pub closed_on: Option<CivilDate>,
}

/// One visit, as corrected.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileVisit {
    pub id: Uuid,
    pub visited_on: CivilDate,
    pub place: VisitPlace,
    pub present: Vec<NamedRef>,
    pub note: Option<String>,
    pub next_visit_on: Option<CivilDate>,
    pub caseworker: Option<NamedRef>,
    pub corrected: bool,
    pub correction_reason: Option<String>,
    /// True when a correction says it never took place.
    pub voided: bool,
}

/// One service, as corrected.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileService {
    pub id: Uuid,
    pub domain: Domain,
    pub kind: String,
    pub purpose: Option<ServicePurpose>,
    pub capacity: Capacity,
    /// Empty means the whole family.
    pub members: Vec<NamedRef>,
    /// Null when the caseworker delivered it.
    pub provider: Option<NamedRef>,
    pub caseworker: Option<NamedRef>,
    /// Whole rials.
    pub amount_rials: Option<i64>,
    /// What it says by its kind.
    pub particulars: Option<ServiceParticulars>,
    pub outcome: Option<ServiceOutcome>,
    pub note: Option<String>,
    pub delivered_on: CivilDate,
    pub visit_id: Option<Uuid>,
    pub entry_id: Option<Uuid>,
    pub corrected: bool,
    pub correction_reason: Option<String>,
    pub voided: bool,
}

/// An activity that somebody of the family attended. The activity keeps who was there; the family's own stream does not.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileGeneralAid {
    pub activity_id: Uuid,
    /// Code of catalog `general_aid_form`.
    pub form: String,
    /// Of a public event: names nobody.
    pub title: String,
    pub domain: Domain,
    pub held_on: CivilDate,
    /// The member; null for a family of which nobody was named.
    pub member_id: Option<Uuid>,
    /// How many of the family, 1 for a member.
    pub persons: i32,
    /// Hours they were there.
    pub hours: i32,
}

/// State of a referral to a commission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReferralState {
    Open,
    OnAgenda,
    Decided,
    Withdrawn,
    Declined,
}

/// How the commission received an open referral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reception {
    /// Nothing was heard of it.
    #[default]
    Waiting,
    Accepted,
    /// It waits for the sender to add what is missing.
    Returned,
}

/// One word in the course of a referral before its decision: returned with what is missing, sent in again, declined.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ReferralWord {
    /// `returned`, `resumed`, `declined`.
    pub kind: String,
    pub text: Option<String>,
    /// The reason to count by, where one was asked for.
    pub why: Option<String>,
    pub on: CivilDate,
}

/// One referral to a commission, with its decision once there is one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileReferral {
    pub id: Uuid,
    pub commission: NamedRef,
    pub domain: Domain,
    pub question: Option<String>,
    pub urgency: Urgency,
    pub referred_on: CivilDate,
    pub state: ReferralState,
    /// Days from referral to the decision, withdrawal or day of reading.
    pub days_open: i64,
    /// Sequence of the last event the packet shows.
    pub packet_sequence: u64,
    pub decision: Option<FileDecision>,
    pub withdrawn_on: Option<CivilDate>,
    pub withdrawal_reason: Option<String>,
    pub reception: Reception,
    pub accepted_on: Option<CivilDate>,
    /// The last working day of the commission's term; none while the referral waits for the sender, and for old ones.
    pub answer_by: Option<CivilDate>,
    /// Whether the lunar holidays of the term were known when it was counted.
    pub holidays_known: bool,
    /// The term is over and nothing was decided.
    pub overdue: bool,
    pub declined_on: Option<CivilDate>,
    /// What was said between the commission and the sender, oldest first.
    pub words: Vec<ReferralWord>,
    /// The referral whose thread this one goes on.
    pub continues: Option<Uuid>,
}

/// What a commission decided.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileDecision {
    pub decision_id: Uuid,
    pub session_id: Uuid,
    pub outcome: DecisionOutcome,
    pub reason: Option<String>,
    pub present: Vec<Attendee>,
    pub seen_sequence: u64,
    pub task_ids: Vec<Uuid>,
    pub decided_on: CivilDate,
}

/// State of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    Assigned,
    Accepted,
    InProgress,
    Done,
    /// It waits for the commission to give it to somebody else, or to let it go.
    Declined,
    Dropped,
}

impl TaskState {
    /// Whether nothing more is to be done.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Declined | Self::Dropped)
    }
}

/// Who answers for a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaskResponsible {
    /// `agency` or `caseworker`.
    pub kind: String,
    pub id: Uuid,
    pub name: Option<String>,
}

/// One row of the division of labour. Names the family by file number only.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Task {
    pub task_id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub title: Option<String>,
    /// By what the commission will see that it is done.
    pub expected: Option<String>,
    /// Null when `stopped`.
    pub domain: Option<Domain>,
    pub responsible: TaskResponsible,
    /// When the party that answers for it now was given it.
    pub given_on: CivilDate,
    pub due_on: CivilDate,
    /// Null for a task that is done or declined.
    pub due_state: Option<DueState>,
    pub state: TaskState,
    pub commission: NamedRef,
    pub referral_id: Uuid,
    pub progress: Vec<TaskProgressNote>,
    /// The person of the responsible agency who does it, where one was named.
    pub delegated_to: Option<ActorRef>,
    pub evidence: Option<TaskShown>,
    /// In an agency's list: why it is told nothing more of the task; title, domain, commission and progress are left out then.
    pub stopped: Option<TaskStopped>,
}

/// What shows that a task is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TaskShown {
    pub kind: EvidenceKind,
    /// Where it is to be found; null once the family is forgotten.
    pub reference: Option<String>,
}

/// Why an agency is told nothing more of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskStopped {
    /// The family's consent is withdrawn, or was never given.
    ConsentWithdrawn,
    /// The case is closed.
    CaseClosed,
    /// The agency is an enforcement body.
    EnforcementAgency,
}

/// A word on a task.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TaskProgressNote {
    pub note: Option<String>,
    /// Of what was declined: the reason to count by, where one was asked for.
    pub why: Option<DeclineCode>,
    pub on: CivilDate,
}

/// A special matter put to an expert.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileExpertReferral {
    pub id: Uuid,
    /// Field of the expert; empty once the family is erased.
    pub specialty: String,
    pub question: Option<String>,
    pub referred_on: CivilDate,
    /// The last day on which the answer is in time.
    pub answer_by: Option<CivilDate>,
    pub answer: Option<String>,
    pub answered_on: Option<CivilDate>,
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

/// A file of the case; its bytes are read apart.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileAttachment {
    pub id: Uuid,
    pub kind: AttachmentKind,
    /// Null when erased.
    pub title: Option<String>,
    /// Whose it is; the family's when null.
    pub member: Option<NamedRef>,
    pub media_type: MediaType,
    /// Bytes as they are handed out.
    pub size_bytes: u64,
    pub received_on: CivilDate,
    pub recorded_at: Instant,
    pub by: ActorRef,
    /// When and why it was taken out, if it was; its bytes are gone then.
    pub removed: Option<FileAttachmentRemoval>,
    /// Its bytes are gone with the one it belonged to.
    pub erased: bool,
}

/// A file was taken out.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileAttachmentRemoval {
    pub reason: Option<String>,
    pub removed_on: CivilDate,
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

/// What became of a request to forget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErasureState {
    Waiting,
    Withdrawn,
    Refused,
    Erased,
}

impl ErasureState {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
            Self::Erased => "erased",
        }
    }
}

/// A request to forget a member or the whole family.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FileErasure {
    pub id: Uuid,
    /// The member; null for the whole family.
    pub member_id: Option<Uuid>,
    pub ground: ErasureGround,
    /// What was said with the request; null when it went with the person.
    pub note: Option<String>,
    pub state: ErasureState,
    pub requested_on: CivilDate,
    pub requested_by: ActorRef,
    /// When it was decided or taken back.
    pub decided_on: Option<CivilDate>,
    /// Who decided; null while it waits and when it was taken back.
    pub decided_by: Option<ActorRef>,
    /// Why it was refused.
    pub reason: Option<String>,
}
