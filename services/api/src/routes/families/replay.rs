//! A family as it stood at any event or moment, and what that event changed.

use axum::Json;
use axum::extract::State;
use hamyar_event_store::Recorded;
use hamyar_events::HappenedAt;
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::FamilyDocument;
use hamyar_projections::family_document::{Change, changes};
use hamyar_projections::views::FamilyFile;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::document;
use super::timeline::{TimelineItem, item, name};
use crate::auth::Signed;
use crate::input::{Filters, InPath, read_field_time};
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::run;
use crate::state::AppState;

/// The moment asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReplayQuery {
    /// A sequence, an RFC 3339 instant, or a date (ISO or Jalali): what was known then. The last event when absent.
    at: Option<String>,
}

/// A family at one event of its history.
#[derive(Serialize, ToSchema)]
pub(crate) struct Replay {
    sequence: i64,
    last_sequence: i64,
    state: FamilyFile,
    event: TimelineItem,
    /// What the event changed in the file.
    changes: Vec<Change>,
}

/// The file as it stood when its n-th event had been recorded, or as it was known at a moment.
#[utoipa::path(get, path = "/families/{id}/replay", tag = "audit", params(("id" = Uuid, Path), ReplayQuery),
    responses((status = 200, body = Replay), ReadProblems))]
pub(crate) async fn replay_family(
    State(state): State<AppState>,
    signed: Signed,
    InPath(path): InPath<[Uuid; 1]>,
    Filters(query): Filters<ReplayQuery>,
) -> Result<Json<Replay>, Problem> {
    let [id] = path;
    signed.may_ever(Action::ReplayFamily)?;
    let (_, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::ReplayFamily, &Resource::Family(&facts))?;
    let events = document::events(&state, id).await?;
    let sequence = sequence_at(&events, query.at.as_deref())?;
    document::trace(&state, &signed, "replay_family", id, verdict.why).await?;
    let now = document::fold(id, &events, sequence)?;
    let file = document::file(&state, &now, verdict.fields).await?;
    let after = serde_json::to_value(&file).unwrap_or_default();
    let before = if sequence > 1 {
        let earlier = document::fold(id, &events, sequence - 1)?;
        serde_json::to_value(document::file(&state, &earlier, verdict.fields).await?).unwrap_or_default()
    } else {
        // Before its first event the file shows nothing.
        let _ = FamilyDocument::new(id);
        serde_json::Value::Null
    };
    let changes = if before.is_null() { Vec::new() } else { changes(&before, &after) };
    let event = events.iter().find(|event| event.sequence == sequence).ok_or(Problem::NotFound)?;
    let mut items = [item(event, verdict.fields)];
    name(&state, &mut items).await?;
    let [event] = items;
    let last_sequence = events.last().map_or(0, |event| event.sequence);
    let changes = changes.into_iter().filter(|change| change.path != "/sequence").collect();
    Ok(Json(Replay { sequence, last_sequence, state: file, event, changes }))
}

/// The sequence asked for: by number, or the last event recorded by that moment (by the end of that day in Tehran).
fn sequence_at(events: &[Recorded], at: Option<&str>) -> Result<i64, Problem> {
    let last = events.last().map_or(0, |event| event.sequence);
    let Some(at) = at.map(str::trim).filter(|at| !at.is_empty()) else { return Ok(last) };
    if let Ok(sequence) = hamyar_persian::digits::to_ascii(at).parse::<i64>() {
        return if (1..=last).contains(&sequence) { Ok(sequence) } else { Err(Problem::field("at", "unknown")) };
    }
    // A plus sign in a query arrives as a blank.
    let at = at.replace(' ', "+");
    let moment = read_field_time(&at).or_else(|_| read_field_time(&at.replace('+', " ")));
    let moment = moment.map_err(|rule| Problem::field("at", rule))?;
    let known = |event: &&Recorded| match moment {
        HappenedAt::Instant(instant) => event.recorded_at <= instant,
        HappenedAt::Day(day) | HappenedAt::About(day) => hamyar_persian::tehran_date(event.recorded_at) <= day,
    };
    events.iter().rev().find(known).map(|event| event.sequence).ok_or_else(|| Problem::field("at", "too_early"))
}
