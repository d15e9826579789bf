//! What later decisions need to know of a family. No personal value is kept.

use chrono::NaiveDate;
use hamyar_events::family::*;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::Trust;

/// A family (خانواده): the case.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// Events remembered, which is the sequence of the last one.
    pub sequence: u64,
    /// The file; absent until the family is identified.
    pub file: Option<File>,
    pub consent: Consent,
    pub members: BTreeMap<MemberId, Member>,
    pub head: Option<MemberId>,
    pub categories: BTreeSet<(String, Option<MemberId>)>,
    pub coverage: BTreeSet<(AgencyId, CoverageKind)>,
    /// Number of the current cycle; 0 before the first baseline.
    pub cycle: u32,
    pub assessments: BTreeMap<AssessmentId, Assessment>,
    /// The tier that now holds.
    pub tier: Option<TierHeld>,
    /// First day of the unbroken time in which the family is known as harmed.
    pub harmed_since: Option<NaiveDate>,
    /// Day of the baseline tier of this cycle.
    pub baseline_tier_on: Option<NaiveDate>,
    /// Day of the last final tier of this cycle.
    pub final_tier_on: Option<NaiveDate>,
    /// Latest day of a final tier, in whichever cycle.
    pub last_final_on: Option<NaiveDate>,
    /// The holding that runs.
    pub holding: Option<Holding>,
    /// Every holding, the running one last.
    pub holdings: Vec<PastHolding>,
    pub calendar: BTreeMap<EntryId, Entry>,
    pub goals: BTreeMap<GoalId, Goal>,
    pub visits: BTreeMap<VisitId, Work>,
    pub services: BTreeMap<ServiceId, Work>,
    pub notes: BTreeSet<NoteId>,
    pub attachments: BTreeMap<AttachmentId, Attachment>,
    pub referrals: BTreeMap<ReferralId, Referral>,
    pub tasks: BTreeMap<TaskId, Task>,
    /// Referrals to experts, and whether each is answered.
    pub experts: BTreeMap<ExpertReferralId, bool>,
    /// Day of closing, while the case is closed.
    pub closed_on: Option<NaiveDate>,
    /// Why the case was closed, while it is closed.
    pub closed_because: Option<CloseReason>,
    /// Who came to see more than is theirs, and what stands in the way.
    pub trust: Trust,
    /// Requests to forget, and what became of each.
    pub erasures: BTreeMap<ErasureId, Erasure>,
    /// The whole family was forgotten.
    pub erased: bool,
    /// The file into which this one was merged, while it is.
    pub merged: Option<MergedInto>,
    /// Files that were merged into this one.
    pub merges: BTreeMap<MergeId, Merge>,
    /// Moves of members to other families, and whether each came to nothing.
    pub moves: BTreeMap<MoveId, bool>,
    /// Moves by which members came from other families.
    pub received: BTreeSet<MoveId>,
    /// Work that arrived late, and what became of each piece.
    pub late: BTreeMap<LateId, Late>,
    /// Lists in which it was sent to a body outside.
    pub sendings: BTreeMap<SendingId, Sending>,
    /// What the family said to its being told to a body outside.
    #[serde(default)]
    pub handing_on: BTreeMap<AgencyId, HandingOn>,
    /// Women whom agencies list, by agency.
    #[serde(default)]
    pub records: BTreeSet<(AgencyId, MemberId)>,
    /// Women in the empowerment program, or who were: the last enrollment of each.
    #[serde(default)]
    pub enrollments: BTreeMap<MemberId, Enrollment>,
    /// What the family asked about its own case.
    pub requests: BTreeMap<RequestId, Request>,
    /// Other tiers that caseworkers proposed.
    #[serde(default)]
    pub tier_proposals: BTreeMap<TierProposalId, TierProposal>,
}

/// Another tier that a caseworker proposed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierProposal {
    pub moment: AssessmentMoment,
    pub cycle: u32,
    pub tier: Tier,
    /// What the rule computed then.
    pub computed: Tier,
    pub user_id: UserId,
    pub proposed_on: NaiveDate,
    pub state: ProposalState,
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    Waiting,
    Answered,
    Withdrawn,
}

/// That this file was merged into another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergedInto {
    pub merge_id: MergeId,
    pub into: FamilyId,
    pub merged_on: NaiveDate,
}

/// A file that was merged into this one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    pub from: FamilyId,
    /// Members who joined with it.
    pub joined: BTreeSet<MemberId>,
    pub undone: bool,
}

/// A piece of work that arrived late.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Late {
    pub command_id: uuid::Uuid,
    pub caseworker_id: Option<CaseworkerId>,
    /// What a person decided; none while it waits.
    pub outcome: Option<LateOutcome>,
    /// Bytes of the file that came with it.
    #[serde(default)]
    pub file_bytes: u64,
}

/// One sending to a body outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    pub agency_id: AgencyId,
    pub withdrawn: bool,
    #[serde(default)]
    pub sent_on: Option<NaiveDate>,
    /// The body's last word.
    #[serde(default)]
    pub answer: Option<SendingAnswer>,
    /// How far each phase of its support came.
    #[serde(default)]
    pub phases: BTreeMap<AidPhase, SupportState>,
}

