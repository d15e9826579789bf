//! Any stream as it stood at any event or moment, what that event changed, and the two times of a day side by side.

use axum::Json;
use axum::extract::State;
use hamyar_event_store::Recorded;
use hamyar_projections::audit::FieldTime;
use hamyar_projections::family_document::{Change, changes};
use hamyar_projections::views::CivilDate;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::moment::History;
use super::named::{Named, named};
use crate::auth::Signed;
use crate::input::{Filters, InStream};
use crate::problem::Problem;
use crate::routes::answers::ReadProblems;
use crate::routes::families::replay::{Axis, Moment, ReplayQuery, moment};
use crate::routes::families::timeline::{TimelineItem, name};
use crate::state::AppState;
use crate::wait::AtLeast;

/// A stream at one event of its history.
#[derive(Serialize, ToSchema)]
pub(crate) struct StreamReplay {
    stream: String,
    id: Uuid,
    sequence: i64,
    last_sequence: i64,
    /// The state after the event: of a family its file, of other streams what their events have said so far.
    #[schema(value_type = Object)]
    state: Value,
    event: TimelineItem,
    /// What the event changed in the state.
    changes: Vec<Change>,
    /// The time by which the state was put together: `recorded` for a sequence, which counts what was written down.
    #[schema(inline)]
    axis: Axis,
    /// Names of what the state and the event mention by id.
    #[schema(value_type = Object)]
    names: Named,
}

/// A stream as it stood when its n-th event had been recorded, as it was at a moment, or as it was known at a moment.
#[utoipa::path(get, path = "/audit/streams/{stream}/{id}/replay", tag = "audit",
    params(("stream" = String, Path, description = "stream type, as `commission`"), ("id" = Uuid, Path), ReplayQuery),
    responses((status = 200, body = StreamReplay), ReadProblems))]
pub(crate) async fn replay_stream(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InStream { stream, id }: InStream,
    Filters(query): Filters<ReplayQuery>,
) -> Result<Json<StreamReplay>, Problem> {
    let history = History::open(&state, &signed, "replay_stream", &stream, id).await?;
    let moment = moment(&history.events, query.at.as_deref(), query.axis.unwrap_or_default())?;
    let newest = moment.newest.sequence;
    let after = history.state_of(&state, moment.events.iter().copied()).await?;
    let earlier = moment.events.iter().copied().filter(|event| event.sequence != newest);
    let before = history.state_of(&state, earlier).await?;
    let mut items = [history.item(moment.newest)];
    name(&state, &mut items).await?;
    let [event] = items;
    let changes = if before.is_null() { Vec::new() } else { differences(&before, &after) };
    let names = named(&state, &[&after, &event.payload]).await?;
    let last_sequence = history.last_sequence();
    Ok(Json(StreamReplay {
        stream,
        id,
        sequence: newest,
        last_sequence,
        state: after,
        event,
        changes,
        axis: moment.axis,
        names,
    }))
}

/// What differs between two states, but for the number of the last event, which always does.
pub(super) fn differences(before: &Value, after: &Value) -> Vec<Change> {
    changes(before, after).into_iter().filter(|change| change.path != "/sequence").collect()
}

/// One of the two readings of a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct Side {
    /// The newest event that counts, by the side's time.
    sequence: i64,
    happened_at: FieldTime,
    /// Events that count.
    events: i64,
    #[schema(value_type = Object)]
    state: Value,
}

/// A day by both times.
#[derive(Serialize, ToSchema)]
pub(crate) struct StreamComparison {
    stream: String,
    id: Uuid,
    /// The day asked for, in both calendars; null for an instant.
    day: Option<CivilDate>,
    /// What was so then, as far as is known today; null before the stream's first event.
    as_was: Option<Side>,
    /// What had been written down by then; null before.
    as_known: Option<Side>,
    /// From what was known to what was so.
    differences: Vec<Change>,
    /// What had happened by then and was written down only later.
    not_yet_recorded: Vec<TimelineItem>,
    /// Names of what the states mention by id.
    #[schema(value_type = Object)]
    names: Named,
}

/// A stream on a day as it was beside how it was known, and what makes the difference.
#[utoipa::path(get, path = "/audit/streams/{stream}/{id}/compare", tag = "audit",
    params(("stream" = String, Path, description = "stream type, as `commission`"), ("id" = Uuid, Path), ReplayQuery),
    responses((status = 200, body = StreamComparison), ReadProblems))]
pub(crate) async fn compare_stream(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InStream { stream, id }: InStream,
    Filters(query): Filters<ReplayQuery>,
) -> Result<Json<StreamComparison>, Problem> {
    let at = query.at.as_deref().map(str::trim).filter(|at| !at.is_empty());
    let at = at.ok_or_else(|| Problem::field("at", "required"))?;
    let is_sequence = hamyar_persian::digits::to_ascii(at).parse::<i64>().is_ok();
    if is_sequence {
        // A number counts what was written down; it has no other side.
        return Err(Problem::field("at", "not_a_date"));
    }
    let history = History::open(&state, &signed, "compare_stream", &stream, id).await?;
    let was = sideways(moment(&history.events, Some(at), Axis::Happened))?;
    let known = sideways(moment(&history.events, Some(at), Axis::Recorded))?;
    let as_was = side(&state, &history, was.as_ref()).await?;
    let as_known = side(&state, &history, known.as_ref()).await?;
    let of = |side: &Option<Side>| side.as_ref().map_or(Value::Null, |side| side.state.clone());
    let differences = match (&as_known, &as_was) {
        (Some(known), Some(was)) => differences(&known.state, &was.state),
        _ => Vec::new(),
    };
    let recorded =
        |sequence: i64| known.as_ref().is_some_and(|known| known.events.iter().any(|event| event.sequence == sequence));
    let late = was.iter().flat_map(|was| was.events.iter()).filter(|event| !recorded(event.sequence));
    let mut not_yet_recorded: Vec<TimelineItem> = late.map(|event| history.item(event)).collect();
    name(&state, &mut not_yet_recorded).await?;
    let names = named(&state, &[&of(&as_was), &of(&as_known)]).await?;
    let day = hamyar_persian::parse_date_input(&hamyar_persian::digits::to_ascii(at)).ok().map(Into::into);
    Ok(Json(StreamComparison { stream, id, day, as_was, as_known, differences, not_yet_recorded, names }))
}

/// A moment before the first event is no fault here: that side is empty.
fn sideways(moment: Result<Moment<'_>, Problem>) -> Result<Option<Moment<'_>>, Problem> {
    match moment {
        Ok(moment) => Ok(Some(moment)),
        Err(Problem::Invalid(errors)) if errors.iter().all(|error| error.rule == "too_early") => Ok(None),
        Err(problem) => Err(problem),
    }
}

async fn side(state: &AppState, history: &History, moment: Option<&Moment<'_>>) -> Result<Option<Side>, Problem> {
    let Some(moment) = moment else { return Ok(None) };
    let events: Vec<&Recorded> = moment.events.clone();
    let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
    Ok(Some(Side {
        sequence: moment.newest.sequence,
        happened_at: moment.newest.happened_at.into(),
        events: count,
        state: history.state_of(state, events).await?,
    }))
}
