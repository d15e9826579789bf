//! Signing in through the outside provider of an office, and linking the own account with an identity there. Off unless the operator sets it.

use axum::Json;
use axum::extract::{FromRequestParts, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use hamyar_identity::policy::Action;
use hamyar_identity::{IdentityError, OutsideStart, OutsideTaken, Visitor};
use hamyar_oidc::{OidcError, Provider};
use hamyar_projections::views::Instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::answers::ReadProblems;
use crate::auth::{self, Browser, FRESH_MINUTES, HalfSigned, Signed};
use crate::input::{Line, Sent, body};
use crate::problem::Problem;
use crate::state::AppState;

/// Where somebody who links comes back to.
const OWN_PAGE: &str = "/me";
/// Where somebody who cannot be let in comes back to.
const SIGN_IN_PAGE: &str = "/login";
/// Longest path to come back to.
const BACK_MAX: usize = 500;

body! {
    /// Where to go afterwards.
    pub struct StartOutsideBody {
        /// A path of this installation, as `/families`; the person's first screen when absent.
        back: Option<Line>,
    }
}

/// Where the browser goes.
#[derive(Serialize, ToSchema)]
pub(crate) struct OutsideBegun {
    /// The provider's page.
    address: String,
}

/// How the own account stands to the outside provider.
#[derive(Serialize, ToSchema)]
pub(crate) struct OutsideState {
    /// Whether there is a provider.
    available: bool,
    /// Since when the account is linked.
    linked_at: Option<Instant>,
}

/// What the provider sends back.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OutsideQuery {
    /// One-time code.
    code: Option<String>,
    /// As it was sent.
    state: Option<String>,
    /// Why there is no code.
    error: Option<String>,
}

/// Whether a text is a path of this installation and nothing that a browser could read as another: no host, no backslash, no control character, and
/// none of the interface, which is no page.
fn is_own_path(text: &str) -> bool {
    text.len() <= BACK_MAX
        && text.starts_with('/')
        && !text.starts_with("//")
        && !text.starts_with("/api/")
        && !text.contains('\\')
        && text.chars().all(|c| !c.is_control() && !c.is_whitespace())
}

fn provider(state: &AppState) -> Result<&Provider, Problem> {
    state.outside().ok_or(Problem::refused("outside_not_set"))
}

fn away(error: &OidcError) -> &'static str {
    // The kind and the cause, never a code or a token.
    tracing::warn!(%error, "an outside sign-in did not succeed");
    match error {
        OidcError::Unavailable(_) => "outside_away",
        OidcError::Refused(_) | OidcError::Untrusted(_) => "outside_refused",
    }
}

async fn begin(
    state: &AppState,
    visitor: &Visitor,
    back: &str,
    link_session: Option<Uuid>,
) -> Result<(HeaderMap, Json<OutsideBegun>), Problem> {
    let begun = provider(state)?.begin().await.map_err(|error| Problem::refused(away(&error)))?;
    let start =
        OutsideStart { state: &begun.state, nonce: &begun.nonce, verifier: &begun.verifier, back, link_session };
    let token = state.identity().begin_outside(start, visitor.address, state.clock().now()).await?;
    let cookie = auth::outside_cookie(&token, state.secure_cookies());
    Ok((auth::with_cookies([cookie]), Json(OutsideBegun { address: begun.address })))
}

/// Begin a sign-in at the outside provider: the browser goes to the address of the answer and comes back within ten minutes.
#[utoipa::path(post, path = "/session/outside", tag = "session", request_body = StartOutsideBody,
    responses((status = 200, body = OutsideBegun), ReadProblems))]
pub(crate) async fn start_outside_session(
    State(state): State<AppState>,
    Browser(visitor): Browser,
    sent: Sent,
) -> Result<(HeaderMap, Json<OutsideBegun>), Problem> {
    let body: StartOutsideBody = sent.read()?;
    let back = body.back.map_or_else(|| "/".to_owned(), Line::into_string);
    if !is_own_path(&back) {
        return Err(Problem::field("back", "malformed"));
    }
    begin(&state, &visitor, &back, None).await
}

/// Begin to link the own account with an identity of the outside provider, in place of the one before. Asks who sits there, where that was not
/// shown lately.
#[utoipa::path(post, path = "/session/outside/link", tag = "session",
    responses((status = 200, body = OutsideBegun), ReadProblems))]
pub(crate) async fn link_outside(
    State(state): State<AppState>,
    signed: Signed,
    Browser(visitor): Browser,
    _sent: Sent,
) -> Result<(HeaderMap, Json<OutsideBegun>), Problem> {
    signed.may_ever(Action::ReadLists)?;
    signed.fresh(FRESH_MINUTES)?;
    begin(&state, &visitor, OWN_PAGE, Some(signed.session.id)).await
}

/// How the own account stands to the outside provider.
#[utoipa::path(get, path = "/session/outside/link", tag = "session", responses((status = 200, body = OutsideState), ReadProblems))]
pub(crate) async fn read_outside_link(
    State(state): State<AppState>,
    signed: Signed,
) -> Result<Json<OutsideState>, Problem> {
    let linked_at = state.identity().outside_link(signed.principal.user_id).await?.map(Instant::from);
    Ok(Json(OutsideState { available: state.outside().is_some(), linked_at }))
}

