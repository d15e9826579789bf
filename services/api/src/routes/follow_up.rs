//! What became of a commission's division of labour: what each party owes, and what came back.

use axum::Json;
use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_domain::{Family, FamilyCommand};
use hamyar_events::family::{Responsible, TaskDropped, TaskReassigned};
use hamyar_events::{Domain, FamilyId, Personal, TaskId};
use hamyar_identity::policy::{Action, Fields, ReferralFacts, Resource, Sight};
use hamyar_projections::tasks::{self, AgencyLoad, TaskFilter};
use hamyar_projections::views::{Task, TaskState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::commissions::serves_enforcement;
use super::cover::{Covered, covered};
use super::decisions::{ResponsibleFields, answerable, responsible};
use super::run::{self, Ids, Wish};
use super::tasks::name_delegates;
use crate::auth::Signed;
use crate::input::{
    Day, Envelope, Filters, IfMatch, InPath, Line, PageQuery, Read, Sent, Words, command, cursor_of, read_cursor,
};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which tasks the board holds.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BoardQuery {
    /// `open`, `overdue`, or one of `assigned`, `accepted`, `in_progress`, `done`, `declined`, `dropped`; all when absent.
    state: Option<String>,
    /// Tasks that this agency or caseworker answers for.
    responsible_id: Option<Uuid>,
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The board: what each party owes, and a page of the tasks.
#[derive(Serialize, ToSchema)]
pub(crate) struct FollowUp {
    loads: Vec<AgencyLoad>,
    #[schema(value_type = Vec<Task>)]
    items: Vec<Covered>,
    /// Opaque cursor of the next page; null at the end.
    next: Option<String>,
    /// Log position of the read model.
    position: i64,
}

/// The tasks of a commission's decisions, by file number, and what each party owes. A task whose case the commission no longer has before it
/// stands there without its words.
#[utoipa::path(get, path = "/commissions/{id}/tasks", tag = "commissions", params(("id" = Uuid, Path), BoardQuery),
    responses((status = 200, body = FollowUp), ReadProblems))]
pub(crate) async fn read_follow_up(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
    Filters(query): Filters<BoardQuery>,
) -> Result<Json<FollowUp>, Problem> {
    let [id] = path;
    signed.may_ever(Action::ReadAgenda)?;
    let verdict = signed.check(Action::ReadAgenda, &Resource::Commission(id))?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    let mut filter =
        TaskFilter { commission_id: Some(id), responsible_id: query.responsible_id, ..TaskFilter::default() };
    match query.state.as_deref() {
        None | Some("") => {}
        Some("open") => filter.is_open = Some(true),
        Some("overdue") => filter.overdue = true,
        Some("assigned") => filter.state = Some(TaskState::Assigned),
        Some("accepted") => filter.state = Some(TaskState::Accepted),
        Some("in_progress") => filter.state = Some(TaskState::InProgress),
        Some("done") => filter.state = Some(TaskState::Done),
        Some("declined") => filter.state = Some(TaskState::Declined),
        Some("dropped") => filter.state = Some(TaskState::Dropped),
        Some(_) => read.fault("state", "not_in_set"),
    }
    read.done()?;
    let cursor = match read_cursor(&query.cursor)? {
        Some(place) => Some(place.parse::<Uuid>().map_err(|_| Problem::field("cursor", "malformed"))?),
        None => None,
    };
    let loads = tasks::agency_loads(state.read(), id, state.today()).await;
    let loads = loads.map_err(|error| from_database("loads", error))?;
    let page = tasks::tasks(state.read(), &filter, cursor, limit, state.today()).await;
    let mut page = page.map_err(|error| from_database("tasks", error))?;
    name_delegates(&state, &mut page.items).await?;
    // Who also serves an enforcement body reads no words on a family.
    let work = if serves_enforcement(&state, &signed).await? { Sight::Hidden } else { Sight::Whole };
    let fields = Fields { work, ..verdict.fields };
    let items = page.items.iter().map(|task| covered("Task", task, fields)).collect();
    Ok(Json(FollowUp { loads, items, next: page.next.as_deref().map(cursor_of), position: page.position }))
}

command! {
    /// Who does the task instead, what, and until when.
    pub struct ReassignTaskBody {
        responsible: ResponsibleFields,
        /// What is to be done; read by the responsible agency beside the file number.
        title: Line,
        /// What is expected of the new party; what was expected of the former one does not go over.
        expected: Option<Words>,
        due_on: Day,
        reassigned_on: Option<Day>,
    }
}

