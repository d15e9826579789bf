//! The family stream: one case from identification to close. Vocabulary of seed 003 and the product's glossary.
//!
//! Shared narrative (family name, address, notes, questions) is sealed with the family's key; what belongs to one member with that member's key.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use crate::attachments::{AttachmentAdded, AttachmentRemoved};
pub use crate::erasure::*;
use crate::ids::*;
use crate::values::*;
use crate::{ClaimsNationalId, NationalIdClaim, NationalIdRelease, Personal};

mod goals;
mod late;
mod merging;
mod moving;
mod particulars;
mod pathway;
mod proposals;
mod records;
mod referral;
mod sending;
mod task;
mod trust;
mod voice;
pub use goals::*;
pub use late::*;
pub use merging::*;
pub use moving::*;
pub use particulars::*;
pub use pathway::*;
pub use proposals::*;
pub use records::*;
pub use referral::*;
pub use sending::*;
pub use task::*;
pub use trust::*;
pub use voice::*;

stream_events! {
    /// Everything that can have happened to a family.
    FamilyEvent, stream "family" {
        FamilyIdentified = "family_identified" @ "1.0.0",
        RegistrationJoined = "registration_joined" @ "1.0.0",
        ConsentGiven = "consent_given" @ "1.0.0",
        ConsentRefused = "consent_refused" @ "1.0.0",
        ConsentWithdrawn = "consent_withdrawn" @ "1.0.0",
        MemberJoined = "member_joined" @ "1.0.0",
        MemberChanged = "member_changed" @ "1.0.0",
        MemberLeft = "member_left" @ "1.0.0",
        HeadChanged = "head_changed" @ "1.0.0",
        AddressChanged = "address_changed" @ "1.0.0",
        SafeContactSet = "safe_contact_set" @ "1.0.0",
        CenterChanged = "center_changed" @ "1.0.0",
        CategoryAdded = "category_added" @ "1.0.0",
        CategoryRemoved = "category_removed" @ "1.0.0",
        CoverageRecorded = "coverage_recorded" @ "1.0.0",
        SentToAgency = "sent_to_agency" @ "1.0.0",
        SendingWithdrawn = "sending_withdrawn" @ "1.0.0",
        HandingOnAgreed = "handing_on_agreed" @ "1.0.0",
        HandingOnRefused = "handing_on_refused" @ "1.0.0",
        SendingAnswered = "sending_answered" @ "1.0.0",
        SupportPhaseRecorded = "support_phase_recorded" @ "1.0.0",
        AgencyRecordReconciled = "agency_record_reconciled" @ "1.0.0",
        ProgramEnrolled = "program_enrolled" @ "1.0.0",
        ProgramCompleted = "program_completed" @ "1.0.0",
        ProgramLeft = "program_left" @ "1.0.0",
        ProgramResumed = "program_resumed" @ "1.0.0",
        AssessmentRecorded = "assessment_recorded" @ "1.0.0",
        TierAssigned = "tier_assigned" @ "1.0.0",
        CaseworkerAssigned = "caseworker_assigned" @ "1.0.0",
        CaseworkerReleased = "caseworker_released" @ "1.0.0",
        AssignmentRenewed = "assignment_renewed" @ "1.0.0",
        HandoverPrepared = "handover_prepared" @ "1.0.0",
        CalendarEntryPlanned = "calendar_entry_planned" @ "1.0.0",
        CalendarEntryMoved = "calendar_entry_moved" @ "1.0.0",
        CalendarEntryDone = "calendar_entry_done" @ "1.0.0",
        CalendarEntryMissed = "calendar_entry_missed" @ "1.0.0",
        CalendarEntryCancelled = "calendar_entry_cancelled" @ "1.0.0",
        GoalSet = "goal_set" @ "1.0.0",
        GoalClosed = "goal_closed" @ "1.0.0",
        VisitRecorded = "visit_recorded" @ "1.0.0",
        VisitCorrected = "visit_corrected" @ "1.0.0",
        ServiceDelivered = "service_delivered" @ "1.0.0",
        ServiceCorrected = "service_corrected" @ "1.0.0",
        NoteAdded = "note_added" @ "1.0.0",
        ReferredToCommission = "referred_to_commission" @ "1.0.0",
        ReferralWithdrawn = "referral_withdrawn" @ "1.0.0",
        ReferralAccepted = "referral_accepted" @ "1.0.0",
        ReferralReturned = "referral_returned" @ "1.0.0",
        ReferralResumed = "referral_resumed" @ "1.0.0",
        ReferralDeclined = "referral_declined" @ "1.0.0",
        CommissionDecisionRecorded = "commission_decision_recorded" @ "1.0.0",
        TaskAccepted = "task_accepted" @ "1.0.0",
        TaskProgressed = "task_progressed" @ "1.0.0",
        TaskDone = "task_done" @ "1.0.0",
        TaskDeclined = "task_declined" @ "1.0.0",
        TaskReassigned = "task_reassigned" @ "1.0.0",
        TaskDropped = "task_dropped" @ "1.0.0",
        TaskDelegated = "task_delegated" @ "1.0.0",
        ReferredToExpert = "referred_to_expert" @ "1.0.0",
        ExpertAnswered = "expert_answered" @ "1.0.0",
        AttachmentAdded = "attachment_added" @ "1.0.0",
        AttachmentRemoved = "attachment_removed" @ "1.0.0",
        CaseClosed = "case_closed" @ "1.0.0",
        CaseReopened = "case_reopened" @ "1.0.0",
        AddressThreatMarked = "address_threat_marked" @ "1.0.0",
        AddressThreatCleared = "address_threat_cleared" @ "1.0.0",
        AddressRevealed = "address_revealed" @ "1.0.0",
        GlassBroken = "glass_broken" @ "1.0.0",
        GlassAcknowledged = "glass_acknowledged" @ "1.0.0",
        ComparisonAsked = "comparison_asked" @ "1.0.0",
        LateWorkParked = "late_work_parked" @ "1.0.0",
        LateWorkSettled = "late_work_settled" @ "1.0.0",
        ComparisonAnswered = "comparison_answered" @ "1.0.0",
        ErasureRequested = "erasure_requested" @ "1.0.0",
        ErasureWithdrawn = "erasure_withdrawn" @ "1.0.0",
        ErasureRefused = "erasure_refused" @ "1.0.0",
        PersonalDataErased = "personal_data_erased" @ "1.0.0",
        MergedAway = "merged_away" @ "1.0.0",
        FamilyMerged = "family_merged" @ "1.0.0",
        FamilyUnmerged = "family_unmerged" @ "1.0.0",
        MergeUndone = "merge_undone" @ "1.0.0",
        MembersMovedOut = "members_moved_out" @ "1.0.0",
        MembersMovedIn = "members_moved_in" @ "1.0.0",
        MembersReturned = "members_returned" @ "1.0.0",
        RequestMade = "request_made" @ "1.0.0",
        RequestAnswered = "request_answered" @ "1.0.0",
        RequestWithdrawn = "request_withdrawn" @ "1.0.0",
        FileShown = "file_shown" @ "1.0.0",
        TierProposed = "tier_proposed" @ "1.0.0",
        TierProposalAnswered = "tier_proposal_answered" @ "1.0.0",
        TierProposalWithdrawn = "tier_proposal_withdrawn" @ "1.0.0",
    }
}

