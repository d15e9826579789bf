//! Lists and reports as files for a spreadsheet. Each goes through the operation that shows it on a screen: the same policy, the same rows, the
//! same cover over what the reader may not see. Who takes a list of families or tasks away is recorded.

mod columns;
mod named;
mod table;
mod words;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use hamyar_identity::policy::{self, Action, Resource};
use hamyar_identity::{Access, Via};
use hamyar_projections::directory;
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::columns::{ATLAS, CASELOADS, FAMILIES, MATRIX, SERVICES, TASKS, TRANSFERS};
use self::named::NamedQuery;
use self::table::{Shape, Table};
use super::answers::ReadProblems;
use super::atlas::{self, AtlasQuery};
use super::centers::{self, CenterQuery};
use super::families::document::traced;
use super::families::list::{self, FamiliesQuery, FindFamiliesBody};
use super::report_builder::{self, BuiltQuery};
use super::reports::transfers::{self, TransfersQuery};
use super::reports::{self, BeforeAfterQuery, ServicesQuery};
use super::tasks::{self, TasksQuery};
use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery, Sent};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Rows of one file at most: a center has some hundreds of families, a province some ten thousand.
const ROWS_MAX: usize = 20_000;

fn full() -> Problem {
    Problem::field("rows", "too_many_rows")
}

fn rows<T: serde::Serialize>(items: &[T]) -> Result<Vec<Value>, Problem> {
    let rows = items.iter().map(serde_json::to_value).collect::<Result<_, _>>();
    rows.map_err(|error| Problem::internal("rows of a table", &error))
}

/// By what a list of no row in particular is the person's, as the policy words it.
fn ground(signed: &Signed, action: Action) -> &'static str {
    policy::decide(&signed.principal, action, &Resource::None).why
}

/// Leaves the trace that a list was taken away, by anybody: unlike one on the screen it stays where nobody can call it back.
async fn trace(
    state: &AppState,
    signed: &Signed,
    operation: &'static str,
    subject: &'static str,
    ground: &'static str,
) -> Result<(), Problem> {
    let access = Access { user_id: signed.principal.user_id, operation, subject, ground, via: Via::Api };
    Ok(state.identity().record_access(access).await?)
}

/// A file holds the whole list: where a page begins and how long it is are nothing to ask of it.
fn no_page(cursor: Option<&str>, limit: Option<&str>) -> Result<(), Problem> {
    let mut read = PageQuery::default();
    for (name, given) in [("cursor", cursor), ("limit", limit)] {
        if given.is_some_and(|text| !text.trim().is_empty()) {
            read.fault(name, "not_expected");
        }
    }
    read.done()
}

/// Every page of the list, one after the other.
async fn all_families(
    state: &AppState,
    signed: &Signed,
    mut query: FamiliesQuery,
) -> Result<(Vec<Value>, i64), Problem> {
    let mut found = Vec::new();
    loop {
        query.limit = Some("100".to_owned());
        let Json(page) = list::page(state, signed, Action::ListFamilies, query.clone()).await?;
        found.extend(page.items.iter().map(|card| card.value().clone()));
        if found.len() > ROWS_MAX {
            return Err(full());
        }
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => return Ok((found, page.position)),
        }
    }
}

/// The families of a list as a file: the filters of `find_families`, every row. Recorded.
#[utoipa::path(post, path = "/exports/families/{format}/{language}", tag = "exports", request_body = FindFamiliesBody,
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"),
        ("at_least" = Option<String>, Query, description = "Log position to wait for.")),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_families(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ListFamilies)?;
    let shape = Shape::read(&format, &language)?;
    let query: FamiliesQuery = sent.read::<FindFamiliesBody>()?.into();
    no_page(query.cursor.as_deref(), query.limit.as_deref())?;
    let recorded = trace(&state, &signed, "export_families", "families", ground(&signed, Action::ListFamilies));
    let (rows, position) = traced(recorded, all_families(&state, &signed, query)).await?;
    Table::new("families", FAMILIES, &rows, shape, position).answer()
}

