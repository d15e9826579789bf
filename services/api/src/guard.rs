//! What every request and answer passes: defense against other sites, headers, and one line of log.

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Instant;

use crate::problem::Problem;
use crate::state::AppState;

/// The content policy, shared with the web app's own copy.
const CSP: &str = include_str!("../../../web/csp.txt");

/// A request that changes something must come from our own pages: `Sec-Fetch-Site` or `Origin` say where it comes from when a browser sends
/// it; the cookie is `SameSite=Lax` and bodies are JSON, or hold a part that says it is, so that a form of another site
/// reaches nothing.
pub(crate) async fn same_site(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) || is_ours(&request) {
        return next.run(request).await;
    }
    Problem::CrossSite.into_response()
}

fn is_ours(request: &Request) -> bool {
    let header = |name: HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = header(HeaderName::from_static("sec-fetch-site"))
        && !matches!(site, "same-origin" | "none")
    {
        return false;
    }
    match (header(header::ORIGIN), header(header::HOST)) {
        // A program sends neither; a page that hides its origin still names itself as the one that led here.
        (None, host) => header(header::REFERER).is_none_or(|from| host.is_some_and(|host| is_of(from, host))),
        (Some(origin), Some(host)) => is_of(origin, host),
        (Some(_), None) => false,
    }
}

/// Whether an address lies at the host.
fn is_of(address: &str, host: &str) -> bool {
    let named = address.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
    named.is_some_and(|named| named.eq_ignore_ascii_case(host))
}

/// A request names the host it was sent to. One that names another was led here by a name that somebody pointed at this machine, to read what only
/// its own pages may.
pub(crate) async fn host(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let hosts = state.hosts();
    if hosts.is_empty() || named(&request).is_some_and(|name| hosts.iter().any(|host| host.eq_ignore_ascii_case(name)))
    {
        return next.run(request).await;
    }
    Problem::WrongHost.into_response()
}

/// The host that a request names, without its port.
fn named(request: &Request) -> Option<&str> {
    let header = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let host = header.or_else(|| request.uri().authority().map(|authority| authority.as_str()))?;
    let port = host.rfind(':').filter(|at| !host[*at..].contains(']'));
    Some(port.map_or(host, |at| &host[..at]))
}

/// Marks an answer that says itself how long it may be kept, because it is the same for everybody.
#[derive(Clone, Copy)]
pub(crate) struct Public;

/// Headers of every answer.
pub(crate) async fn headers(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    // What needs no session may be kept for a while; everything else never.
    let public = response.extensions().get::<Public>().is_some();
    let headers = response.headers_mut();
    if state.secure_cookies() {
        // Two years. Only said over https, where the browser may believe it.
        let always = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, always);
    }
    for (name, value) in [
        ("content-security-policy", CSP.trim()),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("origin-agent-cluster", "?1"),
        ("permissions-policy", "camera=(self), geolocation=(self), microphone=(self)"),
        ("x-permitted-cross-domain-policies", "none"),
        ("x-frame-options", "DENY"),
    ] {
        // A file that is handed out has a stricter policy of its own.
        if !headers.contains_key(name)
            && let Ok(value) = HeaderValue::from_str(value)
        {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    if api && !public {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// One line per request: method, route template, status, milliseconds. Never the address itself, a query, a body or who asked.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "(page)".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::warn!(%method, route, status, ms, "answered");
    } else if route != "(page)" {
        tracing::info!(%method, route, status, ms, "answered");
    } else {
        tracing::debug!(%method, route, status, ms, "answered");
    }
    response
}
