//! Offices as those in charge, the agencies asked and auditors read them; the work plan is for everybody.

use axum::Json;
use axum::extract::State;
use hamyar_domain::office::catalog::{MEASURE_CATALOG, STEPS, WORK_PLAN};
use hamyar_events::{GroupStage, PlanDomain};
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::offices::{
    self, Lateness, OfficeCard, OfficeFilter, OfficeState, OfficeView, OfficesQuarter, QuarterView,
};
use hamyar_projections::views::{Page, Title};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery, paged};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::state::AppState;
use crate::wait::AtLeast;

/// A task of the work plan.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgramTask {
    pub code: String,
    /// As the program's document prints it.
    pub text: String,
}

/// A step of the work plan. The first and the third phase stand for themselves.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgramStep {
    pub code: String,
    pub title: Title,
    /// The step that must have begun before.
    pub after: Option<String>,
    pub tasks: Vec<ProgramTask>,
}

/// A measure of the catalog of action programs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgramMeasure {
    pub code: String,
    pub domain: PlanDomain,
    pub text: String,
}

/// What every office works by.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeProgram {
    pub steps: Vec<ProgramStep>,
    pub measures: Vec<ProgramMeasure>,
    /// The states of a group, in their order.
    pub group_stages: Vec<GroupStage>,
}

/// The work plan of all offices, the catalog of measures and the states of groups.
#[utoipa::path(get, path = "/office-program", tag = "offices", responses((status = 200, body = OfficeProgram), ReadProblems))]
pub(crate) async fn read_office_program(signed: Signed) -> Result<Json<OfficeProgram>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let steps = STEPS.iter().map(|step| ProgramStep {
        code: step.code.to_owned(),
        title: Title::new(step.title_fa, step.title_en),
        after: step.after.map(str::to_owned),
        tasks: WORK_PLAN
            .iter()
            .filter(|task| task.step == step.code)
            .map(|task| ProgramTask { code: task.code.to_owned(), text: task.text.to_owned() })
            .collect(),
    });
    let measures = MEASURE_CATALOG.iter().map(|one| ProgramMeasure {
        code: one.code.to_owned(),
        domain: one.domain,
        text: one.text.to_owned(),
    });
    Ok(Json(OfficeProgram {
        steps: steps.collect(),
        measures: measures.collect(),
        group_stages: GroupStage::ALL.to_vec(),
    }))
}

/// The offices that the person may read.
pub(crate) fn in_reach(signed: &Signed) -> OfficeFilter {
    let principal = &signed.principal;
    let officer = principal.officer_places();
    OfficeFilter {
        everywhere: principal.is(Role::Auditor) || officer.contains(&None),
        place_ids: officer.into_iter().flatten().chain(principal.facilitated_places()).collect(),
        agency_ids: principal.agency_id().into_iter().collect(),
        ..OfficeFilter::default()
    }
}

/// Which offices.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfficesQuery {
    /// Those that serve a neighborhood below this place or in this group.
    place_id: Option<String>,
    /// `called`, `contracted`, `open`, `closed`.
    state: Option<String>,
    /// `contract`, `evaluation`, `report`: those that are late with it.
    late: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

const STATES: &[(&str, OfficeState)] = &[
    ("called", OfficeState::Called),
    ("contracted", OfficeState::Contracted),
    ("open", OfficeState::Open),
    ("closed", OfficeState::Closed),
];
const LATE: &[(&str, Lateness)] =
    &[("contract", Lateness::Contract), ("evaluation", Lateness::Evaluation), ("report", Lateness::Report)];

/// The offices in charge, those that ask the own agency, or all for an auditor: what is late first, page by page.
#[utoipa::path(get, path = "/offices", tag = "offices", params(OfficesQuery),
    responses((status = 200, body = Page<OfficeCard>), ReadProblems))]
pub(crate) async fn list_offices(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<OfficesQuery>,
) -> Result<Json<Page<OfficeCard>>, Problem> {
    signed.may_ever(Action::ReadOffices)?;
    let mut read = PageQuery::default();
    let filter = OfficeFilter {
        within: read.parse("place_id", &query.place_id),
        state: read.one_of("state", &query.state, STATES),
        late: read.one_of("late", &query.late, LATE),
        ..in_reach(&signed)
    };
    let limit = read.limit(&query.limit);
    let offset = read.offset("cursor", &query.cursor);
    read.done()?;
    let position = hamyar_projections::position(state.read(), "offices").await;
    let found = offices::offices(state.read(), &filter, state.today(), offset, limit).await;
    let (items, total) = found.map_err(|error| from_database("offices", error))?;
    let position = position.map_err(|error| from_database("offices", error))?;
    Ok(Json(paged(items, total, offset, position)))
}

