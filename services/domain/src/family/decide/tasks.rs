//! Tasks of a division of labour: given, accepted, in progress, done or declined.

use super::*;
use crate::checks::Checks;
use crate::family::commands::*;
use crate::family::state::{Task, TaskState};

impl Family {
    pub(super) fn accept_task(&self, command: &AcceptTask) -> Decided {
        let accepted = &command.accepted;
        let task = self.task(accepted.task_id)?;
        check_day("accepted_on", accepted.accepted_on, task, command.today, Checks::new())?;
        match task.state {
            TaskState::Given => {
                self.consent_on(accepted.accepted_on)?;
                one(accepted.clone())
            }
            TaskState::Accepted | TaskState::InProgress => nothing(),
            TaskState::Done => Err(FamilyRefusal::TaskIsDone),
            TaskState::Declined => Err(FamilyRefusal::TaskIsDeclined),
        }
    }

    pub(super) fn progress_task(&self, command: &ProgressTask) -> Decided {
        let progressed = &command.progressed;
        let task = self.task(progressed.task_id)?;
        let mut checks = Checks::new();
        checks.personal("note", &progressed.note, 4000);
        check_day("progressed_on", progressed.progressed_on, task, command.today, checks)?;
        under_way(task)?;
        self.consent_on(progressed.progressed_on)?;
        one(progressed.clone())
    }

    pub(super) fn complete_task(&self, command: &CompleteTask) -> Decided {
        let done = &command.done;
        let task = self.task(done.task_id)?;
        let mut checks = Checks::new();
        checks.optional_personal("note", &done.note, 4000);
        check_day("done_on", done.done_on, task, command.today, checks)?;
        if task.state == TaskState::Done {
            return nothing();
        }
        under_way(task)?;
        self.consent_on(done.done_on)?;
        one(done.clone())
    }

    pub(super) fn decline_task(&self, command: &DeclineTask) -> Decided {
        let declined = &command.declined;
        let task = self.task(declined.task_id)?;
        let mut checks = Checks::new();
        checks.personal("reason", &declined.reason, 4000);
        check_day("declined_on", declined.declined_on, task, command.today, checks)?;
        match task.state {
            TaskState::Given | TaskState::Accepted | TaskState::InProgress => one(declined.clone()),
            TaskState::Done => Err(FamilyRefusal::TaskIsDone),
            TaskState::Declined => nothing(),
        }
    }

    fn task(&self, id: TaskId) -> Result<&Task, FamilyRefusal> {
        self.open_file()?;
        self.tasks.get(&id).ok_or(FamilyRefusal::UnknownTask)
    }
}

fn check_day(
    field: &'static str,
    day: NaiveDate,
    task: &Task,
    today: NaiveDate,
    mut checks: Checks,
) -> Result<(), FamilyRefusal> {
    checks.between(field, day, task.given_on, today).done()
}

fn under_way(task: &Task) -> Result<(), FamilyRefusal> {
    match task.state {
        TaskState::Accepted | TaskState::InProgress => Ok(()),
        TaskState::Given => Err(FamilyRefusal::TaskNotAccepted),
        TaskState::Done => Err(FamilyRefusal::TaskIsDone),
        TaskState::Declined => Err(FamilyRefusal::TaskIsDeclined),
    }
}
