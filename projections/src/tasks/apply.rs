//! Decisions and what became of their tasks → rows.

use chrono::NaiveDate;
use hamyar_events::DeclineCode;
use hamyar_events::family::FamilyEvent;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::event::ProjectedEvent;
use crate::family_document::{responsible, shown};
use crate::projection::ProjectionError;
use crate::rows::{Table, row};
use crate::views::{TaskShown, TaskState};

/// A word on a task, as the row keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ProgressKept {
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<DeclineCode>,
    pub on: NaiveDate,
    /// Of a party that had the task before: the commission reads it, whoever has the task now does not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub former: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "what serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}

row! {
    /// One task.
    TaskRow in "task" {
        task_id: Uuid,
        family_id: Uuid,
        commission_id: Uuid,
        referral_id: Uuid,
        decision_id: Uuid,
        title: Option<String>,
        expected: Option<String>,
        domain: String,
        responsible_kind: String,
        responsible_id: Uuid,
        due_on: NaiveDate,
        decided_on: NaiveDate,
        state: TaskState,
        is_open: bool,
        given_on: NaiveDate,
        delegated_to: Option<Uuid>,
        evidence: Option<TaskShown>,
        progress: Vec<ProgressKept>,
        closed_on: Option<NaiveDate>,
        sequence: i64,
        position: i64,
    }
}

pub(super) async fn apply(connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    let mut ids: Vec<Uuid> = batch.iter().filter_map(|event| moved(event.family()?)).collect();
    let forgotten: Vec<Uuid> =
        batch.iter().filter(|event| event.family().is_some_and(forgets)).map(|event| event.stream_id).collect();
    if !forgotten.is_empty() {
        let sql = "select task_id from task where family_id = any($1)";
        ids.extend(sqlx::query_scalar::<_, Uuid>(sql).bind(&forgotten).fetch_all(&mut *connection).await?);
    }
    let mut tasks = Table::<TaskRow>::load(&mut *connection, ids).await?;
    for projected in batch {
        match projected.family() {
            Some(FamilyEvent::CommissionDecisionRecorded(event)) => {
                let decision = &event.decision;
                for task in &decision.tasks {
                    let answers = responsible(&task.responsible);
                    tasks.put(TaskRow {
                        task_id: task.task_id.0,
                        family_id: projected.stream_id,
                        commission_id: decision.commission_id.0,
                        referral_id: decision.referral_id.0,
                        decision_id: decision.decision_id.0,
                        title: task.title.value.clone(),
                        expected: task.expected.as_ref().and_then(|text| text.value.clone()),
                        domain: task.domain.as_str().to_owned(),
                        responsible_kind: answers.kind,
                        responsible_id: answers.id,
                        due_on: task.due_on,
                        decided_on: decision.decided_on,
                        state: TaskState::Assigned,
                        is_open: true,
                        given_on: decision.decided_on,
                        delegated_to: None,
                        evidence: None,
                        progress: Vec::new(),
                        closed_on: None,
                        sequence: projected.sequence,
                        position: projected.position,
                    });
                }
            }
            // Titles and notes are what the family shares.
            Some(event) if forgets(event) => tasks.edit_where(
                |row| row.family_id == projected.stream_id,
                |row| {
                    (row.title, row.expected) = (None, None);
                    row.evidence.iter_mut().for_each(|evidence| evidence.reference = None);
                    row.progress.iter_mut().for_each(|progress| progress.note = None);
                },
            ),
            Some(event) => {
                if let Some(row) = moved(event).and_then(|id| tasks.edit(&id)) {
                    row.sequence = projected.sequence;
                    row.position = projected.position;
                    change(row, event);
                }
            }
            None => {}
        }
    }
    tasks.save(connection).await
}

/// Events that make a task or move one.
pub(super) fn wants(event: &FamilyEvent) -> bool {
    matches!(event, FamilyEvent::CommissionDecisionRecorded(_)) || moved(event).is_some() || forgets(event)
}

/// Whether the whole family is forgotten.
fn forgets(event: &FamilyEvent) -> bool {
    matches!(event, FamilyEvent::PersonalDataErased(event) if event.member_id.is_none())
}

fn moved(event: &FamilyEvent) -> Option<Uuid> {
    match event {
        FamilyEvent::TaskAccepted(event) => Some(event.task_id.0),
        FamilyEvent::TaskProgressed(event) => Some(event.task_id.0),
        FamilyEvent::TaskDone(event) => Some(event.task_id.0),
        FamilyEvent::TaskDeclined(event) => Some(event.task_id.0),
        FamilyEvent::TaskReassigned(event) => Some(event.task_id.0),
        FamilyEvent::TaskDropped(event) => Some(event.task_id.0),
        FamilyEvent::TaskDelegated(event) => Some(event.task_id.0),
        _ => None,
    }
}

fn change(row: &mut TaskRow, event: &FamilyEvent) {
    match event {
        FamilyEvent::TaskReassigned(event) => {
            let answers = responsible(&event.responsible);
            if (&row.responsible_kind, row.responsible_id) != (&answers.kind, answers.id) {
                row.progress.iter_mut().for_each(|word| word.former = true);
                row.evidence = None;
            }
            row.expected = event.expected.as_ref().and_then(|text| text.value.clone());
            (row.responsible_kind, row.responsible_id) = (answers.kind, answers.id);
            row.title.clone_from(&event.title.value);
            (row.given_on, row.due_on) = (event.reassigned_on, event.due_on);
            (row.state, row.is_open, row.closed_on, row.delegated_to) = (TaskState::Assigned, true, None, None);
            return;
        }
        FamilyEvent::TaskDelegated(event) => {
            row.delegated_to = Some(event.user_id.0);
            let note = event.note.as_ref().and_then(|note| note.value.clone());
            row.progress.extend(note.map(|note| ProgressKept {
                note: Some(note),
                why: None,
                on: event.delegated_on,
                former: false,
            }));
            return;
        }
        FamilyEvent::TaskDone(event) => row.evidence = event.evidence.as_ref().map(shown),
        _ => {}
    }
    let (state, note, on) = match event {
        FamilyEvent::TaskAccepted(event) => (TaskState::Accepted, None, event.accepted_on),
        FamilyEvent::TaskProgressed(event) => {
            (TaskState::InProgress, Some(event.note.value.clone()), event.progressed_on)
        }
        FamilyEvent::TaskDone(event) => {
            (TaskState::Done, event.note.as_ref().map(|note| note.value.clone()), event.done_on)
        }
        FamilyEvent::TaskDeclined(event) => (TaskState::Declined, Some(event.reason.value.clone()), event.declined_on),
        FamilyEvent::TaskDropped(event) => (TaskState::Dropped, Some(event.reason.value.clone()), event.dropped_on),
        _ => return,
    };
    row.state = state;
    row.is_open = !state.is_closed();
    row.closed_on = state.is_closed().then_some(on);
    let why = if let FamilyEvent::TaskDeclined(event) = event { event.why } else { None };
    row.progress.extend(note.map(|note| ProgressKept { note, why, on, former: false }));
}
