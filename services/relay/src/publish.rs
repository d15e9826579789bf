//! Where the stream ends, and what comes after it.

use async_nats::HeaderMap;
use async_nats::header::{NATS_EXPECTED_LAST_MESSAGE_ID, NATS_EXPECTED_LAST_SEQUENCE, NATS_MESSAGE_ID};
use async_nats::jetstream::Context;
use async_nats::jetstream::context::{PublishError, PublishErrorKind};
use async_nats::jetstream::stream::Stream;
use uuid::Uuid;

use crate::log::{Log, News};
use crate::stream::{HEADER_EPOCH, HEADER_POSITION, SUBJECTS, subject};
use crate::{RelayError, STREAM_NAME};

/// The end of the stream as the server last showed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    /// Position of the last event in the stream; the next one to publish follows it.
    pub(crate) position: i64,
    /// What the next message must name as the one before it.
    expected: Expected,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// Right after reading the stream's end: its last sequence, which a server knows even when it has forgotten old message ids.
    Sequence(u64),
    /// Afterwards: the id of the event just published.
    Event(Uuid),
}

/// Reads where the stream ends, and makes sure that it tells this log's news.
///
/// What the stream holds decides, not the checkpoint: a server that lost acknowledged messages gets them again. Only where the
/// stream is empty because its messages aged out does the checkpoint tell how far it once was.
pub(crate) async fn find_end(stream: &mut Stream, log: &impl Log, checkpoint: i64) -> Result<End, RelayError> {
    let state = stream.info().await.map_err(|error| RelayError::Away(error.to_string()))?.state.clone();
    let expected = Expected::Sequence(state.last_sequence);
    if state.messages == 0 {
        let position = if state.last_sequence == 0 { 0 } else { checkpoint };
        return Ok(End { position, expected });
    }
    let last =
        stream.get_last_raw_message_by_subject(SUBJECTS).await.map_err(|error| RelayError::Away(error.to_string()))?;
    let position = last.headers.get(HEADER_POSITION).and_then(|value| value.as_str().parse::<i64>().ok()).unwrap_or(-1);
    let event_id = last.headers.get(NATS_MESSAGE_ID).and_then(|value| value.as_str().parse::<Uuid>().ok());
    let ours = log.after(position - 1, 1).await?.into_iter().next().filter(|news| news.position == position);
    match (ours, event_id) {
        (Some(news), Some(event_id)) if news.event_id == event_id => Ok(End { position, expected }),
        _ => Err(RelayError::ForeignNews { stream: STREAM_NAME.to_owned(), position }),
    }
}

/// Publishes events that follow the stream's end, all in flight at once, and returns the new end when every one is acknowledged.
///
/// Each message names the one before it, so when one is refused all that follow it are, and the order stands.
pub(crate) async fn publish(context: &Context, end: End, batch: Vec<News>) -> Result<End, RelayError> {
    let mut end = end;
    let mut acks = Vec::with_capacity(batch.len());
    for news in batch {
        let mut headers = HeaderMap::new();
        headers.insert(NATS_MESSAGE_ID, news.event_id.to_string());
        match end.expected {
            Expected::Sequence(sequence) => headers.insert(NATS_EXPECTED_LAST_SEQUENCE, sequence.to_string()),
            Expected::Event(id) => headers.insert(NATS_EXPECTED_LAST_MESSAGE_ID, id.to_string()),
        }
        headers.insert(HEADER_POSITION, news.position.to_string());
        headers.insert(HEADER_EPOCH, news.epoch.to_string());
        let ack = context
            .publish_with_headers(subject(&news.stream), headers, news.line)
            .await
            .map_err(|error| failure(&error, news.position))?;
        acks.push((news.position, ack));
        end = End { position: news.position, expected: Expected::Event(news.event_id) };
    }
    for (position, ack) in acks {
        ack.await.map_err(|error| failure(&error, position))?;
    }
    Ok(end)
}

fn failure(error: &PublishError, position: i64) -> RelayError {
    match error.kind() {
        PublishErrorKind::WrongLastMessageId | PublishErrorKind::WrongLastSequence => RelayError::Overtaken,
        PublishErrorKind::MaxPayloadExceeded => RelayError::TooLarge { position },
        _ => RelayError::Away(error.to_string()),
    }
}
