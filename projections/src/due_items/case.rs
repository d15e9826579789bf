//! What a family's events leave to be done, as a pure fold. Holds no personal value but the titles of planned work.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use hamyar_events::family::{FamilyEvent, Responsible};
use hamyar_events::{Domain, Tier, TierMoment, Urgency, settings::ProgramNumbers};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What kind of thing is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    VisitDue,
    CalendarEntry,
    AssessmentDue,
    FinalAssessmentDue,
    YearEnding,
    Task,
    ConsentMissing,
    ReferralReturned,
    ReferralDeclined,
    /// A question to an expert without an answer.
    ExpertUnanswered,
    /// A goal whose day nears or has passed.
    GoalDue,
}

impl DueKind {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VisitDue => "visit_due",
            Self::CalendarEntry => "calendar_entry",
            Self::AssessmentDue => "assessment_due",
            Self::FinalAssessmentDue => "final_assessment_due",
            Self::YearEnding => "year_ending",
            Self::Task => "task",
            Self::ConsentMissing => "consent_missing",
            Self::ReferralReturned => "referral_returned",
            Self::ReferralDeclined => "referral_declined",
            Self::ExpertUnanswered => "expert_unanswered",
            Self::GoalDue => "goal_due",
        }
    }
}

/// Why what is due for a family comes before other work of the same days. Each is something recorded; nobody sets a priority by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Urgent {
    /// The family's address is under threat.
    AddressUnderThreat,
    /// An indicator at its critical level made the tier.
    CriticalIndicator,
    /// A referral that was sent as urgent is not decided.
    UrgentReferral,
    /// The year of focused aid ends within the days of notice, or has ended.
    YearEnding,
}

impl Urgent {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AddressUnderThreat => "address_under_threat",
            Self::CriticalIndicator => "critical_indicator",
            Self::UrgentReferral => "urgent_referral",
            Self::YearEnding => "year_ending",
        }
    }
}

/// Days within which an expert answers, where nobody named a day.
pub(crate) const EXPERT_DAYS: i32 = 14;

/// The numbers that turn a starting day into a due day; they come from the settings in force on the day of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueNumbers {
    pub visit_every_days: i32,
    pub assessment_within_days: i32,
    pub year_end_notice_days: i32,
}

impl Default for DueNumbers {
    fn default() -> Self {
        Self::from(&ProgramNumbers::default())
    }
}

impl From<&ProgramNumbers> for DueNumbers {
    fn from(numbers: &ProgramNumbers) -> Self {
        Self {
            visit_every_days: numbers.visit_every_days.into(),
            assessment_within_days: numbers.assessment_within_days.into(),
            year_end_notice_days: numbers.year_end_notice_days.into(),
        }
    }
}

/// One thing to be done for a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueItem {
    /// Stable name of the item: the entry's or task's id, or the family's id and the kind.
    pub item_id: String,
    pub caseworker_id: Option<Uuid>,
    pub member_id: Option<Uuid>,
    pub kind: DueKind,
    pub domain: Option<Domain>,
    /// Title as written; null when there is none or it was erased.
    pub title: Option<String>,
    /// Code of catalog `service_kind`, for a calendar entry.
    pub service_kind: Option<String>,
    pub window_from: Option<NaiveDate>,
    /// Last day, where it is fixed.
    pub due_on: Option<NaiveDate>,
    /// Where the last day is not fixed: the day from which the settings' number of days counts.
    pub since: Option<NaiveDate>,
    pub entry_id: Option<Uuid>,
    pub task_id: Option<Uuid>,
    /// A calendar entry that was called missed and is still to be made up for.
    pub missed: bool,
    /// The day from which a calendar entry reminds of itself.
    pub remind_on: Option<NaiveDate>,
}

impl DueItem {
    /// The last day on which the item is in time.
    pub fn due(&self, numbers: &DueNumbers) -> NaiveDate {
        due_day(self.kind, self.due_on, self.since, numbers)
    }

    /// Whether the item is shown on `today`: the year's end, its final assessment and the day of a goal enter the queue some days before.
    pub fn is_shown(&self, today: NaiveDate, numbers: &DueNumbers) -> bool {
        is_shown(self.kind, self.due(numbers), today, numbers)
    }
}