command! {
    /// Why the task is let go.
    pub struct DropTaskBody {
        reason: Words,
        dropped_on: Option<Day>,
    }
}

/// A task of a decision of the commission, and its family.
struct Followed {
    family_id: FamilyId,
    family: Family,
    /// The command has its answer already.
    answered: bool,
}

/// The task's family, when the commission has its referral before it.
async fn followed<B: Read + Envelope>(
    state: &AppState,
    signed: &Signed,
    path: [Uuid; 2],
    sent: &Sent,
) -> Result<Followed, Problem> {
    let [commission_id, task_id] = path;
    signed.may_ever(Action::RunCommission)?;
    signed.check(Action::RunCommission, &Resource::Commission(commission_id))?;
    let found = tasks::task(state.read(), task_id, state.today()).await;
    let found = found.map_err(|error| from_database("task", error))?.ok_or(Problem::NotFound)?;
    let (family, facts) = run::family(state, found.family_id).await?;
    let referral = family.referrals.values().find(|one| {
        let decided = family.tasks.get(&TaskId(task_id)).map(|task| task.decision_id);
        matches!(one.state, domain::ReferralState::Decided { decision_id, .. } if Some(decision_id) == decided)
    });
    let stored = referral.filter(|one| one.commission_id.0 == commission_id).ok_or(Problem::NotFound)?;
    // With its last task the case leaves the commission; the same word sent again has its answer.
    let answered = match sent.read::<B>() {
        Ok(body) => run::is_answered(state, body.command_id()).await?,
        Err(_) => false,
    };
    if !answered {
        let referral = ReferralFacts {
            commission_id,
            alive: run::is_alive(&family, stored),
            social: stored.domain == Domain::Social,
            enforcement: serves_enforcement(state, signed).await?,
        };
        signed.check(Action::RunCommission, &Resource::Referral { family: &facts, referral })?;
    }
    Ok(Followed { family_id: FamilyId(found.family_id), family, answered })
}

async fn finish(
    state: &AppState,
    signed: &Signed,
    family: FamilyId,
    command: FamilyCommand,
    wish: Wish,
) -> Result<Done, Problem> {
    match run::execute::<Family>(state, family.0, command, wish).await {
        Ok(committed) => Ok(run::done(family.0, committed, Ids::new())),
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

/// Give a task that was declined, or not yet accepted, to another party.
#[utoipa::path(post, path = "/commissions/{id}/tasks/{task_id}/reassign", tag = "commissions", request_body = ReassignTaskBody,
    params(("id" = Uuid, Path), ("task_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn reassign_task(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let found = followed::<ReassignTaskBody>(&state, &signed, path, &sent).await?;
    let body: ReassignTaskBody = sent.read()?;
    let at = run::moment(&state, &body, body.reassigned_on)?;
    let wish = Wish::new(run::context(&signed, &body, at, if_match), &sent, "reassign_task", &path);
    let party: Responsible = responsible(body.responsible, "responsible")?;
    if !found.answered {
        answerable(&state, "responsible", &party, &found.family).await?;
    }
    let reassigned = TaskReassigned {
        task_id: TaskId(path[1]),
        responsible: party,
        due_on: body.due_on.0,
        title: Personal::of_family(found.family_id.0, body.title.into_string()),
        expected: body.expected.map(|text| Personal::of_family(found.family_id.0, text.into_string())),
        reassigned_on: at.day,
    };
    let command = domain::ReassignTask { reassigned, today: at.today }.into();
    finish(&state, &signed, found.family_id, command, wish).await
}

/// Let a task go that nobody will do.
#[utoipa::path(post, path = "/commissions/{id}/tasks/{task_id}/drop", tag = "commissions", request_body = DropTaskBody,
    params(("id" = Uuid, Path), ("task_id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn drop_task(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 2]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let found = followed::<DropTaskBody>(&state, &signed, path, &sent).await?;
    let body: DropTaskBody = sent.read()?;
    let at = run::moment(&state, &body, body.dropped_on)?;
    let wish = Wish::new(run::context(&signed, &body, at, if_match), &sent, "drop_task", &path);
    let reason = Personal::of_family(found.family_id.0, body.reason.into_string());
    let dropped = TaskDropped { task_id: TaskId(path[1]), reason, dropped_on: at.day };
    let command = domain::DropTask { dropped, today: at.today }.into();
    finish(&state, &signed, found.family_id, command, wish).await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_follow_up)).routes(routes!(reassign_task)).routes(routes!(drop_task))
}
