//! Offices as those in charge, the agencies asked and auditors read them; the work plan is for everybody.

use axum::Json;
use axum::extract::State;
use hamyar_domain::office::catalog::{MEASURE_CATALOG, STEPS, WORK_PLAN};
use hamyar_events::{GroupStage, PlanDomain};
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::offices::{self, OfficeCard, OfficeFilter, OfficeView, QuarterView};
use hamyar_projections::views::{Page, Title};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Offices in a list at most.
const LIST_MAX: i64 = 500;

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

/// The offices in charge, those that ask the own agency, or all for an auditor: what is late first.
#[utoipa::path(get, path = "/offices", tag = "offices",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<OfficeCard>), ReadProblems))]
pub(crate) async fn list_offices(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<OfficeCard>>, Problem> {
    signed.may_ever(Action::ReadOffices)?;
    let principal = &signed.principal;
    let officer = principal.officer_places();
    let filter = OfficeFilter {
        everywhere: principal.is(Role::Auditor) || officer.contains(&None),
        place_ids: officer.into_iter().flatten().chain(principal.facilitated_places()).collect(),
        agency_ids: principal.agency_id().into_iter().collect(),
    };
    let found = offices::offices(state.read(), &filter, state.today(), LIST_MAX).await;
    let items = found.map_err(|error| from_database("offices", error))?;
    let position = hamyar_projections::position(state.read(), "offices").await;
    Ok(Json(Page::whole(items, position.map_err(|error| from_database("offices", error))?)))
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
    super::allowed(&state, &signed, Action::ReadOffices, path[0]).await?;
    let mut read = PageQuery::default();
    let year = read.parse::<u16>("year", &query.year);
    let quarter = read.parse::<u8>("quarter", &query.quarter);
    read.done()?;
    let now = hamyar_persian::quarter_of(state.today());
    let (year, quarter) = (year.unwrap_or(now.0), quarter.unwrap_or(now.1));
    let found = offices::quarter(state.read(), path[0], year, quarter, state.today()).await;
    let found = found.map_err(|error| from_database("quarter of an office", error))?;
    found.map(Json).ok_or_else(|| Problem::field("quarter", "unknown"))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_office_program))
        .routes(routes!(list_offices))
        .routes(routes!(read_office))
        .routes(routes!(read_office_quarter))
}
