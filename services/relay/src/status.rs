//! What the relay says about itself, for metrics and the operator's page.

use serde::Serialize;

/// What the relay is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelayState {
    /// Looking for NATS for the first time.
    #[default]
    Connecting,
    /// Another node publishes; this one takes over when it falls silent.
    Standby,
    /// Publishing what the stream lacks.
    Publishing,
    /// The stream holds the whole log.
    CaughtUp,
    /// NATS does not answer; the log keeps everything until it does.
    Away,
    /// NATS answers and cannot be used as it is (too old, another stream of that name, another store's news).
    Refused,
    /// Stopped on request.
    Stopped,
}

/// The relay's state and how far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RelayStatus {
    /// What it is doing.
    pub state: RelayState,
    /// Position of the last event known to be in the stream.
    pub position: i64,
    /// Events of the log the stream lacks, as last counted.
    pub lag: i64,
    /// Why NATS cannot be reached or used, in words; empty while all is well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}