impl ClaimsNationalId for FamilyEvent {
    fn claims(&self, stream_id: Uuid) -> Vec<NationalIdClaim> {
        let claim = |member: MemberId, id: &Option<Personal<String>>| {
            let digits = id.as_ref().and_then(|id| id.value.clone());
            digits
                .map(|digits| NationalIdClaim { digits, family_id: stream_id, member_id: member.0 })
                .into_iter()
                .collect()
        };
        match self {
            Self::MemberJoined(event) => claim(event.member_id, &event.member.national_id),
            Self::MemberChanged(event) => claim(event.member_id, &event.member.national_id),
            Self::FamilyMerged(FamilyMerged { members, .. })
            | Self::MergeUndone(MergeUndone { members, .. })
            | Self::MembersMovedIn(MembersMovedIn { members, .. })
            | Self::MembersReturned(MembersReturned { members, .. }) => {
                members.iter().flat_map(|one| claim(one.member_id, &one.member.national_id)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn releases(&self, stream_id: Uuid) -> Vec<NationalIdRelease> {
        let release = |member_id: Option<MemberId>, left| {
            vec![NationalIdRelease { family_id: stream_id, member_id: member_id.map(|id| id.0), left }]
        };
        match self {
            // Another id, or none: the one that was there is free for who really bears it.
            Self::MemberChanged(event) => release(Some(event.member_id), false),
            // Who lives elsewhere may be registered there, or come back: her national id is free. The number of the dead is not.
            Self::MemberLeft(event) => release(Some(event.member_id), event.reason == MemberLeftReason::Died),
            Self::CaseClosed(event) if event.reason == CloseReason::EnteredByMistake => release(None, false),
            // The numbers go with those who bear them; the dead stay where they are known.
            Self::MergedAway(MergedAway { members, .. })
            | Self::FamilyUnmerged(FamilyUnmerged { members, .. })
            | Self::MembersMovedOut(MembersMovedOut { members, .. }) => {
                members.iter().flat_map(|one| release(Some(one.member_id), false)).collect()
            }
            // Who is forgotten holds no number, dead or not.
            Self::PersonalDataErased(event) => release(event.member_id, false),
            _ => Vec::new(),
        }
    }
}

/// The family became known to the system. First event of every family stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FamilyIdentified {
    /// Names the family to people (شماره پرونده); unrelated to any national id, never reused.
    pub file_number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub center_id: Option<CenterId>,
    pub neighborhood_id: NeighborhoodId,
    pub family_name: Personal<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Personal<String>>,
    #[serde(flatten)]
    pub registration: Registration,
    pub identified_on: NaiveDate,
}

/// How and from where a family came: of the first registration and of every later one that joined it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    pub entry: EntryWay,
    pub source: InformationSource,
    /// The referring agency, when it is one of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referred_by: Option<AgencyId>,
    /// The referring agency as the register printed it, when it is not one of ours. Free text, which may name a person: sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referred_by_name: Option<Personal<String>>,
    /// Label of the imported register, chosen by the importer: letters, digits, `-` and `_`, at most 40. Stored in clear, so never a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Declared>,
}

/// What a register or an intake form says about the household before anyone has looked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    /// Persons depending on the head, 0 to 30.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dependents: Option<u8>,
    /// Tomans a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_income: Option<Personal<i64>>,
    /// Why the woman heads the household, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headship_cause: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported_by: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
}

/// The same person was registered a second time; the family stays one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegistrationJoined {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub neighborhood_id: NeighborhoodId,
    #[serde(flatten)]
    pub registration: Registration,
    pub registered_on: NaiveDate,
}

