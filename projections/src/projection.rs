//! What a read model is to the projector.

use async_trait::async_trait;
use hamyar_events::DecodeError;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};

/// A fault while a batch was applied. Carries no value of any event: texts of PostgreSQL that may quote one are left out.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// The database refused or could not be reached.
    #[error("database: {}", database_text(.0))]
    Database(#[from] sqlx::Error),
    /// Rows could not be turned into or read from JSON.
    #[error("a row is not readable: {0:?} at column {1}")]
    Row(serde_json::error::Category, usize),
    /// The log holds an event that this version cannot read.
    #[error("{0}")]
    Unreadable(#[from] DecodeError),
    /// The event contradicts what came before in the log.
    #[error("{0}")]
    Contradiction(&'static str),
}

impl ProjectionError {
    /// Whether trying again may help: the database was away, busy or in conflict.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Database(error)) => {
                // Connection exceptions, rollbacks (deadlock, serialization), lack of resources, operator intervention.
                error
                    .code()
                    .is_some_and(|code| ["08", "40", "53", "55", "57"].iter().any(|class| code.starts_with(class)))
            }
            Self::Database(error) => {
                matches!(
                    error,
                    sqlx::Error::Io(_)
                        | sqlx::Error::PoolTimedOut
                        | sqlx::Error::PoolClosed
                        | sqlx::Error::WorkerCrashed
                )
            }
            _ => false,
        }
    }
}

impl From<serde_json::Error> for ProjectionError {
    fn from(error: serde_json::Error) -> Self {
        Self::Row(error.classify(), error.column())
    }
}

/// Only the code and the constraint or column of a database error; its message and detail quote values.
fn database_text(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default().into_owned();
            let place = error.constraint().or(error.table()).unwrap_or("-");
            format!("error {code} at {place}")
        }
        sqlx::Error::Io(error) => format!("connection: {}", error.kind()),
        other => other.to_string().chars().take(120).filter(|character| character.is_ascii()).collect(),
    }
}

/// A read model: rows that follow from the log alone. Version up whenever tables or the meaning of rows change; a version owns its schema.
#[async_trait]
pub trait Projection: Send + Sync {
    /// Snake-case name, unique.
    fn name(&self) -> &'static str;
    /// Version of tables and rows, from 1.
    fn version(&self) -> i32;
    /// Statements that make the tables, unqualified, in an empty schema.
    fn ddl(&self) -> &'static str;
    /// Every table, for checksums. Names are unique over all projections.
    fn tables(&self) -> &'static [&'static str];
    /// Stream types it reads; events of others never reach it.
    fn streams(&self) -> &'static [&'static str];
    /// Whether an event of those streams can change a row. What is not wanted costs nothing more than moving the checkpoint.
    fn wants(&self, _event: &StreamEventAny) -> bool {
        true
    }
    /// Folds a batch into the rows, on a connection whose search path is the projection's schema. The batch holds only events of
    /// [`Projection::streams`] that it [wants](Projection::wants), in position order; the same events cut into other batches leave the same rows.
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError>;

    /// Schema of the live rows.
    fn schema(&self) -> String {
        format!("rm_{}_v{}", self.name(), self.version())
    }
    /// Schema in which the rows are rebuilt.
    fn rebuild_schema(&self) -> String {
        format!("rb_{}_v{}", self.name(), self.version())
    }
}