/// The tasks of the own agency, or the caseworker's own, as a file: every row, by file number and never by name. Recorded.
#[utoipa::path(get, path = "/exports/tasks/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), TasksQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_tasks(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    Filters(mut query): Filters<TasksQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ListTasks)?;
    let shape = Shape::read(&format, &language)?;
    no_page(query.cursor.as_deref(), query.limit.as_deref())?;
    trace(&state, &signed, "export_tasks", "tasks", ground(&signed, Action::ListTasks)).await?;
    let mut found = Vec::new();
    let position = loop {
        query.limit = Some("100".to_owned());
        let Json(page) = tasks::page(&state, &signed, query.clone()).await?;
        found.extend(page.items.iter().map(|task| task.value().clone()));
        if found.len() > ROWS_MAX {
            return Err(full());
        }
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => break page.position,
        }
    };
    Table::new("tasks", TASKS, &found, shape, position).answer()
}

/// The caseloads of the own center as a file.
#[utoipa::path(get, path = "/exports/caseloads/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), CenterQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_caseloads(
    State(state): State<AppState>,
    signed: Signed,
    at_least: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    query: Filters<CenterQuery>,
    Filters(asked): Filters<NamedQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ReadCenterWork)?;
    let shape = Shape::read(&format, &language)?;
    let Json(page) = centers::list_caseloads(State(state.clone()), signed.clone(), at_least, query).await?;
    let table = Table::new("caseloads", CASELOADS, &rows(&page.items)?, shape, page.position);
    named::stamp(&state, &signed, "caseload", &asked, table).await?.answer()
}

/// The rows of the yearly comparison: a first tier each, with those lacking a second one apart.
async fn matrix(state: &AppState, signed: &Signed, query: BeforeAfterQuery) -> Result<(Vec<Value>, i64), Problem> {
    let (state, signed) = (State(state.clone()), signed.clone());
    let Json(found) = reports::read_before_after(state, signed, AtLeast, Filters(query)).await?;
    let row = |before: &str, row: &reports::TierRow, without: Option<i64>| json!({ "year": found.year, "before": before, "stable": row.stable, "at_risk": row.at_risk, "harmed": row.harmed, "without_final": without });
    let lacking = &found.without_final;
    let rows = vec![
        row("stable", &found.matrix.stable, lacking.stable),
        row("at_risk", &found.matrix.at_risk, lacking.at_risk),
        row("harmed", &found.matrix.harmed, lacking.harmed),
    ];
    Ok((rows, found.position))
}

/// The households of a body's list, recorded.
async fn handed_on(state: &AppState, signed: &Signed, query: &TransfersQuery) -> Result<(Vec<Value>, i64), Problem> {
    signed.may_ever(Action::OpenReportCell)?;
    trace(state, signed, "export_transfers", "transfers", ground(signed, Action::OpenReportCell)).await?;
    let page = transfers::households(state, signed, query, ROWS_MAX + 1).await?;
    if page.items.len() > ROWS_MAX {
        return Err(full());
    }
    Ok((page.items.iter().map(|one| one.value().clone()).collect(), page.position))
}

/// The yearly comparison as a file: rounded for officers as on the screen.
#[utoipa::path(get, path = "/exports/before-after/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), BeforeAfterQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_before_after(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    Filters(query): Filters<BeforeAfterQuery>,
    Filters(asked): Filters<NamedQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ReadReports)?;
    let shape = Shape::read(&format, &language)?;
    let (rows, position) = matrix(&state, &signed, query).await?;
    let table = Table::new("before-after", MATRIX, &rows, shape, position);
    named::stamp(&state, &signed, "before-after", &asked, table).await?.answer()
}

