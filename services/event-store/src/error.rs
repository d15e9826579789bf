//! What can go wrong, kept apart from the first line: refused by a rule, stale, taken, busy, unavailable, broken.

use crate::claims::NationalIdHolder;
use crate::sealing::MasterKeyError;

/// A fault of the store. No text carries a value of a payload.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached or went away. Trying again later helps.
    #[error("the database cannot be reached")]
    Unavailable(#[source] sqlx::Error),
    /// The database refused a statement.
    #[error("the database refused a statement")]
    Database(#[source] sqlx::Error),
    /// Migrations could not be applied.
    #[error("the migrations of the log could not be applied")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    /// A stored row does not read as what it must be.
    #[error("log.events, {stream} {id} sequence {sequence}: {what}")]
    Corrupt {
        /// Stream type.
        stream: String,
        /// Aggregate id as stored.
        id: String,
        /// Sequence within the stream.
        sequence: i64,
        /// What is wrong with it.
        what: String,
    },
    /// A stored event is not known to this version of the program.
    #[error("{stream} {id} sequence {sequence} cannot be read")]
    Decode {
        /// Stream type.
        stream: String,
        /// Aggregate id.
        id: String,
        /// Sequence within the stream.
        sequence: i64,
        /// Why.
        #[source]
        source: hamyar_events::DecodeError,
    },
    /// A stream's chain of hashes does not hold.
    #[error("the chain of {stream} {id} is broken: {fault}")]
    Chain {
        /// Stream type.
        stream: String,
        /// Aggregate id.
        id: String,
        /// Where and how.
        fault: crate::ChainFault,
    },
    /// A text holds U+0000, which JSON can carry and PostgreSQL's readers cannot.
    #[error("the text at {pointer:?} holds the character U+0000")]
    ForbiddenCharacter {
        /// JSON pointer of the text.
        pointer: String,
    },
    /// New personal data of a subject whose key was destroyed.
    #[error("{0} was erased: nothing new can be sealed for it")]
    SubjectErased(hamyar_events::Subject),
    /// The master key cannot be read, or is not the one the store was made with.
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    /// The erasure register cannot be used, or does not fit the store.
    #[error(transparent)]
    Register(#[from] crate::erasure::RegisterError),
    /// A sealed value does not open with its key: altered, or moved from another place.
    #[error("a sealed value of {stream} {id} sequence {sequence} at {pointer:?} does not open")]
    Unsealable {
        /// Stream type.
        stream: String,
        /// Aggregate id.
        id: String,
        /// Sequence within the stream.
        sequence: i64,
        /// JSON pointer of the value.
        pointer: String,
    },
    /// The key of a sealed value has no row: keys were lost. A destroyed key keeps its row, so that loss never passes for an erasure.
    #[error(
        "the key of a sealed value of {stream} {id} sequence {sequence} at {pointer:?} is lost: restore log.subject_key of the same store"
    )]
    KeyLost {
        /// Stream type.
        stream: String,
        /// Aggregate id.
        id: String,
        /// Sequence within the stream.
        sequence: i64,
        /// JSON pointer of the value.
        pointer: String,
    },
    /// An event or state could not be written as JSON.
    #[error("cannot be written as JSON")]
    Json(#[source] serde_json::Error),
    /// The task that ran a command panicked.
    #[error("the command's task stopped unexpectedly")]
    Panicked,
    /// A replay ended before its last event.
    #[error("the replay was cut off after position {0}")]
    CutOff(i64),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if is_connection_fault(&error) { Self::Unavailable(error) } else { Self::Database(error) }
    }
}

impl StoreError {
    /// Whether trying again later may help.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    /// Whether a connection that a pool had kept turned out to be dead. When no connection can be made at all, asking again at once is no help.
    pub(crate) fn is_dead_connection(&self) -> bool {
        matches!(self, Self::Unavailable(error) if !matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed))
    }
}

/// Whether the connection or the server is at fault, not the statement.
pub(crate) fn is_connection_fault(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // 08 connection, 53 resources, 57P shutdown and crash, 25006 a standby after a failover.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            code.starts_with("08") || code.starts_with("53") || code.starts_with("57P") || code == "25006"
        }),
        _ => false,
    }
}

/// Whether the statement lost against others and may be sent again as it is.
pub(crate) fn is_contention(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(error)
        if error.code().is_some_and(|code| matches!(code.as_ref(), "55P03" | "40001" | "40P01" | "57014")))
}

/// Why a command was not committed.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError<E> {
    /// A rule refused. `error` is there when the rule spoke just now, not when the first answer is repeated.
    #[error("refused by a rule")]
    Refused {
        /// `{"code": …, …numbers}`, as stored and repeated.
        refusal: serde_json::Value,
        /// The refusal itself.
        error: Option<E>,
        /// Whether this is the kept answer of an earlier sending.
        repeated: bool,
    },
    /// The command id was used before by another actor, for another stream, or with another content.
    #[error("the command id was used before for something else")]
    CommandIdReused,
    /// The stream is not where the author of the command saw it.
    #[error("the stream is at {actual}, not at {expected}")]
    Stale {
        /// Sequence the command was based on.
        expected: i64,
        /// Sequence the stream has.
        actual: i64,
    },
    /// Another family holds the national id.
    #[error("the national id belongs to another family")]
    NationalIdTaken(NationalIdHolder),
    /// Too much at once; try again shortly.
    #[error("too many commands at once")]
    Busy,
    /// The database cannot be reached. The command may or may not have been committed: sent again with its id, it is answered truly.
    #[error("the log cannot be reached")]
    Unavailable,
    /// A fault.
    #[error(transparent)]
    Store(StoreError),
}

impl<E> From<StoreError> for ExecuteError<E> {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(error) => {
                tracing::warn!(error = %error, "the log cannot be reached");
                Self::Unavailable
            }
            other => Self::Store(other),
        }
    }
}
