//! The filtered trail as a file: CSV for a spreadsheet, JSON Lines for a program.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use futures::stream;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::audit::{self, AuditFilter, AuditItem, Cursor};
use std::fmt::Write;

use super::filter::{Format, TrailQuery};
use super::{csv, download, trace, trail, words};
use crate::auth::Signed;
use crate::input::Filters;
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::state::AppState;
use crate::wait::AtLeast;

/// Events read at once while a file is written.
const BATCH: i64 = 2_000;

const HEADINGS: [&str; 18] = [
    "position",
    "recorded_at",
    "recorded_jalali",
    "happened_at",
    "happened_jalali",
    "happened_precision",
    "days_late",
    "at_night",
    "stream",
    "stream_id",
    "sequence",
    "file_number",
    "type",
    "type_fa",
    "type_en",
    "actor",
    "center",
    "neighborhood",
];

/// The filtered trail as a file, whole. Sent as it is read; a file that breaks off was not finished. Recorded.
#[utoipa::path(get, path = "/audit/events/export", tag = "audit", params(TrailQuery),
    responses((status = 200, description = "CSV or JSON Lines", body = String, content_type = "text/csv"), ReadProblems))]
pub(crate) async fn export_audit_events(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<TrailQuery>,
) -> Result<Response, Problem> {
    signed.may_ever(Action::ReadAudit)?;
    let verdict = signed.check(Action::ReadAudit, &Resource::None)?;
    let asked = query.read()?;
    let format = Format::read(query.format.as_deref())?;
    trace(&state, &signed, "export_audit_events", "log", &verdict).await?;
    let position = state.store().head().await.map_err(crate::routes::run::store_problem)?;
    let first = match format {
        Format::Csv => csv::BOM.to_owned() + &csv::line(HEADINGS),
        Format::Jsonl => String::new(),
    };
    // The first events are read before anything is promised.
    let opening = batch(&state, &asked.filter, None, format).await?;
    let begin = Reading { state, filter: asked.filter, format, ready: Some((first + &opening.0, opening.1)) };
    let body = stream::try_unfold(Some(begin), |reading| async move {
        let Some(mut reading) = reading else { return Ok(None) };
        let (text, next) = match reading.ready.take() {
            Some(ready) => ready,
            None => return Ok(None),
        };
        if let Some(cursor) = next {
            let ready = batch(&reading.state, &reading.filter, Some(cursor), reading.format).await;
            // Breaking off tells the reader that the file is not whole; why stands in the log.
            reading.ready = Some(ready.map_err(|_| std::io::Error::other("reading the trail broke off"))?);
            return Ok::<_, std::io::Error>(Some((Bytes::from(text), Some(reading))));
        }
        Ok(Some((Bytes::from(text), None)))
    });
    Ok(download::download(&format!("hamyar-audit-trail-{position}"), format, body))
}

struct Reading {
    state: AppState,
    filter: AuditFilter,
    format: Format,
    ready: Option<(String, Option<Cursor>)>,
}

async fn batch(
    state: &AppState,
    filter: &AuditFilter,
    cursor: Option<Cursor>,
    format: Format,
) -> Result<(String, Option<Cursor>), Problem> {
    let page = audit::events(state.read(), filter, cursor, BATCH).await;
    let mut page = page.map_err(|error| from_database("audit trail", error))?;
    trail::name(state, &mut page.items).await?;
    let mut text = String::new();
    for item in &page.items {
        match format {
            Format::Csv => text.push_str(&row(item)),
            Format::Jsonl => {
                let line = serde_json::to_string(item).map_err(|error| Problem::internal("audit export", &error))?;
                // Writing to a string does not fail.
                let _ = writeln!(text, "{line}");
            }
        }
    }
    Ok((text, page.next.and_then(|next| next.parse().ok())))
}

fn row(item: &AuditItem) -> String {
    let (fa, en) = words::of(&item.event_type).unwrap_or(("", ""));
    let actor = match (&item.actor.name, item.actor.id) {
        (Some(name), _) => name.clone(),
        (None, Some(id)) => id.to_string(),
        (None, None) => item.actor.kind.clone(),
    };
    let name = |place: &Option<hamyar_projections::views::NamedRef>| {
        place.as_ref().and_then(|place| place.name.clone()).unwrap_or_default()
    };
    csv::line([
        item.position.to_string().as_str(),
        &item.recorded_at.iso.to_rfc3339(),
        &item.recorded_at.jalali,
        &item.happened_at.iso,
        &item.happened_at.jalali,
        &item.happened_at.precision,
        &item.days_late.to_string(),
        if item.at_night { "1" } else { "0" },
        &item.stream,
        &item.stream_id.to_string(),
        &item.sequence.to_string(),
        item.file_number.as_deref().unwrap_or_default(),
        &item.event_type,
        fa,
        en,
        &actor,
        &name(&item.center),
        &name(&item.neighborhood),
    ])
}
