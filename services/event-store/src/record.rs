//! Events as read: sealed bytes as stored, and opened.

use crate::StoreError;
use crate::chain::{Hash, Link};
use chrono::{DateTime, Utc};
use hamyar_events::{HappenedAt, Precision};
use serde::Deserialize;
use serde_json::value::RawValue;
use sqlx::Row;
use sqlx::postgres::PgRow;
use std::borrow::Cow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An event as it stands in the log: personal fields sealed, bytes as hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// Place in the order of all events, from 1 without gaps.
    pub position: i64,
    /// Reign of the primary that gave the position.
    pub epoch: i32,
    /// Stream type.
    pub stream: String,
    /// Stream id.
    pub stream_id: Uuid,
    /// Place in the stream, from 1 without gaps.
    pub sequence: i64,
    /// Stored event type.
    pub event_type: String,
    /// Stored event version.
    pub event_version: String,
    /// Stored payload bytes (JSON).
    pub payload: String,
    /// Stored metadata bytes (JSON, text to text).
    pub metadata: String,
    /// Id of the event.
    pub event_id: Uuid,
    /// Id of its command.
    pub command_id: Uuid,
    /// Place within its command, from 0.
    pub command_ord: i32,
    /// When the server recorded it; never runs backwards along positions.
    pub recorded_at: DateTime<Utc>,
    /// Hash of the event before in the stream.
    pub prev_hash: Hash,
    /// Hash of this event.
    pub hash: Hash,
}

/// The columns a [`StoredEvent`] is read from.
pub(crate) const COLUMNS: &str = "position, epoch, aggregate_type, aggregate_id, sequence, event_type, event_version, payload::text, \
     metadata::text, event_id, command_id, command_ord, recorded_at, prev_hash, hash";

impl StoredEvent {
    pub(crate) fn from_row(row: &PgRow) -> Result<Self, StoreError> {
        let stream: String = row.try_get(2)?;
        let id: String = row.try_get(3)?;
        let sequence: i64 = row.try_get(4)?;
        let fault = |what: &str| StoreError::Corrupt {
            stream: stream.clone(),
            id: id.clone(),
            sequence,
            what: what.to_owned(),
        };
        let stream_id: Uuid = id.parse().map_err(|_| fault("the aggregate id is no UUID"))?;
        if stream_id.hyphenated().encode_lower(&mut Uuid::encode_buffer()) as &str != id {
            return Err(fault("the aggregate id is not in its lower-case hyphenated form"));
        }
        let hash_of = |column: usize| -> Result<Hash, StoreError> {
            let bytes: &[u8] = row.try_get(column)?;
            bytes.try_into().map_err(|_| fault("a hash is not 32 bytes long"))
        };
        let (prev_hash, hash) = (hash_of(13)?, hash_of(14)?);
        Ok(Self {
            position: row.try_get(0)?,
            epoch: row.try_get(1)?,
            stream_id,
            sequence,
            event_type: row.try_get(5)?,
            event_version: row.try_get(6)?,
            payload: row.try_get(7)?,
            metadata: row.try_get(8)?,
            event_id: row.try_get(9)?,
            command_id: row.try_get(10)?,
            command_ord: row.try_get(11)?,
            recorded_at: row.try_get(12)?,
            prev_hash,
            hash,
            stream,
        })
    }

    /// What its hash covers.
    pub fn link(&self) -> Link<'_> {
        Link {
            prev_hash: &self.prev_hash,
            aggregate_type: &self.stream,
            aggregate_id: self.stream_id,
            sequence: self.sequence,
            event_type: &self.event_type,
            event_version: &self.event_version,
            metadata: &self.metadata,
            payload: &self.payload,
        }
    }

    /// The metadata as a map.
    pub fn metadata_map(&self) -> Result<BTreeMap<String, String>, StoreError> {
        serde_json::from_str(&self.metadata).map_err(|_| self.corrupt("the metadata is not a map of texts"))
    }

    pub(crate) fn corrupt(&self, what: &str) -> StoreError {
        StoreError::Corrupt {
            stream: self.stream.clone(),
            id: self.stream_id.to_string(),
            sequence: self.sequence,
            what: what.to_owned(),
        }
    }

    /// The event with an opened payload in place of the stored one.
    pub(crate) fn opened(self, payload: Box<RawValue>) -> Result<Recorded, StoreError> {
        let told: Told<'_> =
            serde_json::from_str(&self.metadata).map_err(|_| self.corrupt("the metadata is not a map of texts"))?;
        let precision = match told.precision.as_deref() {
            Some("instant") | None => Precision::Instant,
            Some("day") => Precision::Day,
            Some("about") => Precision::About,
            Some(_) => return Err(self.corrupt("the precision is not known")),
        };
        let happened_at = match &told.happened_at {
            Some(at) => HappenedAt::parse(at, precision).map_err(|_| self.corrupt("the field time cannot be read"))?,
            None => HappenedAt::Instant(self.recorded_at),
        };
        Ok(Recorded {
            position: self.position,
            epoch: self.epoch,
            stream_id: self.stream_id,
            sequence: self.sequence,
            event_type: self.event_type,
            event_version: self.event_version,
            payload,
            event_id: self.event_id,
            command_id: self.command_id,
            actor: told.actor.unwrap_or_default().into_owned(),
            happened_at,
            recorded_at: self.recorded_at,
            metadata: self.metadata,
            stream: self.stream,
        })
    }
}

/// An event as readers with the keys see it: payload opened, erased values marked as erased.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Place in the order of all events, from 1 without gaps.
    pub position: i64,
    /// Reign of the primary that gave the position.
    pub epoch: i32,
    /// Stream type.
    pub stream: String,
    /// Stream id.
    pub stream_id: Uuid,
    /// Place in the stream, from 1 without gaps.
    pub sequence: i64,
    /// Stored event type.
    pub event_type: String,
    /// Stored event version.
    pub event_version: String,
    /// Opened payload (JSON).
    pub payload: Box<RawValue>,
    /// Id of the event.
    pub event_id: Uuid,
    /// Id of its command.
    pub command_id: Uuid,
    /// `user:<uuid>` or `system:<name>`; empty only for rows that were not written by this product.
    pub actor: String,
    /// When it happened in the field.
    pub happened_at: HappenedAt,
    /// When the server recorded it.
    pub recorded_at: DateTime<Utc>,
    /// Stored bytes of everything recorded beside the payload (JSON, text to text); see [`Recorded::metadata_map`].
    pub metadata: String,
}

/// What every reader needs of the metadata; the rest is read on demand.
#[derive(Deserialize)]
struct Told<'a> {
    #[serde(borrow, default)]
    actor: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    precision: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    happened_at: Option<Cow<'a, str>>,
}

impl Recorded {
    /// Everything recorded beside the payload.
    pub fn metadata_map(&self) -> BTreeMap<String, String> {
        serde_json::from_str(&self.metadata).unwrap_or_default()
    }

    /// One entry of the metadata.
    pub fn metadata_of(&self, name: &str) -> Option<String> {
        self.metadata_map().remove(name)
    }

    /// The event in its stream's type.
    pub fn decode<E: hamyar_events::StreamEvent>(&self) -> Result<E, StoreError> {
        E::decode(&self.event_type, &self.event_version, self.payload.get()).map_err(|source| StoreError::Decode {
            stream: self.stream.clone(),
            id: self.stream_id.to_string(),
            sequence: self.sequence,
            source,
        })
    }
}
