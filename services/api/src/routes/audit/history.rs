//! A stream's whole history, to print and to keep.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use futures::stream;
use hamyar_projections::views::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt::Write;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::filter::Format;
use super::moment::History;
use super::named::{Named, named};
use super::{csv, download, words};
use crate::auth::Signed;
use crate::input::{Filters, InStream};
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::families::timeline::{TimelineItem, name};
use crate::routes::run::store_problem;
use crate::state::AppState;
use crate::wait::AtLeast;

/// A stream's history, with what a print says of itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct StreamHistory {
    stream: String,
    id: Uuid,
    /// The state after the last event.
    #[schema(value_type = Object)]
    state: Value,
    /// Every event, oldest first.
    events: Vec<TimelineItem>,
    #[schema(value_type = Object)]
    names: Named,
    /// Log position up to which the history was read.
    position: i64,
    /// Hash of the stream's last event, in hexadecimal: by it two prints are seen to be of one history.
    head_hash: String,
    /// Who asked, and when.
    read_by: String,
    read_at: Instant,
}

/// Every event of a stream with what it says, and the state they make, for a print. Recorded.
#[utoipa::path(get, path = "/audit/streams/{stream}/{id}/history", tag = "audit",
    params(("stream" = String, Path, description = "stream type, as `commission`"), ("id" = Uuid, Path)),
    responses((status = 200, body = StreamHistory), ReadProblems))]
pub(crate) async fn read_stream_history(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InStream { stream, id }: InStream,
) -> Result<Json<StreamHistory>, Problem> {
    let position = state.store().head().await.map_err(store_problem)?;
    let history = History::open(&state, &signed, "read_stream_history", &stream, id).await?;
    let events = items(&state, &history).await?;
    let now = history.state_of(&state, &history.events).await?;
    let last = history.last_sequence();
    let head = state.store().stream_stored(&stream, id, last, 1).await.map_err(store_problem)?;
    let mut head_hash = String::new();
    for byte in head.first().map(|event| event.hash).unwrap_or_default() {
        // Writing to a string does not fail.
        let _ = write!(head_hash, "{byte:02x}");
    }
    let payloads: Vec<&Value> = events.iter().map(|event| &event.payload).chain([&now]).collect();
    let names = named(&state, &payloads).await?;
    Ok(Json(StreamHistory {
        stream,
        id,
        state: now,
        names,
        position: position.max(events.last().map_or(0, |event| event.position)),
        events,
        head_hash,
        read_by: signed.principal.display_name.clone(),
        read_at: state.clock().now().into(),
    }))
}

async fn items(state: &AppState, history: &History) -> Result<Vec<TimelineItem>, Problem> {
    let mut events: Vec<TimelineItem> = history.events.iter().map(|event| history.item(event)).collect();
    name(state, &mut events).await?;
    Ok(events)
}

/// The format of a file.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FormatQuery {
    /// `csv` or `jsonl`.
    format: Option<String>,
}

/// Every event of a stream with what it says, as a file. Recorded. It proves nothing by itself; a proof has an export of its own.
#[utoipa::path(get, path = "/audit/streams/{stream}/{id}/export", tag = "audit",
    params(("stream" = String, Path, description = "stream type, as `commission`"), ("id" = Uuid, Path), FormatQuery),
    responses((status = 200, description = "CSV or JSON Lines", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_stream_history(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InStream { stream, id }: InStream,
    Filters(query): Filters<FormatQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(hamyar_identity::policy::Action::ReadFamilyEvents)?;
    let format = Format::read(query.format.as_deref())?;
    let history = History::open(&state, &signed, "export_stream_history", &stream, id).await?;
    let events = items(&state, &history).await?;
    let mut text = String::new();
    if format == Format::Csv {
        text.push_str(csv::BOM);
        text.push_str(&csv::line([
            "sequence",
            "position",
            "type",
            "type_fa",
            "type_en",
            "happened_at",
            "happened_jalali",
            "recorded_at",
            "recorded_jalali",
            "late",
            "actor",
            "payload",
        ]));
    }
    for event in &events {
        match format {
            Format::Csv => text.push_str(&row(event)),
            Format::Jsonl => {
                let line = serde_json::to_string(event).map_err(|error| Problem::internal("history export", &error))?;
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    let body = stream::iter([Ok(Bytes::from(text))]);
    Ok(download::download(&format!("hamyar-history-{}-{id}", history.stream), format, body))
}

fn row(event: &TimelineItem) -> String {
    let (fa, en) = words::of(&event.r#type).unwrap_or(("", ""));
    csv::line([
        event.sequence.to_string().as_str(),
        &event.position.to_string(),
        &event.r#type,
        fa,
        en,
        &event.happened_at.iso,
        &event.happened_at.jalali,
        &event.recorded_at.iso.to_rfc3339(),
        &event.recorded_at.jalali,
        if event.late { "1" } else { "0" },
        event.actor.name.as_deref().unwrap_or(&event.actor.kind),
        &event.payload.to_string(),
    ])
}
