//! Facilitators, their trainings, and the classes of neighborhoods: for those in charge of the place. Nobody who came to a class is named;
//! who a facilitator is, is told to those in charge and to auditors.

mod facilitators;
mod read;
mod workshops;

pub(crate) use read::{in_charge_below, list_facilitators, list_workshops};

use hamyar_domain::{Facilitator, Place, Workshop};
use hamyar_identity::policy::{Action, Resource};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

use super::roadmaps::within;
use super::run::store_problem;
use crate::auth::Signed;
use crate::problem::Problem;
use crate::state::AppState;

/// Whether the person runs the program in a place.
async fn in_charge(state: &AppState, signed: &Signed, place: Uuid) -> Result<(), Problem> {
    signed.check(Action::ManageFacilitation, &Resource::Place(&within(state, place).await?)).map(|_| ())
}

/// A place that a field names, in which the person runs the program.
async fn place(state: &AppState, signed: &Signed, field: &str, id: Uuid) -> Result<(), Problem> {
    if state.store().load::<Place>(id).await.map_err(store_problem)?.sequence == 0 {
        return Err(Problem::field(field, "unknown"));
    }
    in_charge(state, signed, id).await.map_err(|problem| match problem {
        Problem::NotFound => Problem::field(field, "unknown"),
        problem => problem,
    })
}

/// A facilitator of a place in charge.
async fn facilitator(state: &AppState, signed: &Signed, id: Uuid) -> Result<Facilitator, Problem> {
    signed.may_ever(Action::ManageFacilitation)?;
    let loaded = state.store().load::<Facilitator>(id).await.map_err(store_problem)?;
    let place = loaded.state.place_id.ok_or(Problem::NotFound)?;
    in_charge(state, signed, place.0).await?;
    Ok(loaded.state)
}

/// A workshop in charge: by its neighborhood where it has one, by its place otherwise.
async fn workshop(state: &AppState, signed: &Signed, id: Uuid) -> Result<Workshop, Problem> {
    signed.may_ever(Action::ManageFacilitation)?;
    let loaded = state.store().load::<Workshop>(id).await.map_err(store_problem)?;
    let place = loaded.state.place_id.ok_or(Problem::NotFound)?;
    in_charge(state, signed, loaded.state.neighborhood_id.map_or(place.0, |id| id.0)).await?;
    Ok(loaded.state)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().merge(read::router()).merge(facilitators::router()).merge(workshops::router())
}
