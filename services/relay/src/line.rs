//! The export line: one stored event as JSON, personal fields sealed. The same line goes to NATS and to `hamyar export events`.

use chrono::{DateTime, SecondsFormat, Utc};
use hamyar_event_store::StoredEvent;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use crate::RelayError;

/// The machine contract of an exported event. Names and order are kept stable.
#[derive(Serialize)]
struct Line<'a> {
    position: i64,
    stream: &'a str,
    stream_id: Uuid,
    sequence: i64,
    #[serde(rename = "type")]
    event_type: &'a str,
    version: &'a str,
    event_id: Uuid,
    command_id: Uuid,
    actor: &'a str,
    /// A civil date, or an instant in UTC.
    happened_at: &'a str,
    recorded_at: String,
    /// The stored bytes, as they were hashed.
    payload: &'a RawValue,
}

/// What the line needs of an event's metadata.
#[derive(Deserialize)]
struct Metadata<'a> {
    #[serde(default, borrow)]
    actor: std::borrow::Cow<'a, str>,
    #[serde(default, borrow)]
    happened_at: std::borrow::Cow<'a, str>,
}

/// Writes the export line of a stored event, without a line break. Personal fields stay sealed.
///
/// # Errors
/// When the stored bytes are not JSON, which the log's checks rule out.
pub fn export_line(event: &StoredEvent) -> Result<Vec<u8>, RelayError> {
    let unreadable = |_| RelayError::Unreadable { position: event.position };
    let metadata: Metadata<'_> = serde_json::from_str(&event.metadata).map_err(unreadable)?;
    let line = Line {
        position: event.position,
        stream: &event.stream,
        stream_id: event.stream_id,
        sequence: event.sequence,
        event_type: &event.event_type,
        version: &event.event_version,
        event_id: event.event_id,
        command_id: event.command_id,
        actor: &metadata.actor,
        happened_at: &metadata.happened_at,
        recorded_at: instant(event.recorded_at),
        payload: serde_json::from_str(&event.payload).map_err(unreadable)?,
    };
    serde_json::to_vec(&line).map_err(unreadable)
}

/// An instant as the export writes it: UTC, to the microsecond the database keeps.
fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_contract_s_fields_in_order_and_the_payload_as_stored() {
        let event = StoredEvent {
            position: 7,
            epoch: 1,
            stream: "family".to_owned(),
            stream_id: Uuid::from_u128(1),
            sequence: 2,
            event_type: "tier_assigned".to_owned(),
            event_version: "1.0.0".to_owned(),
            payload: r#"{"moment":"baseline","tier":"harmed","note":{"$sealed":{"v":1}}}"#.to_owned(),
            metadata:
                r#"{"actor":"user:00000000-0000-0000-0000-000000000005","happened_at":"2026-11-22","precision":"day"}"#
                    .to_owned(),
            event_id: Uuid::from_u128(3),
            command_id: Uuid::from_u128(4),
            command_ord: 0,
            recorded_at: DateTime::from_timestamp(1_795_000_000, 120_000).unwrap(),
            prev_hash: [0; 32],
            hash: [0; 32],
        };
        assert_eq!(
            String::from_utf8(export_line(&event).unwrap()).unwrap(),
            r#"{"position":7,"stream":"family","stream_id":"00000000-0000-0000-0000-000000000001","sequence":2,"type":"tier_assigned","version":"1.0.0","event_id":"00000000-0000-0000-0000-000000000003","command_id":"00000000-0000-0000-0000-000000000004","actor":"user:00000000-0000-0000-0000-000000000005","happened_at":"2026-11-22","recorded_at":"2026-11-18T11:06:40.000120Z","payload":{"moment":"baseline","tier":"harmed","note":{"$sealed":{"v":1}}}}"#
        );
    }
}
