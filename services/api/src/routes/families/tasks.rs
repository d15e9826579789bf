//! Work on the tasks of a division of labour, by the agency or caseworker that answers for them.

use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_domain::{Family, FamilyCommand};
use hamyar_events::family::{Responsible, TaskAccepted, TaskDeclined, TaskDone, TaskProgressed};
use hamyar_events::{FamilyId, Personal, TaskId};
use hamyar_identity::policy::{Action, Resource, TaskFacts};
use uuid::Uuid;

use crate::auth::Signed;
use crate::input::{Day, Envelope, IfMatch, InPath, Read, Sent, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::lookups;
use crate::routes::run::{self, Ids, Moment, Operation, Wish};
use crate::state::AppState;

command! {
    /// The task is accepted.
    pub struct AcceptTaskBody {
        accepted_on: Option<Day>,
    }
}

command! {
    /// Work went on.
    pub struct ProgressTaskBody {
        note: Words,
        progressed_on: Option<Day>,
    }
}

command! {
    /// The task is done.
    pub struct CompleteTaskBody {
        note: Option<Words>,
        done_on: Option<Day>,
    }
}

command! {
    /// The task is declined.
    pub struct DeclineTaskBody {
        reason: Words,
        declined_on: Option<Day>,
    }
}

async fn run_task<B: Read + Envelope>(
    state: &AppState,
    signed: &Signed,
    if_match: IfMatch,
    sent: &Sent,
    operation: Operation<'_>,
    day: fn(&B) -> Option<Day>,
    make: impl FnOnce(B, Moment, FamilyId, TaskId) -> FamilyCommand,
) -> Result<Done, Problem> {
    signed.may_ever(Action::WorkOnTask)?;
    let &[id, task] = operation.path else { return Err(Problem::NotFound) };
    let (family, facts) = run::family(state, id).await?;
    let found = family.tasks.get(&TaskId(task)).ok_or(Problem::NotFound)?;
    let task_facts = match found.responsible {
        Responsible::Agency { agency_id } => TaskFacts {
            agency_id: Some(agency_id.0),
            caseworker_id: None,
            enforcement: lookups::is_enforcement(state, agency_id.0).await?,
        },
        Responsible::Caseworker { caseworker_id } => {
            TaskFacts { caseworker_id: Some(caseworker_id.0), ..TaskFacts::default() }
        }
    };
    signed.check(Action::WorkOnTask, &Resource::Task { family: &facts, task: task_facts })?;
    let body: B = sent.read()?;
    let at = run::moment(state, &body, day(&body))?;
    let wish = Wish::new(run::context(signed, &body, at, if_match), sent, operation.name, operation.path);
    let command = make(body, at, FamilyId(id), TaskId(task));
    match run::execute::<Family>(state, id, command, wish).await {
        Ok(committed) => Ok(run::done(id, committed, Ids::new())),
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

macro_rules! task_operation {
    ($(#[$doc:meta])* post $path:tt $name:ident($body:ident) day $day:ident, |$b:ident, $at:ident, $family:ident, $task:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "tasks", request_body = $body,
            params(("id" = Uuid, Path), ("task_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
        pub(crate) async fn $name(
            State(state): State<AppState>,
            signed: Signed,
            if_match: IfMatch,
            InPath(path): InPath<[Uuid; 2]>,
            sent: Sent,
        ) -> Result<Done, Problem> {
            let operation = Operation { name: stringify!($name), path: &path };
            run_task::<$body>(&state, &signed, if_match, &sent, operation, |body| body.$day, |$b, $at, $family, $task| $make).await
        }
    };
}

task_operation! {
    /// Accept a task.
    post "/families/{id}/tasks/{task_id}/accept" accept_task(AcceptTaskBody) day accepted_on,
    |_body, at, _family, task_id| {
        domain::AcceptTask { accepted: TaskAccepted { task_id, accepted_on: at.day }, today: at.today }.into()
    }
}

task_operation! {
    /// Record progress on a task.
    post "/families/{id}/tasks/{task_id}/progress" progress_task(ProgressTaskBody) day progressed_on,
    |body, at, family, task_id| {
        let note = Personal::of_family(family.0, body.note.into_string());
        domain::ProgressTask { progressed: TaskProgressed { task_id, note, progressed_on: at.day }, today: at.today }.into()
    }
}

task_operation! {
    /// Finish a task.
    post "/families/{id}/tasks/{task_id}/done" complete_task(CompleteTaskBody) day done_on,
    |body, at, family, task_id| {
        let note = body.note.map(|note| Personal::of_family(family.0, note.into_string()));
        domain::CompleteTask { done: TaskDone { task_id, note, done_on: at.day }, today: at.today }.into()
    }
}

task_operation! {
    /// Decline a task, with a reason.
    post "/families/{id}/tasks/{task_id}/decline" decline_task(DeclineTaskBody) day declined_on,
    |body, at, family, task_id| {
        let reason = Personal::of_family(family.0, body.reason.into_string());
        domain::DeclineTask { declined: TaskDeclined { task_id, reason, declined_on: at.day }, today: at.today }.into()
    }
}
