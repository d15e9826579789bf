//! Referrals, decisions and the tasks they divide.

use chrono::NaiveDate;
use hamyar_events::family::{
    Decision, FamilyEvent, ReferralWithdrawn, ReferredToCommission, Responsible, TaskEvidence,
};
use hamyar_events::{Actor, DeclineCode, Personal, ReturnCode};
use hamyar_persian::working_days::holidays_known;
use uuid::Uuid;

use super::FamilyDocument;
use crate::views::{
    FileDecision, FileReferral, NamedRef, Reception, ReferralState, ReferralWord, Task, TaskProgressNote,
    TaskResponsible, TaskShown, TaskState,
};

impl FamilyDocument {
    pub(super) fn referred(&mut self, event: &ReferredToCommission) {
        self.file.referrals.push(FileReferral {
            id: event.referral_id.0,
            commission: NamedRef::unnamed(event.commission_id.0),
            domain: event.domain,
            question: event.question.value.clone(),
            urgency: event.urgency,
            referred_on: event.referred_on.into(),
            state: ReferralState::Open,
            days_open: 0,
            packet_sequence: event.packet_sequence,
            decision: None,
            withdrawn_on: None,
            withdrawal_reason: None,
            reception: Reception::Waiting,
            accepted_on: None,
            answer_by: event.answer_by.map(Into::into),
            holidays_known: event.answer_by.is_none_or(|by| holidays_known(event.referred_on, by)),
            overdue: false,
            declined_on: None,
            words: Vec::new(),
            continues: event.continues.map(|id| id.0),
        });
        self.count_open_referrals();
    }

    pub(super) fn referral_withdrawn(&mut self, event: &ReferralWithdrawn) {
        if let Some(referral) = self.file.referrals.iter_mut().find(|one| one.id == event.referral_id.0) {
            referral.state = ReferralState::Withdrawn;
            referral.withdrawn_on = Some(event.withdrawn_on.into());
            referral.withdrawal_reason.clone_from(&event.reason.value);
        }
        self.count_open_referrals();
    }

    /// How the commission received it, and what the sender answered.
    pub(super) fn referral_received(&mut self, event: &FamilyEvent) {
        let word = |kind: &str, text: &Personal<String>, why: Option<&str>, on: NaiveDate| ReferralWord {
            kind: kind.to_owned(),
            text: text.value.clone(),
            why: why.map(str::to_owned),
            on: on.into(),
        };
        let id = match event {
            FamilyEvent::ReferralAccepted(event) => event.referral_id,
            FamilyEvent::ReferralReturned(event) => event.referral_id,
            FamilyEvent::ReferralResumed(event) => event.referral_id,
            FamilyEvent::ReferralDeclined(event) => event.referral_id,
            _ => return,
        };
        let Some(referral) = self.file.referrals.iter_mut().find(|one| one.id == id.0) else { return };
        match event {
            FamilyEvent::ReferralAccepted(event) => {
                referral.reception = Reception::Accepted;
                referral.accepted_on = Some(event.accepted_on.into());
            }
            FamilyEvent::ReferralReturned(event) => {
                referral.reception = Reception::Returned;
                referral.answer_by = None;
                referral.words.push(word(
                    "returned",
                    &event.missing,
                    event.why.map(ReturnCode::as_str),
                    event.returned_on,
                ));
            }
            FamilyEvent::ReferralResumed(event) => {
                referral.reception = Reception::Accepted;
                referral.answer_by = event.answer_by.map(Into::into);
                referral.holidays_known = event.answer_by.is_none_or(|by| holidays_known(event.resumed_on, by));
                referral.packet_sequence = event.packet_sequence;
                referral.words.push(word("resumed", &event.added, None, event.resumed_on));
            }
            FamilyEvent::ReferralDeclined(event) => {
                referral.state = ReferralState::Declined;
                referral.declined_on = Some(event.declined_on.into());
                referral.words.push(word(
                    "declined",
                    &event.reason,
                    event.why.map(DeclineCode::as_str),
                    event.declined_on,
                ));
            }
            _ => {}
        }
        self.count_open_referrals();
    }

