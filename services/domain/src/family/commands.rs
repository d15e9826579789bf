//! What can be asked of a family.
//!
//! A command that records a fact carries the event's own struct, so that nothing is said twice; what the rules need beside it
//! (today, program numbers, the published indicator set) is looked up by the edge and left out of the serialized command.

use chrono::NaiveDate;
use hamyar_events::family::*;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::late::*;
use super::trust::*;
use crate::indicator_set::PublishedSet;

commands! {
    /// Everything that can be asked of a family.
    FamilyCommand {
        IdentifyFamily,
        JoinRegistration,
        GiveConsent,
        RefuseConsent,
        WithdrawConsent,
        JoinMember,
        ChangeMember "replaces",
        RemoveMember,
        ChangeHead "replaces",
        ChangeAddress "replaces",
        SetSafeContact "replaces",
        MoveToCenter,
        AddCategory,
        RemoveCategory,
        RecordCoverage,
        AssignPreliminaryTier,
        RecordAssessment,
        AssignTier "replaces",
        ProposeTier,
        AnswerTierProposal,
        WithdrawTierProposal,
        AssignCaseworker,
        ReleaseCaseworker,
        TransferCaseworker,
        RenewAssignment,
        PrepareHandover "replaces",
        PlanEntry,
        MoveEntry "replaces",
        CompleteEntry,
        MissEntry,
        CancelEntry,
        CancelSeries,
        SetGoal,
        CloseGoal,
        RecordVisit,
        CorrectVisit "replaces",
        RecordService,
        CorrectService "replaces",
        AddNote,
        AddAttachment,
        RemoveAttachment,
        ReferToCommission,
        WithdrawReferral,
        AcceptReferral,
        ReturnReferral,
        ResumeReferral,
        DeclineReferral,
        RecordDecision,
        AcceptTask,
        ProgressTask,
        CompleteTask,
        DeclineTask,
        ReassignTask,
        DropTask,
        DelegateTask,
        ReferToExpert,
        AnswerAsExpert,
        CloseCase,
        ReopenCase,
        MarkAddressThreat,
        ClearAddressThreat,
        RevealAddress,
        BreakGlass,
        AcknowledgeGlass,
        AskComparison,
        AnswerComparison,
        RequestErasure,
        WithdrawErasure,
        RefuseErasure,
        ApproveErasure,
        MergeAway,
        TakeIn,
        UndoMerge,
        TakeBack,
        MoveOut,
        ReceiveMembers,
        KeepMembers,
        ParkLateWork,
        SettleLateWork,
        SendToAgency,
        WithdrawSending,
        AgreeToHandingOn,
        RefuseHandingOn,
        AnswerSending,
        RecordSupportPhase,
        ReconcileRecord,
        EnrollWoman,
        CompleteProgram,
        LeaveProgram,
        ResumeProgram,
        MakeRequest,
        AnswerRequest,
        WithdrawRequest,
        ShowFile,
    }
}

/// A command that is an event's facts and today's date.
macro_rules! dated {
    ($($(#[$doc:meta])* $name:ident($fact:ident: $event:ty);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            /// The fact to record.
            #[serde(flatten)]
            pub $fact: $event,
            /// Today in Tehran.
            #[serde(skip)]
            pub today: NaiveDate,
        }
    )+};
}

/// A command that is an event's facts and nothing else.
macro_rules! undated {
    ($($(#[$doc:meta])* $name:ident($fact:ident: $event:ty);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            /// The fact to record.
            #[serde(flatten)]
            pub $fact: $event,
        }
    )+};
}