/// Services of a year by kind as a file: rounded for officers as on the screen.
#[utoipa::path(get, path = "/exports/services/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), ServicesQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_services(
    State(state): State<AppState>,
    signed: Signed,
    at_least: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    query: Filters<ServicesQuery>,
    Filters(asked): Filters<NamedQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ReadReports)?;
    let shape = Shape::read(&format, &language)?;
    let Json(found) = reports::read_service_report(State(state.clone()), signed.clone(), at_least, query).await?;
    let table = Table::new("services", SERVICES, &rows(&found.kinds)?, shape, found.position);
    named::stamp(&state, &signed, "services", &asked, table).await?.answer()
}

/// A report by its name in the catalog, or a list that stands beside reports on a screen, as a file: the rows, the rights and the rounding of the screen, and
/// recorded where that reading is recorded, or where families or tasks are listed. The file says what it is, what it was narrowed to, and up to where in the log and when it is right.
#[utoipa::path(get, path = "/exports/tables/{report}/{format}/{language}", tag = "exports",
    params(("report" = String, Path, description = "its name in the catalog of reports, or of a list: `agreements`, `council-bodies`, `councils`, `division-of-labor`, `fund-list`, `licences`, `offices`, `organizations`, `programs`, `utility-requests`"),
        ("format" = String, Path, description = "`csv` or `xlsx`"),
        ("language" = String, Path, description = "`fa` or `en`"), NamedQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_report_table(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath((report, format, language)): InPath<(String, String, String)>,
    Filters(keys): Filters<Vec<(String, String)>>,
    Filters(query): Filters<NamedQuery>,
) -> Result<Response, Problem> {
    let shape = Shape::read(&format, &language)?;
    named::only_known(&keys)?;
    named::file(&state, &signed, &report, &query, shape).await?.answer()
}

/// What the report builder counted as a file: rounded for officers as on the screen.
#[utoipa::path(get, path = "/exports/built-report/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), BuiltQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_built_report(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    Filters(query): Filters<BuiltQuery>,
) -> Result<Response, Problem> {
    let shape = Shape::read(&format, &language)?;
    let found = report_builder::built_of(&state, &signed, &query).await?;
    Table::of_report(&found, shape).answer()
}

/// The yearly atlas as a file: each number in a row of its own, with what it counts, rounded and left out as on the screen.
#[utoipa::path(get, path = "/exports/atlas/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), AtlasQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_atlas(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    Filters(query): Filters<AtlasQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ReadRollups)?;
    let shape = Shape::read(&format, &language)?;
    let found = atlas::found(&state, &signed, &query).await?;
    let categories = directory::catalog(state.read(), "vulnerable_group").await;
    let categories = categories.map_err(|error| from_database("categories", error))?;
    Table::new("atlas", ATLAS, &atlas::rows_of(&found, &categories, shape.is_persian), shape, found.position).answer()
}

/// The households of a body's list as a file: file number, phase and state, and nothing of a person. Recorded.
#[utoipa::path(get, path = "/exports/transfers/{format}/{language}", tag = "exports",
    params(("format" = String, Path, description = "`csv` or `xlsx`"), ("language" = String, Path, description = "`fa` or `en`"), TransfersQuery),
    responses((status = 200, description = "CSV or a workbook", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_transfers(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath((format, language)): InPath<(String, String)>,
    Filters(query): Filters<TransfersQuery>,
    Filters(asked): Filters<NamedQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::OpenReportCell)?;
    let shape = Shape::read(&format, &language)?;
    let (rows, position) = handed_on(&state, &signed, &query).await?;
    let table = Table::new("transfers", TRANSFERS, &rows, shape, position);
    named::stamp(&state, &signed, "handed-on", &asked, table).await?.answer()
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(export_families))
        .routes(routes!(export_tasks))
        .routes(routes!(export_caseloads))
        .routes(routes!(export_before_after))
        .routes(routes!(export_services))
        .routes(routes!(export_report_table))
        .routes(routes!(export_built_report))
        .routes(routes!(export_atlas))
        .routes(routes!(export_transfers))
}
