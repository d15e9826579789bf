//! Lists of tasks: by file number, never by name.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::tasks::{self, TaskFilter};
use hamyar_projections::views::{Page, Task, TaskState};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::cover::{Covered, covered};
use crate::auth::Signed;
use crate::input::{Filters, PageQuery, cursor_of, read_cursor};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which tasks a list holds.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TasksQuery {
    /// `open`, or one of `assigned`, `accepted`, `in_progress`, `done`, `declined`.
    state: Option<String>,
    /// Due on this day or before it; ISO or Jalali.
    due: Option<String>,
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The tasks of the person's own agency, or the caseworker's own.
#[utoipa::path(get, path = "/tasks", tag = "tasks", params(TasksQuery),
    responses((status = 200, body = Page<Task>), ReadProblems))]
pub(crate) async fn list_tasks(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<TasksQuery>,
) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::ListTasks)?;
    let verdict = signed.check(Action::ListTasks, &Resource::None)?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    let mut filter = TaskFilter { due_until: read.day("due", &query.due), ..TaskFilter::default() };
    match query.state.as_deref() {
        None | Some("") => {}
        Some("open") => filter.is_open = Some(true),
        Some("assigned") => filter.state = Some(TaskState::Assigned),
        Some("accepted") => filter.state = Some(TaskState::Accepted),
        Some("in_progress") => filter.state = Some(TaskState::InProgress),
        Some("done") => filter.state = Some(TaskState::Done),
        Some("declined") => filter.state = Some(TaskState::Declined),
        Some(_) => read.fault("state", "not_in_set"),
    }
    read.done()?;
    let rows = policy::task_rows(&signed.principal);
    // Whoever is both an agency's officer and a caseworker works on the agency's list; the own tasks stand in the queue of the day.
    if rows.agency_id.is_some() {
        filter.agency_id = rows.agency_id;
    } else {
        filter.caseworker_id = Some(rows.caseworker_id.ok_or(Problem::NotFound)?);
    }
    let cursor = match read_cursor(&query.cursor)? {
        Some(place) => Some(place.parse::<Uuid>().map_err(|_| Problem::field("cursor", "malformed"))?),
        None => None,
    };
    let page = tasks::tasks(state.read(), &filter, cursor, limit, state.today()).await;
    let mut page = page.map_err(|error| from_database("tasks", error))?;
    page.next = page.next.as_deref().map(cursor_of);
    // What an agency's list leaves out of a stopped task was left out by the query; this covers the rest.
    let items = page.items.iter().map(|task| covered("Task", task, verdict.fields)).collect();
    Ok(Json(Page { items, next: page.next, total: page.total, position: page.position }))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_tasks))
}
