//! Tailing the feed for one projection: lease, apply, checkpoint; back off, bisect, pause.

use std::sync::Arc;
use std::time::Duration;

use hamyar_projections::{ProjectedEvent, Projection, ProjectionError, StreamEventAny};
use sqlx::{Connection, PgConnection};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::checkpoint::{self, Held};
use crate::feed::Feed;
use crate::{ProjectorError, Standing, schema};

/// How often a projection looks at its checkpoint when nothing wakes it: the net under every wake-up, and how soon a resume is seen.
const LOOK: Duration = Duration::from_millis(250);
const FIRST_BACKOFF: Duration = Duration::from_millis(50);
const LAST_BACKOFF: Duration = Duration::from_secs(5);
/// An event is tried this often before its projection pauses.
const ATTEMPTS: u32 = 3;

/// Everything one projection's task needs.
pub(crate) struct Runner {
    pub projection: Arc<dyn Projection>,
    pub url: String,
    pub owner: String,
    pub lease: Duration,
    pub feed: Arc<Feed>,
    pub wake: watch::Receiver<i64>,
    pub standing: watch::Sender<Standing>,
    pub shutdown: CancellationToken,
}

/// Why an apply did not end in a new checkpoint.
enum Halt {
    /// Another took the projection, or moved its checkpoint.
    Lost,
    /// Trying again may help.
    Passing(ProjectorError),
    /// Trying again will not.
    Poison(ProjectorError),
}

impl From<ProjectorError> for Halt {
    fn from(error: ProjectorError) -> Self {
        match error {
            ProjectorError::Projection(error) if error.is_passing() => Self::Passing(ProjectorError::Projection(error)),
            ProjectorError::Log(error) => Self::Passing(ProjectorError::Log(error)),
            other => Self::Poison(other),
        }
    }
}

impl From<sqlx::Error> for Halt {
    fn from(error: sqlx::Error) -> Self {
        ProjectorError::from(error).into()
    }
}

impl From<ProjectionError> for Halt {
    fn from(error: ProjectionError) -> Self {
        ProjectorError::from(error).into()
    }
}

impl Runner {
    /// Runs until shutdown. A fault of the database ends a round, never the task.
    pub(crate) async fn run(mut self) {
        let mut backoff = FIRST_BACKOFF;
        while !self.shutdown.is_cancelled() {
            let began = Instant::now();
            if let Err(error) = self.round().await {
                tracing::warn!(projection = self.projection.name(), error = %error, "a projection waits for the database");
                if began.elapsed() > LAST_BACKOFF {
                    backoff = FIRST_BACKOFF;
                }
                self.rest(backoff).await;
                backoff = (backoff * 2).min(LAST_BACKOFF);
            }
        }
    }

    async fn rest(&self, time: Duration) {
        tokio::select! {
            () = sleep(time) => {}
            () = self.shutdown.cancelled() => {}
        }
    }

    /// One connection, one lease; ends at shutdown or at a fault.
    async fn round(&mut self) -> Result<(), ProjectorError> {
        let mut connection = schema::writer(&self.url, &self.projection.schema()).await?;
        while !self.shutdown.is_cancelled() {
            match checkpoint::take(&mut connection, self.projection.as_ref(), &self.owner, self.lease).await? {
                Some(held) => {
                    let epoch = held.epoch;
                    self.tail(&mut connection, held).await?;
                    if self.shutdown.is_cancelled() {
                        checkpoint::give_up(&mut connection, self.projection.as_ref(), epoch).await?;
                    }
                }
                None => {
                    self.rest(LOOK).await;
                    self.look(&mut connection).await?;
                }
            }
        }
        connection.close().await.ok();
        Ok(())
    }

    /// While another node holds the projection: what it has reached.
    async fn look(&self, connection: &mut PgConnection) -> Result<(), ProjectorError> {
        let row: Option<(i64, bool)> = sqlx::query_as(
            "select position, state = 'paused' from projection.checkpoint where name = $1 and version = $2",
        )
        .bind(self.projection.name())
        .bind(self.projection.version())
        .fetch_optional(connection)
        .await?;
        if let Some((position, paused)) = row {
            self.say(position, paused);
        }
        Ok(())
    }

    fn say(&self, position: i64, paused: bool) {
        self.standing.send_if_modified(|standing| {
            let changed = standing.position != position || standing.paused != paused;
            (standing.position, standing.paused) = (position, paused);
            changed
        });
    }

