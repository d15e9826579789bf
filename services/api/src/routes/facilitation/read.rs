//! What is read of facilitation: facilitators, workshops, and what a place counts.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{Action, Resource};
use hamyar_identity::{Access, Role, Via};
use hamyar_projections::facilitation::{
    self, FacilitatorView, ResilienceSummary, SexCounts, WorkshopCard, WorkshopFilter, WorkshopView,
};
use hamyar_projections::places;
use hamyar_projections::views::Page;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery, paged};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::reach::own_places;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Below so many, a count by sex is not told to who reads numbers only.
const FEW: i64 = 5;

/// Which rows.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FacilitationQuery {
    /// Below this place.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Places and neighborhoods among these that the person is in charge of.
async fn in_charge_of(state: &AppState, signed: &Signed, places: &[Uuid]) -> Result<BTreeSet<Uuid>, Problem> {
    let own = signed.principal.facilitated_places();
    if own.is_empty() {
        return Ok(BTreeSet::new());
    }
    let holders = places::holders(state.read(), places).await.map_err(|error| from_database("places", error))?;
    let held = holders.into_iter().filter(|(_, within)| own.iter().any(|place| within.contains(place)));
    Ok(held.map(|(place, _)| place).chain(own.clone()).collect())
}

/// Every neighborhood and place in which the person is in charge, those below included.
pub(crate) async fn in_charge_below(state: &AppState, signed: &Signed) -> Result<BTreeSet<Uuid>, Problem> {
    let own = signed.principal.facilitated_places();
    let mut all: BTreeSet<Uuid> = own.iter().copied().collect();
    for place in own {
        let below = places::NeighborhoodFilter { place_id: Some(place), ..Default::default() };
        let found = places::neighborhoods(state.read(), &below, 100_000).await;
        all.extend(found.map_err(|error| from_database("neighborhoods", error))?.into_iter().map(|one| one.id));
    }
    Ok(all)
}

/// Facilitators. Who they are is told to those in charge of their place and to auditors; to everybody else they are codes.
#[utoipa::path(get, path = "/facilitators", tag = "facilitation", params(FacilitationQuery),
    responses((status = 200, body = Page<FacilitatorView>), ReadProblems))]
pub(crate) async fn list_facilitators(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<FacilitationQuery>,
) -> Result<Json<Page<FacilitatorView>>, Problem> {
    signed.check(Action::ReadFacilitation, &Resource::None)?;
    let mut read = PageQuery::default();
    let place = read.parse::<Uuid>("place_id", &query.place_id);
    read.done()?;
    let found = facilitation::facilitators(state.read(), place, state.today()).await;
    let mut items = found.map_err(|error| from_database("facilitators", error))?;
    let places: Vec<Uuid> = items.iter().map(|one| one.place.id).collect();
    let own = in_charge_of(&state, &signed, &places).await?;
    let audits = signed.principal.is(Role::Auditor);
    for one in items.iter_mut().filter(|one| !audits && !own.contains(&one.place.id)) {
        (one.name, one.degree) = (None, None);
    }
    if items.iter().any(|one| one.name.is_some() || one.degree.is_some()) {
        let access = Access {
            user_id: signed.principal.user_id,
            operation: "list_facilitators",
            subject: "facilitators",
            ground: if audits { "audit" } else { "own_neighborhoods" },
            via: Via::Api,
        };
        state.identity().record_access(access).await?;
    }
    let position = hamyar_projections::position(state.read(), "facilitation").await;
    Ok(Json(Page::whole(items, position.map_err(|error| from_database("facilitators", error))?)))
}

/// A small count could tell who somebody is; the auditor and those in charge see it. Where one is hidden all are: it is the total less the others.
fn covered(counts: &mut SexCounts) {
    let all = [&mut counts.female, &mut counts.male, &mut counts.unknown];
    if all.iter().any(|count| count.is_some_and(|count| (1..FEW).contains(&count))) {
        for count in all {
            *count = None;
        }
    }
}

