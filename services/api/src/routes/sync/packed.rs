//! JSON that is made small where its reader understands it: over a poor line a first sync is most of what a phone waits for. Nothing that another
//! site can choose stands in it, so its length tells nothing.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use std::io::Write;

use crate::problem::Problem;

/// Smaller than this it is sent as it is.
const SMALL: usize = 1024;

/// An answer, and whether it is packed.
pub(crate) struct Packed<T> {
    value: T,
    gzip: bool,
}

impl<T: Serialize> Packed<T> {
    pub(crate) fn new(value: T, request: &HeaderMap) -> Self {
        let accepts = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let gzip = accepts.split(',').any(|one| one.split(';').next().is_some_and(|name| name.trim() == "gzip"));
        Self { value, gzip }
    }

    fn bytes(&self) -> Result<(Vec<u8>, bool), Problem> {
        let json = serde_json::to_vec(&self.value).map_err(|error| Problem::internal("packed answer", &error))?;
        if !self.gzip || json.len() < SMALL {
            return Ok((json, false));
        }
        let mut packed = GzEncoder::new(Vec::with_capacity(json.len() / 4), Compression::default());
        packed.write_all(&json).map_err(|error| Problem::internal("packed answer", &error))?;
        Ok((packed.finish().map_err(|error| Problem::internal("packed answer", &error))?, true))
    }
}

impl<T: Serialize> IntoResponse for Packed<T> {
    fn into_response(self) -> Response {
        let (bytes, is_packed) = match self.bytes() {
            Ok(made) => made,
            Err(problem) => return problem.into_response(),
        };
        let mut response = bytes.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if is_packed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}