/// The last day of an item of `kind`.
pub fn due_day(kind: DueKind, due_on: Option<NaiveDate>, since: Option<NaiveDate>, numbers: &DueNumbers) -> NaiveDate {
    let days = match kind {
        DueKind::VisitDue => numbers.visit_every_days,
        DueKind::AssessmentDue => numbers.assessment_within_days,
        DueKind::ExpertUnanswered => EXPERT_DAYS,
        _ => 0,
    };
    due_on.or_else(|| since.map(|since| since + chrono::Duration::days(days.into()))).unwrap_or(NaiveDate::MAX)
}

/// Whether an item of `kind` is shown on `today`.
pub fn is_shown(kind: DueKind, due: NaiveDate, today: NaiveDate, numbers: &DueNumbers) -> bool {
    match kind {
        DueKind::YearEnding | DueKind::FinalAssessmentDue | DueKind::GoalDue => {
            (due - today).num_days() <= i64::from(numbers.year_end_notice_days)
        }
        _ => true,
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Holding {
    assignment_id: Uuid,
    caseworker_id: Uuid,
    starts_on: NaiveDate,
    /// First day of the year that runs: a transfer leaves it, a renewal moves it on.
    year_from: NaiveDate,
    ends_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct OpenEntry {
    member_id: Option<Uuid>,
    domain: Domain,
    kind: String,
    title: Option<String>,
    window_from: NaiveDate,
    window_to: NaiveDate,
    remind_days: Option<u8>,
    /// It was said that it did not happen; it stays until it is made up for, moved or dropped.
    missed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct OpenTask {
    caseworker_id: Uuid,
    domain: Option<Domain>,
    title: Option<String>,
    from: NaiveDate,
    due_on: NaiveDate,
}

/// What is open in one family. Fold it with [`DueCase::apply`], read it with [`DueCase::items`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueCase {
    family_id: Uuid,
    closed: bool,
    /// While the file is merged into another: whether it was closed before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closed_before_merge: Option<bool>,
    consent_given_on: Option<NaiveDate>,
    /// When consent was last refused or withdrawn, if that is how it stands.
    consent_ended_on: Option<NaiveDate>,
    identified_on: Option<NaiveDate>,
    held: Option<Holding>,
    /// The holding that ended last and the first day of its year, for a transfer that goes on from it.
    ended: Option<(Uuid, NaiveDate)>,
    visits: BTreeMap<Uuid, (NaiveDate, Option<NaiveDate>)>,
    baseline_on: Option<NaiveDate>,
    final_on: Option<NaiveDate>,
    entries: BTreeMap<Uuid, OpenEntry>,
    tasks: BTreeMap<Uuid, OpenTask>,
    /// Referrals that came back to the sender.
    #[serde(default)]
    back: BTreeMap<Uuid, BackReferral>,
    /// Questions to experts that wait for an answer.
    #[serde(default)]
    experts: BTreeMap<Uuid, OpenQuestion>,
    /// Goals that are open.
    #[serde(default)]
    goals: BTreeMap<Uuid, OpenGoal>,
    /// Whether an indicator at its critical level made the tier that holds.
    #[serde(default)]
    critical: bool,
    /// Referrals that are urgent and not decided.
    #[serde(default)]
    urgent: BTreeSet<Uuid>,
    /// Who handed the family over last, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    handed: Option<(Uuid, NaiveDate)>,
}

/// A question to an expert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct OpenQuestion {
    specialty: Option<String>,
    on: NaiveDate,
    answer_by: Option<NaiveDate>,
}

/// A goal on an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct OpenGoal {
    member_id: Option<Uuid>,
    domain: Domain,
    set_on: NaiveDate,
    due_on: NaiveDate,
}

/// A referral that waits for its sender: returned with what is missing, or declined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct BackReferral {
    declined: bool,
    on: NaiveDate,
}

impl DueCase {
    /// Events that [`DueCase::apply`] takes in: all but those that are only told.
    pub fn wants(event: &FamilyEvent) -> bool {
        use FamilyEvent as E;
        !matches!(
            event,
            E::NoteAdded(_)
                | E::AttachmentAdded(_)
                | E::AttachmentRemoved(_)
                | E::ServiceDelivered(_)
                | E::ServiceCorrected(_)
                | E::AssessmentRecorded(_)
                | E::MemberJoined(_)
                | E::MemberChanged(_)
                | E::CategoryAdded(_)
                | E::CategoryRemoved(_)
                | E::TaskAccepted(_)
                | E::TaskProgressed(_)
                | E::ReferralAccepted(_)
                | E::RequestMade(_)
                | E::RequestAnswered(_)
                | E::RequestWithdrawn(_)
                | E::FileShown(_)
                | E::TierProposed(_)
                | E::TierProposalAnswered(_)
                | E::TierProposalWithdrawn(_)
                | E::TaskDelegated(_)
                | E::HandoverPrepared(_)
                | E::ErasureRequested(_)
                | E::ErasureWithdrawn(_)
                | E::ErasureRefused(_)
                | E::FamilyMerged(_)
                | E::FamilyUnmerged(_)
                | E::MembersMovedOut(_)
                | E::MembersMovedIn(_)
                | E::MembersReturned(_)
        )
    }