/// The neighborhood of a workshop, or the place where it has none.
fn held_in(card: &WorkshopCard) -> Uuid {
    card.neighborhood.as_ref().map_or(card.place.id, |neighborhood| neighborhood.id)
}

/// Which workshops.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WorkshopsQuery {
    /// Below this place. Without it, and without a neighborhood, those of the own places of whoever is bound to some.
    place_id: Option<String>,
    /// Of this neighborhood.
    neighborhood_id: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Trainings of facilitators and classes of neighborhoods, hours and people from attendance, page by page.
#[utoipa::path(get, path = "/workshops", tag = "facilitation", params(WorkshopsQuery),
    responses((status = 200, body = Page<WorkshopCard>), ReadProblems))]
pub(crate) async fn list_workshops(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<WorkshopsQuery>,
) -> Result<Json<Page<WorkshopCard>>, Problem> {
    signed.check(Action::ReadFacilitation, &Resource::None)?;
    let mut read = PageQuery::default();
    let mut filter = WorkshopFilter {
        own: None,
        place_id: read.parse("place_id", &query.place_id),
        neighborhood_id: read.parse("neighborhood_id", &query.neighborhood_id),
        id: None,
    };
    let limit = read.limit(&query.limit);
    let offset = read.offset("cursor", &query.cursor);
    read.done()?;
    if filter.place_id.is_none() && filter.neighborhood_id.is_none() {
        filter.own = own_places(&signed.principal);
    }
    let position = hamyar_projections::position(state.read(), "facilitation").await;
    let found = facilitation::workshops_page(state.read(), &filter, offset, limit).await;
    let (mut items, total) = found.map_err(|error| from_database("workshops", error))?;
    if !signed.principal.is(Role::Auditor) {
        let places: Vec<Uuid> = items.iter().map(held_in).collect();
        let own = in_charge_of(&state, &signed, &places).await?;
        items.iter_mut().filter(|one| !own.contains(&held_in(one))).for_each(|one| covered(&mut one.by_sex));
    }
    let position = position.map_err(|error| from_database("workshops", error))?;
    Ok(Json(paged(items, total, offset, position)))
}

/// One workshop: sittings, attendance by number, tests and findings.
#[utoipa::path(get, path = "/workshops/{id}", tag = "facilitation",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = WorkshopView), ReadProblems))]
pub(crate) async fn read_workshop(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<WorkshopView>, Problem> {
    signed.check(Action::ReadFacilitation, &Resource::None)?;
    let found = facilitation::workshop(state.read(), path[0]).await;
    let mut view = found.map_err(|error| from_database("workshop", error))?.ok_or(Problem::NotFound)?;
    let place = held_in(&view.card);
    if !signed.principal.is(Role::Auditor) && !in_charge_of(&state, &signed, &[place]).await?.contains(&place) {
        covered(&mut view.card.by_sex);
        view.trainees.clear();
        for sitting in &mut view.held {
            sitting.present.clear();
            sitting.attendance.clear();
        }
    }
    Ok(Json(view))
}

/// What a place counts of the program of social resilience, all of it from records.
#[utoipa::path(get, path = "/places/{id}/resilience", tag = "facilitation",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = ResilienceSummary), ReadProblems))]
pub(crate) async fn read_resilience(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<ResilienceSummary>, Problem> {
    signed.check(Action::ReadFacilitation, &Resource::None)?;
    let found = facilitation::summary(state.read(), path[0]).await;
    let mut summary = found.map_err(|error| from_database("resilience", error))?;
    if !signed.principal.is(Role::Auditor) && !in_charge_of(&state, &signed, &path).await?.contains(&path[0]) {
        covered(&mut summary.by_sex);
    }
    Ok(Json(summary))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_facilitators))
        .routes(routes!(list_workshops))
        .routes(routes!(read_workshop))
        .routes(routes!(read_resilience))
}