/// The head, a guardian or the law agreed to assessment, aid, referral and sharing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentGiven {
    pub basis: ConsentBasis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    /// The law or order that stands for consent; required when the basis is a legal ground.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Personal<String>>,
    pub given_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentRefused {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub refused_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentWithdrawn {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub withdrawn_on: NaiveDate,
}

/// What is known of a member. Every personal value is sealed with the member's own key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberFacts {
    pub given_name: Personal<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub father_name: Option<Personal<String>>,
    /// Ten ASCII digits with a right checksum; absent for those without papers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national_id: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Personal<NaiveDate>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    pub relation: Relation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Personal<WorkSituation>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schooling: Option<Personal<Schooling>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberJoined {
    pub member_id: MemberId,
    #[serde(flatten)]
    pub member: MemberFacts,
    pub joined_on: NaiveDate,
}

/// The member's facts as they now stand, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberChanged {
    pub member_id: MemberId,
    #[serde(flatten)]
    pub member: MemberFacts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberLeft {
    pub member_id: MemberId,
    pub reason: MemberLeftReason,
    pub left_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeadChanged {
    pub member_id: MemberId,
    pub changed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressChanged {
    pub neighborhood_id: NeighborhoodId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Personal<String>>,
    pub changed_on: NaiveDate,
}

/// The safe way and hour to contact the family; governs visits, calls and notices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SafeContactSet {
    pub instruction: Personal<String>,
    /// The way and hours, so that screens can tell when it is not the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Personal<ContactWindow>>,
}

/// The family's file moved to a center (or to another one).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CenterChanged {
    pub center_id: CenterId,
    pub changed_on: NaiveDate,
}

