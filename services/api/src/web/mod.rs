//! The web app, embedded in the binary: hashed files for ever, the page fresh, its pre-compressed twins by what the browser understands.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::problem::Problem;

// Without a build of the web app the server still builds, and answers 404 for pages.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// Answers what no route of the interface matches: a file of the web app, or its page for the app's own addresses.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    if path == "/api" || path.starts_with("/api/") || !matches!(method, Method::GET | Method::HEAD) {
        return Problem::NotFound.into_response();
    }
    let name = path.trim_start_matches('/');
    // Twins are an encoding, not files of their own.
    if name.ends_with(".br") || name.ends_with(".gz") {
        return Problem::NotFound.into_response();
    }
    // Addresses of the app have no dot; a missing file must be 404, not the page.
    let name = if name.is_empty() || !name.contains('.') { "index.html" } else { name };
    file(name, &headers).unwrap_or_else(|| Problem::NotFound.into_response())
}

fn file(name: &str, request: &HeaderMap) -> Option<Response> {
    let plain = Dist::get(name)?;
    let hash: String = plain.metadata.sha256_hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    // Weak, because all encodings share it.
    let tag = format!("W/\"{hash}\"");
    let immutable = name.starts_with("assets/");
    let cache = if immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).ok()?);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    let seen = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if seen.is_some_and(|seen| {
        seen == "*" || seen.split(',').any(|one| one.trim().trim_start_matches("W/") == tag.trim_start_matches("W/"))
    }) {
        return Some((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let accepts = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
        let wanted = accepts.split(',').any(|one| {
            let mut parts = one.split(';').map(str::trim);
            parts.next() == Some(encoding) && parts.next() != Some("q=0")
        });
        if wanted && let Some(twin) = Dist::get(&format!("{name}.{suffix}")) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            return Some((headers, Body::from(twin.data.into_owned())).into_response());
        }
    }
    Some((headers, Body::from(plain.data.into_owned())).into_response())
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
