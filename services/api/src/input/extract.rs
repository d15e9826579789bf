//! Extractors whose failures are problems.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Read, read_body};
use crate::problem::Problem;

/// A JSON body as it was sent, read into its shape with [`Sent::read`] once policy has allowed the operation: whoever may not do something
/// learns that, and not which of the fields were wrong. Only `application/json` is understood: a form of another site cannot send it
/// without asking first.
#[derive(Clone)]
pub(crate) struct Sent {
    body: Value,
    /// What the edge knows of it and its author did not say: read with the rest, and no part of the wish.
    known: Map<String, Value>,
}

impl Sent {
    /// The body in its shape, or every fault of it.
    pub(crate) fn read<T: Read>(&self) -> Result<T, Problem> {
        if self.known.is_empty() {
            return read_body(&self.body);
        }
        let mut body = self.body.clone();
        if let Some(fields) = body.as_object_mut() {
            fields.extend(self.known.clone());
        }
        read_body(&body)
    }

    /// A body that came another way.
    pub(crate) fn of(body: Value) -> Self {
        Self { body, known: Map::new() }
    }

    /// The same wish with what the edge knows of it.
    pub(crate) fn knowing(mut self, known: Map<String, Value>) -> Self {
        self.known = known;
        self
    }

    /// The body as JSON.
    pub(crate) fn to_json(&self) -> String {
        self.body.to_string()
    }

    /// Whether its author filled a field in.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.body.get(field).is_some_and(|value| !value.is_null())
    }

    /// The bytes of a body, or of the part of a form that says what comes with a file.
    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self, Problem> {
        let value = serde_json::from_slice(bytes).map_err(|_| {
            // A half of a surrogate pair is JSON that no text can hold: the person typed or pasted it, so it is a wrong value.
            if has_lone_surrogate(bytes) {
                Problem::field("body", "bad_characters")
            } else {
                Problem::Unreadable("unreadable_request")
            }
        })?;
        Ok(Self::of(value))
    }

    /// A text of the body by its path, as `replacement.kind`; none when it is absent or blank.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        let found = path.split('.').try_fold(&self.body, |value, field| value.get(field))?;
        found.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// What identifies the wish when it is sent again: the operation, the ids of its path, and the body.
    pub(crate) fn fingerprint(&self, operation: &str, path: &[Uuid]) -> Vec<u8> {
        let mut bytes = operation.as_bytes().to_vec();
        for id in path {
            bytes.extend_from_slice(id.as_bytes());
        }
        bytes.extend_from_slice(self.body.to_string().as_bytes());
        bytes
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let json = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        });
        if !json {
            return Err(Problem::Unreadable("not_json"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
                Problem::TooLarge
            } else {
                Problem::Unreadable("unreadable_request")
            }
        })?;
        Self::from_json(&bytes)
    }
}

/// Whether a `\uD800`–`\uDFFF` escape stands without its other half.
fn has_lone_surrogate(bytes: &[u8]) -> bool {
    let unit = |at: usize| -> Option<u16> {
        let escape = bytes.get(at..at + 6)?;
        let hex = std::str::from_utf8(escape.strip_prefix(b"\\u")?).ok()?;
        u16::from_str_radix(hex, 16).ok()
    };
    let mut at = 0;
    while at + 6 <= bytes.len() {
        match unit(at) {
            Some(0xD800..=0xDBFF) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => at += 12,
            Some(0xD800..=0xDFFF) => return true,
            _ => at += 1,
        }
    }
    false
}

/// Path parameters. One that cannot be an id names nothing: 404.
pub(crate) struct InPath<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for InPath<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let axum::extract::Path(value) =
            axum::extract::Path::<T>::from_request_parts(parts, state).await.map_err(|_| Problem::NotFound)?;
        Ok(Self(value))
    }
}

/// A stream named in a path: its type and id. What is no stream's name does not exist.
pub(crate) struct InStream {
    pub(crate) stream: String,
    pub(crate) id: Uuid,
}

impl<S: Send + Sync> FromRequestParts<S> for InStream {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = axum::extract::Path::<(String, Uuid)>::from_request_parts(parts, state).await;
        let axum::extract::Path((stream, id)) = path.map_err(|_| Problem::NotFound)?;
        let named = stream.len() <= 40 && stream.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        if named { Ok(Self { stream, id }) } else { Err(Problem::NotFound) }
    }
}

/// An event of a stream named in a path: the stream's id and the event's sequence.
pub(crate) struct InEvent {
    pub(crate) id: Uuid,
    pub(crate) sequence: i64,
}

impl<S: Send + Sync> FromRequestParts<S> for InEvent {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = axum::extract::Path::<(Uuid, i64)>::from_request_parts(parts, state).await;
        let axum::extract::Path((id, sequence)) = path.map_err(|_| Problem::NotFound)?;
        Ok(Self { id, sequence })
    }
}