/// What the family said to its being told to one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum HandingOn {
    Agreed { agreed_on: NaiveDate },
    Refused,
}

/// One woman's time in the empowerment program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrollment {
    pub enrollment_id: EnrollmentId,
    pub state: EnrollmentState,
    /// Day of the last that was said of it.
    pub last_on: NaiveDate,
}

/// Where she stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnrollmentState {
    Running,
    Completed,
    Left,
    /// She was never in the program; she may be enrolled.
    Mistaken,
}

/// What a family asked about its own case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub kind: FamilyRequestKind,
    /// Who made what is asked about, and does not answer.
    pub deciders: Vec<UserId>,
    pub made_on: NaiveDate,
    pub state: RequestState,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    Waiting,
    Answered,
    Withdrawn,
}

/// A request to forget a member or the family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Erasure {
    /// The whole family when absent.
    pub member_id: Option<MemberId>,
    pub ground: ErasureGround,
    pub requested_by: uuid::Uuid,
    pub requested_on: NaiveDate,
    pub state: ErasureState,
}

/// What became of a request to forget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureState {
    Waiting,
    Withdrawn,
    Refused,
    Erased,
}

/// The clear part of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    pub file_number: String,
    pub center_id: Option<CenterId>,
    pub neighborhood_id: NeighborhoodId,
    pub identified_on: NaiveDate,
}

/// Whether the family agreed, and when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    /// Times in which consent stood; the last is open while it stands.
    pub periods: Vec<ConsentPeriod>,
    /// True when the family said no after it was last asked.
    pub refused: bool,
}

/// One time in which consent stood, both days counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsentPeriod {
    pub given_on: NaiveDate,
    pub withdrawn_on: Option<NaiveDate>,
}

/// The four positions of consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    NotAsked,
    Given,
    Refused,
    Withdrawn,
}

/// The clear part of what is known of a member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub relation: Relation,
    pub sex: Option<Sex>,
    pub left: bool,
    /// What was known of the member is forgotten; the member still counts.
    pub erased: bool,
}

/// A dated reading of indicators: values by code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    pub moment: AssessmentMoment,
    pub cycle: u32,
    pub set: SetReference,
    pub assessed_on: NaiveDate,
    /// Sequence of its event: of two readings of one day the later one counts.
    pub sequence: u64,
    pub readings: BTreeMap<String, u8>,
}

/// A tier and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierHeld {
    pub tier: Tier,
    pub moment: TierMoment,
    pub cycle: u32,
    pub computed: Option<TierComputation>,
    pub overridden: bool,
    pub household_type: HouseholdType,
    pub assigned_on: NaiveDate,
}

/// The running holding of the family by a caseworker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holding {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub starts_on: NaiveDate,
    /// First day of the year that runs: a transfer leaves it, a renewal moves it on.
    pub year_from: NaiveDate,
    pub ends_on: NaiveDate,
    /// What is ready for whoever takes the family next.
    pub handover: BTreeSet<HandoverItem>,
}

/// A holding as history keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastHolding {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub starts_on: NaiveDate,
    /// As in [`Holding`], when it was last known.
    pub year_from: NaiveDate,
    pub released_on: Option<NaiveDate>,
}

/// An entry of the aid calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub member_id: Option<MemberId>,
    pub window_from: NaiveDate,
    pub window_to: NaiveDate,
    /// First entry of those that were planned as repetitions.
    pub series: Option<EntryId>,
    pub state: EntryState,
}

impl EntryState {
    /// Whether nobody has said the last word: planned, or missed and neither made up for nor dropped.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Missed)
    }
}

impl Entry {
    /// Whether what is done on the day is late: after the window, or after it was called missed.
    pub fn is_late(&self, done_on: NaiveDate) -> bool {
        done_on > self.window_to || self.state == EntryState::Missed
    }
}

/// A goal on one indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    pub member_id: Option<MemberId>,
    pub indicator: String,
    pub target: u8,
    pub set_on: NaiveDate,
    /// What became of it; absent while it stands.
    pub result: Option<GoalResult>,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    Planned,
    Done,
    Missed,
    Cancelled,
}

/// A visit or service: its day, and whether it was struck out as never having happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    pub on: NaiveDate,
    pub caseworker_id: Option<CaseworkerId>,
    pub struck: bool,
}

/// A file of the case: what is needed to hand its bytes out and to prove them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    pub kind: AttachmentKind,
    /// Whose key seals it; the family's when absent.
    pub member_id: Option<MemberId>,
    pub media_type: MediaType,
    /// Bytes before sealing.
    pub size_bytes: u64,
    pub sealed_sha256: String,
    pub received_on: NaiveDate,
    /// Its bytes are destroyed.
    pub removed: bool,
}

/// A referral to a commission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Referral {
    pub commission_id: CommissionId,
    pub domain: Domain,
    pub referred_on: NaiveDate,
    pub packet_sequence: u64,
    pub state: ReferralState,
    pub reception: Reception,
    /// The last working day of the commission's term, while it runs.
    pub answer_by: Option<NaiveDate>,
}