/// Take the own link away. Other sessions that were opened by it end.
#[utoipa::path(post, path = "/session/outside/unlink", tag = "session",
    responses((status = 204), ReadProblems))]
pub(crate) async fn unlink_outside(
    State(state): State<AppState>,
    signed: Signed,
    Browser(visitor): Browser,
    _sent: Sent,
) -> Result<StatusCode, Problem> {
    signed.may_ever(Action::ReadLists)?;
    signed.fresh(FRESH_MINUTES)?;
    state.identity().unlink_outside(&signed.session, &visitor, signed.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where the provider sends the browser back to. Answers with the way to a page of this installation: the one asked for, or one that says by
/// `outside` why nobody was let in.
#[utoipa::path(get, path = "/session/outside/callback", tag = "session", params(OutsideQuery),
    responses((status = 303, description = "on to a page of this installation")))]
pub(crate) async fn finish_outside_session(State(state): State<AppState>, request: Request) -> (StatusCode, HeaderMap) {
    let (mut parts, _) = request.into_parts();
    let query = Query::<OutsideQuery>::from_request_parts(&mut parts, &state).await;
    let query = query.map(|Query(query)| query).unwrap_or_default();
    let secure = state.secure_cookies();
    let visitor = auth::visitor(&mut parts, &state).await;
    let now = state.clock().now();
    let known = query.state.as_deref().unwrap_or_default();
    let browser = auth::outside_of(&parts, secure);
    let taken = match state.identity().take_outside(known, browser.as_ref(), visitor.address, now).await {
        Ok(taken) => taken,
        Err(error) => return refused(&state, SIGN_IN_PAGE, &Problem::from(error)),
    };
    let page = if taken.link_session.is_some() { OWN_PAGE } else { SIGN_IN_PAGE };
    let half = HalfSigned::from_request_parts(&mut parts, &state).await.ok();
    match finish(&state, &query, &taken, half, &visitor).await {
        Ok((to, mut headers)) => {
            let done = auth::with_cookies([auth::no_outside_cookie(secure)]);
            headers.extend(done.into_iter().filter_map(|(name, value)| Some((name?, value))));
            on(&to, headers)
        }
        Err(problem) => refused(&state, page, &problem),
    }
}

/// Who came back, and where they go. `half` is whoever is signed in at that browser.
async fn finish(
    state: &AppState,
    query: &OutsideQuery,
    taken: &OutsideTaken,
    half: Option<HalfSigned>,
    visitor: &Visitor,
) -> Result<(String, HeaderMap), Problem> {
    let provider = provider(state)?;
    // The provider's own words are shown to nobody: anybody can write them into an address.
    let code = query.code.as_deref().filter(|_| query.error.is_none()).ok_or(Problem::refused("outside_refused"))?;
    let who = provider.finish(code, &taken.nonce, &taken.verifier).await;
    let who = who.map_err(|error| Problem::refused(away(&error)))?;
    let (identity, now) = (state.identity(), state.clock().now());
    let Some(link_session) = taken.link_session else {
        let begun = identity.sign_in_outside(&who.issuer, &who.subject, who.second_factor, visitor, now).await?;
        let headers = auth::cookies_of(&begun, now, state.secure_cookies());
        // A page that finds the second factor still to be shown leads to it by itself.
        return Ok((taken.back.clone(), headers));
    };
    // The very session that began it: nobody else's account is linked by an address that somebody was led to.
    let signed = match half {
        Some(HalfSigned(signed, None)) if signed.session.id == link_session => signed,
        _ => return Err(IdentityError::OutsideInvalid.into()),
    };
    identity.link_outside(&signed.session, &who.issuer, &who.subject, visitor, now).await?;
    Ok((format!("{OWN_PAGE}?outside=linked"), HeaderMap::new()))
}

fn on(to: &str, mut headers: HeaderMap) -> (StatusCode, HeaderMap) {
    let to: String = to
        .bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    headers.insert(header::LOCATION, HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/")));
    (StatusCode::SEE_OTHER, headers)
}

/// On to a page that says why, by its code.
fn refused(state: &AppState, page: &str, problem: &Problem) -> (StatusCode, HeaderMap) {
    let headers = auth::with_cookies([auth::no_outside_cookie(state.secure_cookies())]);
    on(&format!("{page}?outside={}", problem.code()), headers)
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(start_outside_session))
        .routes(routes!(link_outside, read_outside_link))
        .routes(routes!(unlink_outside))
        .routes(routes!(finish_outside_session))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_this_installation_is_come_back_to() {
        for own in ["/", "/families/0190?tab=notes", "/center/خانواده"] {
            assert!(is_own_path(own), "{own}");
        }
        for other in [
            "",
            "families",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/ x",
            "/api/v1/session",
            "/a\r\nset-cookie: x",
        ] {
            assert!(!is_own_path(other), "{other}");
        }
        assert!(!is_own_path(&format!("/{}", "x".repeat(BACK_MAX))));
    }
}