    /// Takes one more event in; false when it is of a kind that leaves nothing to do.
    pub fn apply(&mut self, family_id: Uuid, event: &FamilyEvent) -> bool {
        use FamilyEvent as E;
        self.family_id = family_id;
        match event {
            E::FamilyIdentified(event) => self.identified_on = Some(event.identified_on),
            E::ConsentGiven(event) => {
                self.consent_given_on = Some(event.given_on);
                self.consent_ended_on = None;
            }
            E::ConsentRefused(event) => self.end_consent(event.refused_on),
            E::ConsentWithdrawn(event) => self.end_consent(event.withdrawn_on),
            E::TierAssigned(event) => {
                self.critical = event.tier == Tier::Harmed
                    && event
                        .computed
                        .as_ref()
                        .is_some_and(|one| one.domains.iter().any(|one| !one.critical.is_empty()));
                match event.moment {
                    TierMoment::Baseline => self.baseline_on = Some(event.assigned_on),
                    TierMoment::Final => self.final_on = self.final_on.max(Some(event.assigned_on)),
                    TierMoment::Preliminary | TierMoment::Interim => {}
                }
            }
            E::CaseworkerAssigned(event) => {
                let continued = self.ended.filter(|(id, _)| event.continues.is_some_and(|former| former.0 == *id));
                self.held = Some(Holding {
                    assignment_id: event.assignment_id.0,
                    caseworker_id: event.caseworker_id.0,
                    starts_on: event.starts_on,
                    year_from: continued.map_or(event.starts_on, |(_, year_from)| year_from),
                    ends_on: event.ends_on,
                });
            }
            E::CaseworkerReleased(event) => {
                if let Some(held) = self.held.take_if(|held| held.assignment_id == event.assignment_id.0) {
                    self.ended = Some((held.assignment_id, held.year_from));
                    self.handed = Some((held.caseworker_id, event.released_on));
                }
            }
            E::AssignmentRenewed(event) => {
                if let Some(held) = self.held.as_mut().filter(|held| held.assignment_id == event.assignment_id.0) {
                    held.year_from = event.year_from(held.ends_on);
                    held.ends_on = event.ends_on;
                }
            }
            E::VisitRecorded(event) => {
                self.visits.insert(event.visit_id.0, (event.visit.visited_on, event.visit.next_visit_on));
            }
            E::VisitCorrected(event) => match &event.replacement {
                Some(visit) => {
                    self.visits.insert(event.visit_id.0, (visit.visited_on, visit.next_visit_on));
                }
                None => {
                    self.visits.remove(&event.visit_id.0);
                }
            },
            E::CalendarEntryPlanned(event) => {
                let entry = OpenEntry {
                    member_id: event.member_id.map(|member| member.0),
                    domain: event.domain,
                    kind: event.kind.clone(),
                    title: event.title.as_ref().and_then(|title| title.value.clone()),
                    window_from: event.window_from,
                    window_to: event.window_to,
                    remind_days: event.remind_days,
                    missed: false,
                };
                self.entries.insert(event.entry_id.0, entry);
            }
            E::CalendarEntryMoved(event) => {
                if let Some(entry) = self.entries.get_mut(&event.entry_id.0) {
                    (entry.window_from, entry.window_to) = (event.window_from, event.window_to);
                    entry.missed = false;
                }
            }
            E::CalendarEntryDone(event) => self.drop_entry(event.entry_id.0),
            E::CalendarEntryMissed(event) => {
                if let Some(entry) = self.entries.get_mut(&event.entry_id.0) {
                    entry.missed = true;
                }
            }
            E::CalendarEntryCancelled(event) => self.drop_entry(event.entry_id.0),
            E::ReferredToExpert(event) => {
                let question = OpenQuestion {
                    specialty: event.specialty.value.clone(),
                    on: event.referred_on,
                    answer_by: event.answer_by,
                };
                self.experts.insert(event.expert_referral_id.0, question);
            }
            E::ExpertAnswered(event) => {
                self.experts.remove(&event.expert_referral_id.0);
            }
            E::GoalSet(event) => {
                let goal = OpenGoal {
                    member_id: event.member_id.map(|member| member.0),
                    domain: event.domain,
                    set_on: event.set_on,
                    due_on: event.due_on,
                };
                self.goals.insert(event.goal_id.0, goal);
            }
            E::GoalClosed(event) => {
                self.goals.remove(&event.goal_id.0);
            }
            E::CommissionDecisionRecorded(event) => {
                self.urgent.remove(&event.decision.referral_id.0);
                for task in &event.decision.tasks {
                    if let Responsible::Caseworker { caseworker_id } = task.responsible {
                        let open = OpenTask {
                            caseworker_id: caseworker_id.0,
                            domain: Some(task.domain),
                            title: task.title.value.clone(),
                            from: event.decision.decided_on,
                            due_on: task.due_on,
                        };
                        self.tasks.insert(task.task_id.0, open);
                    }
                }
            }
            E::ReferralReturned(event) => {
                let back = BackReferral { declined: false, on: event.returned_on };
                self.back.insert(event.referral_id.0, back);
            }
            E::ReferralDeclined(event) => {
                let back = BackReferral { declined: true, on: event.declined_on };
                self.back.insert(event.referral_id.0, back);
                self.urgent.remove(&event.referral_id.0);
            }
            E::ReferralResumed(event) => {
                self.back.remove(&event.referral_id.0);
            }
            E::ReferralWithdrawn(event) => {
                self.back.remove(&event.referral_id.0);
                self.urgent.remove(&event.referral_id.0);
            }
            E::ReferredToCommission(event) => {
                if event.urgency == Urgency::Urgent {
                    self.urgent.insert(event.referral_id.0);
                }
                if let Some(former) = event.continues {
                    self.back.remove(&former.0);
                }
            }
            E::TaskDone(event) => self.drop_task(event.task_id.0),
            E::TaskDeclined(event) => self.drop_task(event.task_id.0),
            E::TaskDropped(event) => self.drop_task(event.task_id.0),
            E::TaskReassigned(event) => {
                let domain = self.tasks.remove(&event.task_id.0).and_then(|task| task.domain);
                if let Responsible::Caseworker { caseworker_id } = event.responsible {
                    let open = OpenTask {
                        caseworker_id: caseworker_id.0,
                        domain,
                        title: event.title.value.clone(),
                        from: event.reassigned_on,
                        due_on: event.due_on,
                    };
                    self.tasks.insert(event.task_id.0, open);
                }
            }
            E::CaseClosed(_) => {
                self.closed = true;
                self.entries.retain(|_, entry| !entry.missed);
            }
            E::CaseReopened(_) => self.closed = false,
            E::MergedAway(_) => {
                self.closed_before_merge = Some(self.closed);
                self.closed = true;
            }
            E::MergeUndone(_) => self.closed = self.closed_before_merge.take().unwrap_or(self.closed),
            E::PersonalDataErased(event) => {
                if event.member_id.is_some() {
                    return false; // Titles are what the family shares.
                }
                self.closed = true;
                self.entries.values_mut().for_each(|entry| entry.title = None);
                self.tasks.values_mut().for_each(|task| task.title = None);
                self.experts.values_mut().for_each(|question| question.specialty = None);
            }
            _ => return false,
        }
        true
    }

