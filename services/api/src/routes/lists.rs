//! What every signed-in person may read, because it names nobody: settings, indicator sets, catalogs, agencies, places, neighborhoods.

use axum::Json;
use axum::extract::State;
use hamyar_events::PlaceLevel;
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::directory::{self, AgencyCard, AgencyView, CatalogTerm, IndicatorSetView, SettingsView};
use hamyar_projections::families::{self, TierCounts};
use hamyar_projections::places::{self, NeighborhoodCard, NeighborhoodFilter, NeighborhoodView, PlaceCard, PlaceView};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::centers::position;
use super::system::sees_coming_versions;
use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery, paged};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// The program's numbers in force today.
#[utoipa::path(get, path = "/settings", tag = "lists",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = SettingsView), ReadProblems))]
pub(crate) async fn read_settings(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<SettingsView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = directory::settings(state.read(), state.today()).await;
    found.map(Json).map_err(|error| from_database("settings", error))
}

/// The indicator set in force today.
#[utoipa::path(get, path = "/indicator-sets/current", tag = "lists",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = IndicatorSetView), ReadProblems))]
pub(crate) async fn read_current_indicator_set(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<IndicatorSetView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = directory::current_indicator_set(state.read(), state.today()).await;
    found.map_err(|error| from_database("indicator set", error))?.map(Json).ok_or(Problem::NotFound)
}

/// A version of an indicator set; old assessments keep theirs. One that is to come is there for whoever publishes it.
#[utoipa::path(get, path = "/indicator-sets/{id}/versions/{version}", tag = "lists",
    params(("id" = Uuid, Path), ("version" = u32, Path)), responses((status = 200, body = IndicatorSetView), ReadProblems))]
pub(crate) async fn read_indicator_set(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<(Uuid, u32)>,
) -> Result<Json<IndicatorSetView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = directory::indicator_set(state.read(), path.0, path.1).await;
    let found = found.map_err(|error| from_database("indicator set", error))?;
    let today = state.today();
    let shown = found.filter(|set| set.effective_from.iso <= today || sees_coming_versions(&signed));
    shown.map(Json).ok_or(Problem::NotFound)
}

/// The terms of a catalog, in its order.
#[utoipa::path(get, path = "/catalogs/{catalog}", tag = "lists",
    params(("catalog" = String, Path, description = "service_kind, focused_aid_method, vulnerable_group, caseworker_skill …")),
    responses((status = 200, body = Page<CatalogTerm>), ReadProblems))]
pub(crate) async fn read_catalog(
    State(state): State<AppState>,
    signed: Signed,
    InPath(catalog): InPath<String>,
) -> Result<Json<Page<CatalogTerm>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    if !catalog.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(Problem::NotFound);
    }
    let found = directory::catalog(state.read(), &catalog).await;
    let items = found.map_err(|error| from_database("catalog", error))?;
    if items.is_empty() {
        return Err(Problem::NotFound);
    }
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// What agencies are searched by.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AgenciesQuery {
    /// Part of a name or alias, in any spelling.
    q: Option<String>,
}

/// Agencies by name or alias.
#[utoipa::path(get, path = "/agencies", tag = "lists", params(AgenciesQuery),
    responses((status = 200, body = Page<AgencyCard>), ReadProblems))]
pub(crate) async fn list_agencies(
    State(state): State<AppState>,
    signed: Signed,
    Filters(query): Filters<AgenciesQuery>,
) -> Result<Json<Page<AgencyCard>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let mut read = PageQuery::default();
    let q = read.text("q", &query.q);
    read.done()?;
    let found = directory::agencies(state.read(), q.as_deref()).await;
    let items = found.map_err(|error| from_database("agencies", error))?;
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// One agency with its duties.
#[utoipa::path(get, path = "/agencies/{id}", tag = "lists", params(("id" = Uuid, Path)),
    responses((status = 200, body = AgencyView), ReadProblems))]
