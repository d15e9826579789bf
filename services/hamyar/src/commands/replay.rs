//! `hamyar replay family`: a file as it stood at a moment, and what the event of that moment changed.

use hamyar_event_store::StoredEvent;
use hamyar_events::{HappenedAt, Precision};
use hamyar_persian::{fold_joined, parse_date_input, tehran_date};
use serde_json::Value;
use uuid::Uuid;

use super::{print, print_json};
use crate::failure::Failure;
use crate::inside::Inside;
use crate::open::Opened;
use crate::read_models::{ReadModels, caught_up};

/// No family has so many events; it keeps one read bounded.
const EVENTS_MAX: i64 = 100_000;

pub async fn family(opened: &Opened, named: &str, at: Option<&str>, user: &str, json: bool) -> Result<(), Failure> {
    let at = at.map(read_moment).transpose()?;
    let read = caught_up(opened).await?;
    let outcome = replay(opened, &read, named, at, user).await;
    read.close().await;
    let found = outcome?;
    if json { print_json(&found) } else { print(&in_words(&found)) }
}

async fn replay(
    opened: &Opened,
    read: &ReadModels,
    named: &str,
    at: Option<Moment>,
    user: &str,
) -> Result<Value, Failure> {
    // Who asks is known before anything is looked up.
    let inside = Inside::sign_in(opened, read, user).await?;
    let id = find(read, named).await?;
    let mut path = format!("/api/v1/families/{id}/replay");
    if let Some(at) = at {
        path.push_str(&format!("?at={}", sequence_at(opened, id, at).await?));
    }
    let found = inside.get(&path).await;
    inside.sign_out().await?;
    found
}

/// A family by id or file number.
async fn find(read: &ReadModels, named: &str) -> Result<Uuid, Failure> {
    if let Ok(id) = named.parse() {
        return Ok(id);
    }
    let found: Option<Uuid> = sqlx::query_scalar("select family_id from family where file_number_folded = $1")
        .bind(fold_joined(named))
        .fetch_optional(read.pool())
        .await?;
    found.ok_or_else(|| Failure::Refused("there is no family of that file number".to_owned()))
}

/// What `--at` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Sequence(i64),
    Time(HappenedAt),
}

fn read_moment(text: &str) -> Result<Moment, Failure> {
    let ascii = hamyar_persian::digits::to_ascii(text.trim());
    if let Ok(sequence) = ascii.parse() {
        return Ok(Moment::Sequence(sequence));
    }
    if let Ok(instant) = HappenedAt::parse(&ascii, Precision::Instant) {
        return Ok(Moment::Time(instant));
    }
    parse_date_input(&ascii).map(|day| Moment::Time(HappenedAt::Day(day))).map_err(|_| {
        Failure::Unreadable(
            "--at is a sequence (12), a day (1404-06-31, 2025-09-22) or an instant (2025-09-22T10:00:00Z)".to_owned(),
        )
    })
}

/// The last event recorded by the moment. A file that was written down later than it happened, as an imported or demo one, is answered by
/// the field's own times: the last event before the first that had not happened yet.
async fn sequence_at(opened: &Opened, id: Uuid, moment: Moment) -> Result<i64, Failure> {
    let time = match moment {
        Moment::Sequence(sequence) => return Ok(sequence),
        Moment::Time(time) => time,
    };
    let events = opened.store.stream_stored("family", id, 1, EVENTS_MAX).await?;
    let recorded = |event: &&StoredEvent| match time {
        HappenedAt::Instant(instant) => event.recorded_at <= instant,
        HappenedAt::Day(day) | HappenedAt::About(day) => tehran_date(event.recorded_at) <= day,
    };
    if let Some(event) = events.iter().rev().find(recorded) {
        return Ok(event.sequence);
    }
    let day = match time {
        HappenedAt::Instant(instant) => tehran_date(instant),
        HappenedAt::Day(day) | HappenedAt::About(day) => day,
    };
    let happened = events.iter().take_while(|event| happened_on(event).is_some_and(|on| on <= day));
    happened
        .last()
        .map(|event| event.sequence)
        .ok_or_else(|| Failure::Unreadable("the family's file begins after that moment".to_owned()))
}

fn happened_on(event: &StoredEvent) -> Option<chrono::NaiveDate> {
    let metadata: Value = serde_json::from_str(&event.metadata).ok()?;
    let precision = if metadata.get("precision")?.as_str()? == "instant" { Precision::Instant } else { Precision::Day };
    match HappenedAt::parse(metadata.get("happened_at")?.as_str()?, precision).ok()? {
        HappenedAt::Instant(instant) => Some(tehran_date(instant)),
        HappenedAt::Day(day) | HappenedAt::About(day) => Some(day),
    }
}

/// The event, what it changed, and the file in short.
fn in_words(found: &Value) -> String {
    use std::fmt::Write;
    let text = |pointer: &str| match found.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => "–".to_owned(),
        Some(other) => other.to_string(),
    };
    let mut out = String::new();
    let _ = writeln!(out, "{}  event {} of {}", text("/state/file_number"), text("/sequence"), text("/last_sequence"));
    let _ = writeln!(
        out,
        "{}  happened {}  recorded {}  by {}",
        text("/event/type"),
        text("/event/happened_at/jalali"),
        text("/event/recorded_at/jalali"),
        text("/event/actor/name")
    );
    for change in found.get("changes").and_then(Value::as_array).into_iter().flatten() {
        let side = |name: &str| change.get(name).map(short).unwrap_or_default();
        let path = change.get("path").and_then(Value::as_str).unwrap_or_default();
        let _ = writeln!(out, "  {path}: {} → {}", side("before"), side("after"));
    }
    let _ = writeln!(
        out,
        "then: tier {}  baseline {}  consent {}  caseworker {}  state {}",
        text("/state/tier"),
        text("/state/baseline_tier"),
        text("/state/consent"),
        text("/state/caseworker/name"),
        text("/state/state")
    );
    out
}

fn short(value: &Value) -> String {
    let text = match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.chars().count() > 80 { text.chars().take(79).chain(['…']).collect() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_sequence_a_day_in_either_calendar_or_an_instant() {
        assert_eq!(read_moment("۱۲").unwrap(), Moment::Sequence(12));
        let day = HappenedAt::Day("2026-11-22".parse().unwrap());
        assert_eq!(read_moment("1405-09-01").unwrap(), Moment::Time(day));
        assert_eq!(read_moment("2026-11-22").unwrap(), Moment::Time(day));
        assert!(matches!(read_moment("2026-11-22T10:00:00Z").unwrap(), Moment::Time(HappenedAt::Instant(_))));
        assert!(matches!(read_moment("yesterday"), Err(Failure::Unreadable(_))));
    }
}
