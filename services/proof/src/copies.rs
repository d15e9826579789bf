//! The copies of checkpoints in the database: for nodes without the folder, and for whoever asks for a new one.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::checkpoint::Signed;
use crate::error::ProofError;

/// The channel on which a checkpoint is asked for.
pub(crate) const CHANNEL: &str = "hamyar_checkpoint";
/// Between two looks for the answer.
const LOOK: Duration = Duration::from_millis(50);

/// A checkpoint as the database has it. Nothing in it is believed before its signature is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Its number.
    pub number: u64,
    /// The whole text.
    pub note: String,
}

/// The node that keeps the checkpoints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeeperSeen {
    /// When it last looked.
    pub at: DateTime<Utc>,
    /// What keeps it from signing, by name.
    pub fault: Option<String>,
}

/// Leaves a copy.
pub(crate) async fn keep(pool: &PgPool, signed: &Signed) -> Result<(), ProofError> {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    sqlx::query("select log.keep_checkpoint($1, $2, $3)")
        .bind(number(signed.number))
        .bind(number(signed.size))
        .bind(signed.text())
        .execute(pool)
        .await?;
    Ok(())
}

/// Every copy, the oldest first.
pub async fn all(pool: &PgPool) -> Result<Vec<Copy>, ProofError> {
    page(pool, 0, i64::MAX).await
}

/// Copies with a number above `after`, the oldest first.
pub async fn page(pool: &PgPool, after: i64, limit: i64) -> Result<Vec<Copy>, ProofError> {
    let rows = sqlx::query_as("select number, note from log.checkpoint where number > $1 order by number limit $2");
    Ok(read(rows.bind(after).bind(limit).fetch_all(pool).await?))
}

/// Copies with a number below `before`, the newest first.
pub async fn newest(pool: &PgPool, before: i64, limit: i64) -> Result<Vec<Copy>, ProofError> {
    let rows =
        sqlx::query_as("select number, note from log.checkpoint where number < $1 order by number desc limit $2");
    Ok(read(rows.bind(before).bind(limit).fetch_all(pool).await?))
}

/// One copy.
pub async fn one(pool: &PgPool, number: i64) -> Result<Option<Copy>, ProofError> {
    let row = sqlx::query_as("select number, note from log.checkpoint where number = $1").bind(number);
    Ok(read(row.fetch_all(pool).await?).pop())
}

fn read(rows: Vec<(i64, String)>) -> Vec<Copy> {
    rows.into_iter().map(|(number, note)| Copy { number: u64::try_from(number).unwrap_or(0), note }).collect()
}

/// Notes that the keeper looked, and what stopped it.
pub(crate) async fn says(pool: &PgPool, fault: Option<&str>) -> Result<(), ProofError> {
    sqlx::query("select log.checkpoint_keeper_says($1)").bind(fault).execute(pool).await?;
    Ok(())
}

/// The keeper, where one ever looked.
pub async fn keeper(pool: &PgPool) -> Result<Option<KeeperSeen>, ProofError> {
    let row: Option<(DateTime<Utc>, Option<String>)> =
        sqlx::query_as("select seen_at, fault from log.checkpoint_keeper").fetch_optional(pool).await?;
    Ok(row.map(|(at, fault)| KeeperSeen { at, fault }))
}

/// Asks whichever node keeps the checkpoints for one that covers everything now in the log, and waits for it; nothing where none came in time.
pub async fn ask(pool: &PgPool, patience: Duration) -> Result<Option<Signed>, ProofError> {
    let (_, head) = crate::rows::store_and_head(pool).await?;
    let covering = async || -> Result<Option<Signed>, ProofError> {
        let newest = newest(pool, i64::MAX, 1).await?.pop();
        let signed = newest.and_then(|copy| Signed::read(&copy.note).ok());
        Ok(signed.filter(|signed| i64::try_from(signed.size).is_ok_and(|size| size >= head)))
    };
    if let Some(signed) = covering().await? {
        return Ok(Some(signed));
    }
    sqlx::query("select pg_notify($1, '')").bind(CHANNEL).execute(pool).await?;
    let until = tokio::time::Instant::now() + patience;
    while tokio::time::Instant::now() < until {
        tokio::time::sleep(LOOK).await;
        if let Some(signed) = covering().await? {
            return Ok(Some(signed));
        }
    }
    Ok(None)
}
