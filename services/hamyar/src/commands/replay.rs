//! `hamyar replay family`: a file as it stood at a moment, and what the event of that moment changed.

use hamyar_events::{HappenedAt, Precision};
use hamyar_persian::{fold_joined, parse_date_input};
use serde_json::Value;
use uuid::Uuid;

use super::{print, print_json};
use crate::cli::Axis;
use crate::failure::Failure;
use crate::inside::Inside;
use crate::open::Opened;
use crate::read_models::{ReadModels, caught_up};

/// Which file is asked for, and when.
pub struct Wanted<'a> {
    /// Id or file number.
    pub family: &'a str,
    pub at: Option<&'a str>,
    pub axis: Axis,
}

pub async fn family(opened: &Opened, wanted: Wanted<'_>, user: &str, json: bool) -> Result<(), Failure> {
    // What cannot be read is told before anybody is asked for a password.
    wanted.at.map(read_moment).transpose()?;
    let read = caught_up(opened).await?;
    let outcome = replay(opened, &read, wanted, user).await;
    read.close().await;
    let found = outcome?;
    if json { print_json(&found) } else { print(&in_words(&found)) }
}

async fn replay(opened: &Opened, read: &ReadModels, wanted: Wanted<'_>, user: &str) -> Result<Value, Failure> {
    // Who asks is known before anything is looked up.
    let inside = Inside::sign_in(opened, read, user).await?;
    let id = find(read, wanted.family).await?;
    let mut path = format!("/api/v1/families/{id}/replay?axis={}", wanted.axis.as_str());
    if let Some(at) = wanted.at {
        path.push_str(&format!("&at={}", read_moment(at)?));
    }
    let found = inside.get(&path).await;
    inside.sign_out().await?;
    found
}

/// A family by id or file number.
pub async fn find(read: &ReadModels, named: &str) -> Result<Uuid, Failure> {
    if let Ok(id) = named.parse() {
        return Ok(id);
    }
    let found: Option<Uuid> = sqlx::query_scalar("select family_id from family where file_number_folded = $1")
        .bind(fold_joined(named))
        .fetch_optional(read.pool())
        .await?;
    found.ok_or_else(|| Failure::Refused("there is no family of that file number".to_owned()))
}

/// What `--at` names, as the interface reads it. What it means there is decided there.
pub(super) fn read_moment(text: &str) -> Result<String, Failure> {
    let ascii = hamyar_persian::digits::to_ascii(text.trim());
    if let Ok(sequence) = ascii.parse::<i64>() {
        return Ok(sequence.to_string());
    }
    if let Ok(HappenedAt::Instant(instant)) = HappenedAt::parse(&ascii, Precision::Instant) {
        return Ok(instant.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
    }
    parse_date_input(&ascii).map(|day| day.to_string()).map_err(|_| {
        Failure::Unreadable(
            "--at is a sequence (12), a day (1404-06-31, 2025-09-22) or an instant (2025-09-22T10:00:00Z)".to_owned(),
        )
    })
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
    let _ = writeln!(out, "{}", in_words_axis(found));
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

/// By which of the two times the file was put together.
fn in_words_axis(found: &Value) -> &'static str {
    match found.get("axis").and_then(Value::as_str) {
        Some("happened") => "by the time things happened (--axis recorded: by the time they were written down)",
        _ => "by the time things were written down",
    }
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
        let read = |text| read_moment(text).unwrap();
        assert_eq!(read("۱۲"), "12");
        assert_eq!(read("1405-09-01"), "2026-11-22");
        assert_eq!(read("2026-11-22"), "2026-11-22");
        assert_eq!(read("2026-11-22T13:30:00+03:30"), "2026-11-22T10:00:00Z");
        assert!(matches!(read_moment("yesterday"), Err(Failure::Unreadable(_))));
    }
}
