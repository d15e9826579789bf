//! Who else works at the own agency, to hand a task on to.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use hamyar_identity::Role;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::views::Page;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use crate::auth::Signed;
use crate::problem::Problem;
use crate::state::AppState;

/// A person of the own agency.
#[derive(Serialize, ToSchema)]
pub(crate) struct Colleague {
    user_id: Uuid,
    display_name: String,
    /// The person who asks.
    own: bool,
}

/// Whether the account serves the agency now.
pub(crate) async fn serves(state: &AppState, now: DateTime<Utc>, user: Uuid, agency: Uuid) -> Result<bool, Problem> {
    let found = state.identity().user(user, now).await?;
    Ok(found.is_some_and(|user| !user.disabled && user.principal.agency_id() == Some(agency)))
}

/// The officers of the own agency, by name.
#[utoipa::path(get, path = "/agency/colleagues", tag = "tasks", responses((status = 200, body = Page<Colleague>), ReadProblems))]
pub(crate) async fn list_colleagues(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<Page<Colleague>>, Problem> {
    signed.may_ever(Action::ReadAgencyWork)?;
    signed.check(Action::ReadAgencyWork, &Resource::None)?;
    let agency = signed.principal.agency_id().ok_or(Problem::NotFound)?;
    let users = state.identity().list_users(signed.now).await?;
    let here = users.into_iter().filter(|user| {
        !user.disabled && user.principal.is(Role::AgencyOfficer) && user.principal.agency_id() == Some(agency)
    });
    let mut colleagues: Vec<Colleague> = here
        .map(|user| Colleague {
            own: user.principal.user_id == signed.principal.user_id,
            user_id: user.principal.user_id,
            display_name: user.principal.display_name,
        })
        .collect();
    colleagues.sort_by_cached_key(|one| (hamyar_projections::sort_key(&one.display_name), one.user_id));
    Ok(Json(Page::whole(colleagues, 0)))
}

/// The operation.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_colleagues))
}
