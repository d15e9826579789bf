//! Reading the log at full speed, as the application's role and without any key.

use futures::TryStreamExt;
use sqlx::{Executor, PgPool};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::ProofError;
use crate::row::{COLUMNS, Row};

/// Rows handed over at once.
const BATCH: usize = 1_000;

/// The store's name and the position of its last event, 0 when there is none.
pub(crate) async fn store_and_head(pool: &PgPool) -> Result<(Uuid, i64), ProofError> {
    let (store, head): (Uuid, Option<i64>) =
        sqlx::query_as("select store_id, (select max(position) from log.events) from log.store")
            .fetch_one(pool)
            .await?;
    Ok((store, head.unwrap_or(0)))
}

/// What part of the log is read.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Positions after the first and up to the second, in their order.
    Positions(i64, i64),
    /// Positions up to this one, with payload and metadata left empty.
    Leaves(i64),
    /// One stream in the order of its sequence.
    Stream(String, Uuid),
    /// The row of an event, wherever it is.
    Event(Uuid),
    /// The row at a position.
    Position(i64),
}

impl Part {
    /// Of what is put in, kinds alone are text; they come from the ledger and the command line and are quoted.
    fn condition(&self) -> String {
        match self {
            Self::Positions(after, until) => format!("position > {after} and position <= {until} order by position"),
            Self::Leaves(until) => format!("position <= {until} order by position"),
            Self::Stream(kind, id) => {
                let kind = kind.replace('\'', "''");
                format!("aggregate_type = '{kind}' and aggregate_id = '{id}' order by sequence")
            }
            Self::Event(id) => format!("event_id = '{id}'"),
            Self::Position(position) => format!("position = {position}"),
        }
    }
}

/// Rows on their way from the database, in batches.
pub(crate) struct Rows {
    batches: mpsc::Receiver<Result<Vec<Row>, ProofError>>,
    ended: bool,
}

impl Rows {
    /// Begins to read a part.
    pub(crate) fn of(pool: PgPool, part: Part) -> Self {
        let (sender, batches) = mpsc::channel(8);
        tokio::spawn(async move {
            if let Err(error) = send(&pool, &part, &sender).await {
                sender.send(Err(error)).await.ok();
            }
        });
        Self { batches, ended: false }
    }

    /// What the leaves up to a position are made of: the rows without their content, which is most of them.
    pub(crate) fn leaves(pool: PgPool, until: i64) -> Self {
        Self::of(pool, Part::Leaves(until))
    }

    /// The next batch, waited for outside the runtime's own threads; nothing when every row was handed over.
    pub(crate) fn next_blocking(&mut self) -> Result<Option<Vec<Row>>, ProofError> {
        let next = if self.ended { None } else { self.batches.blocking_recv() };
        self.took(next)
    }

    /// The same inside the runtime.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<Row>>, ProofError> {
        let next = if self.ended { None } else { self.batches.recv().await };
        self.took(next)
    }

    fn took(&mut self, next: Option<Result<Vec<Row>, ProofError>>) -> Result<Option<Vec<Row>>, ProofError> {
        match next {
            // The last batch is an empty one, so that a reading cut off midway cannot pass for one that is done.
            Some(Ok(rows)) if rows.is_empty() => {
                self.ended = true;
                Ok(None)
            }
            Some(Ok(rows)) => Ok(Some(rows)),
            Some(Err(error)) => Err(error),
            None if self.ended => Ok(None),
            None => Err(ProofError::CutOff),
        }
    }
}

/// Every row of a part; for small ones.
pub(crate) async fn all(pool: &PgPool, part: Part) -> Result<Vec<Row>, ProofError> {
    let mut rows = Rows::of(pool.clone(), part);
    let mut found = Vec::new();
    while let Some(batch) = rows.next().await? {
        found.extend(batch);
    }
    Ok(found)
}

async fn send(
    pool: &PgPool,
    part: &Part,
    sender: &mpsc::Sender<Result<Vec<Row>, ProofError>>,
) -> Result<(), ProofError> {
    let mut transaction = pool.begin().await?;
    // Rows lie in the order of position; sorting the whole log on disk would be the one bad plan.
    transaction
        .execute("set transaction read only; set local enable_sort = off; set local enable_seqscan = off; set local enable_bitmapscan = off; set local jit = off")
        .await?;
    let columns = match part {
        Part::Leaves(_) => COLUMNS.replace("payload, metadata", "''::text, ''::text"),
        _ => COLUMNS.to_owned(),
    };
    let statement =
        format!("copy (select {columns} from log.events where {}) to stdout (format binary)", part.condition());
    let mut messages = transaction.copy_out_raw(&statement).await?;
    let mut batch = Vec::with_capacity(BATCH);
    while let Some(message) = messages.try_next().await? {
        // What is no row is the end of the data, which has its own mark after this.
        batch.extend(Row::read(message));
        if batch.len() == BATCH {
            let whole = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            if sender.send(Ok(whole)).await.is_err() {
                return Ok(()); // Nobody reads on.
            }
        }
    }
    if !batch.is_empty() {
        sender.send(Ok(batch)).await.ok();
    }
    sender.send(Ok(Vec::new())).await.ok();
    Ok(())
}
