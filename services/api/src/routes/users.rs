//! Accounts, for the administrator.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hamyar_identity::policy::{Action, Resource};
use hamyar_identity::{NewUser, Role, Scope, User};
use hamyar_projections::views::{Instant, Page};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::lookups;
use crate::auth::Signed;
use crate::input::{InPath, Line, Secret, Sent, body};
use crate::problem::Problem;
use crate::state::AppState;

/// One account.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserView {
    id: Uuid,
    username: String,
    display_name: String,
    roles: Vec<Role>,
    scope: Scope,
    disabled: bool,
    created_at: Instant,
}

impl From<User> for UserView {
    fn from(user: User) -> Self {
        let principal = user.principal;
        Self {
            id: principal.user_id,
            username: principal.username,
            display_name: principal.display_name,
            roles: principal.roles,
            scope: principal.scope,
            disabled: user.disabled,
            created_at: user.created_at.into(),
        }
    }
}

body! {
    /// A new account. A role needs what it is bound to.
    pub struct CreateUserBody {
        username: Line,
        display_name: Line,
        /// At least ten characters, not a common one.
        password: Secret,
        roles: Vec<Role>,
        /// For a caseworker.
        caseworker_id: Option<Uuid>,
        /// For a center manager.
        center_id: Option<Uuid>,
        /// For a commission member.
        commission_ids: Vec<Uuid>,
        /// For an agency officer.
        agency_id: Option<Uuid>,
        /// For an officer; the whole country when absent.
        place_id: Option<Uuid>,
    }
}

body! {
    /// A password set by the administrator.
    pub struct SetPasswordBody {
        password: Secret,
    }
}

fn administrator(signed: &Signed) -> Result<(), Problem> {
    signed.may_ever(Action::ManageUsers)?;
    signed.check(Action::ManageUsers, &Resource::None)?;
    Ok(())
}

/// All accounts, by name.
#[utoipa::path(get, path = "/users", tag = "administration", responses((status = 200, body = Page<UserView>), ReadProblems))]
pub(crate) async fn list_users(State(state): State<AppState>, signed: Signed) -> Result<Json<Page<UserView>>, Problem> {
    administrator(&signed)?;
    let users = state.identity().list_users().await?;
    let position = state.store().head().await.map_err(super::run::store_problem)?;
    Ok(Json(Page::whole(users.into_iter().map(UserView::from).collect(), position)))
}

/// Make an account.
#[utoipa::path(post, path = "/users", tag = "administration", request_body = CreateUserBody,
    responses((status = 201, body = UserView), ReadProblems, (status = 409, body = crate::problem::ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn create_user(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<(StatusCode, Json<UserView>), Problem> {
    administrator(&signed)?;
    let body: CreateUserBody = sent.read()?;
    if let Some(agency_id) = body.agency_id {
        lookups::trusted_agency(&state, "agency_id", agency_id).await?;
    }
    let new = NewUser {
        id: None,
        username: body.username.into_string(),
        display_name: body.display_name.into_string(),
        password: body.password.into_string(),
        roles: body.roles,
        scope: Scope {
            caseworker_id: body.caseworker_id,
            center_id: body.center_id,
            commission_ids: body.commission_ids,
            agency_id: body.agency_id,
            place_id: body.place_id,
        },
    };
    let user = state.identity().create_user(new).await?;
    Ok((StatusCode::CREATED, Json(user.into())))
}

/// Disable an account and end its sessions.
#[utoipa::path(post, path = "/users/{id}/disable", tag = "administration", params(("id" = Uuid, Path)),
    responses((status = 204), ReadProblems, (status = 409, body = crate::problem::ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn disable_user(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    _sent: Sent,
) -> Result<StatusCode, Problem> {
    administrator(&signed)?;
    state.identity().disable_user(path[0]).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Set an account's password and end its sessions.
#[utoipa::path(post, path = "/users/{id}/password", tag = "administration", params(("id" = Uuid, Path)), request_body = SetPasswordBody,
    responses((status = 204), ReadProblems))]
pub(crate) async fn set_user_password(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<StatusCode, Problem> {
    administrator(&signed)?;
    let body: SetPasswordBody = sent.read()?;
    state.identity().set_password(path[0], body.password.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_users, create_user))
        .routes(routes!(disable_user))
        .routes(routes!(set_user_password))
}
