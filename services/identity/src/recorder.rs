//! Group commit of openings: a few writers share one queue, and whoever waits while all of them are busy is written with the others by the next
//! that is free, so that the record costs a share of one round trip under load and no waiting for another's otherwise. Nobody is told "recorded" before the commit; when the database is away, everybody is told so.

use sqlx::PgPool;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::time::timeout;
use uuid::Uuid;

use crate::error::IdentityError;

/// Readers that wait at most; one more waits for a place.
const WAITING_MAX: usize = 1024;
/// Openings written by one statement at most.
const BATCH_MAX: usize = 256;
/// Statements under way at once: while one waits for the disk, the next need not wait for it.
const WRITERS: usize = 3;
/// How long a reader waits for its record, the queue and a database that hangs included.
const PATIENCE: Duration = Duration::from_secs(5);

/// One opening, on its way into the record.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) user_id: Uuid,
    pub(crate) operation: String,
    pub(crate) subject: String,
    pub(crate) ground: String,
    pub(crate) via: &'static str,
}

struct Waiting {
    entry: Entry,
    done: oneshot::Sender<Result<(), Failure>>,
}

/// Why a whole batch was not written; every waiting reader is told the same.
#[derive(Clone, Copy, Debug)]
enum Failure {
    Unavailable,
    Fault,
}

impl From<Failure> for IdentityError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unavailable => Self::Unavailable(sqlx::Error::PoolTimedOut),
            Failure::Fault => Self::Fault("the record of openings was not accepted"),
        }
    }
}

/// The writers of a store's openings. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Recorder {
    queue: Arc<OnceLock<mpsc::Sender<Waiting>>>,
}

impl Recorder {
    /// Waits until the opening is committed.
    pub(crate) async fn record(&self, pool: &PgPool, entry: Entry) -> Result<(), IdentityError> {
        let queue = self.queue.get_or_init(|| {
            let (sender, receiver) = mpsc::channel(WAITING_MAX);
            let receiver = Arc::new(Mutex::new(receiver));
            for _ in 0..WRITERS {
                tokio::spawn(write(pool.clone(), receiver.clone()));
            }
            sender
        });
        let (done, answer) = oneshot::channel();
        let waiting = async {
            // A writer that is gone went with its runtime: nothing is handed out unrecorded.
            queue.send(Waiting { entry, done }).await.map_err(|_| Failure::Unavailable)?;
            answer.await.map_err(|_| Failure::Unavailable)?
        };
        timeout(PATIENCE, waiting).await.unwrap_or(Err(Failure::Unavailable)).map_err(Into::into)
    }
}

async fn write(pool: PgPool, queue: Arc<Mutex<mpsc::Receiver<Waiting>>>) {
    let mut batch = Vec::new();
    loop {
        if queue.lock().await.recv_many(&mut batch, BATCH_MAX).await == 0 {
            return;
        }
        // Who gave up waiting was handed nothing out, and read nothing.
        batch.retain(|waiting| !waiting.done.is_closed());
        if batch.is_empty() {
            continue;
        }
        let written = match timeout(PATIENCE, insert(&pool, &batch)).await {
            Ok(written) => written,
            Err(_) => Err(Failure::Unavailable),
        };
        for waiting in batch.drain(..) {
            waiting.done.send(written).ok();
        }
    }
}

async fn insert(pool: &PgPool, batch: &[Waiting]) -> Result<(), Failure> {
    let column = |of: fn(&Entry) -> &str| batch.iter().map(|waiting| of(&waiting.entry).to_owned()).collect::<Vec<_>>();
    let written = sqlx::query(
        "INSERT INTO identity.access_log (user_id, operation, subject, ground, via) \
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])",
    )
    .bind(batch.iter().map(|waiting| waiting.entry.user_id).collect::<Vec<_>>())
    .bind(column(|entry| &entry.operation))
    .bind(column(|entry| &entry.subject))
    .bind(column(|entry| &entry.ground))
    .bind(column(|entry| entry.via))
    .execute(pool)
    .await;
    written.map(|_| ()).map_err(|error| match IdentityError::from(error) {
        IdentityError::Unavailable(_) => Failure::Unavailable,
        other => {
            tracing::error!(error = %other, "the record of openings was not accepted");
            Failure::Fault
        }
    })
}
