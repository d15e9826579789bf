//! Sending a batch until it is answered.
//!
//! When the connection fails nobody knows whether the batch was committed. The identical batch is sent again: it waits on the lock for a zombie
//! of its first sending, and commands that were committed are recognized by their ids.

use super::{Appended, Outcome, Submission, batch};
use crate::claims::NationalIdHolder;
use crate::error::{is_connection_fault, is_contention};
use crate::{StoreError, connect};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row};
use std::time::{Duration, Instant};

/// A database that is silent for so long is taken for gone: a connection cut on the way may otherwise hold every writer for many minutes.
const SILENCE: Duration = Duration::from_secs(20);

/// One command's answer.
pub(super) enum Answer {
    Done(Appended),
    /// An earlier command of the same batch stands in the way.
    Again,
}

/// Why a batch has no answers.
pub(super) enum Fault {
    /// The rows themselves were refused.
    Data(sqlx::Error),
    /// The lock did not come in time.
    Busy,
    /// The database could not be reached for as long as anyone waits.
    Unavailable(sqlx::Error),
}

/// The appender's own connection.
pub(super) struct Sender {
    url: String,
    patience: Duration,
    connection: Option<PgConnection>,
}

impl Sender {
    pub(super) fn new(url: String, patience: Duration) -> Self {
        Self { url, patience, connection: None }
    }

    pub(super) async fn send(&mut self, submissions: &[&Submission]) -> Result<Vec<Answer>, Fault> {
        let start = Instant::now();
        let mut pause = Duration::from_millis(20);
        loop {
            let error = match tokio::time::timeout(SILENCE, self.send_once(submissions)).await {
                Ok(Ok(answers)) => return Ok(answers),
                Ok(Err(error)) => error,
                Err(_) => sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()),
            };
            if is_contention(&error) {
                return Err(Fault::Busy);
            }
            if !is_connection_fault(&error) {
                return Err(Fault::Data(error));
            }
            self.connection = None;
            if start.elapsed() > self.patience {
                return Err(Fault::Unavailable(error));
            }
            tracing::warn!(error = %error, commands = submissions.len(), "the connection to the log failed; the batch is sent again");
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_millis(500));
        }
    }

    async fn send_once(&mut self, submissions: &[&Submission]) -> Result<Vec<Answer>, sqlx::Error> {
        if self.connection.is_none() {
            // Whatever keeps us from connecting, the batch is not to blame.
            let connection = connect::app_connection(&self.url, "hamyar-appender")
                .await
                .map_err(|error| sqlx::Error::Protocol(format!("cannot connect: {}", with_source(&error))))?;
            self.connection = Some(connection);
        }
        let Some(connection) = self.connection.as_mut() else { return Err(sqlx::Error::WorkerCrashed) };
        let rows = batch::query(submissions).fetch_all(connection).await?;
        let mut answers: Vec<Option<Answer>> = submissions.iter().map(|_| None).collect();
        for row in &rows {
            let ord: i32 = row.try_get(0)?;
            let place = answers.get_mut((ord - 1) as usize);
            *place.ok_or_else(|| sqlx::Error::Protocol("append_batch answered a command nobody sent".into()))? =
                Some(answer(row)?);
        }
        answers
            .into_iter()
            .map(|answer| answer.ok_or_else(|| sqlx::Error::Protocol("append_batch left a command unanswered".into())))
            .collect()
    }
}

fn with_source(error: &StoreError) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

fn answer(row: &PgRow) -> Result<Answer, sqlx::Error> {
    let status: &str = row.try_get(1)?;
    Ok(Answer::Done(match status {
        "committed" | "nothing" | "refused" => {
            Appended::Written { sequence: row.try_get(3)?, position: row.try_get(4)?, _recorded_at: row.try_get(11)? }
        }
        "repeated" => Appended::Repeated(Outcome {
            kind: row.try_get(2)?,
            sequence: row.try_get(3)?,
            position: row.try_get(4)?,
            events: row.try_get(5)?,
            actor: row.try_get(6)?,
            fingerprint: row.try_get(7)?,
            refusal: row.try_get(8)?,
        }),
        "conflict" => Appended::Conflict { actual: row.try_get(3)? },
        "claimed" => Appended::Claimed(NationalIdHolder { family_id: row.try_get(9)?, member_id: row.try_get(10)? }),
        _ => return Ok(Answer::Again),
    }))
}
