//! Signing in and out.

use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use hamyar_identity::policy::Action;
use hamyar_identity::{Grant, Principal, Role, Scope};
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use crate::auth::{self, Signed};
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
}

impl From<Principal> for SessionView {
    fn from(principal: Principal) -> Self {
        Self {
            roles: principal.roles(),
            scope: principal.scope(),
            grants: principal.grants,
            user_id: principal.user_id,
            username: principal.username,
            display_name: principal.display_name,
        }
    }
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

/// The address of whoever asks, as the connection has it; never taken from a header that anybody can write. Behind a trusted proxy on this
/// machine it is the last of `X-Forwarded-For`, which that proxy wrote itself.
pub(crate) struct Address(IpAddr);

impl FromRequestParts<AppState> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let known = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = known.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let forwarded = if state.trusts_proxy() && peer.is_loopback() { forwarded_for(&parts.headers) } else { None };
        Ok(Self(forwarded.unwrap_or(peer)))
    }
}

/// The address that the nearest proxy saw: the last of the last header. Those before it may have been written by anybody.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

fn with_cookie(cookie: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.insert(SET_COOKIE, value);
    }
    headers
}

/// Who is signed in. The cookie is given anew, so that it lives as long as the session.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = SessionView), ReadProblems))]
pub(crate) async fn read_session(State(state): State<AppState>, signed: Signed) -> (HeaderMap, Json<SessionView>) {
    let headers = with_cookie(&auth::cookie(&signed.token, state.secure_cookies()));
    (headers, Json(signed.principal.into()))
}

/// Sign in.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignInBody,
    responses((status = 200, body = SessionView), ReadProblems, (status = 429, body = crate::problem::ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn create_session(
    State(state): State<AppState>,
    Address(address): Address,
    sent: Sent,
) -> Result<(HeaderMap, Json<SessionView>), Problem> {
    let body: SignInBody = sent.read()?;
    let identity = state.identity();
    let principal = identity.authenticate(body.username.as_str(), body.password.as_str(), address).await?;
    let token = identity.begin_session(principal.user_id, state.clock().now()).await?;
    Ok((with_cookie(&auth::cookie(&token, state.secure_cookies())), Json(principal.into())))
}

/// Sign out.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204), ReadProblems))]
pub(crate) async fn delete_session(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<(StatusCode, HeaderMap), Problem> {
    state.identity().revoke(&signed.token).await?;
    Ok((StatusCode::NO_CONTENT, with_cookie(&auth::no_cookie(state.secure_cookies()))))
}

/// Change the own password. Every other session of the account ends; this one goes on under a new token.
#[utoipa::path(post, path = "/session/password", tag = "session", request_body = ChangePasswordBody,
    responses((status = 204), ReadProblems))]
pub(crate) async fn change_password(
    State(state): State<AppState>,
    signed: Signed,
    Address(address): Address,
    sent: Sent,
) -> Result<(StatusCode, HeaderMap), Problem> {
    signed.may_ever(Action::ReadLists)?;
    let body: ChangePasswordBody = sent.read()?;
    let identity = state.identity();
    // The same count of failures as for signing in: a found session must not become a place to guess the password.
    let wrong = |error| match error {
        hamyar_identity::IdentityError::WrongCredentials => Problem::field("current", "wrong_password"),
        hamyar_identity::IdentityError::Password(rule) => Problem::field("new", rule.code()),
        other => Problem::from(other),
    };
    identity.authenticate(&signed.principal.username, body.current.as_str(), address).await.map_err(wrong)?;
    identity.set_password(signed.principal.user_id, body.new.as_str()).await.map_err(wrong)?;
    let token = identity.begin_session(signed.principal.user_id, state.clock().now()).await?;
    Ok((StatusCode::NO_CONTENT, with_cookie(&auth::cookie(&token, state.secure_cookies()))))
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(read_session, create_session, delete_session)).routes(routes!(change_password))
}

#[cfg(test)]
mod tests {
    use super::*;

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
