//! Who is asking: the session cookie, and the door every operation goes through.

use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use hamyar_identity::policy::{self, Action, Resource, Verdict};
use hamyar_identity::{Principal, SESSION_HOURS, SessionToken};

use crate::problem::Problem;
use crate::state::AppState;

/// Name of the session cookie.
pub(crate) const COOKIE_NAME: &str = "hamyar_session";

/// The signed-in person.
pub(crate) struct Signed {
    pub(crate) principal: Principal,
    pub(crate) token: SessionToken,
}

impl FromRequestParts<AppState> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let token = token_of(parts).ok_or(Problem::NotSignedIn)?;
        let session = state.identity().session(&token, state.clock().now()).await?;
        let principal = session.ok_or(Problem::NotSignedIn)?.principal;
        Ok(Self { principal, token })
    }
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
}

fn token_of(parts: &Parts) -> Option<SessionToken> {
    parts
        .headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE_NAME)
        .and_then(|(_, value)| SessionToken::from_cookie(value))
}

/// The cookie that carries a session.
pub(crate) fn cookie(token: &SessionToken, secure: bool) -> String {
    build(token.as_str().to_owned(), SESSION_HOURS * 3600, secure)
}

/// The cookie that ends it.
pub(crate) fn no_cookie(secure: bool) -> String {
    build(String::new(), 0, secure)
}

fn build(value: String, seconds: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE_NAME}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}
