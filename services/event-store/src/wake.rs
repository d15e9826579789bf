//! Saying that there is more to read: own commits at once, others' by NOTIFY, and a look every half second in case both were missed.

use crate::erasure::{ErasureRegister, catch_up};
use crate::sealing::KeyRing;
use crate::{EventStore, StoreError};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout_at};

/// The channel `append_batch` notifies.
const CHANNEL: &str = "hamyar_log";
/// The channel on which keys are spoken of: somebody was forgotten, or the master key was changed.
const KEYS: &str = "hamyar_keys";
/// The longest a commit elsewhere can stay unnoticed while the database answers.
const LOOK: Duration = Duration::from_millis(500);

/// Raises the newest known position; never lowers it.
pub(crate) fn raise(known: &watch::Sender<i64>, position: i64) {
    known.send_if_modified(|current| {
        let newer = position > *current;
        if newer {
            *current = position;
        }
        newer
    });
}

/// Who is told when keys are spoken of.
#[derive(Clone)]
pub(crate) struct Told {
    pub keys: Arc<KeyRing>,
    pub register: Option<ErasureRegister>,
    pub forgotten: watch::Sender<u64>,
}

impl Told {
    /// Drops every opened key at once; what takes longer follows.
    fn hear(&self, pool: &PgPool) {
        self.keys.forget();
        self.forgotten.send_modify(|count| *count += 1);
        let (told, pool) = (self.clone(), pool.clone());
        tokio::spawn(async move {
            told.keys.refresh().await;
            let Some(register) = &told.register else { return };
            if let Err(error) = catch_up(&pool, register).await {
                tracing::error!(error = %error, "this node's erasure register could not take in what another node did");
            }
        });
    }
}

/// Listens and looks until the store is dropped.
pub(crate) async fn keep_awake(pool: PgPool, known: watch::Sender<i64>, told: Told) {
    let mut first = true;
    loop {
        let Ok(mut listener) = PgListener::connect_with(&pool).await else {
            sleep(LOOK).await;
            continue;
        };
        if listener.listen_all([CHANNEL, KEYS]).await.is_err() {
            sleep(LOOK).await;
            continue;
        }
        // What was said while nobody listened is not known: better to open keys again than to use one that is destroyed.
        if !std::mem::take(&mut first) {
            told.hear(&pool);
        }
        let mut next_look = Instant::now();
        loop {
            if Instant::now() >= next_look {
                next_look = Instant::now() + LOOK;
                if let Ok(position) = crate::feed::head(&pool).await {
                    raise(&known, position);
                }
            }
            match timeout_at(next_look, listener.try_recv()).await {
                Ok(Ok(Some(notice))) if notice.channel() == KEYS => told.hear(&pool),
                Ok(Ok(Some(notice))) => {
                    if let Ok(position) = notice.payload().parse() {
                        raise(&known, position);
                    }
                }
                // The connection was lost: what was said meanwhile is found by looking.
                Ok(Ok(None)) => {
                    next_look = Instant::now();
                    told.hear(&pool);
                }
                Ok(Err(_)) => break,
                Err(_) => {}
            }
        }
    }
}

impl EventStore {
    /// The newest known position. Changes whenever there is more to read; a reader that has seen position `n` waits until it exceeds `n`.
    pub fn wake(&self) -> watch::Receiver<i64> {
        self.inner.known.subscribe()
    }

    /// Waits until the log is known to have reached `position`. False when the time is over first.
    pub async fn wait_for(&self, position: i64, timeout: Duration) -> Result<bool, StoreError> {
        let mut known = self.wake();
        let reached = tokio::time::timeout(timeout, known.wait_for(|known| *known >= position)).await;
        Ok(matches!(reached, Ok(Ok(_))))
    }
}