/// How the commission received an open referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reception", rename_all = "snake_case")]
pub enum Reception {
    /// Nothing was heard of it.
    Waiting,
    Accepted,
    /// It waits for what is missing, with the working days that were left of the term.
    Returned {
        days_left: Option<u16>,
    },
}

/// What became of a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ReferralState {
    Open,
    Withdrawn,
    /// The commission did not take it.
    Declined,
    Decided {
        decision_id: DecisionId,
        outcome: DecisionOutcome,
    },
}

/// A task of a division of labour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub decision_id: DecisionId,
    pub responsible: Responsible,
    pub given_on: NaiveDate,
    pub due_on: NaiveDate,
    pub state: TaskState,
    /// The person of the responsible agency who does it, where one was named.
    pub delegated_to: Option<UserId>,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    Given,
    Accepted,
    InProgress,
    Done,
    /// It waits for the commission to give it to somebody else, or to let it go.
    Declined,
    Dropped,
}

impl TaskState {
    /// Whether somebody still owes it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Given | Self::Accepted | Self::InProgress)
    }
}

impl Consent {
    /// Where consent stands now.
    pub fn state(&self) -> ConsentState {
        match self.periods.last() {
            Some(period) if period.withdrawn_on.is_none() => ConsentState::Given,
            _ if self.refused => ConsentState::Refused,
            Some(_) => ConsentState::Withdrawn,
            None => ConsentState::NotAsked,
        }
    }

    /// Whether consent stood on the day. What happened before a withdrawal may still be written down after it.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.periods.iter().any(|period| period.given_on <= day && period.withdrawn_on.is_none_or(|end| day <= end))
    }
}

impl Family {
    /// The latest reading of an indicator, in whichever cycle.
    pub fn latest_reading(&self, indicator: &str) -> Option<u8> {
        let read = self.assessments.values().filter(|one| one.readings.contains_key(indicator));
        read.max_by_key(|one| (one.assessed_on, one.sequence)).and_then(|one| one.readings.get(indicator).copied())
    }

    /// Members who are in the family now.
    pub fn present_members(&self) -> impl Iterator<Item = (&MemberId, &Member)> {
        self.members.iter().filter(|(_, member)| !member.left)
    }

    /// Members for whom the calendar has no entry that is planned or done.
    pub fn members_without_entry(&self) -> Vec<MemberId> {
        let covered = |id: &MemberId| {
            self.calendar.values().any(|entry| {
                entry.member_id == Some(*id) && matches!(entry.state, EntryState::Planned | EntryState::Done)
            })
        };
        self.present_members().map(|(id, _)| *id).filter(|id| !covered(id)).collect()
    }

    /// Household type as the head tells it. A child-headed household is told by whoever sees the birth date.
    pub fn household_type(&self) -> HouseholdType {
        match self.head.and_then(|head| self.members.get(&head)).and_then(|head| head.sex) {
            Some(Sex::Female) => HouseholdType::FemaleHeaded,
            Some(Sex::Male) => HouseholdType::MaleHeaded,
            None => HouseholdType::Unknown,
        }
    }

    /// The set that a tier of this moment would stand on: that of the latest assessment which counts for it.
    pub fn set_of_moment(&self, moment: AssessmentMoment) -> Option<SetReference> {
        self.counting(moment).max_by_key(|(_, one)| (one.assessed_on, one.sequence)).map(|(_, one)| one.set)
    }

    /// Assessments of this cycle that count for a tier of the moment: a baseline and a final tier stand on their own readings, an interim
    /// one on the baseline as later readings changed it.
    pub(super) fn counting(&self, moment: AssessmentMoment) -> impl Iterator<Item = (&AssessmentId, &Assessment)> {
        self.assessments.iter().filter(move |(_, one)| {
            one.cycle == self.cycle
                && match moment {
                    AssessmentMoment::Interim => one.moment != AssessmentMoment::Final,
                    other => one.moment == other,
                }
        })
    }

    /// Day of the first baseline assessment of this cycle.
    pub fn baseline_on(&self) -> Option<NaiveDate> {
        self.counting(AssessmentMoment::Baseline).map(|(_, one)| one.assessed_on).min()
    }

    /// Latest day of a tier, or of a holding's beginning or end: a case is not closed before it.
    pub(super) fn last_tier_or_holding_on(&self) -> Option<NaiveDate> {
        let holdings = self.holdings.iter().flat_map(|one| [Some(one.starts_on), one.released_on]).flatten();
        holdings.chain(self.tier.as_ref().map(|held| held.assigned_on)).chain(self.last_final_on).max()
    }

    /// Whether the caseworker held the family on the day.
    pub fn was_held_by(&self, caseworker_id: CaseworkerId, day: NaiveDate) -> bool {
        self.holdings.iter().any(|one| {
            one.caseworker_id == caseworker_id
                && one.starts_on <= day
                && one.released_on.is_none_or(|released| day <= released)
        })
    }
}
