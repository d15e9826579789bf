//! What can go wrong between the log and NATS.

use crate::connection::MINIMUM_SERVER;

/// Why the relay could not go on. No text carries anything of an event.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// The server cannot be reached, or went away.
    #[error("NATS does not answer: {0}")]
    Away(String),
    /// JetStream needs features of a later server.
    #[error(
        "this NATS server is version {found}, and Hamyar needs {}.{} or later: upgrade the server, or unset NATS_URL to run without NATS",
        MINIMUM_SERVER.0,
        MINIMUM_SERVER.1
    )]
    TooOld {
        /// Version the server gave.
        found: String,
    },
    /// The server runs without JetStream.
    #[error(
        "this NATS server runs without JetStream: start it with `-js`, or with a `jetstream` block in its configuration"
    )]
    NoJetStream,
    /// A stream of that name exists and is not as the relay needs it.
    #[error("the JetStream stream {stream} cannot be used: {why}. Rename or delete it, and the relay makes its own")]
    Unfit {
        /// Name of the stream.
        stream: String,
        /// What is not as it must be.
        why: String,
    },
    /// The last message of the stream is no event of this log.
    #[error(
        "the JetStream stream {stream} holds the news of another store (its last message, position {position}, is not in this log). \
         Give each store its own NATS account, or delete the stream"
    )]
    ForeignNews {
        /// Name of the stream.
        stream: String,
        /// Position its last message names.
        position: i64,
    },
    /// The newest published checkpoint is not one of this log's.
    #[error(
        "the checkpoint {number} that NATS has is not the one this database has: one of them was changed, or the NATS stream is another store's. \
         Nothing is published over it; `hamyar verify --witness` tells more"
    )]
    OtherCheckpoint {
        /// Its number.
        number: i64,
    },
    /// Another relay published meanwhile; read again where the stream ends.
    #[error("another relay published meanwhile")]
    Overtaken,
    /// Another node took the lease over.
    #[error("another node publishes now")]
    LeaseLost,
    /// A message is larger than the server accepts.
    #[error(
        "the event at position {position} is larger than this NATS server's max_payload: raise max_payload in its configuration"
    )]
    TooLarge {
        /// Position of the event.
        position: i64,
    },
    /// A stored event's bytes are not JSON.
    #[error("the event at position {position} cannot be read")]
    Unreadable {
        /// Position of the event.
        position: i64,
    },
    /// The log or the checkpoint could not be read or written.
    #[error("the store does not answer: {0}")]
    Store(String),
}

impl RelayError {
    /// True when waiting alone will not help: a person has to change something.
    pub const fn needs_a_person(&self) -> bool {
        matches!(
            self,
            Self::TooOld { .. }
                | Self::NoJetStream
                | Self::Unfit { .. }
                | Self::ForeignNews { .. }
                | Self::OtherCheckpoint { .. }
                | Self::TooLarge { .. }
        )
    }
}

impl From<sqlx::Error> for RelayError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.to_string())
    }
}
