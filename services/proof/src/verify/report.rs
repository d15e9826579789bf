//! What a verification found, in words for people and names for machines.

use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::entry::Entry;
use crate::row::Row;

/// What kind of tampering a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An event is there and is not what it was; `what` says which part.
    Edited,
    /// An event is gone.
    Deleted,
    /// An event is there that nobody recorded there.
    Inserted,
    /// Events stand in another order.
    Reordered,
    /// The end of a stream or of the log is cut off.
    Truncated,
    /// What belongs to one stream stands in another.
    Swapped,
    /// The log does not have the root that was signed, and nothing tells which event differs.
    Rewritten,
    /// A checkpoint is not what its key signed, is signed by another, or contradicts another one.
    CheckpointForged,
    /// A checkpoint that there must be is not there.
    CheckpointMissing,
    /// The ledger beside the checkpoints is not the one that was signed.
    LedgerAltered,
}

/// One thing that does not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What kind of tampering.
    pub kind: Kind,
    /// Which part of it: `content`, `recorded_at`, `position`, `stream`, …
    pub what: &'static str,
    /// Place in the order of all events: where it stands, or where it stood.
    pub position: Option<i64>,
    /// Kind of the stream.
    pub stream: Option<String>,
    /// Id of the stream, as stored.
    pub stream_id: Option<String>,
    /// Place in the stream.
    pub sequence: Option<i64>,
    /// Id of the event.
    pub event_id: Option<Uuid>,
    /// When it was recorded: as signed where that is known, else as it stands.
    pub recorded_at: Option<DateTime<Utc>>,
    /// Number of the checkpoint that tells.
    pub checkpoint: Option<u64>,
    /// How many events are concerned.
    pub events: u64,
    /// More, in English.
    pub detail: String,
}

/// Microseconds since 1970 as a time.
pub(crate) fn time(microseconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(microseconds)
}

impl Finding {
    pub(crate) fn new(kind: Kind, what: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind,
            what,
            position: None,
            stream: None,
            stream_id: None,
            sequence: None,
            event_id: None,
            recorded_at: None,
            checkpoint: None,
            events: 1,
            detail: detail.into(),
        }
    }

    /// About an event as it was signed.
    pub(crate) fn of(mut self, entry: &Entry<'_>) -> Self {
        self.position = Some(entry.position);
        self.at(entry.kind, &entry.id.to_string(), entry.sequence);
        self.event_id = Some(entry.event_id);
        self.recorded_at = time(entry.recorded_at);
        self
    }

    /// About a row as it stands.
    pub(crate) fn on(mut self, row: &Row) -> Self {
        self.position = Some(row.position());
        self.at(row.kind(), row.id_text(), row.sequence());
        self.event_id = Some(row.event_id());
        self.recorded_at = time(row.recorded_at());
        self
    }

    pub(crate) fn at(&mut self, kind: &str, id: &str, sequence: i64) {
        self.stream = Some(kind.to_owned());
        self.stream_id = Some(id.to_owned());
        self.sequence = Some(sequence);
    }

    pub(crate) fn checkpoint(mut self, number: u64) -> Self {
        self.checkpoint = Some(number);
        self
    }

    pub(crate) fn events(mut self, events: usize) -> Self {
        self.events = events as u64;
        self
    }

    /// One line, without any personal value.
    pub fn in_words(&self) -> String {
        use std::fmt::Write;
        let mut text = match self.kind {
            Kind::Edited => "edited",
            Kind::Deleted => "deleted",
            Kind::Inserted => "inserted",
            Kind::Reordered => "reordered",
            Kind::Truncated => "truncated",
            Kind::Swapped => "swapped between streams",
            Kind::Rewritten => "rewritten",
            Kind::CheckpointForged => "checkpoint forged",
            Kind::CheckpointMissing => "checkpoint missing",
            Kind::LedgerAltered => "ledger altered",
        }
        .to_owned();
        let _ = write!(text, " ({})", self.what);
        if let (Some(stream), Some(id), Some(sequence)) = (&self.stream, &self.stream_id, self.sequence) {
            let _ = write!(text, ": {stream} {id}, sequence {sequence}");
        }
        if let Some(position) = self.position {
            let _ = write!(text, ", position {position}");
        }
        if let Some(at) = self.recorded_at {
            let _ = write!(text, ", recorded {}", at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true));
        }
        if let Some(checkpoint) = self.checkpoint {
            let _ = write!(text, ", checkpoint {checkpoint}");
        }
        if self.events > 1 {
            let _ = write!(text, ", {} events", self.events);
        }
        let _ = write!(text, ": {}", self.detail);
        text
    }
}

/// Where the public key came from that the newest checkpoint was held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeySource {
    /// Whoever asked gave it.
    Given,
    /// The signing key beside the store.
    KeyFile,
    /// Nobody: the checkpoints were believed on their own word.
    Checkpoints,
}

/// The newest checkpoint that could be believed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Newest {
    /// Its number.
    pub number: u64,
    /// The position it covers.
    pub position: u64,
    /// When it was signed.
    pub time: DateTime<Utc>,
    /// Fingerprint of its key.
    pub fingerprint: String,
}

/// What was verified, and what was found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Whether everything agrees.
    pub intact: bool,
    /// Which store.
    pub store: Uuid,
    /// Events read.
    pub events: u64,
    /// The position after which reading began.
    pub after: i64,
    /// Position of the last event of the log.
    pub head: i64,
    /// Position up to which signed checkpoints vouch for what was read. What is newer is held to the chain and the answers to commands only.
    pub covered_to: i64,
    /// Checkpoints that hold.
    pub checkpoints: usize,
    /// The newest of them.
    pub newest: Option<Newest>,
    /// What their key was held to.
    pub key_source: KeySource,
    /// Every difference, the earliest event first.
    pub findings: Vec<Finding>,
    /// Whether there are more than the findings told.
    pub more: bool,
    /// What is no difference and should be known.
    pub notices: Vec<String>,
    /// Seconds it took.
    pub seconds: f64,
    /// Events read in a second.
    pub events_per_second: u64,
}