pub(crate) async fn read_agency(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<AgencyView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = directory::agency(state.read(), path[0]).await;
    found.map_err(|error| from_database("agency", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Which places a list holds.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PlacesQuery {
    /// Places directly below this one; the roots when neither this nor a level is given.
    parent_id: Option<String>,
    /// `country`, `province`, `county`, `district`, `city`, `village`, `zone`, `municipal_district`.
    level: Option<String>,
}

/// Places of the dated tree.
#[utoipa::path(get, path = "/places", tag = "lists", params(PlacesQuery),
    responses((status = 200, body = Page<PlaceCard>), ReadProblems))]
pub(crate) async fn list_places(
    State(state): State<AppState>,
    signed: Signed,
    Filters(query): Filters<PlacesQuery>,
) -> Result<Json<Page<PlaceCard>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let mut read = PageQuery::default();
    let parent: Option<Uuid> = read.parse("parent_id", &query.parent_id);
    let level: Option<PlaceLevel> = read.parse("level", &query.level);
    read.done()?;
    let found = places::places(state.read(), parent, level).await;
    let items = found.map_err(|error| from_database("places", error))?;
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// One place with its figures.
#[utoipa::path(get, path = "/places/{id}", tag = "lists", params(("id" = Uuid, Path)),
    responses((status = 200, body = PlaceView), ReadProblems))]
pub(crate) async fn read_place(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<PlaceView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let found = places::place(state.read(), path[0]).await;
    found.map_err(|error| from_database("place", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Which neighborhoods a list holds.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NeighborhoodsQuery {
    /// Part of the name, in any spelling.
    q: Option<String>,
    /// Below this place.
    place_id: Option<String>,
    /// In this zone or district, in its rank order.
    group_id: Option<String>,
    cursor: Option<String>,
    /// 1 to 500; 500 when absent.
    limit: Option<String>,
}

/// Neighborhoods shown at once, at most.
const NEIGHBORHOODS_MAX: i64 = 500;

/// Neighborhoods with the families in them, small counts hidden.
#[utoipa::path(get, path = "/neighborhoods", tag = "lists", params(NeighborhoodsQuery),
    responses((status = 200, body = Page<NeighborhoodCard>), ReadProblems))]
pub(crate) async fn list_neighborhoods(
    State(state): State<AppState>,
    signed: Signed,
    Filters(query): Filters<NeighborhoodsQuery>,
) -> Result<Json<Page<NeighborhoodCard>>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let mut read = PageQuery::default();
    let filter = NeighborhoodFilter {
        q: read.text("q", &query.q),
        place_id: read.parse("place_id", &query.place_id),
        group_id: read.parse("group_id", &query.group_id),
        ids: None,
    };
    let limit = read.number("limit", &query.limit, 1..=NEIGHBORHOODS_MAX).unwrap_or(NEIGHBORHOODS_MAX);
    let offset = read.offset("cursor", &query.cursor);
    read.done()?;
    let position = position(&state).await?;
    let found = places::neighborhoods_page(state.read(), &filter, offset, limit).await;
    let (mut items, total) = found.map_err(|error| from_database("neighborhoods", error))?;
    let ids: Vec<Uuid> = items.iter().map(|card| card.id).collect();
    let counts = families::tier_counts(state.read(), &ids).await;
    let counts = counts.map_err(|error| from_database("neighborhood counts", error))?;
    for card in &mut items {
        card.families = Some(shown(&state, &signed, card.id, counts.get(&card.id)));
    }
    Ok(Json(paged(items, total, offset, position)))
}

/// One neighborhood with its latest profile.
#[utoipa::path(get, path = "/neighborhoods/{id}", tag = "lists", params(("id" = Uuid, Path)),
    responses((status = 200, body = NeighborhoodView), ReadProblems))]
pub(crate) async fn read_neighborhood(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<NeighborhoodView>, Problem> {
    signed.check(Action::ReadLists, &Resource::None)?;
    let [id] = path;
    let found = places::neighborhood(state.read(), id).await;
    let mut view = found.map_err(|error| from_database("neighborhood", error))?.ok_or(Problem::NotFound)?;
    let counts = families::tier_counts(state.read(), &[id]).await;
    let counts = counts.map_err(|error| from_database("neighborhood counts", error))?;
    view.card.families = Some(shown(&state, &signed, id, counts.get(&id)));
    Ok(Json(view))
}

/// Counts as the person may see them: exact for the auditor, rounded for everyone else.
fn shown(state: &AppState, signed: &Signed, neighborhood_id: Uuid, counts: Option<&TierCounts>) -> TierCounts {
    let counts = counts.copied().unwrap_or(TierCounts::NONE);
    if signed.principal.is(Role::Auditor) {
        return counts;
    }
    counts.rounded(neighborhood_id, &|what: &str| state.store().keyed_number("rounding", what))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read_settings))
        .routes(routes!(read_current_indicator_set))
        .routes(routes!(read_indicator_set))
        .routes(routes!(read_catalog))
        .routes(routes!(list_agencies))
        .routes(routes!(read_agency))
        .routes(routes!(list_places))
        .routes(routes!(read_place))
        .routes(routes!(list_neighborhoods))
        .routes(routes!(read_neighborhood))
}
