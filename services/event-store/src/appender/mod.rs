//! The group-commit appender: one task per node. What waits while a batch is being flushed becomes the next batch, in one statement and one
//! commit. Each command learns its own outcome.

mod batch;
mod send;

use crate::chain::Hash;
use crate::claims::NationalIdHolder;
use crate::wake;
use crate::{StoreError, store::StoreOptions};
use chrono::{DateTime, Utc};
use hamyar_events::NationalIdRelease;
use std::collections::{HashSet, VecDeque};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use uuid::Uuid;

/// A decided command on its way into the log.
#[derive(Debug)]
pub(crate) struct Submission {
    pub command_id: Uuid,
    pub actor: String,
    pub fingerprint: Hash,
    pub stream: &'static str,
    pub id: Uuid,
    /// The sequence it was decided on, 0 for a new stream.
    pub base: i64,
    /// Hash of the event at `base`.
    pub prev_hash: Hash,
    /// The refusal, for a command that was refused.
    pub refusal: Option<String>,
    pub events: Vec<NewEvent>,
    pub claims: Vec<Claim>,
    pub releases: Vec<NationalIdRelease>,
}

/// A sealed and chained event.
#[derive(Debug)]
pub(crate) struct NewEvent {
    pub event_id: Uuid,
    pub event_type: String,
    pub event_version: String,
    pub payload: String,
    pub metadata: String,
    pub prev_hash: Hash,
    pub hash: Hash,
}

/// A claim on a national id.
#[derive(Debug)]
pub(crate) struct Claim {
    pub blind_index: Hash,
    pub family_id: Uuid,
    pub member_id: Uuid,
}

/// A kept answer.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub kind: String,
    pub sequence: i64,
    pub position: i64,
    pub events: i32,
    pub actor: String,
    pub fingerprint: Vec<u8>,
    pub refusal: Option<String>,
}

/// What became of a submission.
#[derive(Debug)]
pub(crate) enum Appended {
    /// Written now: events, a refusal, or nothing new.
    Written { sequence: i64, position: i64, _recorded_at: DateTime<Utc> },
    /// The command id has an answer already.
    Repeated(Outcome),
    /// The stream's head is another; `actual` is its sequence.
    Conflict { actual: i64 },
    /// A national id is another person's.
    Claimed(NationalIdHolder),
}

/// Why a submission got no outcome.
#[derive(Debug)]
pub(crate) enum AppendError {
    /// The queue is full, or the lock did not come in time.
    Busy,
    /// A fault of the store.
    Store(StoreError),
}

struct Request {
    submission: Submission,
    bytes: usize,
    reply: oneshot::Sender<Result<Appended, AppendError>>,
}

/// Rows in one batch at most.
const MAX_ROWS: usize = 256;
/// Payload bytes in one batch at most, unless one command alone has more.
const MAX_BYTES: usize = 1 << 20;
/// How long a command waits for room in the queue.
const PATIENCE: Duration = Duration::from_secs(2);

/// The way to the appender.
#[derive(Clone)]
pub(crate) struct Appender {
    queue: mpsc::Sender<Request>,
}

impl Appender {
    pub(crate) fn start(options: &StoreOptions, known: watch::Sender<i64>) -> Self {
        let (queue, requests) = mpsc::channel(options.queue_capacity);
        let lane = Lane {
            sender: send::Sender::new(options.app_url.clone(), options.patience),
            known,
            requests,
            waiting: VecDeque::new(),
        };
        tokio::spawn(lane.run());
        Self { queue }
    }

    pub(crate) async fn append(&self, submission: Submission) -> Result<Appended, AppendError> {
        let bytes = submission.events.iter().map(|event| event.payload.len() + event.metadata.len()).sum();
        let (reply, answer) = oneshot::channel();
        let request = Request { submission, bytes, reply };
        match self.queue.send_timeout(request, PATIENCE).await {
            Ok(()) => {}
            Err(mpsc::error::SendTimeoutError::Timeout(_)) => return Err(AppendError::Busy),
            Err(mpsc::error::SendTimeoutError::Closed(_)) => return Err(closed()),
        }
        answer.await.unwrap_or_else(|_| Err(closed()))
    }
}

fn closed() -> AppendError {
    AppendError::Store(StoreError::Unavailable(sqlx::Error::PoolClosed))
}

