//! What operations answer, for the handlers and for the OpenAPI document alike.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::openapi::{ContentBuilder, RefOr, Response as ResponseSpec, ResponseBuilder};
use utoipa::{IntoResponses, PartialSchema, ToSchema};
use uuid::Uuid;

use crate::problem::ProblemBody;

/// What a committed command answers; its ETag is the sequence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Done {
    /// The stream the command changed.
    pub id: Uuid,
    /// The stream's sequence after it: the next `If-Match`.
    pub sequence: i64,
    /// Log position: name it as `at_least` to read what was written.
    pub position: i64,
    /// Whether this repeats the answer to an earlier sending of the same command.
    pub repeated: bool,
    /// Ids of what was made, by kind, as `{"member_id": "…"}`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ids: BTreeMap<String, Uuid>,
    /// The file number of a new family.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_number: Option<String>,
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let tag = etag(self.sequence);
        ([(header::ETAG, tag)], Json(self)).into_response()
    }
}

/// The ETag of a stream at a sequence.
pub(crate) fn etag(sequence: i64) -> HeaderValue {
    // Digits and quotes are always a header value.
    HeaderValue::from_str(&format!("\"{sequence}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}

fn problem(description: &str) -> RefOr<ResponseSpec> {
    ResponseBuilder::new()
        .description(description)
        .content("application/problem+json", ContentBuilder::new().schema(Some(ProblemBody::schema_ref())).build())
        .into()
}

trait SchemaRef {
    fn schema_ref() -> RefOr<utoipa::openapi::Schema>;
}
impl<T: ToSchema> SchemaRef for T {
    fn schema_ref() -> RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::Ref::from_schema_name(T::name()).into()
    }
}

fn of(rows: &[(&str, &str)]) -> BTreeMap<String, RefOr<ResponseSpec>> {
    rows.iter().map(|(status, description)| ((*status).to_owned(), problem(description))).collect()
}

/// Failures of every read.
pub(crate) struct ReadProblems;

impl IntoResponses for ReadProblems {
    fn responses() -> BTreeMap<String, RefOr<ResponseSpec>> {
        of(&[
            ("400", "unreadable"),
            ("401", "not signed in"),
            ("403", "not allowed to the role"),
            ("404", "no such thing, or not in scope"),
            ("409", "refused by a rule: the refusal's code and its numbers"),
            ("413", "larger than is read"),
            ("422", "values that cannot be accepted"),
            ("429", "too many attempts; see Retry-After"),
            ("500", "a fault of ours"),
            ("503", "not reachable now; see Retry-After"),
        ])
    }
}

/// Answer and failures of every command.
pub(crate) struct CommandAnswers;

impl IntoResponses for CommandAnswers {
    fn responses() -> BTreeMap<String, RefOr<ResponseSpec>> {
        let mut all = ReadProblems::responses();
        all.extend(of(&[
            ("409", "refused by a rule: the refusal's code and its numbers"),
            ("412", "the stream moved on since If-Match"),
            ("413", "larger than one mebibyte"),
        ]));
        let done = ResponseBuilder::new()
            .description("committed; the ETag is the sequence")
            .content("application/json", ContentBuilder::new().schema(Some(Done::schema_ref())).build())
            .header("ETag", utoipa::openapi::HeaderBuilder::new().schema(String::schema()).build());
        all.insert("200".to_owned(), done.into());
        all
    }
}
