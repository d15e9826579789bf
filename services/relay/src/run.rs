//! The relay's life: find NATS, hold the lease, publish, wait for more.

use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream;
use sqlx::PgPool;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::checkpoint::{Checkpoint, LEASE, Lease};
use crate::publish::{find_end, publish};
use crate::{Log, RelayError, RelayState, RelayStatus, connection, stream};

/// Where NATS is, and how the stream is made when it is new.
#[derive(Clone, Debug)]
pub struct RelayOptions {
    /// Address of the NATS server or cluster, as `nats://127.0.0.1:4222`.
    pub url: String,
    /// How long the stream keeps a message; the log keeps everything.
    pub max_age: Duration,
    /// Copies of the stream in a NATS cluster: 1, 3 or 5.
    pub replicas: usize,
    /// Events published in one go.
    pub batch: i64,
    /// Longest pause between two attempts to reach NATS.
    pub longest_pause: Duration,
}

impl RelayOptions {
    /// The usual options: thirty days, one copy.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            max_age: Duration::from_secs(30 * 24 * 3600),
            replicas: 1,
            batch: 500,
            longest_pause: Duration::from_secs(5),
        }
    }
}

/// A running relay.
#[derive(Debug)]
pub struct Relay {
    status: watch::Receiver<RelayStatus>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Relay {
    /// Starts the relay. `pool` reaches the database in which [`crate::migrate`] ran. NATS need not be there yet.
    pub fn start(pool: PgPool, log: impl Log, options: RelayOptions) -> Self {
        let (status_sender, status) = watch::channel(RelayStatus::default());
        let (stop, stopped) = watch::channel(false);
        let worker =
            Worker { log: Arc::new(log), checkpoint: Checkpoint::new(pool), options, status: status_sender, stopped };
        Self { status, stop, task: tokio::spawn(worker.run()) }
    }

    /// What the relay is doing, now and at every change.
    pub fn status(&self) -> watch::Receiver<RelayStatus> {
        self.status.clone()
    }

    /// Finishes the batch in flight, gives the lease back, and returns.
    pub async fn stop(self) {
        // A worker that has already ended needs no word.
        let _ = self.stop.send(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the relay failed");
        }
    }
}

struct Worker<L> {
    log: Arc<L>,
    checkpoint: Checkpoint,
    options: RelayOptions,
    status: watch::Sender<RelayStatus>,
    stopped: watch::Receiver<bool>,
}

impl<L: Log> Worker<L> {
    async fn run(mut self) {
        let mut pause = FIRST_PAUSE;
        while !self.stopping() {
            match self.work().await {
                // Work ends without an error only when the relay is to stop, or to read the stream's end again.
                Ok(()) => pause = FIRST_PAUSE,
                Err(error) => {
                    self.show(&error);
                    self.pause(pause).await;
                    pause = (pause * 2).min(self.options.longest_pause);
                }
            }
        }
        self.status.send_modify(|status| status.state = RelayState::Stopped);
    }

    /// One connection: from finding NATS to losing it.
    async fn work(&mut self) -> Result<(), RelayError> {
        let client = connection::connect(&self.options.url).await?;
        let context = jetstream::new(client);
        let wanted = stream::wanted(self.options.max_age, self.options.replicas);
        let mut stream = stream::ensure(&context, &wanted).await?;
        while !self.stopping() {
            let Some(lease) = self.checkpoint.take().await? else {
                self.set(RelayState::Standby, None);
                self.pause(LEASE / 3).await;
                continue;
            };
            let outcome = self.lead(&context, &mut stream, lease).await;
            match outcome {
                Ok(()) => return self.checkpoint.give_back(lease).await,
                Err(RelayError::LeaseLost) => self.set(RelayState::Standby, None),
                Err(RelayError::Overtaken) => self.pause(FIRST_PAUSE).await,
                Err(error) => {
                    // Another node may reach a NATS that this one cannot; the database may be what failed, so nothing is promised.
                    let _ = self.checkpoint.give_back(lease).await;
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Publishes for as long as the lease holds.
    async fn lead(
        &mut self,
        context: &jetstream::Context,
        stream: &mut jetstream::stream::Stream,
        lease: Lease,
    ) -> Result<(), RelayError> {
        let mut end = find_end(stream, self.log.as_ref(), lease.position).await?;
        let mut wake = self.log.wake();
        self.checkpoint.advance(lease, end.position, None).await?;
        while !self.stopping() {
            wake.borrow_and_update();
            let batch = self.log.after(end.position, self.options.batch).await?;
            if let Some(last) = batch.last().map(|news| (news.position, news.event_id)) {
                let known = (*wake.borrow()).max(last.0);
                self.set(RelayState::Publishing, Some((end.position, known)));
                end = publish(context, end, batch).await?;
                self.checkpoint.advance(lease, end.position, Some(last.1)).await?;
                self.set(RelayState::Publishing, Some((end.position, known)));
            } else {
                self.set(RelayState::CaughtUp, Some((end.position, end.position)));
                if !self.woken(&mut wake).await {
                    // A quiet log: keep the lease, and notice a stream that was deleted or emptied behind our back.
                    self.checkpoint.advance(lease, end.position, None).await?;
                    let found = find_end(stream, self.log.as_ref(), end.position).await?;
                    if found.position != end.position {
                        return Err(RelayError::Overtaken);
                    }
                }
            }
        }
        Ok(())
    }

    fn stopping(&self) -> bool {
        // A dropped handle stops the relay too.
        *self.stopped.borrow() || self.stopped.has_changed().is_err()
    }

    /// Waits for something new or the end; false after a while of neither.
    async fn woken(&self, wake: &mut watch::Receiver<i64>) -> bool {
        let mut stopped = self.stopped.clone();
        tokio::select! {
            Ok(()) = wake.changed() => true,
            Ok(_) = stopped.wait_for(|stop| *stop) => true,
            () = tokio::time::sleep(LEASE / 3) => false,
        }
    }

    async fn pause(&self, pause: Duration) {
        let mut stopped = self.stopped.clone();
        let _ = tokio::time::timeout(pause, stopped.wait_for(|stop| *stop)).await;
    }

    fn set(&self, state: RelayState, progress: Option<(i64, i64)>) {
        self.status.send_if_modified(|status| {
            let before = status.clone();
            status.state = state;
            status.error = None;
            if let Some((position, head)) = progress {
                status.position = position;
                status.lag = (head - position).max(0);
            }
            *status != before
        });
    }

    fn show(&self, error: &RelayError) {
        let state = if error.needs_a_person() { RelayState::Refused } else { RelayState::Away };
        let head = *self.log.wake().borrow();
        let text = error.to_string();
        self.status.send_if_modified(|status| {
            let news = status.state != state || status.error.as_ref() != Some(&text);
            if news {
                tracing::warn!(error = %text, "the relay waits; the log keeps everything until NATS can be used again");
            }
            status.lag = (head - status.position).max(0);
            status.state = state;
            status.error = Some(text);
            news
        });
    }
}

const FIRST_PAUSE: Duration = Duration::from_millis(100);
