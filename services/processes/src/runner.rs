//! Follows the log and finishes what was left half done.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_event_store::{EventStore, ExecuteError, Recorded, StoreError};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;

use crate::errands::{self, Errand};
use crate::react::{Reaction, react_to};
use crate::step::{Taken, code, take};

/// Name of the checkpoint; never reused.
const NAME: &str = "processes";
/// Events folded at once.
const BATCH: i64 = 1_000;

/// How often a step is tried that fails for a cause which time does not mend.
const TRIES: i32 = 5;

/// What stops a pass of the runner: the database does not answer. It tries again.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The log or the runner's tables could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Follows the log from its own checkpoint and takes the steps that nobody took.
#[derive(Clone, Debug)]
pub struct Runner {
    store: EventStore,
    grace: Duration,
    today: fn() -> NaiveDate,
    prepared: Arc<OnceCell<()>>,
}

impl Runner {
    /// A runner that leaves a request five seconds to take its own steps.
    pub fn new(store: EventStore) -> Self {
        Self {
            store,
            grace: Duration::from_secs(5),
            today: || hamyar_persian::tehran_date(Utc::now()),
            prepared: Arc::default(),
        }
    }

    /// How long an errand is left to the request that began it.
    pub fn with_grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Another clock.
    pub fn with_today(mut self, today: fn() -> NaiveDate) -> Self {
        self.today = today;
        self
    }

    /// Runs until `shutdown` is done. Faults are logged and tried again with growing pauses.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send) {
        tokio::pin!(shutdown);
        let mut wake = self.store.wake();
        let mut pause = Duration::from_millis(200);
        loop {
            let waiting = match self.pass().await {
                Ok(left) => {
                    pause = Duration::from_millis(200);
                    // Errands that are still in their grace want another look soon; else the log wakes us, polling being the net.
                    if left > 0 {
                        self.grace.clamp(Duration::from_millis(50), Duration::from_secs(1))
                    } else {
                        Duration::from_secs(5)
                    }
                }
                Err(error) => {
                    tracing::error!(error = %error, "the processes cannot go on; they try again");
                    pause = (pause * 2).min(Duration::from_secs(30));
                    pause
                }
            };
            tokio::select! {
                () = &mut shutdown => return,
                changed = wake.changed() => if changed.is_err() { return },
                () = tokio::time::sleep(waiting) => {}
            }
        }
    }

    /// One pass: folds the log to its head and takes the steps that are due, and those that follow from them, until nothing more can be done
    /// now. Returns how many errands are still open.
    pub async fn pass(&self) -> Result<usize, RunnerError> {
        self.prepare().await?;
        self.carry_out_erasures().await;
        loop {
            self.fold_to_head().await?;
            let pool = self.store.pool();
            let open = errands::open_since(pool, DateTime::<Utc>::MAX_UTC).await?;
            let due = Utc::now() - chrono::Duration::from_std(self.grace).unwrap_or_default();
            let mut ended = 0;
            for errand in open.iter().filter(|errand| errand.since <= due) {
                if self.finish(errand).await? {
                    ended += 1;
                }
            }
            if ended == 0 {
                return Ok(open.len());
            }
        }
    }

    /// Whoever approved an erasure carries it out at once; this is for those whose request was cut off. It never gives up, and a register that
    /// cannot be written holds up nothing else.
    async fn carry_out_erasures(&self) {
        match self.store.carry_out_erasures().await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "erasures that were decided are carried out"),
            Err(error) => {
                tracing::error!(error = %error, "an erasure is decided and not carried out; it is tried again")
            }
        }
    }

    async fn fold_to_head(&self) -> Result<(), StoreError> {
        let pool = self.store.pool();
        loop {
            let after = errands::checkpoint(pool, NAME).await?;
            let batch = self.store.read_feed_stored(after, BATCH).await?;
            if batch.is_empty() {
                return Ok(());
            }
            errands::fold(pool, NAME, after, &batch).await?;
        }
    }

    /// Processes that began at least so long ago and have not ended: expired reservations and decisions nobody recorded.
    pub async fn overdue(&self, age: Duration) -> Result<Vec<Errand>, RunnerError> {
        self.prepare().await?;
        let until = Utc::now() - chrono::Duration::from_std(age).unwrap_or_default();
        Ok(errands::open_since(self.store.pool(), until).await?)
    }

    async fn prepare(&self) -> Result<(), StoreError> {
        let prepare = || async {
            errands::prepare(self.store.pool()).await?;
            errands::take_up_again(self.store.pool()).await
        };
        self.prepared.get_or_try_init(prepare).await.copied()
    }

    /// Takes the step of an errand. False when it has to be tried again, or was set aside. Only a database that does not answer is an error: an
    /// event that cannot be read stops its own process and no other.
    async fn finish(&self, errand: &Errand) -> Result<bool, RunnerError> {
        let pool = self.store.pool();
        let (event, reaction) = match self.step_of(errand).await {
            Ok(Some(found)) => found,
            Ok(None) => {
                errands::end(pool, errand).await?;
                return Ok(true);
            }
            Err(error) => {
                self.failed(errand, error).await?;
                return Ok(false);
            }
        };
        let (event, step) = (&event, reaction.name());
        match take(&self.store, event, reaction, (self.today)()).await {
            Ok(Taken::Stands(_)) => {}
            Ok(Taken::Undone { refusal, .. }) => {
                tracing::info!(process.step = step, refusal = code(&refusal), "a process was undone");
            }
            Ok(Taken::Settled(refusal)) => {
                tracing::warn!(process.step = step, refusal = code(&refusal), "a process step is not wanted any more");
            }
            Err(ExecuteError::CommandIdReused) => {
                tracing::error!(process.step = step, "a process step was taken with another content");
            }
            Err(ExecuteError::Store(error)) => {
                self.failed(errand, error).await?;
                return Ok(false);
            }
            Err(error) => {
                // Busy or overtaken: time mends it, so it counts as no try in vain.
                tracing::warn!(process.step = step, error = %error, "a process step has to be tried again");
                return Ok(false);
            }
        }
        errands::end(pool, errand).await?;
        Ok(true)
    }

    /// The event of an errand and the step it calls for.
    async fn step_of(&self, errand: &Errand) -> Result<Option<(Recorded, Reaction)>, StoreError> {
        let events = self.store.stream(&errand.stream, errand.stream_id, errand.sequence, 1).await?;
        let Some(event) = events.into_iter().next() else { return Ok(None) };
        Ok(react_to(&event)?.map(|reaction| (event, reaction)))
    }

    /// Counts a try in vain, and sets the errand aside when time will not mend it.
    async fn failed(&self, errand: &Errand, error: StoreError) -> Result<(), RunnerError> {
        if error.is_unavailable() {
            return Err(error.into());
        }
        let pool = self.store.pool();
        errands::tried(pool, errand).await?;
        let (kind, position) = (errand.kind, errand.position);
        if errand.tries + 1 >= TRIES {
            tracing::error!(process.kind = ?kind, position, error = %error, "a process is set aside; it is tried again when the program starts anew");
            errands::put_aside(pool, errand, &error.to_string()).await?;
        } else {
            tracing::warn!(process.kind = ?kind, position, error = %error, "a process step has to be tried again");
        }
        Ok(())
    }
}
