//! What agencies and caseworkers do with their part of the work: most of it in time, some late, some never.

use hamyar_domain::family::*;
use hamyar_events::family::*;
use hamyar_events::*;

use super::{FamilyDue, Planner};
use crate::act::Who;
use crate::words;

impl Planner {
    pub(super) fn work_on_task(&mut self, f: usize, task_id: TaskId) {
        let Some(task) = self.families[f].state.tasks.get(&task_id).cloned() else { return };
        if self.families[f].state.closed_on.is_some() {
            return;
        }
        let who = match &task.responsible {
            Responsible::Agency { agency_id } => Who::Agency(*agency_id),
            Responsible::Caseworker { caseworker_id } => {
                match self.world.staff.iter().position(|staff| staff.id == *caseworker_id) {
                    Some(staff) => Who::Caseworker(staff),
                    None => return,
                }
            }
        };
        let today = self.day;
        match task.state {
            TaskState::Given => match self.chance(f, 0..=99) {
                0..=5 if matches!(who, Who::Agency(_)) => {
                    let text = self.pick(f, words::DECLINE_REASONS).unwrap_or_default();
                    let why = Some(hamyar_events::DeclineCode::Other);
                    let declined = TaskDeclined { task_id, reason: self.personal(f, text), why, declined_on: today };
                    self.family(f, who, DeclineTask { declined, today });
                }
                // Left lying; looked at again after a good while.
                6..=15 => {
                    let days = self.chance(f, 40..=120);
                    self.family_later(f, days, FamilyDue::Task(task_id));
                }
                _ => {
                    let accepted = TaskAccepted { task_id, accepted_on: today };
                    if self.family(f, who, AcceptTask { accepted, today }) {
                        let days = self.chance(f, 5..=25);
                        self.family_later(f, days, FamilyDue::Task(task_id));
                    }
                }
            },
            TaskState::Accepted if self.luck(f, 55) => {
                let text = self.pick(f, words::PROGRESS_NOTES).unwrap_or_default();
                let progressed = TaskProgressed { task_id, note: self.personal(f, text), progressed_on: today };
                if self.family(f, who, ProgressTask { progressed, today }) {
                    let days = self.chance(f, 7..=45);
                    self.family_later(f, days, FamilyDue::Task(task_id));
                }
            }
            TaskState::Accepted | TaskState::InProgress => {
                if self.luck(f, 12) {
                    let days = self.chance(f, 20..=70);
                    self.family_later(f, days, FamilyDue::Task(task_id));
                    return;
                }
                let note = if self.luck(f, 70) {
                    self.pick(f, words::DONE_NOTES).map(|text| self.personal(f, text))
                } else {
                    None
                };
                let done = TaskDone { task_id, note, done_on: today, evidence: None };
                self.family(f, who, CompleteTask { done, today });
            }
            TaskState::Done | TaskState::Declined | TaskState::Dropped => {}
        }
    }
}
