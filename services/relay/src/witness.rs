//! NATS as a witness: every signed checkpoint is published to a stream that refuses deletion, so that a copy is out of the database's reach.

use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::header::{NATS_EXPECTED_LAST_SEQUENCE, NATS_MESSAGE_ID};
use async_nats::jetstream;
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, StorageType, Stream};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::{RelayError, connection};

/// Name of the stream of checkpoints.
pub const CHECKPOINT_STREAM: &str = "HAMYAR_CHECKPOINTS";
/// Its only subject.
pub const CHECKPOINT_SUBJECT: &str = "hamyar.v1.checkpoints";
/// Header that carries the checkpoint's number.
pub const HEADER_CHECKPOINT: &str = "Hamyar-Checkpoint";

/// Between two looks for a new checkpoint.
const LOOK: Duration = Duration::from_secs(2);
/// Checkpoints published in one go.
const BATCH: i64 = 100;

/// Publishes every checkpoint that the stream does not have yet, in the order of numbers, until told to stop. Several nodes may: each
/// message names the stream's end, so that only one of them comes next.
pub async fn publish_checkpoints(pool: PgPool, url: String, stop: CancellationToken) {
    let mut said = None;
    loop {
        let outcome = tokio::select! {
            () = stop.cancelled() => break,
            outcome = publish(&pool, &url) => outcome,
        };
        let text = outcome.err().map(|error| error.to_string());
        if text != said {
            if let Some(text) = &text {
                tracing::warn!(error = %text, "checkpoints wait to be published; the folder and the database have them");
            }
            said = text;
        }
        tokio::select! { () = stop.cancelled() => break, () = tokio::time::sleep(LOOK) => {} }
    }
    // What was signed at the very end is published too, where NATS answers at once.
    if tokio::time::timeout(Duration::from_secs(3), last_look(&pool, &url)).await.is_err() {
        tracing::debug!("NATS did not answer in time; the next start publishes what is left");
    }
}

async fn last_look(pool: &PgPool, url: &str) -> Result<(), RelayError> {
    let context = jetstream::new(connection::connect(url).await?);
    let mut stream = ensure(&context).await?;
    while step(pool, &context, &mut stream).await? {}
    Ok(())
}

/// One connection: publishes until something fails.
async fn publish(pool: &PgPool, url: &str) -> Result<(), RelayError> {
    let context = jetstream::new(connection::connect(url).await?);
    let mut stream = ensure(&context).await?;
    loop {
        if !step(pool, &context, &mut stream).await? {
            tokio::time::sleep(LOOK).await;
        }
    }
}

fn away(error: impl std::fmt::Display) -> RelayError {
    RelayError::Away(error.to_string())
}

/// The stream: kept for ever, and nobody deletes from it through NATS.
async fn ensure(context: &jetstream::Context) -> Result<Stream, RelayError> {
    let wanted = Config {
        name: CHECKPOINT_STREAM.to_owned(),
        description: Some(
            "Signed checkpoints of Hamyar's log: a witness outside the database. No personal data.".to_owned(),
        ),
        subjects: vec![CHECKPOINT_SUBJECT.to_owned()],
        retention: RetentionPolicy::Limits,
        discard: DiscardPolicy::New,
        storage: StorageType::File,
        deny_delete: true,
        deny_purge: true,
        allow_direct: true,
        ..Config::default()
    };
    context.get_or_create_stream(wanted).await.map_err(away)
}

/// Publishes what comes next; whether there was anything.
async fn step(pool: &PgPool, context: &jetstream::Context, stream: &mut Stream) -> Result<bool, RelayError> {
    let end = stream.info().await.map_err(away)?.state.last_sequence;
    let (last, mut expected) = match end {
        0 => (0, 0),
        _ => {
            let message = stream.get_last_raw_message_by_subject(CHECKPOINT_SUBJECT).await.map_err(away)?;
            let number = message.headers.get(HEADER_CHECKPOINT).and_then(|value| value.as_str().parse::<i64>().ok());
            let number = number.unwrap_or(0);
            let note: Option<String> = sqlx::query_scalar("select note from log.checkpoint where number = $1")
                .bind(number)
                .fetch_optional(pool)
                .await
                .map_err(RelayError::from)?;
            if note.is_none_or(|note| note.as_bytes() != &message.payload[..]) {
                return Err(RelayError::OtherCheckpoint { number });
            }
            (number, end)
        }
    };
    let next: Vec<(i64, String)> =
        sqlx::query_as("select number, note from log.checkpoint where number > $1 order by number limit $2")
            .bind(last)
            .bind(BATCH)
            .fetch_all(pool)
            .await
            .map_err(RelayError::from)?;
    let any = !next.is_empty();
    for (number, note) in next {
        let mut headers = HeaderMap::new();
        headers.insert(NATS_MESSAGE_ID, format!("checkpoint-{number}"));
        headers.insert(NATS_EXPECTED_LAST_SEQUENCE, expected.to_string());
        headers.insert(HEADER_CHECKPOINT, number.to_string());
        let sent = context.publish_with_headers(CHECKPOINT_SUBJECT, headers, note.into()).await.map_err(away)?;
        expected = sent.await.map_err(away)?.sequence;
    }
    Ok(any)
}
