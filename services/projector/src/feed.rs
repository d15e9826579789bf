//! One shared reader: events are fetched, opened and decoded once, however many projections take them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use hamyar_event_store::{EventStore, Recorded, StoredEvent};
use hamyar_events::{Actor, DecodeError};
use hamyar_projections::{ProjectedEvent, StreamEventAny};
use tokio::sync::OnceCell;

use crate::ProjectorError;

/// Events in a row, by position.
pub(crate) type Batch = Arc<Vec<ProjectedEvent>>;

/// Batches kept for projections that are a little behind.
const KEPT: usize = 8;

struct Entry {
    after: i64,
    batch: Arc<OnceCell<Batch>>,
}

/// Reads the log for all projections of this node.
pub(crate) struct Feed {
    store: EventStore,
    limit: i64,
    kept: Mutex<VecDeque<Entry>>,
}

impl Feed {
    pub(crate) fn new(store: EventStore, limit: i64) -> Self {
        Self { store, limit, kept: Mutex::new(VecDeque::new()) }
    }

    /// The batch that begins right after `position`, or holds it; the caller skips what it has. Empty at the end of the log.
    pub(crate) async fn after(&self, position: i64) -> Result<Batch, ProjectorError> {
        let cell = self.cell(position);
        let batch = cell.get_or_try_init(|| self.read(position)).await?.clone();
        if batch.is_empty() {
            // The end of the log is no answer to keep.
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|entry| !Arc::ptr_eq(&entry.batch, &cell));
        }
        Ok(batch)
    }

    /// Drops every batch that was opened: it may hold somebody who was forgotten since.
    pub(crate) fn forget(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn cell(&self, position: i64) -> Arc<OnceCell<Batch>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |entry: &&Entry| {
            entry.after == position
                || entry.after < position
                    && entry.batch.get().and_then(|batch| batch.last()).is_some_and(|last| last.position > position)
        };
        if let Some(entry) = kept.iter().find(holds) {
            return Arc::clone(&entry.batch);
        }
        let batch = Arc::new(OnceCell::new());
        kept.push_back(Entry { after: position, batch: Arc::clone(&batch) });
        if kept.len() > KEPT {
            kept.pop_front();
        }
        batch
    }

    async fn read(&self, after: i64) -> Result<Batch, ProjectorError> {
        match self.store.read_feed(after, self.limit).await {
            Ok(events) => Ok(Arc::new(events.iter().map(projected).collect())),
            Err(error) if error.is_unavailable() => Err(error.into()),
            // Some event does not open. Each is tried alone, so that only those that read its stream stop before it.
            Err(_) => {
                let stored = self.store.read_feed_stored(after, self.limit).await?;
                Ok(Arc::new(one_by_one(&self.store, stored).await?))
            }
        }
    }
}

/// Opens and decodes each event by itself; what does not open stands as unreadable.
pub(crate) async fn one_by_one(
    store: &EventStore,
    stored: Vec<StoredEvent>,
) -> Result<Vec<ProjectedEvent>, ProjectorError> {
    let mut events = Vec::with_capacity(stored.len());
    for event in stored {
        match store.open_events(vec![event.clone()]).await {
            Ok(opened) => events.extend(opened.iter().map(projected)),
            Err(error) if error.is_unavailable() => return Err(error.into()),
            Err(_) => events.push(ProjectedEvent {
                position: event.position,
                stream_id: event.stream_id,
                sequence: event.sequence,
                event: StreamEventAny::Unreadable(DecodeError::Payload { class: "sealed value", line: 0, column: 0 }),
                actor: Actor::system("unknown"),
                happened_at: hamyar_events::HappenedAt::Instant(event.recorded_at),
                recorded_at: event.recorded_at,
                event_id: event.event_id,
                stream: event.stream,
            }),
        }
    }
    Ok(events)
}

/// An event of the store as projections take it.
pub fn projected(recorded: &Recorded) -> ProjectedEvent {
    ProjectedEvent {
        position: recorded.position,
        stream: recorded.stream.clone(),
        stream_id: recorded.stream_id,
        sequence: recorded.sequence,
        event: StreamEventAny::decode(
            &recorded.stream,
            &recorded.event_type,
            &recorded.event_version,
            recorded.payload.get(),
        ),
        actor: recorded.actor.parse().unwrap_or_else(|_| Actor::system("unknown")),
        happened_at: recorded.happened_at,
        recorded_at: recorded.recorded_at,
        event_id: recorded.event_id,
    }
}