/// One office with its work, groups, needs profiles, plans, evaluations and money.
#[utoipa::path(get, path = "/offices/{id}", tag = "offices",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = OfficeView), ReadProblems))]
pub(crate) async fn read_office(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<OfficeView>, Problem> {
    super::allowed(&state, &signed, Action::ReadOffices, path[0]).await?;
    let found = offices::office(state.read(), path[0], state.today()).await;
    found.map_err(|error| from_database("office", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Which quarter.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct QuarterQuery {
    /// Jalali year; this one when absent.
    year: Option<String>,
    /// 1 to 4; this one when absent.
    quarter: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// A quarter of an office from the records: every number with the events it is the sum of, and the position up to which they were counted.
#[utoipa::path(get, path = "/offices/{id}/quarter", tag = "offices", params(("id" = Uuid, Path), QuarterQuery),
    responses((status = 200, body = QuarterView), ReadProblems))]
pub(crate) async fn read_office_quarter(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
    Filters(query): Filters<QuarterQuery>,
) -> Result<Json<QuarterView>, Problem> {
    quarter_of(&state, &signed, path[0], &query.year, &query.quarter).await.map(Json)
}

/// A quarter that is named, or the one that runs.
fn which(state: &AppState, read: &mut PageQuery, year: &Option<String>, quarter: &Option<String>) -> (u16, u8) {
    let now = hamyar_persian::quarter_of(state.today());
    (read.parse("year", year).unwrap_or(now.0), read.parse("quarter", quarter).unwrap_or(now.1))
}

/// The quarter of an office that the person may read.
pub(crate) async fn quarter_of(
    state: &AppState,
    signed: &Signed,
    office: Uuid,
    year: &Option<String>,
    quarter: &Option<String>,
) -> Result<QuarterView, Problem> {
    super::allowed(state, signed, Action::ReadOffices, office).await?;
    let mut read = PageQuery::default();
    let (year, quarter) = which(state, &mut read, year, quarter);
    read.done()?;
    let found = offices::quarter(state.read(), office, year, quarter, state.today()).await;
    found
        .map_err(|error| from_database("quarter of an office", error))?
        .ok_or_else(|| Problem::field("quarter", "unknown"))
}

/// Which quarter of which offices.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct QuartersQuery {
    /// Offices that served a neighborhood below this place or in this group in the quarter; all in reach when absent.
    place_id: Option<String>,
    /// Jalali year; this one when absent.
    year: Option<String>,
    /// 1 to 4; this one when absent.
    quarter: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// A quarter of the offices in reach, added up: which of them reported, which are late, and each number of each office, which opens to its events there.
#[utoipa::path(get, path = "/reports/offices-quarter", tag = "offices", params(QuartersQuery),
    responses((status = 200, body = OfficesQuarter), ReadProblems))]
pub(crate) async fn read_offices_quarter(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<QuartersQuery>,
) -> Result<Json<OfficesQuarter>, Problem> {
    quarters_of(&state, &signed, &query.place_id, &query.year, &query.quarter).await.map(Json)
}

/// The quarter of the offices in reach.
pub(crate) async fn quarters_of(
    state: &AppState,
    signed: &Signed,
    place: &Option<String>,
    year: &Option<String>,
    quarter: &Option<String>,
) -> Result<OfficesQuarter, Problem> {
    signed.may_ever(Action::ReadOffices)?;
    let mut read = PageQuery::default();
    let within = read.parse("place_id", place);
    let (year, quarter) = which(state, &mut read, year, quarter);
    read.done()?;
    let filter = OfficeFilter { within, ..in_reach(signed) };
    let found = offices::quarters(state.read(), &filter, year, quarter, state.today()).await;
    found
        .map_err(|error| from_database("quarter of offices", error))?
        .ok_or_else(|| Problem::field("quarter", "unknown"))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_office_program))
        .routes(routes!(list_offices))
        .routes(routes!(read_office))
        .routes(routes!(read_office_quarter))
        .routes(routes!(read_offices_quarter))
}
