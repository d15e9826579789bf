//! What happened to a family, event by event.

use axum::Json;
use axum::extract::State;
use chrono::TimeDelta;
use hamyar_event_store::Recorded;
use hamyar_identity::policy::{Action, Fields, Resource};
use hamyar_projections::audit::FieldTime;
use hamyar_projections::views::{ActorRef, Instant, Page};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::document;
use crate::auth::Signed;
use crate::input::{Filters, InPath, PageQuery, cursor_of, read_cursor};
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::cover;
use crate::routes::run;
use crate::state::AppState;
use crate::wait::AtLeast;

/// One event of a family.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TimelineItem {
    pub(crate) sequence: i64,
    pub(crate) position: i64,
    /// Stored name of the event.
    pub(crate) r#type: String,
    pub(crate) happened_at: FieldTime,
    pub(crate) recorded_at: Instant,
    /// Recorded more than a day after it happened.
    pub(crate) late: bool,
    /// Some of its fields are forgotten.
    pub(crate) erased: bool,
    pub(crate) actor: ActorRef,
    /// The device it was typed on, where it was named.
    pub(crate) device: Option<String>,
    /// The event's fields, opened; null where a value is erased or not shown to the reader.
    #[schema(value_type = Object)]
    pub(crate) payload: Value,
}

/// An event as a reader sees it; the names of users are filled in by the caller.
pub(crate) fn item(event: &Recorded, fields: Fields) -> TimelineItem {
    let meta = document::meta(event);
    let late = (hamyar_persian::tehran_date(event.recorded_at) - meta.happened_on()) > TimeDelta::days(1);
    TimelineItem {
        sequence: event.sequence,
        position: event.position,
        r#type: event.event_type.clone(),
        happened_at: event.happened_at.into(),
        recorded_at: event.recorded_at.into(),
        late,
        // Written by the event store where a key is destroyed; in a text that a person typed the quotes are escaped.
        erased: event.payload.get().contains(r#""erased":true"#),
        actor: (&meta.actor).into(),
        device: event.metadata_of("device"),
        payload: cover::payload(event.payload.get(), fields),
    }
}

/// Fills in who did what.
pub(crate) async fn name(state: &AppState, items: &mut [TimelineItem]) -> Result<(), Problem> {
    let mut actors: Vec<&mut ActorRef> = items.iter_mut().map(|item| &mut item.actor).collect();
    document::name_actors(state, &mut actors).await
}

/// Page of a timeline.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimelineQuery {
    cursor: Option<String>,
    /// 1 to 100.
    limit: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// The events of a family, newest first.
#[utoipa::path(get, path = "/families/{id}/timeline", tag = "families", params(("id" = Uuid, Path), TimelineQuery),
    responses((status = 200, body = Page<TimelineItem>), ReadProblems))]
pub(crate) async fn list_timeline(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
    Filters(query): Filters<TimelineQuery>,
) -> Result<Json<Page<TimelineItem>>, Problem> {
    let [id] = path;
    signed.may_ever(Action::OpenFamily)?;
    let (_, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::OpenFamily, &Resource::Family(&facts))?;
    let mut read = PageQuery::default();
    let limit = read.limit(&query.limit);
    read.done()?;
    let before: Option<i64> = match read_cursor(&query.cursor)? {
        Some(place) => Some(place.parse().map_err(|_| Problem::field("cursor", "malformed"))?),
        None => None,
    };
    let trace = document::trace(&state, &signed, "list_timeline", id, verdict.why);
    let events = document::traced(trace, document::events(&state, id)).await?;
    let total = i64::try_from(events.len()).ok();
    let position = events.last().map_or(0, |event| event.position);
    let mut older = events.iter().rev().filter(|event| before.is_none_or(|before| event.sequence < before));
    let take = usize::try_from(limit).unwrap_or(0);
    let mut items: Vec<TimelineItem> = older.by_ref().take(take).map(|event| item(event, verdict.fields)).collect();
    let next = match (older.next(), items.last()) {
        (Some(_), Some(last)) => Some(cursor_of(&last.sequence.to_string())),
        _ => None,
    };
    name(&state, &mut items).await?;
    Ok(Json(Page { items, next, total, position }))
}

/// Every event of a family, oldest first, for the auditor.
#[utoipa::path(get, path = "/families/{id}/events", tag = "audit", params(("id" = Uuid, Path)),
    responses((status = 200, body = Page<TimelineItem>), ReadProblems))]
pub(crate) async fn list_family_events(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<Page<TimelineItem>>, Problem> {
    let [id] = path;
    signed.may_ever(Action::ReadFamilyEvents)?;
    let (_, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::ReadFamilyEvents, &Resource::Family(&facts))?;
    let trace = document::trace(&state, &signed, "list_family_events", id, verdict.why);
    let events = document::traced(trace, document::events(&state, id)).await?;
    let position = events.last().map_or(0, |event| event.position);
    let mut items: Vec<TimelineItem> = events.iter().map(|event| item(event, verdict.fields)).collect();
    name(&state, &mut items).await?;
    Ok(Json(Page::whole(items, position)))
}
