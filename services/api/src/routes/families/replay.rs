//! A family as it stood at any event or moment, and what that event changed.

use axum::Json;
use axum::extract::State;
use hamyar_event_store::Recorded;
use hamyar_events::HappenedAt;
use hamyar_identity::policy::{Action, Resource};
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
use crate::routes::cover::Covered;
use crate::routes::run;
use crate::state::AppState;

/// The moment asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReplayQuery {
    /// A sequence, an RFC 3339 instant, or a date (ISO or Jalali; the end of that day in Tehran). The last event when absent.
    pub(crate) at: Option<String>,
    /// Of the two times of every event, the one that `at` is compared with when it is a date or an instant: `happened` (the default) shows
    /// what was so then, as far as is known today; `recorded` shows what had been written down by then.
    #[param(inline)]
    pub(crate) axis: Option<Axis>,
}

/// One of the two times of every event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Axis {
    #[default]
    Happened,
    Recorded,
}

/// A family at one event of its history.
#[derive(Serialize, ToSchema)]
pub(crate) struct Replay {
    sequence: i64,
    last_sequence: i64,
    #[schema(value_type = FamilyFile)]
    state: Covered,
    event: TimelineItem,
    /// What the event changed in the file.
    changes: Vec<Change>,
    /// The time by which the file was put together: `recorded` for a sequence, which counts what was written down.
    #[schema(inline)]
    axis: Axis,
}

/// The file as it stood when its n-th event had been recorded, as it was at a moment, or as it was known at a moment.
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
    let moment = moment(&events, query.at.as_deref(), query.axis.unwrap_or_default())?;
    document::trace(&state, &signed, "replay_family", id, verdict.why).await?;
    let newest = moment.newest.sequence;
    let now = document::fold_all(id, moment.events.iter().copied())?;
    let file = document::file(&state, &now, verdict.fields).await?;
    let earlier = moment.events.iter().copied().filter(|event| event.sequence != newest);
    // Before its first event the file shows nothing.
    let changes = match document::fold_all(id, earlier) {
        Ok(earlier) => {
            let before = document::file(&state, &earlier, verdict.fields).await?;
            changes(before.value(), file.value())
        }
        Err(Problem::NotFound) => Vec::new(),
        Err(problem) => return Err(problem),
    };
    let mut items = [item(moment.newest, verdict.fields)];
    name(&state, &mut items).await?;
    let [event] = items;
    let last_sequence = events.last().map_or(0, |event| event.sequence);
    let changes = changes.into_iter().filter(|change| change.path != "/sequence").collect();
    Ok(Json(Replay { sequence: newest, last_sequence, state: file, event, changes, axis: moment.axis }))
}

/// The events that make the file at the moment asked for, in the order they were recorded.
#[derive(Debug)]
pub(crate) struct Moment<'a> {
    pub(crate) events: Vec<&'a Recorded>,
    /// Of them the newest by the axis.
    pub(crate) newest: &'a Recorded,
    pub(crate) axis: Axis,
}

/// The one rule for both times. A sequence takes the events recorded up to it. By `recorded`, a day or instant takes what had been recorded
/// by then. By `happened` it takes what had happened by then, however late it was recorded; an event known to the day only counts from that
/// day on, whatever the hour.
pub(crate) fn moment<'a>(events: &'a [Recorded], at: Option<&str>, axis: Axis) -> Result<Moment<'a>, Problem> {
    let last = events.last().map_or(0, |event| event.sequence);
    let at = at.map(str::trim).filter(|at| !at.is_empty());
    let sequence = at.map_or(Some(last), |at| hamyar_persian::digits::to_ascii(at).parse().ok());
    if let Some(sequence) = sequence {
        let events: Vec<_> = events.iter().take_while(|event| event.sequence <= sequence).collect();
        let newest = events.last().copied().filter(|event| event.sequence == sequence);
        let newest = newest.ok_or_else(|| Problem::field("at", "unknown"))?;
        return Ok(Moment { events, newest, axis: Axis::Recorded });
    }
    // A plus sign in a query arrives as a blank.
    let at = at.unwrap_or_default().replace(' ', "+");
    let until = read_field_time(&at).or_else(|_| read_field_time(&at.replace('+', " ")));
    let until = until.map_err(|rule| Problem::field("at", rule))?;
    let had_come = |time: HappenedAt| match (time, until) {
        (HappenedAt::Instant(time), HappenedAt::Instant(until)) => time <= until,
        (time, until) => day(time) <= day(until),
    };
    let (taken, newest): (Vec<_>, _) = match axis {
        Axis::Recorded => {
            let recorded = |event: &&Recorded| had_come(HappenedAt::Instant(event.recorded_at));
            let taken: Vec<_> = events.iter().take_while(recorded).collect();
            let newest = taken.last().copied();
            (taken, newest)
        }
        Axis::Happened => {
            let taken: Vec<_> = events.iter().filter(|event| had_come(event.happened_at)).collect();
            let newest = taken.iter().copied().max_by_key(|event| (day(event.happened_at), event.sequence));
            (taken, newest)
        }
    };
    // A file begins with its first event: what is told of the time before it has no file to stand in.
    let begun = taken.first().is_some_and(|event| event.sequence == 1);
    match newest.filter(|_| begun) {
        Some(newest) => Ok(Moment { events: taken, newest, axis }),
        None => Err(Problem::field("at", "too_early")),
    }
}

/// The day in Tehran.
fn day(time: HappenedAt) -> chrono::NaiveDate {
    match time {
        HappenedAt::Instant(instant) => hamyar_persian::tehran_date(instant),
        HappenedAt::Day(day) | HappenedAt::About(day) => day,
    }
}

#[cfg(test)]
mod tests;
