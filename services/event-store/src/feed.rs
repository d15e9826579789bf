//! Reading in the order of positions.
//!
//! Positions are given under the append lock, which outlives the commit's becoming visible. So whoever reads `position > n` in order can never
//! be overtaken by a position below one it has seen, however long other transactions stay open.

use crate::record::COLUMNS;
use crate::{EventStore, Recorded, StoreError, StoredEvent};
use futures::TryStreamExt;
use sqlx::{Executor, PgPool};
use tokio::sync::mpsc;
use uuid::Uuid;

/// Events handed over at once by a replay; bounds its memory.
const REPLAY_BATCH: usize = 1_000;

/// Position of the last event, 0 when there is none.
pub(crate) async fn head(pool: &PgPool) -> Result<i64, StoreError> {
    let head: Option<i64> = sqlx::query_scalar("select max(position) from log.events").fetch_one(pool).await?;
    Ok(head.unwrap_or(0))
}

impl EventStore {
    /// Position of the last event in the log, 0 when there is none.
    pub async fn head(&self) -> Result<i64, StoreError> {
        let head = head(self.pool()).await?;
        crate::wake::raise(&self.inner.known, head);
        Ok(head)
    }

    /// Up to `limit` events after position `after`, as stored: personal fields sealed.
    pub async fn read_feed_stored(&self, after: i64, limit: i64) -> Result<Vec<StoredEvent>, StoreError> {
        let rows =
            sqlx::query(&format!("select {COLUMNS} from log.events where position > $1 order by position limit $2"))
                .bind(after)
                .bind(limit)
                .fetch_all(self.pool())
                .await?;
        rows.iter().map(StoredEvent::from_row).collect()
    }

    /// Up to `limit` events after position `after`, opened.
    pub async fn read_feed(&self, after: i64, limit: i64) -> Result<Vec<Recorded>, StoreError> {
        self.open_events(self.read_feed_stored(after, limit).await?).await
    }

    /// Up to `limit` events of one stream from `from_sequence` on (1 is the first), as stored.
    pub async fn stream_stored(
        &self,
        stream: &str,
        id: Uuid,
        from_sequence: i64,
        limit: i64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let sql = format!(
            "select {COLUMNS} from log.events where aggregate_type = $1 and aggregate_id = $2 and sequence >= $3 order by sequence limit $4"
        );
        let rows = sqlx::query(&sql)
            .bind(stream)
            .bind(id.to_string())
            .bind(from_sequence)
            .bind(limit)
            .fetch_all(self.pool())
            .await?;
        rows.iter().map(StoredEvent::from_row).collect()
    }

    /// Up to `limit` events of one stream from `from_sequence` on (1 is the first), opened.
    pub async fn stream(
        &self,
        stream: &str,
        id: Uuid,
        from_sequence: i64,
        limit: i64,
    ) -> Result<Vec<Recorded>, StoreError> {
        self.open_events(self.stream_stored(stream, id, from_sequence, limit).await?).await
    }

    /// Opens stored events.
    pub async fn open_events(&self, events: Vec<StoredEvent>) -> Result<Vec<Recorded>, StoreError> {
        let payloads = self.inner.keys.open_all(&events).await?;
        events.into_iter().zip(payloads).map(|(event, payload)| event.opened(payload)).collect()
    }

    /// Reads everything after `after` up to and including `until` in one go, at full speed and with bounded memory.
    pub fn replay(&self, after: i64, until: i64) -> Replay {
        let (sender, batches) = mpsc::channel(4);
        let pool = self.pool().clone();
        tokio::spawn(async move {
            if let Err(error) = read_all(&pool, after, until, &sender).await {
                sender.send(Err(error)).await.ok();
            }
        });
        Replay { store: self.clone(), batches, seen: after, until, ended: false }
    }
}

async fn read_all(
    pool: &PgPool,
    after: i64,
    until: i64,
    sender: &mpsc::Sender<Result<Batch, StoreError>>,
) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await?;
    // Rows lie in the order of position; sorting the whole log on disk would be the one bad plan.
    transaction
        .execute("set transaction read only; set local enable_sort = off; set local enable_seqscan = off; set local enable_bitmapscan = off; set local jit = off")
        .await?;
    let sql = format!("select {COLUMNS} from log.events where position > $1 and position <= $2 order by position");
    let mut rows = sqlx::query(&sql).bind(after).bind(until).fetch(&mut *transaction);
    let mut batch = Vec::with_capacity(REPLAY_BATCH);
    while let Some(row) = rows.try_next().await? {
        batch.push(StoredEvent::from_row(&row)?);
        if batch.len() == REPLAY_BATCH
            && sender
                .send(Ok(Batch::Events(std::mem::replace(&mut batch, Vec::with_capacity(REPLAY_BATCH)))))
                .await
                .is_err()
        {
            return Ok(()); // Nobody reads on.
        }
    }
    if !batch.is_empty() {
        sender.send(Ok(Batch::Events(batch))).await.ok();
    }
    sender.send(Ok(Batch::End)).await.ok();
    Ok(())
}

enum Batch {
    Events(Vec<StoredEvent>),
    /// Said when the last row was read, so that a reader cut off midway cannot pass for one that is done.
    End,
}

/// A running replay. Ends with `None` only when every event was handed over.
pub struct Replay {
    store: EventStore,
    batches: mpsc::Receiver<Result<Batch, StoreError>>,
    seen: i64,
    until: i64,
    ended: bool,
}

impl Replay {
    /// The next events as stored.
    pub async fn next_stored(&mut self) -> Result<Option<Vec<StoredEvent>>, StoreError> {
        if self.ended {
            return Ok(None);
        }
        match self.batches.recv().await {
            Some(Ok(Batch::Events(events))) => {
                self.check(&events)?;
                Ok(Some(events))
            }
            Some(Ok(Batch::End)) => {
                self.ended = true;
                Ok(None)
            }
            Some(Err(error)) => Err(error),
            None => Err(StoreError::CutOff(self.seen)),
        }
    }

    /// The next events, opened.
    pub async fn next(&mut self) -> Result<Option<Vec<Recorded>>, StoreError> {
        match self.next_stored().await? {
            Some(events) => Ok(Some(self.store.open_events(events).await?)),
            None => Ok(None),
        }
    }

    /// Position of the last event that will be read.
    pub fn until(&self) -> i64 {
        self.until
    }

    /// Positions have no holes: a hole means that rows are gone.
    fn check(&mut self, events: &[StoredEvent]) -> Result<(), StoreError> {
        for event in events {
            if event.position != self.seen + 1 {
                return Err(event.corrupt(&format!("position {} follows position {}", event.position, self.seen)));
            }
            self.seen = event.position;
        }
        Ok(())
    }
}