/// A category of vulnerability (catalog `vulnerable_group`), on the family or on one member; several may apply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CategoryAdded {
    pub category: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CategoryRemoved {
    pub category: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
}

/// An agency covers the family (statement 11).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverageRecorded {
    pub agency_id: AgencyId,
    pub kind: CoverageKind,
    pub since: NaiveDate,
}

/// The indicator set and the version of it that readings and tiers stand on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetReference {
    pub set_id: IndicatorSetId,
    pub version: u32,
}

/// One indicator read at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Code of the indicator in its set.
    pub indicator: String,
    /// 0 (worst) to 4 (best).
    pub value: u8,
    pub how_known: HowKnown,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
}

/// A dated reading of the indicators, whole or in part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssessmentRecorded {
    pub assessment_id: AssessmentId,
    pub moment: AssessmentMoment,
    /// Number of the family's cycle: 1 from the first baseline on, one more with each later baseline.
    pub cycle: u32,
    pub set: SetReference,
    pub readings: Vec<Reading>,
    /// Codes of indicators read as strengths (ظرفیت).
    pub strengths: Vec<String>,
    /// Codes of indicators read as harms (آسیب).
    pub harms: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<VisitId>,
    pub assessed_on: NaiveDate,
}

/// A reading as a tier used it: code and value, no note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsedReading {
    pub indicator: String,
    pub value: u8,
    pub assessment_id: AssessmentId,
}

/// Score and tier of one domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DomainScore {
    pub domain: Domain,
    /// Weighted share of the best possible, in thousandths: 0 (worst) to 1000 (best).
    pub score: u16,
    pub tier: Tier,
    /// Indicators at their critical level in this domain.
    pub critical: Vec<String>,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sentence {
    pub fa: String,
    pub en: String,
}

/// How a tier was reached by computation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TierComputation {
    pub set: SetReference,
    /// Version of the rule that turns readings into tiers.
    pub rule_version: u32,
    pub readings: Vec<UsedReading>,
    /// Thousandths, 0 to 1000.
    pub score: u16,
    pub domains: Vec<DomainScore>,
    /// Codes of the indicators used that are strengths (ظرفیت), best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strengths: Vec<String>,
    /// Codes of the indicators used that are harms (آسیب), worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub harms: Vec<String>,
    pub tier: Tier,
    pub explanation: Sentence,
}

/// A tier given by hand against or without a computation; both values are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierOverride {
    pub reason: Personal<String>,
}

/// The family was placed in a tier. Preliminary, baseline, interim and final are separate events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierAssigned {
    pub moment: TierMoment,
    pub cycle: u32,
    /// The tier that now holds.
    pub tier: Tier,
    /// Absent for a preliminary tier, which rests on outside information.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<TierComputation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#override: Option<TierOverride>,
    pub explanation: Sentence,
    /// Where the outside information of a preliminary tier came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside_information: Option<InformationSource>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment_id: Option<AssessmentId>,
    pub household_type: HouseholdType,
    pub assigned_on: NaiveDate,
}