    fn end_consent(&mut self, on: NaiveDate) {
        self.consent_given_on = None;
        self.consent_ended_on = Some(on);
    }

    fn drop_entry(&mut self, id: Uuid) {
        self.entries.remove(&id);
    }

    fn drop_task(&mut self, id: Uuid) {
        self.tasks.remove(&id);
    }

    /// The latest visit that stands: its day and the next visit's day, where it names one.
    pub fn last_visit(&self) -> Option<(NaiveDate, Option<NaiveDate>)> {
        self.visits.values().max().copied()
    }

    /// Who held the family before, and until when, where it was taken over or is nobody's: for telling them that it is gone from their list.
    pub fn handed(&self) -> Option<(Uuid, NaiveDate)> {
        let now = self.held.as_ref().map(|held| held.caseworker_id);
        self.handed.filter(|(former, _)| now != Some(*former))
    }

    /// What makes the family urgent beside its days: an indicator at its critical level, a referral that was sent as urgent.
    pub fn urgent(&self) -> Vec<Urgent> {
        let mut found = Vec::new();
        if self.closed {
            return found;
        }
        if self.critical {
            found.push(Urgent::CriticalIndicator);
        }
        if !self.urgent.is_empty() {
            found.push(Urgent::UrgentReferral);
        }
        found
    }

