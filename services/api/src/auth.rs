//! Who is asking: the cookies of session and device, and the doors every operation goes through.

use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header::SET_COOKIE};
use chrono::{DateTime, Duration, Utc};
use hamyar_identity::policy::{self, Action, Resource, Verdict};
use hamyar_identity::{
    Begun, DEVICE_DAYS, OUTSIDE_MINUTES, Principal, SessionToken, SignedIn, Step, Token, Visitor, browser_of, step_left,
};

use uuid::Uuid;

use crate::input::only_known;
use crate::problem::Problem;
use crate::routes::session::Address;
use crate::state::AppState;

/// Minutes within which who sits there must have been made sure of, for an act that others could use to take the account or the store.
pub(crate) const FRESH_MINUTES: i64 = 15;

/// Name of the session cookie. Under https the prefix keeps other hosts of the domain, and plain http, from setting it.
fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-hamyar_session" } else { "hamyar_session" }
}

/// Name of the device cookie.
fn device_name(secure: bool) -> &'static str {
    if secure { "__Host-hamyar_device" } else { "hamyar_device" }
}

/// Name of the cookie that ties an attempt at the outside provider to its browser.
fn outside_name(secure: bool) -> &'static str {
    if secure { "__Host-hamyar_outside" } else { "hamyar_outside" }
}

/// The signed-in person, second factor included where one is needed, who asks by nothing that the operation does not know.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) principal: Principal,
    pub(crate) token: SessionToken,
    pub(crate) session: SignedIn,
    /// When the request came.
    pub(crate) now: DateTime<Utc>,
    /// The caseworker whose late work the person records.
    pub(crate) stead: Option<Uuid>,
    /// Only tried: what is asked for is judged and not done.
    pub(crate) is_trial: bool,
}

/// The same where a second factor is still to be shown or made: for the few operations that do so, and to sign out.
pub(crate) struct HalfSigned(pub(crate) Signed, pub(crate) Option<Step>);

impl FromRequestParts<AppState> for HalfSigned {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let token = token_of(parts, session_name(state.secure_cookies())).ok_or(Problem::NotSignedIn)?;
        let now = state.clock().now();
        let session = state.identity().session(&token, now).await?.ok_or(Problem::NotSignedIn)?;
        let step = step_of(state, &session);
        let principal = session.principal.clone();
        Ok(Self(Signed { principal, token, session, now, stead: None, is_trial: false }, step))
    }
}

impl FromRequestParts<AppState> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        match HalfSigned::from_request_parts(parts, state).await? {
            HalfSigned(signed, None) => only_known(parts).map(|()| signed),
            HalfSigned(_, Some(step)) => Err(Problem::SecondFactorRequired(step)),
        }
    }
}

/// What a session still lacks: the one place that knows whether second factors are enforced.
pub(crate) fn step_of(state: &AppState, session: &SignedIn) -> Option<Step> {
    let enforced = state.enforces_second_factor();
    step_left(&session.principal.roles(), enforced, session.has_factor, session.is_factor_shown)
}

impl Signed {
    /// The first door: a role that may never do this is told so before anything is looked up.
    pub(crate) fn may_ever(&self, action: Action) -> Result<(), Problem> {
        if policy::may_ever(&self.principal, action) { Ok(()) } else { Err(Problem::NotAllowed) }
    }

    /// The second door: this row. A row out of scope does not exist for the person.
    pub(crate) fn check(&self, action: Action, resource: &Resource<'_>) -> Result<Verdict, Problem> {
        let verdict = policy::decide(&self.principal, action, resource);
        if verdict.allowed {
            Ok(verdict)
        } else if verdict.hidden {
            Err(Problem::NotFound)
        } else if verdict.is_stopped() {
            Err(Problem::refused(verdict.why))
        } else {
            Err(Problem::NotAllowed)
        }
    }

    /// For sensitive acts: who sits there was made sure of within so many minutes, by signing in or by `confirm_session`. Asked after the
    /// doors, so that nobody types a code for something that is not theirs to do.
    pub(crate) fn fresh(&self, minutes: i64) -> Result<(), Problem> {
        if self.now - self.session.confirmed_at <= Duration::minutes(minutes) {
            return Ok(());
        }
        Err(Problem::ConfirmAgain { with: if self.session.has_factor { "code" } else { "password" } })
    }
}

/// The browser that asks, whoever sits there.
pub(crate) struct Browser(pub(crate) Visitor);

impl FromRequestParts<AppState> for Browser {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self(visitor(parts, state).await))
    }
}

/// The browser that asks, from what its request says.
pub(crate) async fn visitor(parts: &mut Parts, state: &AppState) -> Visitor {
    let Ok(Address(address)) = Address::from_request_parts(parts, state).await;
    let browser = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).and_then(browser_of);
    Visitor { address, browser, device: device_of(parts, state.secure_cookies()) }
}

/// What the device cookie says.
pub(crate) fn device_of(parts: &Parts, secure: bool) -> Option<Token> {
    token_of(parts, device_name(secure))
}

/// What the cookie of an attempt at the outside provider says.
pub(crate) fn outside_of(parts: &Parts, secure: bool) -> Option<Token> {
    token_of(parts, outside_name(secure))
}

/// The cookie of an attempt at the outside provider. `Lax`, because it comes back from another site.
pub(crate) fn outside_cookie(token: &Token, secure: bool) -> String {
    build(outside_name(secure), token.as_str(), OUTSIDE_MINUTES * 60, secure)
}

/// The cookie that ends an attempt.
pub(crate) fn no_outside_cookie(secure: bool) -> String {
    build(outside_name(secure), "", 0, secure)
}

fn token_of(parts: &Parts, cookie: &str) -> Option<Token> {
    parts
        .headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie)
        .and_then(|(_, value)| Token::parse(value))
}

/// The cookies of a session that has just begun.
pub(crate) fn cookies_of(begun: &Begun, now: DateTime<Utc>, secure: bool) -> HeaderMap {
    let device = begun.device.as_ref();
    let device = device.map(|token| build(device_name(secure), token.as_str(), DEVICE_DAYS * 24 * 3600, secure));
    with_cookies([Some(cookie(&begun.token, &begun.signed_in, now, secure)), device].into_iter().flatten())
}

/// The cookie that carries a session, as long as the session lives unless used again.
pub(crate) fn cookie(token: &SessionToken, session: &SignedIn, now: DateTime<Utc>, secure: bool) -> String {
    let seconds = (session.expires_at - now).num_seconds().max(0);
    build(session_name(secure), token.as_str(), seconds, secure)
}

/// The cookie that ends a session.
pub(crate) fn no_cookie(secure: bool) -> String {
    build(session_name(secure), "", 0, secure)
}

/// The cookie that ends a device.
pub(crate) fn no_device_cookie(secure: bool) -> String {
    build(device_name(secure), "", 0, secure)
}

pub(crate) fn with_cookies(cookies: impl IntoIterator<Item = String>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(SET_COOKIE, value);
        }
    }
    headers
}

fn build(name: &str, value: &str, seconds: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_under_https_is_this_hosts_alone() {
        let cookie = build(session_name(true), "x", 60, true);
        assert_eq!(cookie, "__Host-hamyar_session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
        assert!(build(device_name(false), "x", 60, false).starts_with("hamyar_device=x; Path=/;"));
    }
}