/// A caseworker took the family for one year (focused aid began or went on).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseworkerAssigned {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub starts_on: NaiveDate,
    /// Same Jalali day a year later (30 Esfand becomes 29); a transfer keeps the end of the year that runs.
    pub ends_on: NaiveDate,
    /// The holding this one goes on from, when the family was transferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<AssignmentId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseworkerReleased {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub reason: ReleaseReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub released_on: NaiveDate,
}

/// The manager prolonged the year, with a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignmentRenewed {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub ends_on: NaiveDate,
    pub reason: Personal<String>,
    pub renewed_on: NaiveDate,
}

impl AssignmentRenewed {
    /// First day of the year that the renewal adds, when the year before it ended on the given day. A final tier of an earlier day belongs to
    /// the year before.
    pub fn year_from(&self, ended_on: NaiveDate) -> NaiveDate {
        let last = ended_on.max(self.renewed_on);
        last.succ_opt().unwrap_or(last)
    }
}

/// What is ready for whoever takes the family next, whole: the latest of a holding counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandoverPrepared {
    pub assignment_id: AssignmentId,
    /// What of the checklist is done.
    pub done: Vec<HandoverItem>,
    /// What the next caseworker should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub prepared_on: NaiveDate,
}

/// An entry of the aid calendar, for one member or for the whole family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryPlanned {
    pub entry_id: EntryId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<MemberId>,
    pub domain: Domain,
    /// Code of catalog `service_kind` (or `focused_aid_method`).
    pub kind: String,
    pub capacity: Capacity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<ServicePurpose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Personal<String>>,
    /// First and last day on which the entry is to happen.
    pub window_from: NaiveDate,
    pub window_to: NaiveDate,
    /// The goal it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_id: Option<GoalId>,
    /// Its place among the repetitions that were planned with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<SeriesPlace>,
    /// So many days before the window the caseworker is reminded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_days: Option<u8>,
}

/// One of several entries that were planned as repetitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesPlace {
    /// The first entry's id.
    pub first_entry_id: EntryId,
    /// From 1.
    pub number: u16,
    pub of: u16,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryMoved {
    pub entry_id: EntryId,
    pub window_from: NaiveDate,
    pub window_to: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryDone {
    pub entry_id: EntryId,
    pub done_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<VisitId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
    /// Why it was done after its window, or after it was called missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_reason: Option<Personal<String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryMissed {
    pub entry_id: EntryId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
    pub missed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEntryCancelled {
    pub entry_id: EntryId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Personal<String>>,
}

/// What was seen and done on a visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitFacts {
    pub visited_on: NaiveDate,
    pub place: VisitPlace,
    /// Members met.
    pub present: Vec<MemberId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_visit_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitRecorded {
    pub visit_id: VisitId,
    /// Who visited; the family's own caseworker, or absent when somebody else of the center did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caseworker_id: Option<CaseworkerId>,
    #[serde(flatten)]
    pub visit: VisitFacts,
}

/// A wrong visit entry was corrected: the new facts whole, or none when it never took place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitCorrected {
    pub visit_id: VisitId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<VisitFacts>,
    pub reason: Personal<String>,
}

/// One thing actually delivered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceFacts {
    pub domain: Domain,
    /// Code of catalog `service_kind` (or `focused_aid_method`).
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<ServicePurpose>,
    pub capacity: Capacity,
    /// Members served; empty means the whole family.
    pub member_ids: Vec<MemberId>,
    /// The providing agency; absent when the caseworker delivered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_agency_id: Option<AgencyId>,
    /// Tomans; of entries from before amounts were written in rials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// Whole rials: what was given, lent or paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_rials: Option<i64>,
    /// What a service of some kinds says beyond its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub particulars: Option<ServiceParticulars>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ServiceOutcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub delivered_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceDelivered {
    pub service_id: ServiceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caseworker_id: Option<CaseworkerId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_id: Option<VisitId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<EntryId>,
    #[serde(flatten)]
    pub service: ServiceFacts,
}

