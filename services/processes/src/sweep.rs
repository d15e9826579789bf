//! Sweeps after files of families' cases: bytes whose event never came, and bytes of files that were taken out while a node died.

use hamyar_event_store::{EventStore, Swept};
use std::future::Future;
use std::time::Duration;

const PAUSE: Duration = Duration::from_secs(600);

/// Sweeps every ten minutes until `shutdown` is done. Several nodes may do so.
pub async fn keep_attachments_swept(store: EventStore, shutdown: impl Future<Output = ()> + Send) {
    tokio::pin!(shutdown);
    loop {
        match store.sweep_attachments().await {
            Ok(Swept { destroyed: 0, .. }) => {}
            Ok(Swept { destroyed, .. }) => tracing::info!(destroyed, "bytes of attachments were swept"),
            Err(error) => tracing::warn!(%error, "attachments cannot be swept; it is tried again"),
        }
        tokio::select! {
            () = &mut shutdown => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}
