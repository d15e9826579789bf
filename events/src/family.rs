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

mod aid;
mod consent;
mod decisions;
mod goals;
mod holding;
mod late;
mod members;
mod merging;
mod moving;
mod particulars;
mod pathway;
mod proposals;
mod records;
mod referral;
mod sending;
mod task;
mod tiers;
mod trust;
mod voice;
pub use aid::*;
pub use consent::*;
pub use decisions::*;
pub use goals::*;
pub use holding::*;
pub use late::*;
pub use members::*;
pub use merging::*;
pub use moving::*;
pub use particulars::*;
pub use pathway::*;
pub use proposals::*;
pub use records::*;
pub use referral::*;
pub use sending::*;
pub use task::*;
pub use tiers::*;
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoteAdded {
    pub note_id: NoteId,
    pub text: Personal<String>,
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