/// The one serial lane into the log.
struct Lane {
    sender: send::Sender,
    known: watch::Sender<i64>,
    requests: mpsc::Receiver<Request>,
    /// Put off to a later batch, because an earlier command of this one has the same stream, id or national id.
    waiting: VecDeque<Request>,
}

impl Lane {
    async fn run(mut self) {
        let mut arrived = Vec::with_capacity(MAX_ROWS);
        loop {
            if self.waiting.is_empty() {
                if self.requests.recv_many(&mut arrived, MAX_ROWS).await == 0 {
                    return;
                }
                // Commands that were answered by the last batch are about to send their next: one turn for them makes a fuller batch.
                tokio::task::yield_now().await;
            }
            // What is put off takes room too: beyond it the queue fills, and whoever sends waits or is told that the log is busy.
            while self.waiting.len() + arrived.len() < 2 * MAX_ROWS {
                let Ok(request) = self.requests.try_recv() else { break };
                arrived.push(request);
            }
            self.waiting.extend(arrived.drain(..));
            let batch = self.take_batch();
            self.flush(batch).await;
        }
    }

    /// Takes from the queue what fits in one batch: one command per stream, per command id and per national id.
    fn take_batch(&mut self) -> Vec<Request> {
        let (mut streams, mut ids, mut claims) = (HashSet::new(), HashSet::new(), HashSet::new());
        let (mut rows, mut bytes) = (0, 0);
        let mut batch = Vec::new();
        let mut put_off = VecDeque::new();
        while let Some(request) = self.waiting.pop_front() {
            let submission = &request.submission;
            let more_rows = submission.events.len().max(1);
            let full = !batch.is_empty() && (rows + more_rows > MAX_ROWS || bytes + request.bytes > MAX_BYTES);
            let crowded = streams.contains(&(submission.stream, submission.id))
                || ids.contains(&submission.command_id)
                || submission.claims.iter().any(|claim| claims.contains(&claim.blind_index));
            // Named even when put off, so that a later one of the same stream does not overtake it.
            streams.insert((submission.stream, submission.id));
            ids.insert(submission.command_id);
            claims.extend(submission.claims.iter().map(|claim| claim.blind_index));
            if full || crowded {
                put_off.push_back(request);
                if full && put_off.len() > MAX_ROWS {
                    break;
                }
                continue;
            }
            rows += more_rows;
            bytes += request.bytes;
            batch.push(request);
        }
        put_off.append(&mut self.waiting);
        self.waiting = put_off;
        batch
    }

    async fn flush(&mut self, batch: Vec<Request>) {
        // Halves of a batch that the database refused as data, so that one bad row spoils only its own command.
        let mut parts = vec![batch];
        while let Some(mut part) = parts.pop() {
            let submissions: Vec<&Submission> = part.iter().map(|request| &request.submission).collect();
            match self.sender.send(&submissions).await {
                Ok(answers) => {
                    let written = answers.iter().filter_map(|answer| match answer {
                        send::Answer::Done(Appended::Written { position, .. }) => Some(*position),
                        _ => None,
                    });
                    if let Some(position) = written.max() {
                        wake::raise(&self.known, position);
                    }
                    for (request, answer) in part.into_iter().zip(answers) {
                        match answer {
                            send::Answer::Done(appended) => drop(request.reply.send(Ok(appended))),
                            send::Answer::Again => self.waiting.push_back(request),
                        }
                    }
                }
                Err(send::Fault::Data(_)) if part.len() > 1 => {
                    let later = part.split_off(part.len() / 2);
                    parts.push(later);
                    parts.push(part);
                }
                Err(send::Fault::Data(error)) => {
                    tracing::error!(error = %error, "the log refused a command's rows");
                    for request in part {
                        drop(request.reply.send(Err(AppendError::Store(StoreError::Database(clone_of(&error))))));
                    }
                }
                Err(send::Fault::Busy) => {
                    for request in part {
                        drop(request.reply.send(Err(AppendError::Busy)));
                    }
                }
                Err(send::Fault::Unavailable(error)) => {
                    for request in part {
                        drop(request.reply.send(Err(AppendError::Store(StoreError::Unavailable(clone_of(&error))))));
                    }
                }
            }
        }
    }
}

/// An error for each of several waiters; `sqlx::Error` itself cannot be cloned.
fn clone_of(error: &sqlx::Error) -> sqlx::Error {
    sqlx::Error::Protocol(error.to_string())
}