    pub(super) fn decided(&mut self, decision: &Decision) {
        if let Some(referral) = self.file.referrals.iter_mut().find(|one| one.id == decision.referral_id.0) {
            referral.state = ReferralState::Decided;
            referral.decision = Some(FileDecision {
                decision_id: decision.decision_id.0,
                session_id: decision.session_id.0,
                outcome: decision.outcome,
                reason: decision.reason.value.clone(),
                present: decision.present.clone(),
                seen_sequence: decision.seen_sequence,
                task_ids: decision.tasks.iter().map(|task| task.task_id.0).collect(),
                decided_on: decision.decided_on.into(),
            });
        }
        for task in &decision.tasks {
            self.file.tasks.push(Task {
                task_id: task.task_id.0,
                family_id: self.file.card.id,
                file_number: self.file.card.file_number.clone(),
                title: task.title.value.clone(),
                expected: task.expected.as_ref().and_then(|text| text.value.clone()),
                domain: Some(task.domain),
                responsible: responsible(&task.responsible),
                given_on: decision.decided_on.into(),
                due_on: task.due_on.into(),
                due_state: None,
                state: TaskState::Assigned,
                commission: NamedRef::unnamed(decision.commission_id.0),
                referral_id: decision.referral_id.0,
                progress: Vec::new(),
                delegated_to: None,
                evidence: None,
                stopped: None,
            });
        }
        self.count_open_referrals();
    }

    fn count_open_referrals(&mut self) {
        let open = self.file.referrals.iter().filter(|one| one.state == ReferralState::Open).count();
        self.file.card.open_referrals = u32::try_from(open).unwrap_or(u32::MAX);
    }

    pub(super) fn task_moved(&mut self, event: &FamilyEvent) {
        match event {
            FamilyEvent::TaskAccepted(event) => {
                self.task_to(event.task_id.0, TaskState::Accepted, None, event.accepted_on)
            }
            FamilyEvent::TaskProgressed(event) => {
                self.task_to(event.task_id.0, TaskState::InProgress, Some(&event.note.value), event.progressed_on);
            }
            FamilyEvent::TaskDone(event) => {
                let note = event.note.as_ref().map(|note| &note.value);
                self.task_to(event.task_id.0, TaskState::Done, note, event.done_on);
                if let Some(task) = self.file.tasks.iter_mut().find(|task| task.task_id == event.task_id.0) {
                    task.evidence = event.evidence.as_ref().map(shown);
                }
            }
            FamilyEvent::TaskDeclined(event) => {
                self.task_to(event.task_id.0, TaskState::Declined, Some(&event.reason.value), event.declined_on);
                let task = self.file.tasks.iter_mut().find(|task| task.task_id == event.task_id.0);
                if let Some(note) = task.and_then(|task| task.progress.last_mut()) {
                    note.why = event.why;
                }
            }
            FamilyEvent::TaskDropped(event) => {
                self.task_to(event.task_id.0, TaskState::Dropped, Some(&event.reason.value), event.dropped_on);
            }
            FamilyEvent::TaskReassigned(event) => {
                if let Some(task) = self.file.tasks.iter_mut().find(|task| task.task_id == event.task_id.0) {
                    task.responsible = responsible(&event.responsible);
                    task.expected = event.expected.as_ref().and_then(|text| text.value.clone());
                    task.title.clone_from(&event.title.value);
                    (task.given_on, task.due_on) = (event.reassigned_on.into(), event.due_on.into());
                    (task.state, task.delegated_to) = (TaskState::Assigned, None);
                }
            }
            FamilyEvent::TaskDelegated(event) => {
                if let Some(task) = self.file.tasks.iter_mut().find(|task| task.task_id == event.task_id.0) {
                    task.delegated_to = Some((&Actor::User(event.user_id.0)).into());
                    let note = event.note.as_ref().and_then(|note| note.value.clone());
                    task.progress.extend(note.map(|note| TaskProgressNote {
                        note: Some(note),
                        why: None,
                        on: event.delegated_on.into(),
                    }));
                }
            }
            _ => {}
        }
    }

    fn task_to(&mut self, id: Uuid, state: TaskState, note: Option<&Option<String>>, on: NaiveDate) {
        if let Some(task) = self.file.tasks.iter_mut().find(|task| task.task_id == id) {
            task.state = state;
            if let Some(note) = note {
                task.progress.push(TaskProgressNote { note: note.clone(), why: None, on: on.into() });
            }
        }
    }
}

/// The view of who answers for a task, its name not yet filled in.
pub(crate) fn responsible(from: &Responsible) -> TaskResponsible {
    match from {
        Responsible::Agency { agency_id } => TaskResponsible { kind: "agency".to_owned(), id: agency_id.0, name: None },
        Responsible::Caseworker { caseworker_id } => {
            TaskResponsible { kind: "caseworker".to_owned(), id: caseworker_id.0, name: None }
        }
    }
}

/// The view of what shows that a task is done.
pub(crate) fn shown(evidence: &TaskEvidence) -> TaskShown {
    TaskShown { kind: evidence.kind, reference: evidence.reference.value.clone() }
}
