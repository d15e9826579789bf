//! One-time links: the invited person sets the own password, and is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use hamyar_identity::{Link, Role, password_length_min};
use hamyar_projections::views::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::answers::ReadProblems;
use super::session::{self, SessionView};
use crate::auth::Browser;
use crate::input::{Secret, Sent, body};
use crate::problem::Problem;
use crate::state::AppState;

/// A one-time link, shown once: the page `/invitation#TOKEN` of this server.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinkView {
    /// The secret of the link. It stands after the `#`, so that it is in no request line and no log.
    token: String,
    /// Address of the page on this server.
    path: String,
    expires_at: Instant,
}

impl From<Link> for LinkView {
    fn from(link: Link) -> Self {
        let token = link.token.as_str().to_owned();
        Self { path: format!("/invitation#{token}"), token, expires_at: link.expires_at.into() }
    }
}

body! {
    /// The secret of a link.
    pub struct ReadInvitationBody {
        token: Secret,
    }
}

body! {
    /// The secret of a link, and the password its person chose.
    pub struct AcceptInvitationBody {
        token: Secret,
        password: Secret,
    }
}

/// What a link invites to.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationView {
    /// The name to type at sign-in.
    username: String,
    display_name: String,
    roles: Vec<Role>,
    /// Who made the link; none when it was made on the command line.
    invited_by: Option<String>,
    /// Whether this is the account's first password.
    first: bool,
    expires_at: Instant,
    /// Least length of the password.
    password_length_min: usize,
}

/// What a link invites to: by whom, and as what.
#[utoipa::path(post, path = "/invitation", tag = "session", request_body = ReadInvitationBody,
    responses((status = 200, body = InvitationView), ReadProblems))]
pub(crate) async fn read_invitation(
    State(state): State<AppState>,
    Browser(visitor): Browser,
    sent: Sent,
) -> Result<Json<InvitationView>, Problem> {
    let body: ReadInvitationBody = sent.read()?;
    let found = state.identity().read_link(body.token.as_str(), visitor.address, state.clock().now()).await?;
    Ok(Json(InvitationView {
        password_length_min: password_length_min(&found.roles),
        username: found.username,
        display_name: found.display_name,
        roles: found.roles,
        invited_by: found.invited_by,
        first: found.is_first,
        expires_at: found.expires_at.into(),
    }))
}

/// Set the password by a link, which is used up, and sign in. The answer's `step` says whether a second factor is to be shown or made next.
#[utoipa::path(post, path = "/invitation/accept", tag = "session", request_body = AcceptInvitationBody,
    responses((status = 200, body = SessionView), ReadProblems))]
pub(crate) async fn accept_invitation(
    State(state): State<AppState>,
    Browser(visitor): Browser,
    sent: Sent,
) -> Result<(HeaderMap, Json<SessionView>), Problem> {
    let body: AcceptInvitationBody = sent.read()?;
    let now = state.clock().now();
    let begun = state.identity().use_link(body.token.as_str(), body.password.as_str(), &visitor, now).await?;
    Ok(session::begun(&state, &begun))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_invitation)).routes(routes!(accept_invitation))
}
