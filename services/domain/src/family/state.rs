//! What later decisions need to know of a family. No personal value is kept.

use chrono::NaiveDate;
use hamyar_events::family::*;
use hamyar_events::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    /// The holding that runs.
    pub holding: Option<Holding>,
    /// Every holding, the running one last.
    pub holdings: Vec<PastHolding>,
    pub calendar: BTreeMap<EntryId, Entry>,
    pub visits: BTreeMap<VisitId, Work>,
    pub services: BTreeMap<ServiceId, Work>,
    pub notes: BTreeSet<NoteId>,
    pub referrals: BTreeMap<ReferralId, Referral>,
    pub tasks: BTreeMap<TaskId, Task>,
    /// Referrals to experts, and whether each is answered.
    pub experts: BTreeMap<ExpertReferralId, bool>,
    /// Day of closing, while the case is closed.
    pub closed_on: Option<NaiveDate>,
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
    pub ends_on: NaiveDate,
}

/// A holding as history keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastHolding {
    pub assignment_id: AssignmentId,
    pub caseworker_id: CaseworkerId,
    pub starts_on: NaiveDate,
    pub released_on: Option<NaiveDate>,
}

/// An entry of the aid calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub member_id: Option<MemberId>,
    pub window_from: NaiveDate,
    pub window_to: NaiveDate,
    pub state: EntryState,
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

/// A referral to a commission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Referral {
    pub commission_id: CommissionId,
    pub domain: Domain,
    pub referred_on: NaiveDate,
    pub packet_sequence: u64,
    pub state: ReferralState,
}

/// What became of a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ReferralState {
    Open,
    Withdrawn,
    Decided { decision_id: DecisionId, outcome: DecisionOutcome },
}

