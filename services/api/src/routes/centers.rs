//! Centers: registered by the administrator; intake and caseloads for their managers.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Center;
use hamyar_domain::center as domain;
use hamyar_events::center::CenterRegistered;
use hamyar_events::{CenterHost, NeighborhoodId};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::caseworkers::{self, Caseload};
use hamyar_projections::commissions::{self, OpenReferral};
use hamyar_projections::directory::{self, CenterView};
use hamyar_projections::families::{self, Intake};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::{CommandAnswers, Done, ReadProblems};
use super::asked::{Asked, begin, go_on, undated};
use super::run::{Ids, derived_id, ids};
use crate::auth::Signed;
use crate::input::{Code, Day, Filters, InPath, Name, PageQuery, command};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Cards shown in each list of the intake; each is counted whole.
const INTAKE_MAX: i64 = 100;

/// Which of the manager's centers is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CenterQuery {
    /// For who manages several centers; the first of them when absent.
    center_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The manager's own center, or the one named of several.
pub(super) fn own_center(signed: &Signed, query: &CenterQuery) -> Result<Uuid, Problem> {
    signed.may_ever(Action::ReadCenterWork)?;
    let mut read = PageQuery::default();
    let named = read.parse::<Uuid>("center_id", &query.center_id);
    read.done()?;
    let id = named.or(signed.principal.center_ids().first().copied()).ok_or(Problem::NotFound)?;
    signed.check(Action::ReadCenterWork, &Resource::Center(Some(id)))?;
    Ok(id)
}

/// Families of the own center that wait: for consent, for a first assessment, for a caseworker.
#[utoipa::path(get, path = "/center/intake", tag = "centers",
    params(CenterQuery), responses((status = 200, body = Intake), ReadProblems))]
pub(crate) async fn read_intake(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<CenterQuery>,
) -> Result<Json<Intake>, Problem> {
    let center = own_center(&signed, &query)?;
    let intake = families::intake(state.read(), Some(center), INTAKE_MAX, state.today()).await;
    intake.map(Json).map_err(|error| from_database("intake", error))
}

/// The caseloads of the own center, 5 to 15 families each.
#[utoipa::path(get, path = "/center/caseloads", tag = "centers",
    params(CenterQuery),
    responses((status = 200, body = Page<Caseload>), ReadProblems))]
pub(crate) async fn list_caseloads(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<CenterQuery>,
) -> Result<Json<Page<Caseload>>, Problem> {
    let center = own_center(&signed, &query)?;
    let found = caseworkers::caseloads(state.read(), Some(center), state.today()).await;
    let items = found.map_err(|error| from_database("caseloads", error))?;
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// Referrals of the own center's families without an answer, the oldest first.
#[utoipa::path(get, path = "/center/open-referrals", tag = "centers",
    params(CenterQuery),
    responses((status = 200, body = Page<OpenReferral>), ReadProblems))]
pub(crate) async fn list_open_referrals(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<CenterQuery>,
) -> Result<Json<Page<OpenReferral>>, Problem> {
    let center = own_center(&signed, &query)?;
    let found = commissions::open_referrals(state.read(), Some(center), INTAKE_MAX, state.today()).await;
    let items = found.map_err(|error| from_database("open referrals", error))?;
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// The position all read models have reached.
pub(crate) async fn position(state: &AppState) -> Result<i64, Problem> {
    hamyar_projections::lowest_position(state.read()).await.map_err(|error| from_database("position", error))
}

/// All centers.
#[utoipa::path(get, path = "/centers", tag = "centers",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<CenterView>), ReadProblems))]
pub(crate) async fn list_centers(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<CenterView>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = directory::centers(state.read(), None).await;
    let items = found.map_err(|error| from_database("centers", error))?;
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// One center.
#[utoipa::path(get, path = "/centers/{id}", tag = "centers",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = CenterView), ReadProblems))]
pub(crate) async fn read_center(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<CenterView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let [id] = path;
    let found = directory::center(state.read(), id).await;
    found.map_err(|error| from_database("center", error))?.map(Json).ok_or(Problem::NotFound)
}

command! {
    /// A center that begins its work.
    pub struct RegisterCenterBody {
        name: Name,
        host: CenterHost,
        /// Up to four ASCII letters or digits that begin the center's file numbers.
        file_prefix: Code,
        neighborhood_ids: Vec<NeighborhoodId>,
        opened_on: Option<Day>,
    }
}

/// Register a center.
#[utoipa::path(post, path = "/centers", tag = "centers", request_body = RegisterCenterBody, responses(CommandAnswers))]
pub(crate) async fn register_center(asked: Asked) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::RegisterCenter)?;
    asked.signed.check(Action::RegisterCenter, &Resource::None)?;
    let day = |body: &RegisterCenterBody| body.opened_on;
    begin::<Center, RegisterCenterBody>(&asked, "register_center", day, |body, at| {
        let id = derived_id(body.command_id, "center");
        let center = CenterRegistered {
            name: body.name.into_string(),
            host: body.host,
            file_prefix: body.file_prefix.into_string(),
            neighborhood_ids: body.neighborhood_ids,
            opened_on: at.day,
        };
        Ok((id, domain::RegisterCenter { center, today: at.today }.into(), ids("center_id", id)))
    })
    .await
}

command! {
    /// Whether the manager decides on another tier that a caseworker proposes.
    pub struct SetTierApprovalBody {
        needed: bool,
    }
}

/// Say whether the manager decides on another tier than the computed one, or the caseworkers by themselves.
#[utoipa::path(put, path = "/centers/{id}/tier-approval", tag = "centers", request_body = SetTierApprovalBody,
    params(("id" = Uuid, Path)), responses(CommandAnswers))]
pub(crate) async fn set_tier_approval(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::SetTierApproval)?;
    asked.signed.check(Action::SetTierApproval, &Resource::Center(Some(asked.path[0])))?;
    go_on::<Center, SetTierApprovalBody>(&asked, "set_tier_approval", undated, |body, _| {
        Ok((domain::SetTierApproval { needed: body.needed }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_intake))
        .routes(routes!(list_caseloads))
        .routes(routes!(list_open_referrals))
        .routes(routes!(list_centers, register_center))
        .routes(routes!(read_center))
        .routes(routes!(set_tier_approval))
}