    /// Applies what comes, as long as the lease is ours.
    async fn tail(&mut self, connection: &mut PgConnection, mut held: Held) -> Result<(), ProjectorError> {
        let mut renewed = Instant::now();
        self.say(held.position, held.paused);
        while !self.shutdown.is_cancelled() {
            if held.paused || renewed.elapsed() > self.lease / 4 {
                match checkpoint::renew(connection, self.projection.as_ref(), held.epoch, self.lease).await? {
                    Some(now) => held = now,
                    None => return Ok(()),
                }
                renewed = Instant::now();
                self.say(held.position, held.paused);
            }
            if held.paused {
                self.rest(LOOK).await;
                continue;
            }
            let batch = self.feed.after(held.position).await?;
            let fresh = batch.partition_point(|event| event.position <= held.position);
            if fresh == batch.len() {
                self.wait(held.position).await;
                continue;
            }
            match self.take_in(connection, &mut held, &batch[fresh..]).await {
                Ok(()) => renewed = Instant::now(),
                Err(Halt::Lost) => return Ok(()),
                Err(Halt::Passing(error) | Halt::Poison(error)) => return Err(error),
            }
        }
        Ok(())
    }

    async fn wait(&mut self, position: i64) {
        tokio::select! {
            _ = timeout(LOOK, self.wake.wait_for(|known| *known > position)) => {}
            () = self.shutdown.cancelled() => {}
        }
    }

    /// Applies events; at a fault halves them until the poison event stands alone, and pauses before it.
    async fn take_in(
        &self,
        connection: &mut PgConnection,
        held: &mut Held,
        events: &[ProjectedEvent],
    ) -> Result<(), Halt> {
        let mut open = vec![events];
        while let Some(part) = open.pop() {
            let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
            match self.commit(connection, *held, part, last.position).await {
                Ok(()) => {
                    held.position = last.position;
                    self.say(held.position, false);
                }
                Err(Halt::Poison(_)) if part.len() > 1 => {
                    let (left, right) = part.split_at(part.len() / 2);
                    open.push(right);
                    open.push(left);
                }
                Err(Halt::Poison(error)) => {
                    if let Some(error) = self.try_again(connection, *held, first, error).await? {
                        let text = error.to_string();
                        tracing::error!(
                            projection = self.projection.name(), position = first.position, error = %text, "a projection is paused"
                        );
                        checkpoint::pause(connection, self.projection.as_ref(), held.epoch, first.position, &text)
                            .await?;
                        held.paused = true;
                        self.say(held.position, true);
                        return Ok(());
                    }
                    held.position = first.position;
                    self.say(held.position, false);
                }
                Err(halt) => return Err(halt),
            }
        }
        Ok(())
    }

    /// Tries a single event a few times more; the error that remains, if one does.
    async fn try_again(
        &self,
        connection: &mut PgConnection,
        held: Held,
        event: &ProjectedEvent,
        first: ProjectorError,
    ) -> Result<Option<ProjectorError>, Halt> {
        let mut error = first;
        for attempt in 1..ATTEMPTS {
            self.rest(FIRST_BACKOFF * attempt).await;
            match self.commit(connection, held, std::slice::from_ref(event), event.position).await {
                Ok(()) => return Ok(None),
                Err(Halt::Poison(again)) => error = again,
                Err(halt) => return Err(halt),
            }
        }
        Ok(Some(error))
    }

    /// Rows and checkpoint in one transaction, or nothing.
    async fn commit(
        &self,
        connection: &mut PgConnection,
        held: Held,
        events: &[ProjectedEvent],
        to: i64,
    ) -> Result<(), Halt> {
        let own = relevant(self.projection.as_ref(), events);
        if own.is_empty() {
            let moved = checkpoint::advance(connection, self.projection.as_ref(), held, to, self.lease).await?;
            return if moved { Ok(()) } else { Err(Halt::Lost) };
        }
        refuse_unreadable(&own)?;
        let mut transaction = connection.begin().await?;
        // Moved first: that also locks it, so whoever takes the projection meanwhile waits for these rows or finds them gone.
        if !checkpoint::advance(&mut transaction, self.projection.as_ref(), held, to, self.lease).await? {
            return Err(Halt::Lost);
        }
        self.projection.apply(&mut transaction, &own).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// The events that a projection reads.
pub(crate) fn relevant<'a>(projection: &dyn Projection, events: &'a [ProjectedEvent]) -> Vec<&'a ProjectedEvent> {
    let streams = projection.streams();
    let wants = |event: &ProjectedEvent| {
        // What cannot be read is not known to be unwanted.
        matches!(event.event, StreamEventAny::Unreadable(_)) || projection.wants(&event.event)
    };
    events.iter().filter(|event| streams.contains(&event.stream.as_str()) && wants(event)).collect()
}

/// An event that cannot be read stops its readers; it is never skipped.
pub(crate) fn refuse_unreadable(events: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
    match events.iter().find_map(|event| match &event.event {
        StreamEventAny::Unreadable(error) => Some(error.clone()),
        _ => None,
    }) {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}