/// A task of a division of labour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub decision_id: DecisionId,
    pub responsible: Responsible,
    pub given_on: NaiveDate,
    pub due_on: NaiveDate,
    pub state: TaskState,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    Given,
    Accepted,
    InProgress,
    Done,
    Declined,
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

    /// Whether the caseworker held the family on the day.
    pub fn was_held_by(&self, caseworker_id: CaseworkerId, day: NaiveDate) -> bool {
        self.holdings.iter().any(|one| {
            one.caseworker_id == caseworker_id
                && one.starts_on <= day
                && one.released_on.is_none_or(|released| day <= released)
        })
    }

    /// Remembers an event. Accepts any history.
    pub fn evolve(&mut self, event: &FamilyEvent) {
        self.sequence = self.sequence.saturating_add(1);
        match event {
            FamilyEvent::FamilyIdentified(event) => {
                self.file = Some(File {
                    file_number: event.file_number.clone(),
                    center_id: event.center_id,
                    neighborhood_id: event.neighborhood_id,
                    identified_on: event.identified_on,
                });
            }
            FamilyEvent::ConsentGiven(event) => {
                self.consent.refused = false;
                self.consent.periods.push(ConsentPeriod { given_on: event.given_on, withdrawn_on: None });
            }
            FamilyEvent::ConsentRefused(_) => self.consent.refused = true,
            FamilyEvent::ConsentWithdrawn(event) => {
                if let Some(period) = self.consent.periods.last_mut() {
                    period.withdrawn_on = Some(event.withdrawn_on);
                }
            }
            FamilyEvent::MemberJoined(event) => {
                if event.member.relation == Relation::Head && self.head.is_none() {
                    self.head = Some(event.member_id);
                }
                self.members.insert(event.member_id, member_of(&event.member));
            }
            FamilyEvent::MemberChanged(event) => {
                let left = self.members.get(&event.member_id).is_some_and(|former| former.left);
                self.members.insert(event.member_id, Member { left, ..member_of(&event.member) });
                if event.member.relation == Relation::Head && self.head.is_none() {
                    self.head = Some(event.member_id);
                }
            }
            FamilyEvent::MemberLeft(event) => {
                if let Some(member) = self.members.get_mut(&event.member_id) {
                    member.left = true;
                }
                if self.head == Some(event.member_id) {
                    self.head = None;
                }
            }
            FamilyEvent::HeadChanged(event) => {
                if let Some(former) = self.head.and_then(|former| self.members.get_mut(&former)) {
                    former.relation = Relation::Other;
                }
                if let Some(head) = self.members.get_mut(&event.member_id) {
                    head.relation = Relation::Head;
                }
                self.head = Some(event.member_id);
            }
            FamilyEvent::AddressChanged(event) => {
                if let Some(file) = &mut self.file {
                    file.neighborhood_id = event.neighborhood_id;
                }
            }
            FamilyEvent::CenterChanged(event) => {
                if let Some(file) = &mut self.file {
                    file.center_id = Some(event.center_id);
                }
            }
            FamilyEvent::CategoryAdded(event) => {
                self.categories.insert((event.category.clone(), event.member_id));
            }
            FamilyEvent::CategoryRemoved(event) => {
                self.categories.remove(&(event.category.clone(), event.member_id));
            }
            FamilyEvent::CoverageRecorded(event) => {
                self.coverage.insert((event.agency_id, event.kind));
            }
            FamilyEvent::AssessmentRecorded(event) => self.remember_assessment(event),
            FamilyEvent::TierAssigned(event) => self.remember_tier(event),
            FamilyEvent::CaseworkerAssigned(event) => {
                self.holding = Some(Holding {
                    assignment_id: event.assignment_id,
                    caseworker_id: event.caseworker_id,
                    starts_on: event.starts_on,
                    ends_on: event.ends_on,
                });
                self.holdings.push(PastHolding {
                    assignment_id: event.assignment_id,
                    caseworker_id: event.caseworker_id,
                    starts_on: event.starts_on,
                    released_on: None,
                });
            }
            FamilyEvent::CaseworkerReleased(event) => {
                if self.holding.as_ref().is_some_and(|holding| holding.assignment_id == event.assignment_id) {
                    self.holding = None;
                }
                for one in self.holdings.iter_mut().filter(|one| one.assignment_id == event.assignment_id) {
                    one.released_on = Some(event.released_on);
                }
            }
            FamilyEvent::AssignmentRenewed(event) => {
                if let Some(holding) = &mut self.holding {
                    holding.ends_on = event.ends_on;
                }
            }
            FamilyEvent::CalendarEntryPlanned(event) => {
                self.calendar.insert(
                    event.entry_id,
                    Entry {
                        member_id: event.member_id,
                        window_from: event.window_from,
                        window_to: event.window_to,
                        state: EntryState::Planned,
                    },
                );
            }
            FamilyEvent::CalendarEntryMoved(event) => {
                if let Some(entry) = self.calendar.get_mut(&event.entry_id) {
                    entry.window_from = event.window_from;
                    entry.window_to = event.window_to;
                }
            }
            FamilyEvent::CalendarEntryDone(event) => self.set_entry(event.entry_id, EntryState::Done),
            FamilyEvent::CalendarEntryMissed(event) => self.set_entry(event.entry_id, EntryState::Missed),
            FamilyEvent::CalendarEntryCancelled(event) => self.set_entry(event.entry_id, EntryState::Cancelled),
            FamilyEvent::VisitRecorded(event) => {
                let work = Work { on: event.visit.visited_on, caseworker_id: event.caseworker_id, struck: false };
                self.visits.insert(event.visit_id, work);
            }
            FamilyEvent::VisitCorrected(event) => {
                if let Some(work) = self.visits.get_mut(&event.visit_id) {
                    work.correct(event.replacement.as_ref().map(|facts| facts.visited_on));
                }
            }
            FamilyEvent::ServiceDelivered(event) => {
                let work = Work { on: event.service.delivered_on, caseworker_id: event.caseworker_id, struck: false };
                self.services.insert(event.service_id, work);
            }
            FamilyEvent::ServiceCorrected(event) => {
                if let Some(work) = self.services.get_mut(&event.service_id) {
                    work.correct(event.replacement.as_ref().map(|facts| facts.delivered_on));
                }
            }
            FamilyEvent::NoteAdded(event) => {
                self.notes.insert(event.note_id);
            }
            FamilyEvent::ReferredToCommission(event) => {
                self.referrals.insert(
                    event.referral_id,
                    Referral {
                        commission_id: event.commission_id,
                        domain: event.domain,
                        referred_on: event.referred_on,
                        packet_sequence: event.packet_sequence,
                        state: ReferralState::Open,
                    },
                );
            }
            FamilyEvent::ReferralWithdrawn(event) => {
                if let Some(referral) = self.referrals.get_mut(&event.referral_id) {
                    referral.state = ReferralState::Withdrawn;
                }
            }
            FamilyEvent::CommissionDecisionRecorded(event) => self.remember_decision(&event.decision),
            FamilyEvent::TaskAccepted(event) => self.set_task(event.task_id, TaskState::Accepted),
            FamilyEvent::TaskProgressed(event) => self.set_task(event.task_id, TaskState::InProgress),
            FamilyEvent::TaskDone(event) => self.set_task(event.task_id, TaskState::Done),
            FamilyEvent::TaskDeclined(event) => self.set_task(event.task_id, TaskState::Declined),
            FamilyEvent::ReferredToExpert(event) => {
                self.experts.insert(event.expert_referral_id, false);
            }
            FamilyEvent::ExpertAnswered(event) => {
                self.experts.insert(event.expert_referral_id, true);
            }
            FamilyEvent::CaseClosed(event) => self.closed_on = Some(event.closed_on),
            FamilyEvent::CaseReopened(_) => self.closed_on = None,
            // Nothing is decided on these.
            FamilyEvent::RegistrationJoined(_) | FamilyEvent::SafeContactSet(_) => {}
        }
    }

    fn remember_assessment(&mut self, event: &AssessmentRecorded) {
        if event.cycle > self.cycle {
            self.cycle = event.cycle;
            self.baseline_tier_on = None;
            self.final_tier_on = None;
        }
        self.assessments.insert(
            event.assessment_id,
            Assessment {
                moment: event.moment,
                cycle: event.cycle,
                set: event.set,
                assessed_on: event.assessed_on,
                sequence: self.sequence,
                readings: event.readings.iter().map(|one| (one.indicator.clone(), one.value)).collect(),
            },
        );
    }

    fn remember_tier(&mut self, event: &TierAssigned) {
        match event.moment {
            TierMoment::Baseline => self.baseline_tier_on = Some(event.assigned_on),
            TierMoment::Final => self.final_tier_on = Some(event.assigned_on),
            TierMoment::Preliminary | TierMoment::Interim => {}
        }
        self.harmed_since = match event.tier {
            Tier::Harmed => Some(self.harmed_since.map_or(event.assigned_on, |since| since.min(event.assigned_on))),
            Tier::Stable | Tier::AtRisk => None,
        };
        self.tier = Some(TierHeld {
            tier: event.tier,
            moment: event.moment,
            cycle: event.cycle,
            computed: event.computed.clone(),
            overridden: event.r#override.is_some(),
            household_type: event.household_type,
            assigned_on: event.assigned_on,
        });
    }

    fn remember_decision(&mut self, decision: &Decision) {
        if let Some(referral) = self.referrals.get_mut(&decision.referral_id) {
            referral.state = ReferralState::Decided { decision_id: decision.decision_id, outcome: decision.outcome };
        }
        for task in &decision.tasks {
            self.tasks.insert(
                task.task_id,
                Task {
                    decision_id: decision.decision_id,
                    responsible: task.responsible.clone(),
                    given_on: decision.decided_on,
                    due_on: task.due_on,
                    state: TaskState::Given,
                },
            );
        }
    }

    fn set_entry(&mut self, id: EntryId, state: EntryState) {
        if let Some(entry) = self.calendar.get_mut(&id) {
            entry.state = state;
        }
    }

    fn set_task(&mut self, id: TaskId, state: TaskState) {
        if let Some(task) = self.tasks.get_mut(&id) {
            task.state = state;
        }
    }
}

impl Work {
    fn correct(&mut self, on: Option<NaiveDate>) {
        self.struck = on.is_none();
        self.on = on.unwrap_or(self.on);
    }
}

fn member_of(facts: &MemberFacts) -> Member {
    Member { relation: facts.relation, sex: facts.sex, left: false }
}
