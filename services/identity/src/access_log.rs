//! The trace that opening sealed data leaves (statement S062): who, what, when, on what ground. Ids only.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::store::Identity;

/// The door through which data was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The HTTP interface.
    Api,
    /// The command line.
    Cli,
}

impl Via {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Cli => "cli",
        }
    }
}

/// One opening, to be recorded.
#[derive(Clone, Debug)]
pub struct Access<'a> {
    /// Who opened.
    pub user_id: Uuid,
    /// Operation id, as `read_family` or `export_events`.
    pub operation: &'a str,
    /// What was opened, as `family:<uuid>`; `log` for the whole.
    pub subject: &'a str,
    /// Why policy allowed it, or the reason the person gave.
    pub ground: &'a str,
    /// The door.
    pub via: Via,
}

/// One opening, as recorded.
#[derive(Clone, Debug, FromRow)]
pub struct AccessRecord {
    /// Order of recording, from 1.
    pub id: i64,
    /// Who opened.
    pub user_id: Uuid,
    /// Operation id.
    pub operation: String,
    /// What was opened.
    pub subject: String,
    /// Why it was allowed.
    pub ground: String,
    /// `api` or `cli`.
    pub via: String,
    /// When.
    pub accessed_at: DateTime<Utc>,
}

impl Identity {
    /// Records an opening. Data is handed out only after this succeeded.
    pub async fn record_access(&self, access: Access<'_>) -> Result<(), IdentityError> {
        sqlx::query(
            "INSERT INTO identity.access_log (user_id, operation, subject, ground, via) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(access.user_id)
        .bind(access.operation)
        .bind(access.subject)
        .bind(access.ground)
        .bind(access.via.as_str())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Openings, newest first, of one subject or of all, before the given id.
    pub async fn accesses(
        &self,
        subject: Option<&str>,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<AccessRecord>, IdentityError> {
        let rows = sqlx::query_as(
            "SELECT id, user_id, operation, subject, ground, via, accessed_at FROM identity.access_log \
             WHERE ($1::text IS NULL OR subject = $1) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3",
        )
        .bind(subject)
        .bind(before)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows)
    }
}
