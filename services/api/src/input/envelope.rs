//! What every command carries beside its own fields.

use axum::extract::FromRequestParts;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use chrono::{DateTime, Utc};
use hamyar_events::HappenedAt;
use uuid::Uuid;

use crate::problem::Problem;

/// The envelope of a command's body.
pub(crate) trait Envelope {
    fn command_id(&self) -> Uuid;
    fn happened_at(&self) -> Option<HappenedAt>;
    fn device(&self) -> Option<String>;
    fn client_clock(&self) -> Option<DateTime<Utc>>;
    fn based_on(&self) -> Option<i64>;
}

/// The sequence of `If-Match: "<sequence>"`, when given; `*` asks for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct IfMatch(pub(crate) Option<i64>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(header) = parts.headers.get(IF_MATCH) else { return Ok(Self(None)) };
        let text = header.to_str().map_err(|_| Problem::Unreadable("unreadable_header"))?.trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let sequence = text.trim_matches('"').parse().map_err(|_| Problem::Unreadable("unreadable_header"))?;
        Ok(Self(Some(sequence)))
    }
}
