//! Risks and roadmaps of neighborhoods: who keeps them, what agencies say of their actions, and what a province makes of them.

mod actions;
mod read;
mod risks;

pub(crate) use read::{list_agency_actions, read_place_roadmap, read_roadmap};

use hamyar_domain::Neighborhood;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::places;
use std::collections::BTreeSet;
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

use super::run::store_problem;
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// Everything that holds the whole of a place or neighborhood, itself first: known from the log even where the register lags.
pub(super) async fn within(state: &AppState, id: Uuid) -> Result<BTreeSet<Uuid>, Problem> {
    let found = places::holders(state.read(), &[id]).await.map_err(|error| from_database("places", error))?;
    let mut within = found.into_values().next().unwrap_or_default();
    within.insert(id);
    Ok(within)
}

/// A neighborhood of the register.
pub(super) async fn neighborhood(state: &AppState, id: Uuid) -> Result<Neighborhood, Problem> {
    let loaded = state.store().load::<Neighborhood>(id).await.map_err(store_problem)?;
    if loaded.state.registered { Ok(loaded.state) } else { Err(Problem::NotFound) }
}

/// A neighborhood whose roadmap the person keeps.
async fn kept(state: &AppState, signed: &Signed, id: Uuid) -> Result<Neighborhood, Problem> {
    signed.may_ever(Action::KeepRoadmap)?;
    let found = neighborhood(state, id).await?;
    signed.check(Action::KeepRoadmap, &Resource::Place(&within(state, id).await?))?;
    Ok(found)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().merge(read::router()).merge(risks::router()).merge(actions::router())
}
