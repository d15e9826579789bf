//! Accounts of caseworkers, for the manager of their center: made and handed over there, and nowhere else.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use hamyar_domain::Caseworker;
use hamyar_events::{BoundTo, GrantGround, Role};
use hamyar_identity::policy::{Action, Resource};
use hamyar_identity::{NewUser, Scope};
use hamyar_projections::views::{Instant, Page};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use super::invitations::LinkView;
use super::sessions::head;
use super::{grants, run};
use crate::auth::{FRESH_MINUTES, Signed};
use crate::input::{InPath, Line, Sent, body};
use crate::problem::Problem;
use crate::state::AppState;

body! {
    /// An account for a caseworker: as that caseworker, and as nothing else.
    pub struct InviteCaseworkerBody {
        username: Line,
        display_name: Line,
    }
}

/// An account that is this caseworker.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseworkerAccount {
    username: String,
    display_name: String,
    disabled: bool,
    /// Whether the person has set a password.
    has_password: bool,
    /// Until when a link that was handed over can be used; it may lie in the past.
    link_expires_at: Option<Instant>,
    /// The last whole sign-in.
    last_sign_in_at: Option<Instant>,
}

/// The new account, and the link by which its person sets a password.
#[derive(Serialize, ToSchema)]
pub(crate) struct CaseworkerInvited {
    username: String,
    display_name: String,
    link: LinkView,
}

/// The caseworker, when it is one of the own center.
async fn own(state: &AppState, signed: &Signed, id: Uuid) -> Result<Caseworker, Problem> {
    signed.may_ever(Action::InviteCaseworker)?;
    let (caseworker, _) = run::caseworker(state, id).await?;
    let center_id = caseworker.center_id.map(|center| center.0);
    signed.check(Action::InviteCaseworker, &Resource::Caseworker { id, center_id })?;
    Ok(caseworker)
}

async fn accounts(state: &AppState, signed: &Signed, id: Uuid) -> Result<Vec<CaseworkerAccount>, Problem> {
    let states = state.identity().account_states().await?;
    let users = state.identity().list_users(signed.now).await?.into_iter();
    // A right that begins later is one too; one that is over is not.
    let today = state.today();
    let is = users.filter(|user| {
        let grants = user.grants.iter().filter(|grant| grant.until.is_none_or(|until| today <= until));
        grants.into_iter().any(|grant| grant.bound_to == BoundTo::Caseworker { caseworker_id: id.into() })
    });
    let view = is.map(|user| {
        let standing = states.get(&user.principal.user_id).copied().unwrap_or_default();
        CaseworkerAccount {
            username: user.principal.username,
            display_name: user.principal.display_name,
            disabled: user.disabled,
            has_password: standing.has_password,
            link_expires_at: standing.link.map(|link| link.expires_at.into()),
            last_sign_in_at: standing.last_sign_in_at.map(Instant::from),
        }
    });
    Ok(view.collect())
}

/// The accounts of a caseworker of the own center.
#[utoipa::path(get, path = "/caseworkers/{id}/accounts", tag = "caseworkers", params(("id" = Uuid, Path)),
    responses((status = 200, body = Page<CaseworkerAccount>), ReadProblems))]
pub(crate) async fn list_caseworker_accounts(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<CaseworkerAccount>>, Problem> {
    own(&state, &signed, path[0]).await?;
    Ok(Json(Page::whole(accounts(&state, &signed, path[0]).await?, head(&state).await?)))
}

/// Make an account for a caseworker of the own center who has none, and the link by which the person sets a password, which is shown once.
#[utoipa::path(post, path = "/caseworkers/{id}/accounts", tag = "caseworkers", params(("id" = Uuid, Path)), request_body = InviteCaseworkerBody,
    responses((status = 201, body = CaseworkerInvited), ReadProblems))]
pub(crate) async fn invite_caseworker(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<(StatusCode, Json<CaseworkerInvited>), Problem> {
    let [id] = path;
    let caseworker = own(&state, &signed, id).await?;
    let body: InviteCaseworkerBody = sent.read()?;
    if caseworker.left_on.is_some() {
        return Err(Problem::refused("caseworker_left"));
    }
    if accounts(&state, &signed, id).await?.iter().any(|account| !account.disabled) {
        return Err(Problem::refused("caseworker_has_account"));
    }
    let user_id = Uuid::now_v7();
    let scope = Scope { caseworker_id: Some(id), ..Scope::default() };
    let mut given = hamyar_identity::grants_of(&[Role::Caseworker], &scope, GrantGround::Appointed, state.today())?;
    for grant in &mut given {
        let rests_on = grants::rests_on(&state, &signed, user_id, None, (grant.role, grant.bound_to)).await?;
        grant.by_grant = Some(rests_on);
    }
    signed.fresh(FRESH_MINUTES)?;
    let new = NewUser {
        id: Some(user_id),
        username: body.username.into_string(),
        display_name: body.display_name.into_string(),
        password: String::new(),
        roles: vec![Role::Caseworker],
        scope,
    };
    let (by, change) = (Some(signed.principal.user_id), grants::once(&state, &signed));
    let invited = state.identity().invite_account(new, by, GrantGround::Appointed, given, change).await?;
    let (user, link) = (invited.0.principal, invited.1.into());
    let view = CaseworkerInvited { username: user.username, display_name: user.display_name, link };
    Ok((StatusCode::CREATED, Json(view)))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_caseworker_accounts, invite_caseworker))
}
