//! Roadmaps as everybody signed in may read them: they speak of places and institutions and name nobody.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::roadmaps::{self, ActionFilter, ActionView, ConsolidatedRoadmap, RoadmapSpec, RoadmapView};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::state::AppState;
use crate::wait::AtLeast;

/// A neighborhood's risks and roadmap.
#[utoipa::path(get, path = "/neighborhoods/{id}/roadmap", tag = "roadmaps",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = RoadmapView), ReadProblems))]
pub(crate) async fn read_roadmap(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<RoadmapView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = roadmaps::roadmap(state.read(), path[0], state.today()).await;
    found.map_err(|error| from_database("roadmap", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Which actions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AgencyActionsQuery {
    /// `open` leaves out what is done or dropped.
    state: Option<String>,
    /// Below this place.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The actions that an agency answers for, across neighborhoods; those of adopted roadmaps.
#[utoipa::path(get, path = "/agencies/{id}/actions", tag = "roadmaps", params(("id" = Uuid, Path), AgencyActionsQuery),
    responses((status = 200, body = Page<ActionView>), ReadProblems))]
pub(crate) async fn list_agency_actions(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
    Filters(query): Filters<AgencyActionsQuery>,
) -> Result<Json<Page<ActionView>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let mut read = PageQuery::default();
    let wanted = read.text("state", &query.state);
    let place_id = read.parse("place_id", &query.place_id);
    read.done()?;
    let open_only = match wanted.as_deref() {
        None => false,
        Some("open") => true,
        Some(_) => return Err(Problem::field("state", "not_in_set")),
    };
    let filter =
        ActionFilter { agency_id: Some(path[0]), place_id, open_only, adopted_only: true, ..ActionFilter::default() };
    let found = roadmaps::actions(state.read(), &filter, state.today()).await;
    let items = found.map_err(|error| from_database("actions", error))?;
    let position = hamyar_projections::position(state.read(), "roadmaps").await;
    Ok(Json(Page::whole(items, position.map_err(|error| from_database("actions", error))?)))
}

/// The roadmap of a place by consolidation: the same action of several neighborhoods stands once, with all of them.
#[utoipa::path(get, path = "/places/{id}/roadmap", tag = "roadmaps",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = ConsolidatedRoadmap), ReadProblems))]
pub(crate) async fn read_place_roadmap(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<ConsolidatedRoadmap>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = roadmaps::consolidated(state.read(), path[0], state.today()).await;
    found.map(Json).map_err(|error| from_database("roadmap of a place", error))
}

/// What the roadmaps of a place say of themselves: risk, type, level, horizons, actions.
#[utoipa::path(get, path = "/places/{id}/roadmaps", tag = "roadmaps",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<RoadmapSpec>), ReadProblems))]
pub(crate) async fn list_place_roadmaps(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<RoadmapSpec>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = roadmaps::specs(state.read(), path[0]).await;
    let items = found.map_err(|error| from_database("roadmaps of a place", error))?;
    let position = hamyar_projections::position(state.read(), "roadmaps").await;
    Ok(Json(Page::whole(items, position.map_err(|error| from_database("roadmaps of a place", error))?)))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_roadmap))
        .routes(routes!(list_agency_actions))
        .routes(routes!(read_place_roadmap))
        .routes(routes!(list_place_roadmaps))
}
