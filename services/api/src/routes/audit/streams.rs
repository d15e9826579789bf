//! The events of one stream, oldest first, in short: what a slider needs.

use axum::Json;
use axum::extract::State;
use hamyar_projections::audit::{self, AuditItem};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{moment, trail};
use crate::auth::Signed;
use crate::input::{Filters, InStream, PageQuery, cursor_of, read_cursor};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Events of a page at most; a page holds so many unless asked otherwise.
const LIMIT_MAX: i64 = 1_000;

/// Page of a stream.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StreamQuery {
    cursor: Option<String>,
    /// 1 to 1000.
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The events of a stream in short, oldest first, without what was written.
#[utoipa::path(get, path = "/audit/streams/{stream}/{id}/events", tag = "audit",
    params(("stream" = String, Path, description = "stream type, as `commission`"), ("id" = uuid::Uuid, Path), StreamQuery),
    responses((status = 200, body = Page<AuditItem>), ReadProblems))]
pub(crate) async fn list_stream_events(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InStream { stream, id }: InStream,
    Filters(query): Filters<StreamQuery>,
) -> Result<Json<Page<AuditItem>>, Problem> {
    let verdict = moment::check(&state, &signed, &stream, id).await?;
    let mut read = PageQuery::default();
    let limit = read.number("limit", &query.limit, 1..=LIMIT_MAX).unwrap_or(LIMIT_MAX);
    read.done()?;
    let after = match read_cursor(&query.cursor)? {
        Some(place) => place.parse::<i64>().map_err(|_| Problem::field("cursor", "malformed"))?,
        None => 0,
    };
    let fault = |error| from_database("stream events", error);
    let total = audit::stream_length(state.read(), &stream, id).await.map_err(fault)?;
    if total == 0 {
        return Err(Problem::NotFound);
    }
    super::trace(&state, &signed, "list_stream_events", &moment::subject(&stream, id), &verdict).await?;
    let mut items = audit::stream_events(state.read(), &stream, id, after, limit).await.map_err(fault)?;
    let next =
        items.last().map(|item| item.sequence).filter(|last| *last < total).map(|last| cursor_of(&last.to_string()));
    trail::name(&state, &mut items).await?;
    let position = items.last().map_or(0, |item| item.position);
    Ok(Json(Page { items, next, total: Some(total), position }))
}
