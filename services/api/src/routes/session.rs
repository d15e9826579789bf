//! Signing in and out.

use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use hamyar_identity::policy::Action;
use hamyar_identity::{Begun, Grant, Role, Scope, SignInKind, SignedIn, Step, Told, password_length_min};
use hamyar_projections::views::Instant;
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use crate::auth::{self, Browser, HalfSigned, Signed};
use crate::input::{Secret, Sent, body};
use crate::problem::Problem;
use crate::state::AppState;

/// The signed-in person.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionView {
    user_id: Uuid,
    username: String,
    display_name: String,
    roles: Vec<Role>,
    /// What the grants are bound to, taken together, for a screen to begin with.
    scope: Scope,
    /// What the person may be, over what and until when.
    grants: Vec<Grant>,
    /// What is to be done before anything else: a code to be shown, or a second factor to be made. Until then every other operation answers 403
    /// `second_factor_required`.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Step>,
    second_factor: SecondFactorView,
    /// Least length of this person's password.
    password_length_min: usize,
    /// When the session ends unless used again.
    expires_at: Instant,
}

/// How the person's second factor stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct SecondFactorView {
    /// Whether there is one.
    made: bool,
    /// Whether the roles need one.
    needed: bool,
}

impl SessionView {
    pub(crate) fn of(state: &AppState, session: &SignedIn) -> Self {
        let step = auth::step_of(state, session);
        let principal = session.principal.clone();
        Self {
            roles: principal.roles(),
            scope: principal.scope(),
            step,
            second_factor: SecondFactorView {
                made: session.has_factor,
                needed: state.enforces_second_factor()
                    && principal.roles().into_iter().any(hamyar_identity::needs_second_factor),
            },
            password_length_min: password_length_min(&principal.roles()),
            expires_at: session.expires_at.into(),
            user_id: principal.user_id,
            username: principal.username,
            display_name: principal.display_name,
            grants: principal.grants,
        }
    }
}

/// A session that has just begun, with its cookies.
pub(crate) fn begun(state: &AppState, begun: &Begun) -> (HeaderMap, Json<SessionView>) {
    let headers = auth::cookies_of(begun, state.clock().now(), state.secure_cookies());
    (headers, Json(SessionView::of(state, &begun.signed_in)))
}

body! {
    /// Name and password.
    pub struct SignInBody {
        username: Secret,
        password: Secret,
    }
}

body! {
    /// The current password and a new one.
    pub struct ChangePasswordBody {
        current: Secret,
        new: Secret,
    }
}

/// The address of whoever asks, as the connection has it; never taken from a header that anybody can write. Behind a trusted proxy
/// it is the last of `X-Forwarded-For`, which that proxy wrote itself.
pub(crate) struct Address(pub(crate) IpAddr);

impl FromRequestParts<AppState> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let known = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = known.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let forwarded = if state.is_proxy(peer) { forwarded_for(&parts.headers) } else { None };
        Ok(Self(forwarded.unwrap_or(peer)))
    }
}

/// The address that the nearest proxy saw: the last of the last header. Those before it may have been written by anybody.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

/// Who is signed in. The cookie is given anew, so that it lives as long as the session.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = SessionView), ReadProblems))]
pub(crate) async fn read_session(
    State(state): State<AppState>,
    HalfSigned(signed, _): HalfSigned,
) -> (HeaderMap, Json<SessionView>) {
    let cookie = auth::cookie(&signed.token, &signed.session, signed.now, state.secure_cookies());
    (auth::with_cookies([cookie]), Json(SessionView::of(&state, &signed.session)))
}

/// Sign in. The answer's `step` says whether a second factor is to be shown or made next.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignInBody,
    responses((status = 200, body = SessionView), ReadProblems))]
pub(crate) async fn create_session(
    State(state): State<AppState>,
    Browser(visitor): Browser,
    sent: Sent,
) -> Result<(HeaderMap, Json<SessionView>), Problem> {
    let body: SignInBody = sent.read()?;
    let now = state.clock().now();
    let session = state.identity().sign_in(body.username.as_str(), body.password.as_str(), &visitor, now).await?;
    Ok(begun(&state, &session))
}

/// Sign out.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204), ReadProblems))]
pub(crate) async fn delete_session(
    State(state): State<AppState>,
    HalfSigned(signed, _): HalfSigned,
    Browser(visitor): Browser,
) -> Result<(StatusCode, HeaderMap), Problem> {
    state.identity().revoke(&signed.token).await?;
    let told = Told::of(SignInKind::SignedOut, signed.principal.user_id).on(signed.session.device_id).from(&visitor);
    state.identity().tell(told, signed.now).await?;
    Ok((StatusCode::NO_CONTENT, auth::with_cookies([auth::no_cookie(state.secure_cookies())])))
}

/// Change the own password. Every other session of the account ends; this one goes on under a new token.
#[utoipa::path(post, path = "/session/password", tag = "session", request_body = ChangePasswordBody,
    responses((status = 204), ReadProblems))]
pub(crate) async fn change_password(
    State(state): State<AppState>,
    signed: Signed,
    Browser(visitor): Browser,
    sent: Sent,
) -> Result<(StatusCode, HeaderMap), Problem> {
    signed.may_ever(Action::ReadLists)?;
    let body: ChangePasswordBody = sent.read()?;
    let identity = state.identity();
    // The same count of failures as for signing in: a found session must not become a place to guess the password.
    let wrong = |error| match error {
        hamyar_identity::IdentityError::WrongCredentials => Problem::field("current", "wrong_password"),
        hamyar_identity::IdentityError::Password(rule) => Problem::password("new", rule),
        other => Problem::from(other),
    };
    let username = &signed.principal.username;
    identity.check_credentials(username, body.current.as_str(), &visitor, signed.now).await.map_err(wrong)?;
    let session =
        identity.change_password(&signed.token, body.new.as_str(), &visitor, signed.now).await.map_err(wrong)?;
    Ok((StatusCode::NO_CONTENT, auth::cookies_of(&session, signed.now, state.secure_cookies())))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_session, create_session, delete_session)).routes(routes!(change_password))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_what_the_nearest_proxy_wrote_is_believed() {
        let of = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("x-forwarded-for", HeaderValue::from_static(value));
            }
            forwarded_for(&headers).map(|address| address.to_string())
        };
        assert_eq!(of(&["203.0.113.9, 198.51.100.7"]).as_deref(), Some("198.51.100.7"));
        assert_eq!(of(&["203.0.113.9", "2001:db8::1"]).as_deref(), Some("2001:db8::1"));
        assert_eq!(of(&["203.0.113.9, unknown"]), None);
        assert_eq!(of(&[]), None);
    }
}
