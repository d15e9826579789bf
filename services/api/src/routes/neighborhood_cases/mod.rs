//! A neighborhood as a case: its profile and boundary, its priority, who acts in it, what agencies do there.

mod actors;
pub(crate) mod case;
pub(crate) mod duties;
mod geometry;
mod map;
pub(crate) mod priorities;
mod profile;
mod ranking;
mod residents;
mod rules;

use hamyar_domain::Neighborhood;
use hamyar_identity::policy::{Action, Resource, Verdict};
use hamyar_projections::places;
use std::collections::BTreeSet;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::run;
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// What holds a neighborhood: itself, every place above it, its groups.
async fn within(state: &AppState, id: Uuid) -> Result<BTreeSet<Uuid>, Problem> {
    let found = places::holders(state.read(), &[id]).await;
    Ok(found.map_err(|error| from_database("places", error))?.remove(&id).unwrap_or_default())
}

/// A neighborhood of the gazetteer, from the log's own state.
async fn neighborhood(state: &AppState, id: Uuid) -> Result<Neighborhood, Problem> {
    let loaded = state.store().load::<Neighborhood>(id).await.map_err(run::store_problem)?;
    if loaded.state.registered { Ok(loaded.state) } else { Err(Problem::NotFound) }
}

/// A neighborhood that the person may do this to.
async fn allowed(
    state: &AppState,
    signed: &Signed,
    action: Action,
    id: Uuid,
) -> Result<(Neighborhood, Verdict), Problem> {
    signed.may_ever(action)?;
    let found = neighborhood(state, id).await?;
    let within = within(state, id).await?;
    let verdict = signed.check(action, &Resource::Neighborhood { id, within: &within })?;
    Ok((found, verdict))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(case::read_neighborhood_case))
        .routes(routes!(profile::record_profile))
        .routes(routes!(profile::draw_boundary))
        .routes(routes!(priorities::set_priority))
        .routes(routes!(priorities::list_priorities))
        .routes(routes!(priorities::try_priorities))
        .routes(routes!(rules::read_priority_rule, rules::publish_priority_rule))
        .routes(routes!(actors::read_power_map))
        .routes(routes!(actors::map_actor))
        .routes(routes!(actors::strike_actor))
        .routes(routes!(actors::record_resident))
        .routes(routes!(actors::withdraw_resident))
        .routes(routes!(actors::name_contact))
        .routes(routes!(actors::withdraw_contact))
        .routes(routes!(duties::list_duties))
        .routes(routes!(duties::approve_place))
        .routes(routes!(duties::report_duty))
        .routes(routes!(duties::request_utility))
        .routes(routes!(duties::answer_utility))
        .routes(routes!(map::read_map))
        .routes(routes!(residents::read_residents_page))
        .routes(routes!(residents::read_residents_draft, residents::publish_residents_page))
        .routes(routes!(residents::withdraw_residents_page))
}
