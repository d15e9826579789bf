//! Lists of tasks: by file number, never by name.

use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_projections::tasks::{self, TaskFilter, TaskWeek};
use hamyar_projections::views::{CivilDate, Page, Task, TaskState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::cover::{Covered, covered};
use super::families::document;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery, cursor_of, read_cursor};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which tasks a list holds.
#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TasksQuery {
    /// `open`, or one of `assigned`, `accepted`, `in_progress`, `done`, `declined`, `dropped`.
    state: Option<String>,
    /// `mine`: only what was handed on to the person; `nobody`: what was handed on to nobody.
    delegated: Option<String>,
    /// Due on this day or before it; ISO or Jalali.
    due: Option<String>,
    /// Due on this day or after it.
    due_since: Option<String>,
    /// `on`: only of families whose sharing goes on.
    sharing: Option<String>,
    /// With `given_until`: given on this day or after it.
    given_since: Option<String>,
    given_until: Option<String>,
    /// With `closed_until`: done, declined or dropped on this day or after it.
    closed_since: Option<String>,
    closed_until: Option<String>,
    pub(super) cursor: Option<String>,
    /// 1 to 100.
    pub(super) limit: Option<String>,
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
    page(&state, &signed, query).await
}

/// From one day to another; one without the other is asked for.
fn days(read: &mut PageQuery, names: [&str; 2], given: [&Option<String>; 2]) -> Option<(NaiveDate, NaiveDate)> {
    let is_given = given.map(|text| text.as_deref().is_some_and(|text| !text.trim().is_empty()));
    let [since, until] = [0, 1].map(|at| read.day(names[at], given[at]));
    match is_given {
        [true, false] => read.fault(names[1], "required"),
        [false, true] => read.fault(names[0], "required"),
        _ => {}
    }
    since.zip(until)
}

/// A page of them.
pub(super) async fn page(state: &AppState, signed: &Signed, query: TasksQuery) -> Result<Json<Page<Covered>>, Problem> {
    signed.may_ever(Action::ListTasks)?;
    let verdict = signed.check(Action::ListTasks, &Resource::None)?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    let mut filter = TaskFilter {
        due_since: read.day("due_since", &query.due_since),
        due_until: read.day("due", &query.due),
        given: days(&mut read, ["given_since", "given_until"], [&query.given_since, &query.given_until]),
        closed: days(&mut read, ["closed_since", "closed_until"], [&query.closed_since, &query.closed_until]),
        ..TaskFilter::default()
    };
    match query.state.as_deref() {
        None | Some("") => {}
        Some("open") => filter.is_open = Some(true),
        Some("assigned") => filter.state = Some(TaskState::Assigned),
        Some("accepted") => filter.state = Some(TaskState::Accepted),
        Some("in_progress") => filter.state = Some(TaskState::InProgress),
        Some("done") => filter.state = Some(TaskState::Done),
        Some("declined") => filter.state = Some(TaskState::Declined),
        Some("dropped") => filter.state = Some(TaskState::Dropped),
        Some(_) => read.fault("state", "not_in_set"),
    }
    match query.delegated.as_deref() {
        None | Some("") => {}
        Some("mine") => filter.delegated_to = Some(signed.principal.user_id),
        Some("nobody") => filter.unassigned = true,
        Some(_) => read.fault("delegated", "not_in_set"),
    }
    match query.sharing.as_deref() {
        None | Some("") => {}
        Some("on") => filter.goes_on = true,
        Some(_) => read.fault("sharing", "not_in_set"),
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
    name_delegates(state, &mut page.items).await?;
    // What an agency's list leaves out of a stopped task was left out by the query; this covers the rest.
    let items = page.items.iter().map(|task| covered("Task", task, verdict.fields)).collect();
    Ok(Json(Page { items, next: page.next, total: page.total, position: page.position }))
}

/// Fills in who does what was handed on.
pub(super) async fn name_delegates(state: &AppState, tasks: &mut [Task]) -> Result<(), Problem> {
    let mut actors: Vec<_> = tasks.iter_mut().filter_map(|task| task.delegated_to.as_mut()).collect();
    document::name_actors(state, &mut actors).await
}

/// One week of the own agency: its numbers, and the days it runs over.
#[derive(Serialize, ToSchema)]
pub(crate) struct AgencyWeek {
    from: CivilDate,
    until: CivilDate,
    #[serde(flatten)]
    counts: TaskWeek,
    /// Log position the numbers were counted at.
    position: i64,
}

/// Which week.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WeekQuery {
    /// Any day of it, ISO or Jalali; the running week when absent. Weeks begin on Saturday.
    day: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The week of the own agency in numbers.
#[utoipa::path(get, path = "/agency/week", tag = "tasks", params(WeekQuery),
    responses((status = 200, body = AgencyWeek), ReadProblems))]
pub(crate) async fn read_task_week(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<WeekQuery>,
) -> Result<Json<AgencyWeek>, Problem> {
    signed.may_ever(Action::ReadAgencyWork)?;
    signed.check(Action::ReadAgencyWork, &Resource::None)?;
    let agency = signed.principal.agency_id().ok_or(Problem::NotFound)?;
    let mut read = PageQuery::default();
    let day = read.day("day", &query.day).unwrap_or_else(|| state.today());
    read.done()?;
    let from = day - chrono::Days::new(hamyar_persian::jalali::persian_weekday(day).into());
    let until = from + chrono::Days::new(6);
    let counts = tasks::week(state.read(), agency, from, until, state.today()).await;
    let counts = counts.map_err(|error| from_database("week", error))?;
    let position = hamyar_projections::position(state.read(), "tasks").await;
    let position = position.map_err(|error| from_database("week", error))?;
    Ok(Json(AgencyWeek { from: from.into(), until: until.into(), counts, position }))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_tasks)).routes(routes!(read_task_week))
}
