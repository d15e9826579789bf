//! What the relay asks of the log.

use std::future::Future;

use bytes::Bytes;
use hamyar_event_store::EventStore;
use tokio::sync::watch;
use uuid::Uuid;

use crate::{RelayError, export_line};

/// One stored event as it is told: its place, its id, and its export line, sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Place in the log's one order.
    pub position: i64,
    /// Epoch of that order; it changes when a standby takes over as primary.
    pub epoch: i32,
    /// Stream type, as `family`. Part of the subject; never an id.
    pub stream: String,
    /// Id of the event, which NATS uses to drop repeats.
    pub event_id: Uuid,
    /// The export line, without a line break.
    pub line: Bytes,
}

/// A log that can be tailed. The event store is one; tests have another.
pub trait Log: Send + Sync + 'static {
    /// At most `limit` events after a position, in order and without gaps.
    fn after(&self, position: i64, limit: i64) -> impl Future<Output = Result<Vec<News>, RelayError>> + Send;
    /// Position of the last event.
    fn head(&self) -> impl Future<Output = Result<i64, RelayError>> + Send;
    /// The newest position known on this node; changes when there is something new.
    fn wake(&self) -> watch::Receiver<i64>;
}

impl Log for EventStore {
    async fn after(&self, position: i64, limit: i64) -> Result<Vec<News>, RelayError> {
        let stored =
            self.read_feed_stored(position, limit).await.map_err(|error| RelayError::Store(error.to_string()))?;
        stored
            .into_iter()
            .map(|event| {
                let line = Bytes::from(export_line(&event)?);
                Ok(News {
                    position: event.position,
                    epoch: event.epoch,
                    stream: event.stream,
                    event_id: event.event_id,
                    line,
                })
            })
            .collect()
    }

    async fn head(&self) -> Result<i64, RelayError> {
        Self::head(self).await.map_err(|error| RelayError::Store(error.to_string()))
    }

    fn wake(&self) -> watch::Receiver<i64> {
        Self::wake(self)
    }
}
