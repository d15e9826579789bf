//! The roll-up of province and nation: what is counted below a place, and the lists behind the numbers. Officers read the places they serve; families
//! and services are rounded for them.

use axum::Json;
use axum::extract::State;
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::rollup::{self, Rollup, RollupItem, RollupList};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::reach::open_above;
use super::reports::place_of;
use crate::auth::Signed;
use crate::input::{Filters, PageQuery, paged};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// Which place.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RollupQuery {
    /// A place or group; without it the nation, or the own place of whoever is bound to one.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Which list behind which place's number.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RollupItemsQuery {
    /// A place, group or neighborhood; without it the nation, or the own place of whoever is bound to one.
    place_id: Option<String>,
    /// The number, as `priority_first`, `actions_done`, `duties_late`, `needs_notified`.
    number: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The place that the person may read: of an officer one that lies in an own place, of an auditor any.
pub(super) async fn readable(state: &AppState, signed: &Signed, asked: Option<Uuid>) -> Result<Option<Uuid>, Problem> {
    signed.may_ever(Action::ReadRollups)?;
    signed.check(Action::ReadRollups, &Resource::None)?;
    if signed.principal.is(Role::Auditor) {
        return Ok(asked);
    }
    place_of(state, &signed.principal, asked).await
}

/// What is counted below a place: offices, neighborhoods, priorities, roadmaps, duties, needs profiles, families and services, row by row, with the
/// figures that documents print beside.
#[utoipa::path(get, path = "/rollup", tag = "rollup", params(RollupQuery),
    responses((status = 200, body = Rollup), ReadProblems))]
pub(crate) async fn read_rollup(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<RollupQuery>,
) -> Result<Json<Rollup>, Problem> {
    signed.may_ever(Action::ReadRollups)?;
    let mut read = PageQuery::default();
    let asked = read.parse("place_id", &query.place_id);
    read.done()?;
    let place = readable(&state, &signed, asked).await?;
    let keyed = |what: &str| state.store().keyed_number("rounding", what);
    let exact = signed.principal.is(Role::Auditor);
    let found = rollup::rollup(state.read(), place, state.today(), if exact { None } else { Some(&keyed) }).await;
    let mut found = found.map_err(|error| from_database("roll-up", error))?.ok_or(Problem::NotFound)?;
    found.ancestors = open_above(&signed.principal, found.ancestors);
    Ok(Json(found))
}

/// The list behind a number of a roll-up. Families have none here.
#[utoipa::path(get, path = "/rollup/items", tag = "rollup", params(RollupItemsQuery),
    responses((status = 200, body = Page<RollupItem>), ReadProblems))]
pub(crate) async fn list_rollup_items(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<RollupItemsQuery>,
) -> Result<Json<Page<RollupItem>>, Problem> {
    signed.may_ever(Action::ReadRollups)?;
    let mut read = PageQuery::default();
    let asked = read.parse("place_id", &query.place_id);
    let named = query.number.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let number: Option<RollupList> = named.and_then(|text| text.parse().ok());
    if number.is_none() && named.is_some() {
        read.fault("number", "not_in_set");
    }
    let limit = read.limit(&query.limit);
    let offset = read.offset("cursor", &query.cursor);
    read.done()?;
    let place = readable(&state, &signed, asked).await?;
    let fault = |error| from_database("list of a roll-up", error);
    let position = hamyar_projections::lowest_position(state.read()).await.map_err(fault)?;
    let inside = rollup::neighborhoods(state.read(), place).await.map_err(fault)?.ok_or(Problem::NotFound)?;
    let number = number.unwrap_or(RollupList::Neighborhoods);
    let found = rollup::items(state.read(), &inside, number, state.today(), offset, limit).await;
    let (items, total) = found.map_err(fault)?;
    Ok(Json(paged(items, total, offset, position)))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_rollup)).routes(routes!(list_rollup_items))
}
