//! The work plan: a step may begin when the one before has begun, and is complete when each of its tasks is done or left out with a reason.

use chrono::NaiveDate;
use hamyar_events::office::*;
use hamyar_events::*;

use super::catalog::{Task, step_before, task, tasks_of};
use super::decide::{Decided, has_twice};
use super::*;
use crate::Rule;
use crate::checks::Checks;

impl Office {
    /// S099: the 47 tasks, each begun, done, or left out with a reason, neighborhood by neighborhood.
    pub(super) fn progress_task(&self, progress: &OfficeTaskProgressed, today: NaiveDate) -> Decided {
        let opened_on = self.working()?;
        let mut checks = Checks::new();
        let known = task(&progress.task);
        checks.fault_if(known.is_none(), "task", Rule::Unknown);
        checks.text("evidence", &progress.evidence, 1000);
        checks.between("progressed_on", progress.progressed_on, opened_on, today);
        let named = &progress.neighborhood_ids;
        checks.fault_if(has_twice(named), "neighborhood_ids", Rule::Duplicate);
        for (index, id) in named.iter().enumerate() {
            checks.fault_if(!self.serves(*id), format!("neighborhood_ids[{index}]"), Rule::Unknown);
        }
        checks.done::<OfficeRefusal>()?;
        let Some(task) = known else { return Ok(Vec::new()) };
        // Nothing named is everything served.
        let mut places: Vec<NeighborhoodId> = if named.is_empty() { self.served().collect() } else { named.clone() };
        for id in &places {
            self.may_progress(*id, task)?;
        }
        // What was said already is not said, and not counted, again.
        places.retain(|id| self.state_of(*id, task.code) != Some(progress.state));
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let day = progress.progressed_on;
        let begun = places.iter().filter(|id| !self.has_begun(**id, task.step));
        let begun =
            begun.map(|id| OfficeStepBegun { step: task.step.to_owned(), neighborhood_id: *id, begun_on: day }.into());
        let completed = places.iter().filter(|id| self.completes(**id, task, progress.state));
        let completed = completed.map(|id| {
            OfficeStepCompleted { step: task.step.to_owned(), neighborhood_id: *id, completed_on: day }.into()
        });
        let progressed = OfficeTaskProgressed { neighborhood_ids: places.clone(), ..progress.clone() };
        Ok(begun.chain([progressed.into()]).chain(completed).collect())
    }

    fn may_progress(&self, id: NeighborhoodId, task: &Task) -> Result<(), OfficeRefusal> {
        if self.state_of(id, task.code) == Some(WorkState::Done) {
            return Err(OfficeRefusal::TaskDone);
        }
        match step_before(task.step) {
            Some(before) if !self.has_begun(id, before) => {
                Err(OfficeRefusal::StepTooEarly { step: task.step.to_owned(), before: before.to_owned() })
            }
            _ => Ok(()),
        }
    }

    fn state_of(&self, id: NeighborhoodId, task: &str) -> Option<WorkState> {
        self.work.get(&id).and_then(|work| work.get(task)).copied()
    }

    /// Whether anything of a step was begun, done or left out.
    fn has_begun(&self, id: NeighborhoodId, step: &str) -> bool {
        tasks_of(step).any(|task| self.state_of(id, task.code).is_some())
    }

    /// Whether a step is complete once this task is as said, and never was before: a task left out, then taken up after all, completes nothing anew.
    fn completes(&self, id: NeighborhoodId, last: &Task, state: WorkState) -> bool {
        let over = |state: Option<WorkState>| matches!(state, Some(WorkState::Done | WorkState::LeftOut));
        let others = tasks_of(last.step).filter(|task| task.code != last.code);
        let told = self.complete.get(&id).is_some_and(|steps| steps.contains(last.step));
        over(Some(state))
            && !told
            && !over(self.state_of(id, last.code))
            && others.into_iter().all(|task| over(self.state_of(id, task.code)))
    }
}