dated! {
    /// Open the file of a family. File number and center are given by the edge; a referred family names who referred it.
    IdentifyFamily(family: FamilyIdentified);
    /// The same person came a second time; the family stays one. Allowed on a closed case.
    JoinRegistration(registration: RegistrationJoined);
    /// The head or a guardian agreed, or a stated legal ground stands for it.
    GiveConsent(consent: ConsentGiven);
    /// The family was asked and said no.
    RefuseConsent(refusal: ConsentRefused);
    /// Consent was taken back: assessment, aid, referral and sharing stop. Allowed on a closed case.
    WithdrawConsent(withdrawal: ConsentWithdrawn);
    /// A member joined; the first with relation `head` is the head.
    JoinMember(member: MemberJoined);
    /// What is known of a member, whole, replacing what was known.
    ChangeMember(member: MemberChanged);
    /// A member left. The head leaves last, or after another head is named.
    RemoveMember(departure: MemberLeft);
    /// Another member heads the family.
    ChangeHead(head: HeadChanged);
    /// The family moved, or its address is known better.
    ChangeAddress(address: AddressChanged);
    /// The file moves to a center. Refused while a caseworker of the former one holds the family.
    MoveToCenter(center: CenterChanged);
    /// An agency covers the family.
    RecordCoverage(coverage: CoverageRecorded);
    /// What is ready for whoever takes the family next, whole.
    PrepareHandover(handover: HandoverPrepared);
    /// A planned entry was carried out.
    CompleteEntry(done: CalendarEntryDone);
    /// A planned entry did not happen.
    MissEntry(missed: CalendarEntryMissed);
    /// Somebody visited the family. A visit is contact, so it needs no consent.
    RecordVisit(visit: VisitRecorded);
    /// A wrong visit entry is put right; the old one stays in the history.
    CorrectVisit(correction: VisitCorrected);
    /// A file comes into the case. Needs consent on the day it was received, unless it is a consent form.
    AddAttachment(attachment: AttachmentAdded);
    /// A file is taken out of the case and its bytes destroyed.
    RemoveAttachment(removal: AttachmentRemoved);
    /// A wrong service entry is put right; the old one stays in the history.
    CorrectService(correction: ServiceCorrected);
    /// A referral is taken back before it is decided, or let go after it was declined.
    WithdrawReferral(withdrawal: ReferralWithdrawn);
    /// The commission takes the referral up.
    AcceptReferral(acceptance: ReferralAccepted);
    /// The commission does not take the referral; it is the sender's again.
    DeclineReferral(refusal: ReferralDeclined);
    /// Record what a commission decided. Issued by the decision process after the commission's own event.
    RecordDecision(record: CommissionDecisionRecorded);
    /// The responsible agency or caseworker accepts a task.
    AcceptTask(accepted: TaskAccepted);
    /// Work on an accepted task went on.
    ProgressTask(progressed: TaskProgressed);
    /// An accepted task is done.
    CompleteTask(done: TaskDone);
    /// The responsible party declines a task, with a reason.
    DeclineTask(declined: TaskDeclined);
    /// The commission gives a declined task, or one not yet accepted, to another party.
    ReassignTask(reassigned: TaskReassigned);
    /// The commission lets a task go that nobody will do.
    DropTask(dropped: TaskDropped);
    /// The responsible agency gives the work to one of its people.
    DelegateTask(delegated: TaskDelegated);
    /// Put a special matter to an expert.
    ReferToExpert(referral: ReferredToExpert);
    /// The expert's answer.
    AnswerAsExpert(answer: ExpertAnswered);
    /// Say that the household was sent to a body in a list.
    SendToAgency(sending: SentToAgency);
    /// The household agrees that a body is told of it.
    AgreeToHandingOn(agreement: HandingOnAgreed);
    /// The household does not want a body to be told of it, or no longer. Allowed on a closed case.
    RefuseHandingOn(refusal: HandingOnRefused);
    /// What the body said to a household that was sent to it.
    AnswerSending(answer: SendingAnswered);
    /// How far a phase of the body's support came.
    RecordSupportPhase(support: SupportPhaseRecorded);
    /// A row of an agency's list is this woman; what differed was decided value by value.
    ReconcileRecord(record: AgencyRecordReconciled);
    /// Take a woman who heads the household into the empowerment program.
    EnrollWoman(enrollment: ProgramEnrolled);
    /// Somebody other than the decider answers the family.
    AnswerRequest(answer: RequestAnswered);
    /// The family takes its wish back.
    WithdrawRequest(withdrawal: RequestWithdrawn);
    /// The caseworker takes a proposed tier back.
    WithdrawTierProposal(withdrawal: TierProposalWithdrawn);
    /// The family was shown its file in plain words.
    ShowFile(shown: FileShown);
    /// Close the case. Refused while a caseworker holds it or referrals or tasks are open; planned entries are cancelled.
    CloseCase(closing: CaseClosed);
    /// Open a closed case again.
    ReopenCase(reopening: CaseReopened);
}

