//! Work on the tasks of a division of labour, by the agency or caseworker that answers for them.

use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_domain::{Family, FamilyCommand};
use hamyar_events::family::{
    Responsible, TaskAccepted, TaskDeclined, TaskDelegated, TaskDone, TaskEvidence, TaskProgressed,
};
use hamyar_events::{DeclineCode, EvidenceKind, FamilyId, Personal, TaskId, UserId};
use hamyar_identity::policy::{Action, Resource, TaskFacts};
use uuid::Uuid;

use crate::auth::Signed;
use crate::input::{Day, Envelope, IfMatch, InPath, Read, Sent, Words, body, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::colleagues;
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
        /// What shows that it is done.
        evidence: Option<EvidenceFields>,
        done_on: Option<Day>,
    }
}

body! {
    /// What shows that a task is done, and where it is to be found.
    pub struct EvidenceFields {
        kind: EvidenceKind,
        /// Such as the number and day of a letter; names nobody.
        reference: Words,
    }
}

command! {
    /// Who of the agency does the work.
    pub struct DelegateTaskBody {
        user_id: Uuid,
        note: Option<Words>,
        delegated_on: Option<Day>,
    }
}

command! {
    /// The task is declined.
    pub struct DeclineTaskBody {
        reason: Words,
        /// The reason to count by.
        why: DeclineCode,
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
        let evidence = body.evidence.map(|shown| TaskEvidence {
            kind: shown.kind,
            reference: Personal::of_family(family.0, shown.reference.into_string()),
        });
        domain::CompleteTask { done: TaskDone { task_id, note, done_on: at.day, evidence }, today: at.today }.into()
    }
}

task_operation! {
    /// Decline a task, with a reason.
    post "/families/{id}/tasks/{task_id}/decline" decline_task(DeclineTaskBody) day declined_on,
    |body, at, family, task_id| {
        let reason = Personal::of_family(family.0, body.reason.into_string());
        let declined = TaskDeclined { task_id, reason, why: Some(body.why), declined_on: at.day };
        domain::DeclineTask { declined, today: at.today }.into()
    }
}

/// Hand a task on to a colleague within the responsible agency, which answers for it all the same.
#[utoipa::path(post, path = "/families/{id}/tasks/{task_id}/delegate", tag = "tasks", request_body = DelegateTaskBody,
    params(("id" = Uuid, Path), ("task_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn delegate_task(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let operation = Operation { name: "delegate_task", path: &path };
    signed.may_ever(Action::WorkOnTask)?;
    if let Ok(body) = sent.read::<DelegateTaskBody>()
        && let Some(agency) = signed.principal.agency_id()
        && !run::is_answered(&state, body.command_id).await?
        && !colleagues::serves(&state, signed.now, body.user_id, agency).await?
    {
        return Err(Problem::field("user_id", "unknown"));
    }
    run_task::<DelegateTaskBody>(
        &state,
        &signed,
        if_match,
        &sent,
        operation,
        |body| body.delegated_on,
        |body, at, family, task_id| {
            let note = body.note.map(|note| Personal::of_family(family.0, note.into_string()));
            let delegated = TaskDelegated { task_id, user_id: UserId(body.user_id), note, delegated_on: at.day };
            domain::DelegateTask { delegated, today: at.today }.into()
        },
    )
    .await
}
