//! Facilitation offices: officers call, contract and open them in their county or province and approve needs profiles; facilitators of their
//! neighborhoods keep their work; agencies say what they think of action plans; auditors read.

mod groups;
mod life;
mod plans;
mod profiles;
mod read;
mod reports;
mod work;

use hamyar_domain::{Office, OfficeCommand};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::{offices, places};
use std::collections::BTreeSet;
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

pub(crate) use read::{in_reach, list_offices, quarter_of, quarters_of};

use super::answers::Done;
use super::run::{self, Ids, Moment, Operation, store_problem};
use crate::auth::Signed;
use crate::input::{Day, Envelope, IfMatch, Read, Sent};
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

/// Runs a command on the office that the path names. Policy has been asked before.
async fn command<B: Read + Envelope>(
    state: &AppState,
    signed: &Signed,
    if_match: IfMatch,
    sent: &Sent,
    operation: Operation<'_>,
    day: impl FnOnce(&B) -> Option<Day>,
    make: impl FnOnce(B, Moment) -> (OfficeCommand, Ids),
) -> Result<Done, Problem> {
    let id = operation.path.first().copied().unwrap_or_default();
    run::stream_command::<Office, B>(state, signed, if_match, sent, operation, day, |body, at| {
        let (command, ids) = make(body, at);
        Ok((id, command, ids))
    })
    .await
}

/// An operation that asks for one fact of an office: who may, and the command.
macro_rules! office_operation {
    ($(#[$doc:meta])* post $path:tt $name:ident($body:ident) by $action:ident day $day:ident, |$b:ident, $at:ident| $make:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "offices", request_body = $body,
            params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
        pub(crate) async fn $name(
            State(state): State<AppState>,
            signed: Signed,
            if_match: IfMatch,
            InPath(path): InPath<[Uuid; 1]>,
            sent: Sent,
        ) -> Result<Done, Problem> {
            super::allowed(&state, &signed, Action::$action, path[0]).await?;
            let operation = Operation { name: stringify!($name), path: &path };
            let day = |body: &$body| body.$day;
            super::command::<$body>(&state, &signed, if_match, &sent, operation, day, |$b, $at| $make).await
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