    /// Everything open. A closed case leaves nothing to do.
    pub fn items(&self) -> Vec<DueItem> {
        if self.closed {
            return Vec::new();
        }
        let mut items: Vec<DueItem> = self.entries.iter().map(|(id, entry)| self.entry_item(*id, entry)).collect();
        items.extend(self.tasks.iter().map(|(id, task)| DueItem {
            item_id: id.to_string(),
            caseworker_id: Some(task.caseworker_id),
            domain: task.domain,
            title: task.title.clone(),
            window_from: Some(task.from),
            due_on: Some(task.due_on),
            task_id: Some(*id),
            ..self.item(DueKind::Task)
        }));
        items.extend(self.back.iter().map(|(id, back)| {
            let kind = if back.declined { DueKind::ReferralDeclined } else { DueKind::ReferralReturned };
            DueItem { item_id: id.to_string(), due_on: Some(back.on), ..self.item(kind) }
        }));
        items.extend(self.experts.iter().map(|(id, question)| DueItem {
            item_id: id.to_string(),
            title: question.specialty.clone(),
            since: Some(question.on),
            due_on: question.answer_by,
            ..self.item(DueKind::ExpertUnanswered)
        }));
        items.extend(self.goals.iter().map(|(id, goal)| DueItem {
            item_id: id.to_string(),
            member_id: goal.member_id,
            domain: Some(goal.domain),
            window_from: Some(goal.set_on),
            due_on: Some(goal.due_on),
            ..self.item(DueKind::GoalDue)
        }));
        if let Some(since) = self.consent_given_on
            && self.baseline_on.is_none()
        {
            let since = self.held.as_ref().map_or(since, |held| since.max(held.starts_on));
            items.push(DueItem { since: Some(since), ..self.item(DueKind::AssessmentDue) });
        }
        if let Some(held) = &self.held {
            // Who begins now owes nothing of the time before: neither the days since an old visit, nor one that was promised then.
            let last = self.last_visit().filter(|(on, _)| *on >= held.starts_on);
            items.push(DueItem {
                due_on: last.and_then(|(_, next)| next),
                since: Some(last.map_or(held.starts_on, |(on, _)| on)),
                ..self.item(DueKind::VisitDue)
            });
            items.push(DueItem { due_on: Some(held.ends_on), ..self.item(DueKind::YearEnding) });
            if self.consent_given_on.is_none() {
                let since = self.consent_ended_on.unwrap_or(held.starts_on);
                items.push(DueItem { due_on: Some(since), ..self.item(DueKind::ConsentMissing) });
            }
            if !self.year_has_final(held) {
                items.push(DueItem { due_on: Some(held.ends_on), ..self.item(DueKind::FinalAssessmentDue) });
            }
        }
        items
    }

    /// A final tier counts for the year that runs, not for an earlier one that was renewed: the rule by which the family's stream lets it end.
    fn year_has_final(&self, held: &Holding) -> bool {
        self.final_on.is_some_and(|on| on >= held.year_from)
    }

    fn entry_item(&self, id: Uuid, entry: &OpenEntry) -> DueItem {
        DueItem {
            item_id: id.to_string(),
            member_id: entry.member_id,
            domain: Some(entry.domain),
            title: entry.title.clone(),
            service_kind: Some(entry.kind.clone()),
            window_from: Some(entry.window_from),
            due_on: Some(entry.window_to),
            entry_id: Some(id),
            missed: entry.missed,
            remind_on: entry.remind_days.map(|days| entry.window_from - chrono::Duration::days(days.into())),
            ..self.item(DueKind::CalendarEntry)
        }
    }

    fn item(&self, kind: DueKind) -> DueItem {
        DueItem {
            item_id: format!("{}/{}", self.family_id, kind.as_str()),
            caseworker_id: self.held.as_ref().map(|held| held.caseworker_id),
            member_id: None,
            kind,
            domain: None,
            title: None,
            service_kind: None,
            window_from: None,
            due_on: None,
            since: None,
            entry_id: None,
            task_id: None,
            missed: false,
            remind_on: None,
        }
    }
}
