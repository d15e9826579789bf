//! Accounts, for the administrator.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hamyar_events::GrantGround;
use hamyar_identity::policy::{Action, Resource};
use hamyar_identity::{AccountState, Grant, NewUser, Role, Scope, User, note_of};
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
use super::invitations::LinkView;
use crate::auth::{FRESH_MINUTES, Signed};
use crate::input::{Day, InPath, Line, Sent, body};
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
    /// Whether the person has set a password.
    has_password: bool,
    /// Whether the person has a second factor.
    has_second_factor: bool,
    /// Until when a link that was handed over can be used; it may lie in the past.
    link_expires_at: Option<Instant>,
    /// The last whole sign-in.
    last_sign_in_at: Option<Instant>,
}

/// A new account, and the link by which its person sets a password.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitedView {
    #[serde(flatten)]
    user: UserView,
    link: LinkView,
}

impl UserView {
    fn of(user: User, state: AccountState) -> Self {
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
            has_password: state.has_password,
            has_second_factor: state.has_factor,
            link_expires_at: state.link.map(|link| link.expires_at.into()),
            last_sign_in_at: state.last_sign_in_at.map(Instant::from),
        }
    }

    /// With how the account stands now.
    async fn read(state: &AppState, user: User) -> Result<Self, Problem> {
        let states = state.identity().account_states().await?;
        let own = states.get(&user.principal.user_id).copied().unwrap_or_default();
        Ok(Self::of(user, own))
    }
}

body! {
    /// A new account. A role needs what it is bound to.
    pub struct CreateUserBody {
        username: Line,
        display_name: Line,
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
    /// How a link is made.
    pub struct MakeLinkBody {
        /// Whether password and sessions of now end at once; they end with the use of the link otherwise.
        end_now: Option<bool>,
    }
}

body! {
    /// Why a second factor is taken away.
    pub struct ResetFactorBody {
        reason: Line,
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
    let states = state.identity().account_states().await?;
    let view = |user: User| {
        let own = states.get(&user.principal.user_id).copied().unwrap_or_default();
        UserView::of(user, own)
    };
    Ok(Json(Page::whole(users.into_iter().map(view).collect(), position)))
}

/// Make an account, with what its holder is given from today on, and the link by which its person sets a password, which is shown once. Nobody
/// gives more than they hold.
#[utoipa::path(post, path = "/users", tag = "administration", request_body = CreateUserBody,
    responses((status = 201, body = InvitedView), ReadProblems))]
pub(crate) async fn create_user(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<(StatusCode, Json<InvitedView>), Problem> {
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
    signed.fresh(FRESH_MINUTES)?;
    let new = NewUser {
        id: Some(user_id),
        username: body.username.into_string(),
        display_name: body.display_name.into_string(),
        password: String::new(),
        roles: body.roles,
        scope,
    };
    let (by, change) = (Some(signed.principal.user_id), grants::once(&state, &signed));
    let (user, link) = state.identity().invite_account(new, by, ground, given, change).await?;
    let user = UserView::read(&state, user).await?;
    Ok((StatusCode::CREATED, Json(InvitedView { user, link: link.into() })))
}

/// Make a link for an account, in place of the one before it: for who lost the password, or the link. It is shown once.
#[utoipa::path(post, path = "/users/{id}/link", tag = "administration", params(("id" = Uuid, Path)), request_body = MakeLinkBody,
    responses((status = 201, body = LinkView), ReadProblems))]
pub(crate) async fn make_user_link(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<(StatusCode, Json<LinkView>), Problem> {
    grants::kept(&state, &signed, path[0]).await?;
    let body: MakeLinkBody = sent.read()?;
    signed.fresh(FRESH_MINUTES)?;
    let by = Some(signed.principal.user_id);
    let link = state.identity().make_link(path[0], by, body.end_now.unwrap_or(false), signed.now).await?;
    Ok((StatusCode::CREATED, Json(link.into())))
}

/// Take an account's open link back.
#[utoipa::path(post, path = "/users/{id}/link/revoke", tag = "administration", params(("id" = Uuid, Path)),
    responses((status = 204), ReadProblems))]
pub(crate) async fn revoke_user_link(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    _sent: Sent,
) -> Result<StatusCode, Problem> {
    grants::kept(&state, &signed, path[0]).await?;
    state.identity().revoke_link(path[0], signed.principal.user_id, signed.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a lost second factor from an account, with a reason, and end its sessions; never from the own.
#[utoipa::path(post, path = "/users/{id}/second-factor/reset", tag = "administration", params(("id" = Uuid, Path)), request_body = ResetFactorBody,
    responses((status = 204), ReadProblems))]
pub(crate) async fn reset_user_factor(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<StatusCode, Problem> {
    grants::kept(&state, &signed, path[0]).await?;
    let body: ResetFactorBody = sent.read()?;
    signed.fresh(FRESH_MINUTES)?;
    let by = Some(signed.principal.user_id);
    state.identity().reset_factor(path[0], by, body.reason.as_str(), signed.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_users, create_user))
        .routes(routes!(list_user_caseworkers))
        .routes(routes!(make_user_link))
        .routes(routes!(revoke_user_link))
        .routes(routes!(reset_user_factor))
}
