//! Faults of running projections. No text carries a value of an event.

use hamyar_event_store::StoreError;
use hamyar_projections::ProjectionError;

/// Why projections could not be run, rebuilt or asked.
#[derive(Debug, thiserror::Error)]
pub enum ProjectorError {
    /// The log could not be read.
    #[error("the log could not be read: {0}")]
    Log(#[from] StoreError),
    /// The database of the read models failed.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// An event could not be applied while rebuilding.
    #[error("{name} stopped at position {position}: {error}")]
    Stopped {
        /// The projection.
        name: &'static str,
        /// Position of the event.
        position: i64,
        /// Why.
        error: String,
    },
    /// No projection has that name.
    #[error("there is no projection named {0}")]
    Unknown(String),
}

impl From<sqlx::Error> for ProjectorError {
    fn from(error: sqlx::Error) -> Self {
        Self::Projection(error.into())
    }
}
