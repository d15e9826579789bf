//! A device that was lost is told to forget everything when it next comes by, whatever it asks for.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::auth;
use crate::problem::Problem;
use crate::state::AppState;

/// What a browser that is opened, rather than a program in it, shows. It names no person; its script forgets what the header cannot reach.
const PAGE: &str = include_str!("wiped.html");
/// The page's script and the files of the app, which hold nothing of anybody; and the live channel, whose reader sees no answer: its session has
/// ended, which it is told, and then it asks for something else.
const OPEN: [&str; 4] = ["/device-wiped.js", "/assets/", "/api/v1/live", "/api/v1/sync/quarantine"];

/// The cookie by which the app says that work waits on this device, unsent. It holds a count and nothing else.
const UNSENT: &str = "hamyar_unsent=";

fn says_unsent(parts: &Parts) -> bool {
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|header| header.to_str().ok());
    let mut pairs = cookies.flat_map(|header| header.split(';'));
    pairs.any(|pair| pair.trim().strip_prefix(UNSENT).is_some_and(|count| count.parse::<u32>().is_ok_and(|n| n > 0)))
}

/// Every request of a browser whose device is to be wiped is answered 401 with the order to forget cookies, storage and caches.
pub(crate) async fn at_the_door(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Some(token) = auth::device_of(&parts, state.secure_cookies()) else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    let is_open = OPEN.iter().any(|open| parts.uri.path().starts_with(open));
    // A database that does not answer wipes nothing; whatever needs it is answered 503 anyway, and the sessions have ended.
    if is_open || !state.identity().is_wiped(&token).await.unwrap_or(false) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    if says_unsent(&parts) {
        // Its person's work comes first: pages hold nothing of anybody, and the program in them hears that it is to send what waits and forget
        // everything. It sends into quarantine, drops the cookie, and is told the whole order at its next request.
        return if parts.uri.path().starts_with("/api/") {
            Problem::DeviceWiped.into_response()
        } else {
            next.run(Request::from_parts(parts, body)).await
        };
    }
    let visitor = auth::visitor(&mut parts, &state).await;
    if let Err(error) = state.identity().device_wiped(&token, &visitor, state.clock().now()).await {
        tracing::warn!(%error, "a wipe was told and could not be recorded");
    }
    let wants_page = !parts.uri.path().starts_with("/api/")
        && parts
            .headers
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
    let mut response = if wants_page {
        let mut page = (StatusCode::UNAUTHORIZED, Body::from(PAGE)).into_response();
        page.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        page
    } else {
        Problem::DeviceWiped.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"cookies\", \"storage\""),
    );
    for cookie in [auth::no_cookie(state.secure_cookies()), auth::no_device_cookie(state.secure_cookies())] {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    response
}
