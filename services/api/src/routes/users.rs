//! Accounts, for the administrator.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hamyar_events::GrantGround;
use hamyar_identity::policy::{Action, Resource};
use hamyar_identity::{Grant, NewUser, Role, Scope, User, note_of};
use hamyar_projections::caseworkers::CaseworkerName;
use hamyar_projections::views::{Instant, Page};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::centers::position;
use super::grants;
use crate::auth::Signed;
use crate::input::{Day, InPath, Line, Secret, Sent, body};
use crate::problem::{Problem, from_database};
use crate::state::AppState;
use crate::wait::AtLeast;

/// One account.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserView {
    id: Uuid,
    username: String,
    display_name: String,
    /// What counts today.
    roles: Vec<Role>,
    scope: Scope,
    /// Every grant that was not taken back, also those that begin later and those that are over.
    grants: Vec<Grant>,
    disabled: bool,
    created_at: Instant,
}

impl From<User> for UserView {
    fn from(user: User) -> Self {
        let principal = user.principal;
        Self {
            id: principal.user_id,
            roles: principal.roles(),
            scope: principal.scope(),
            grants: user.grants,
            username: principal.username,
            display_name: principal.display_name,
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
        /// For an officer or an administrator; the whole country when absent.
        place_id: Option<Uuid>,
        /// The last day on which the roles count; no end when absent.
        until: Option<Day>,
        /// `appointed`, `stand_in`, `duty_changed` or `other`; `appointed` when absent.
        ground: Option<GrantGround>,
        /// Why, in words; needed with `other`. Sealed with the account holder's own key.
        note: Option<Line>,
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

/// The caseworkers of all centers, for binding an account to one of them.
#[utoipa::path(get, path = "/users/caseworkers", tag = "administration",
    params(("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = Page<CaseworkerName>), ReadProblems))]
pub(crate) async fn list_user_caseworkers(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
) -> Result<Json<Page<CaseworkerName>>, Problem> {
    administrator(&signed)?;
    let found = hamyar_projections::caseworkers::caseworker_names(state.read()).await;
    let items = found.map_err(|error| from_database("caseworkers", error))?;
    Ok(Json(Page::whole(items, position(&state).await?)))
}

/// All accounts that the administrator keeps, by name.
#[utoipa::path(get, path = "/users", tag = "administration", responses((status = 200, body = Page<UserView>), ReadProblems))]
pub(crate) async fn list_users(State(state): State<AppState>, signed: Signed) -> Result<Json<Page<UserView>>, Problem> {
    administrator(&signed)?;
    let users = grants::all_kept(&state, &signed).await?;
    let position = state.store().head().await.map_err(super::run::store_problem)?;
    Ok(Json(Page::whole(users.into_iter().map(UserView::from).collect(), position)))
}

/// Make an account, with what its holder is given from today on. Nobody gives more than they hold.
#[utoipa::path(post, path = "/users", tag = "administration", request_body = CreateUserBody,
    responses((status = 201, body = UserView), ReadProblems, (status = 409, body = crate::problem::ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn create_user(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<(StatusCode, Json<UserView>), Problem> {
    administrator(&signed)?;
    let body: CreateUserBody = sent.read()?;
    let scope = Scope {
        caseworker_id: body.caseworker_id,
        center_id: body.center_id,
        commission_ids: body.commission_ids,
        agency_id: body.agency_id,
        place_id: body.place_id,
    };
    let ground = grants::is_given(body.ground.unwrap_or(GrantGround::Appointed))?;
    let user_id = Uuid::now_v7();
    let mut given = hamyar_identity::grants_of(&body.roles, &scope, ground, state.today())?;
    for grant in &mut given {
        grants::known(&state, grant.bound_to).await?;
        let rests_on = grants::rests_on(&state, &signed, user_id, None, (grant.role, grant.bound_to)).await?;
        grant.by_grant = Some(rests_on);
        grant.until = body.until.map(|day| day.0);
        grant.note = note_of(user_id, body.note.as_ref().map(|note| note.as_str().to_owned()));
    }
    let new = NewUser {
        id: Some(user_id),
        username: body.username.into_string(),
        display_name: body.display_name.into_string(),
        password: body.password.into_string(),
        roles: body.roles,
        scope,
    };
    let user = state.identity().create_account(new, ground, given, grants::once(&state, &signed)).await?;
    Ok((StatusCode::CREATED, Json(user.into())))
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
    grants::kept(&state, &signed, path[0]).await?;
    let body: SetPasswordBody = sent.read()?;
    state.identity().set_password(path[0], body.password.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_users, create_user))
        .routes(routes!(list_user_caseworkers))
        .routes(routes!(set_user_password))
}
