//! Facilitation offices: officers call, contract and open them in their county or province and approve needs profiles; facilitators of their
//! neighborhoods keep their work; agencies say what they think of action plans; auditors read.

mod groups;
mod life;
mod plans;
mod profiles;
mod read;
mod reports;
mod work;

use hamyar_domain::Office;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::{offices, places};
use std::collections::BTreeSet;
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

pub(crate) use read::{in_reach, list_offices, quarter_of, quarters_of};

use super::run::store_problem;
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// Places in which officers run the program.
const OF_OFFICERS: &[&str] = &["county", "province", "country"];
/// Places whose headquarters approve.
const OF_HEADQUARTERS: &[&str] = &["province", "country"];

/// Everything that holds the whole of one of these places or neighborhoods, themselves included.
async fn within(state: &AppState, ids: &[Uuid]) -> Result<BTreeSet<Uuid>, Problem> {
    let found = places::holders(state.read(), ids).await.map_err(|error| from_database("places", error))?;
    Ok(found.into_values().flatten().chain(ids.iter().copied()).collect())
}

/// Those of them that are of these levels.
async fn of_levels(state: &AppState, ids: &[Uuid], levels: &[&str]) -> Result<BTreeSet<Uuid>, Problem> {
    let all: Vec<Uuid> = within(state, ids).await?.into_iter().collect();
    let found = offices::places_of_levels(state.read(), &all, levels).await;
    found.map_err(|error| from_database("places", error))
}

/// An office that the person may do this to.
async fn allowed(state: &AppState, signed: &Signed, action: Action, id: Uuid) -> Result<Office, Problem> {
    allowed_at(state, signed, action, id, OF_OFFICERS).await
}

async fn allowed_at(
    state: &AppState,
    signed: &Signed,
    action: Action,
    id: Uuid,
    levels: &[&str],
) -> Result<Office, Problem> {
    signed.may_ever(action)?;
    let office = state.store().load::<Office>(id).await.map_err(store_problem)?.state;
    let Some(place) = office.place_id else { return Err(Problem::NotFound) };
    let neighborhoods: Vec<Uuid> = office.served().map(|id| id.0).collect();
    let within = if action == Action::ManageOffices {
        let ids: Vec<Uuid> = neighborhoods.into_iter().chain([place.0]).collect();
        of_levels(state, &ids, levels).await?
    } else {
        within(state, &neighborhoods).await?
    };
    let asked = office.plans.values().flat_map(|plan| plan.agencies.keys()).map(|id| id.0);
    let agency_ids = asked.chain(office.told.iter().map(|id| id.0)).collect();
    signed.check(action, &Resource::Office { within: &within, agency_ids: &agency_ids })?;
    Ok(office)
}

/// An operation that asks for one fact of an office: who may, and the command.
macro_rules! office_operation {
    ($(#[$doc:meta])* post $path:tt $name:ident($body:ident) by $action:ident day $day:ident, |$b:ident, $at:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "offices", request_body = $body,
            params(("id" = uuid::Uuid, Path), ("If-Match" = Option<String>, Header)), responses(crate::routes::answers::CommandAnswers))]
        pub(crate) async fn $name(
            asked: crate::routes::asked::Asked<[uuid::Uuid; 1]>,
        ) -> Result<crate::routes::answers::Done, crate::problem::Problem> {
            super::allowed(&asked.state, &asked.signed, hamyar_identity::policy::Action::$action, asked.path[0]).await?;
            let day = |body: &$body| body.$day;
            crate::routes::asked::go_on::<hamyar_domain::Office, $body>(&asked, stringify!($name), day, |$b, $at| Ok($make)).await
        }
    };
}
use office_operation;

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(read::router())
        .merge(life::router())
        .merge(work::router())
        .merge(groups::router())
        .merge(profiles::router())
        .merge(plans::router())
        .merge(reports::router())
}
