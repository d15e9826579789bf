//! The trace that opening sealed data leaves (statement S062): who, what, when, on what ground. Ids only.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::recorder::Entry;
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
    /// Records an opening. Data is handed out only after this succeeded. Readers that wait at the same time are recorded in one statement.
    pub async fn record_access(&self, access: Access<'_>) -> Result<(), IdentityError> {
        let entry = Entry {
            user_id: access.user_id,
            operation: access.operation.to_owned(),
            subject: access.subject.to_owned(),
            ground: access.ground.to_owned(),
            via: access.via.as_str(),
        };
        self.recorder.record(&self.pool, entry).await
    }

    /// Openings, newest first, of one subject or of all, on some grounds or on any, before the given id.
    pub async fn accesses(
        &self,
        subject: Option<&str>,
        grounds: Option<&[&str]>,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<AccessRecord>, IdentityError> {
        let rows = sqlx::query_as(
            "SELECT id, user_id, operation, subject, ground, via, accessed_at FROM identity.access_log \
             WHERE ($1::text IS NULL OR subject = $1) AND ($2::text[] IS NULL OR ground = ANY($2)) \
             AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $4",
        )
        .bind(subject)
        .bind(grounds)
        .bind(before)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows)
    }
}