undated! {
    /// The safe way and hour to contact the family.
    SetSafeContact(contact: SafeContactSet);
    /// Put a category on the family or on a member.
    AddCategory(category: CategoryAdded);
    /// Take a category off again.
    RemoveCategory(category: CategoryRemoved);
    /// A planned entry gets another window.
    MoveEntry(moved: CalendarEntryMoved);
    /// A planned entry will not happen.
    CancelEntry(cancelled: CalendarEntryCancelled);
    /// A free note in the file.
    AddNote(note: NoteAdded);
}

/// Put an entry in the aid calendar, and its repetitions. Needs consent and a caseworker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanEntry {
    /// The first entry.
    pub entry: CalendarEntryPlanned,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// An entry that comes again, until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    pub every: RepeatEvery,
    /// Last day on which a window may begin.
    pub until: NaiveDate,
}

/// A planned entry will not happen, nor will those planned with it that come after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CancelSeries {
    pub cancelled: CalendarEntryCancelled,
}

/// A service was delivered. Needs consent on that day. A named calendar entry that is still open is done by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordService {
    pub service: ServiceDelivered,
    /// Why the named entry was done late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_reason: Option<Personal<String>>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Set a goal on an indicator that is not good. Where it starts from follows from the readings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetGoal {
    pub goal_id: GoalId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub indicator: String,
    pub target: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<Personal<String>>,
    pub due_on: NaiveDate,
    pub set_on: NaiveDate,
    /// The set in force, looked up by the edge.
    #[serde(skip)]
    pub set: Arc<PublishedSet>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Say what became of a goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloseGoal {
    pub goal_id: GoalId,
    pub result: GoalResult,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub closed_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Sort the family by outside information, before any assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignPreliminaryTier {
    pub tier: Tier,
    /// Where the information came from.
    pub outside_information: InformationSource,
    /// Told by the edge, or found from the head when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household_type: Option<HouseholdType>,
    pub assigned_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Record a dated reading of indicators, whole or in part. The cycle, strengths and harms follow from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordAssessment {
    pub assessment_id: AssessmentId,
    pub moment: AssessmentMoment,
    pub readings: Vec<Reading>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<VisitId>,
    pub assessed_on: NaiveDate,
    /// The set and version the readings are of; part of what was asked, so that the version cannot change under the form.
    pub set_reference: SetReference,
    /// That version as published, looked up by the edge.
    #[serde(skip)]
    pub set: Arc<PublishedSet>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Compute the family's tier of a moment from its assessments, and override it when a person says so with a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignTier {
    pub moment: AssessmentMoment,
    /// The tier a person gives instead of the computed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_with: Option<OverrideWith>,
    /// Told by the edge, or found from the head when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household_type: Option<HouseholdType>,
    pub assigned_on: NaiveDate,
    /// The set that the moment's assessments stand on, as published; see [`crate::Family::set_of_moment`].
    #[serde(skip)]
    pub set: Arc<PublishedSet>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// A tier given by hand, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverrideWith {
    pub tier: Tier,
    pub reason: Personal<String>,
}

/// Propose another tier than the computed one. Where the center's manager decides on it, it waits and the computed tier holds; elsewhere it holds
/// at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposeTier {
    pub proposal_id: TierProposalId,
    pub moment: AssessmentMoment,
    pub tier: Tier,
    pub reason: Personal<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household_type: Option<HouseholdType>,
    pub user_id: UserId,
    pub assigned_on: NaiveDate,
    /// Whether the manager decides, as the center has it; looked up by the edge.
    #[serde(skip)]
    pub needs_approval: bool,
    /// As in [`AssignTier`].
    #[serde(skip)]
    pub set: Arc<PublishedSet>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Answer a caseworker who proposed another tier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerTierProposal {
    pub answer: TierProposalAnswered,
    /// The reason that was given with the proposal, looked up by the edge; it becomes the override's.
    pub reason: Personal<String>,
    /// As in [`AssignTier`].
    #[serde(skip)]
    pub set: Arc<PublishedSet>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Second step of an assignment: the slot is already reserved in the caseworker's stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignCaseworker {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub starts_on: NaiveDate,
    #[serde(skip)]
    pub numbers: ProgramNumbers,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The caseworker gives the family back. `year_ended` needs a final tier of this holding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReleaseCaseworker {
    pub assignment_id: AssignmentId,
    pub reason: ReleaseReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub released_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The family goes to another caseworker on one day; the year that runs goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TransferCaseworker {
    /// The holding that ends.
    pub from_assignment_id: AssignmentId,
    /// The holding that begins.
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub transferred_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The manager prolongs the year by another, with a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenewAssignment {
    pub assignment_id: AssignmentId,
    pub reason: Personal<String>,
    pub renewed_on: NaiveDate,
    #[serde(skip)]
    pub numbers: ProgramNumbers,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Put a harmed family before one or more commissions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferToCommission {
    pub referrals: Vec<ReferralTarget>,
    pub question: Personal<String>,
    pub urgency: Urgency,
    pub referred_on: NaiveDate,
    #[serde(skip)]
    pub numbers: ProgramNumbers,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// One commission to which the family is referred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralTarget {
    pub referral_id: ReferralId,
    pub commission_id: CommissionId,
    /// The commission's domain.
    pub domain: Domain,
    /// An earlier referral of the family that this one goes on from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<ReferralId>,
}

/// Return a referral with what is missing. Its term stands still until it comes back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReturnReferral {
    pub referral_id: ReferralId,
    pub missing: Personal<String>,
    /// The same to count by.
    pub why: Option<ReturnCode>,
    pub returned_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Send a returned referral in again, with what was missing; its term goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResumeReferral {
    pub referral_id: ReferralId,
    pub added: Personal<String>,
    pub resumed_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Merge this file into another one of the same family. First step; the other file takes the members in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeAway {
    pub merge: MergedAway,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Second step of a merge: this file stays and takes the other one's members in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TakeIn {
    pub merged: FamilyMerged,
    /// What is learned of members who were here already.
    pub learned: Vec<MemberChanged>,
    pub categories: Vec<CategoryAdded>,
    /// Why the address is under threat, where the other file's is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threat: Option<Personal<String>>,
}

/// The merge was a mistake: who came with it goes back. First step; the other file takes them back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UndoMerge {
    pub undo: FamilyUnmerged,
    /// Members who stay, without what only the other file knew of them.
    pub corrected: Vec<MemberChanged>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Second step of undoing a merge, and what undoes a merge that the other file refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TakeBack {
    pub back: MergeUndone,
}

/// Members go to another family. First step; that family takes them in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoveOut {
    pub moving: MembersMovedOut,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Second step: members come from another family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceiveMembers {
    pub moved: MembersMovedIn,
    pub categories: Vec<CategoryAdded>,
    /// Why the address is under threat, where that of the family they left is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threat: Option<Personal<String>>,
}

/// The other family refused; the members stay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeepMembers {
    pub returned: MembersReturned,
}

/// Take a sending back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawSending {
    pub withdrawal: SendingWithdrawn,
}

/// What the family asks about its own case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MakeRequest {
    pub request_id: RequestId,
    pub kind: FamilyRequestKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub words: Personal<String>,
    /// Planned entries of the calendar that the family does not want.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entry_ids: Vec<EntryId>,
    pub made_on: NaiveDate,
    /// Who made what is asked about, looked up by the edge.
    #[serde(skip)]
    pub deciders: Vec<UserId>,
    #[serde(skip)]
    pub numbers: ProgramNumbers,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Ask that a member or the whole family be forgotten.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestErasure {
    pub request: ErasureRequested,
    /// Jalali years for which a closed file is kept.
    #[serde(skip)]
    pub retention_years: u8,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Take a request to forget back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawErasure {
    pub erasure_id: ErasureId,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Say no to a request to forget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RefuseErasure {
    pub erasure_id: ErasureId,
    pub reason: Personal<String>,
    /// The account that says no.
    pub refused_by: uuid::Uuid,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Agree to a request to forget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApproveErasure {
    pub erasure_id: ErasureId,
    /// The family itself, which names the subject of what it shares.
    pub family_id: FamilyId,
    /// The account that agrees.
    pub approved_by: uuid::Uuid,
    /// Jalali years for which a closed file is kept.
    #[serde(skip)]
    pub retention_years: u8,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The program has done its part for a woman.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompleteProgram {
    pub member_id: MemberId,
    pub reason: Personal<String>,
    pub completed_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// A woman leaves the program before its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaveProgram {
    pub member_id: MemberId,
    pub reason: DropOutReason,
    /// Required where the reason is another one.
    pub note: Option<Personal<String>>,
    pub left_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// A woman comes back into the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResumeProgram {
    pub member_id: MemberId,
    pub note: Option<Personal<String>>,
    pub resumed_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}