/// A wrong service entry was corrected: the new facts whole, or none when it was never delivered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceCorrected {
    pub service_id: ServiceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<ServiceFacts>,
    pub reason: Personal<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteAdded {
    pub note_id: NoteId,
    pub text: Personal<String>,
}

/// A harmed family with complexity was put before a commission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferredToCommission {
    pub referral_id: ReferralId,
    pub commission_id: CommissionId,
    pub domain: Domain,
    pub question: Personal<String>,
    pub urgency: Urgency,
    /// Sequence of the last event the packet shows: the file as it stood at referral.
    pub packet_sequence: u64,
    pub referred_on: NaiveDate,
    /// The last working day on which the commission's answer is in time; referrals from before it was counted have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<NaiveDate>,
    /// The referral whose thread this one goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<ReferralId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferralWithdrawn {
    pub referral_id: ReferralId,
    pub reason: Personal<String>,
    pub withdrawn_on: NaiveDate,
}

/// Who answers for a task: exactly one of an agency and a caseworker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Responsible {
    Agency { agency_id: AgencyId },
    Caseworker { caseworker_id: CaseworkerId },
}

/// One row of the division of labour (تقسیم کار).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DividedTask {
    pub task_id: TaskId,
    /// What is to be done; read by the responsible agency beside the file number.
    pub title: Personal<String>,
    pub domain: Domain,
    pub responsible: Responsible,
    pub due_on: NaiveDate,
    /// By what the commission will see that it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Personal<String>>,
}

/// A participant present at a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendee {
    pub kind: ParticipantKind,
    /// A commission's participant, or the caseworker's own id.
    pub person_id: uuid::Uuid,
}

/// What a commission decided on one referral, with the division of labour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    pub decision_id: DecisionId,
    pub referral_id: ReferralId,
    pub commission_id: CommissionId,
    pub session_id: SessionId,
    pub outcome: DecisionOutcome,
    pub present: Vec<Attendee>,
    /// Sequence of the family's last event shown to those present.
    pub seen_sequence: u64,
    pub reason: Personal<String>,
    pub tasks: Vec<DividedTask>,
    pub decided_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommissionDecisionRecorded {
    #[serde(flatten)]
    pub decision: Decision,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskAccepted {
    pub task_id: TaskId,
    pub accepted_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskProgressed {
    pub task_id: TaskId,
    pub note: Personal<String>,
    pub progressed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskDone {
    pub task_id: TaskId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub done_on: NaiveDate,
    /// What shows that it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<TaskEvidence>,
}

/// What shows that a task is done: of which kind, and where it is to be found, such as the number and day of a letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskEvidence {
    pub kind: EvidenceKind,
    pub reference: Personal<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskDeclined {
    pub task_id: TaskId,
    pub reason: Personal<String>,
    /// The reason to count by; what was declined before codes were asked for has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<DeclineCode>,
    pub declined_on: NaiveDate,
}

/// A special matter was put to a professor or specialist counsellor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReferredToExpert {
    pub expert_referral_id: ExpertReferralId,
    /// Field of the expert, e.g. `psychology`, `law`; typed freely, so sealed.
    pub specialty: Personal<String>,
    pub question: Personal<String>,
    pub referred_on: NaiveDate,
    /// The last day on which the answer is in time; questions from before it was asked for have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpertAnswered {
    pub expert_referral_id: ExpertReferralId,
    pub answer: Personal<String>,
    pub answered_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseClosed {
    pub reason: CloseReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Personal<String>>,
    pub closed_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseReopened {
    pub reason: Personal<String>,
    pub reopened_on: NaiveDate,
}
