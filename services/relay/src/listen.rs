//! News in: every node hears what any node published, and wakes its own readers.

use std::time::Duration;

use futures::StreamExt;
use tokio::task::JoinHandle;

use crate::connection;
use crate::stream::{HEADER_POSITION, SUBJECTS};

/// Calls `heard` with the position of every event that reaches NATS, for as long as the task runs. A missed message does no harm:
/// readers go by position and also wake by the database's own notice.
pub fn listen(url: String, heard: impl Fn(i64) + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut pause = Duration::from_millis(200);
        loop {
            match connection::connect(&url).await {
                Ok(client) => match client.subscribe(SUBJECTS).await {
                    Ok(mut news) => {
                        pause = Duration::from_millis(200);
                        while let Some(message) = news.next().await {
                            let position = message.headers.as_ref().and_then(|headers| headers.get(HEADER_POSITION));
                            if let Some(position) = position.and_then(|value| value.as_str().parse().ok()) {
                                heard(position);
                            }
                        }
                    }
                    Err(error) => tracing::debug!(%error, "cannot subscribe to the news"),
                },
                Err(error) => tracing::debug!(%error, "cannot hear the news yet"),
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(5));
        }
    })
}
