//! Tasks of a division of labour: given, accepted, in progress, done or declined.

use super::*;
use crate::Rule;
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
            TaskState::Dropped => Err(FamilyRefusal::TaskIsDropped),
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
        if let Some(evidence) = &done.evidence {
            checks.personal("evidence.reference", &evidence.reference, 500);
        }
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
            TaskState::Dropped => Err(FamilyRefusal::TaskIsDropped),
        }
    }

    /// What was declined, or lies there and was not accepted, is given to another party. What somebody works on is not taken away.
    pub(super) fn reassign_task(&self, command: &ReassignTask) -> Decided {
        let reassigned = &command.reassigned;
        let task = self.task(reassigned.task_id)?;
        let mut checks = Checks::new();
        checks.personal("title", &reassigned.title, 500);
        checks.optional_personal("expected", &reassigned.expected, 1000);
        checks.fault_if(reassigned.due_on < reassigned.reassigned_on, "due_on", Rule::BeforeStart);
        check_day("reassigned_on", reassigned.reassigned_on, task, command.today, checks)?;
        not_under_way(task)?;
        self.consent_now()?;
        let same = task.state == TaskState::Given && task.responsible == reassigned.responsible;
        if same && task.due_on == reassigned.due_on { nothing() } else { one(reassigned.clone()) }
    }

    pub(super) fn drop_task(&self, command: &DropTask) -> Decided {
        let dropped = &command.dropped;
        let task = self.task(dropped.task_id)?;
        let mut checks = Checks::new();
        checks.personal("reason", &dropped.reason, 4000);
        check_day("dropped_on", dropped.dropped_on, task, command.today, checks)?;
        if task.state == TaskState::Dropped {
            return nothing();
        }
        not_under_way(task)?;
        one(dropped.clone())
    }

    /// Within the agency: who answers for the task stays the same.
    pub(super) fn delegate_task(&self, command: &DelegateTask) -> Decided {
        let delegated = &command.delegated;
        let task = self.task(delegated.task_id)?;
        let mut checks = Checks::new();
        checks.optional_personal("note", &delegated.note, 2000);
        check_day("delegated_on", delegated.delegated_on, task, command.today, checks)?;
        match task.state {
            TaskState::Given | TaskState::Accepted | TaskState::InProgress => {}
            TaskState::Done => return Err(FamilyRefusal::TaskIsDone),
            TaskState::Declined => return Err(FamilyRefusal::TaskIsDeclined),
            TaskState::Dropped => return Err(FamilyRefusal::TaskIsDropped),
        }
        if !matches!(task.responsible, Responsible::Agency { .. }) {
            return Err(FamilyRefusal::TaskOfCaseworker);
        }
        self.consent_on(delegated.delegated_on)?;
        if task.delegated_to == Some(delegated.user_id) { nothing() } else { one(delegated.clone()) }
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
        TaskState::Dropped => Err(FamilyRefusal::TaskIsDropped),
    }
}

fn not_under_way(task: &Task) -> Result<(), FamilyRefusal> {
    match task.state {
        TaskState::Given | TaskState::Declined => Ok(()),
        TaskState::Accepted | TaskState::InProgress => Err(FamilyRefusal::TaskUnderWay),
        TaskState::Done => Err(FamilyRefusal::TaskIsDone),
        TaskState::Dropped => Err(FamilyRefusal::TaskIsDropped),
    }
}
