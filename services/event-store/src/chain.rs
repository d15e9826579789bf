//! The chain: each event's hash covers the stored bytes of the event and the hash of the event before it in its stream.
//!
//! `hash = SHA-256(prev_hash ‖ p(aggregate_type) ‖ p(aggregate_id) ‖ sequence ‖ p(event_type) ‖ p(event_version) ‖ p(metadata) ‖ p(payload))`,
//! where `p(x)` is the length of `x` in bytes as a big-endian 32-bit number followed by `x`, and `sequence` is a big-endian 64-bit number. The
//! first event of a stream names 32 zero bytes. Payload and metadata are the very bytes of their `json` columns, sealed: a chain holds with
//! every key destroyed. `log.event_hash` computes the same in SQL.

use crate::StoredEvent;
use sha2::{Digest, Sha256};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// What the first event of a stream names as its predecessor's hash.
pub const START: Hash = [0; 32];

/// What a hash covers.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// Hash of the event before, or [`START`].
    pub prev_hash: &'a Hash,
    /// Stream type.
    pub aggregate_type: &'a str,
    /// Aggregate id, hashed in the lower-case hyphenated form it is stored in.
    pub aggregate_id: uuid::Uuid,
    /// Sequence within the stream, from 1.
    pub sequence: i64,
    /// Stored event type.
    pub event_type: &'a str,
    /// Stored event version.
    pub event_version: &'a str,
    /// Stored bytes of the metadata.
    pub metadata: &'a str,
    /// Stored bytes of the payload.
    pub payload: &'a str,
}

/// The hash of an event.
pub fn hash(link: Link<'_>) -> Hash {
    let mut sha = Sha256::new();
    sha.update(link.prev_hash);
    prefixed(&mut sha, link.aggregate_type);
    prefixed(&mut sha, link.aggregate_id.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()));
    sha.update(link.sequence.to_be_bytes());
    prefixed(&mut sha, link.event_type);
    prefixed(&mut sha, link.event_version);
    prefixed(&mut sha, link.metadata);
    prefixed(&mut sha, link.payload);
    sha.finalize().into()
}

fn prefixed(sha: &mut Sha256, part: &str) {
    // A column longer than 4 GiB cannot exist: PostgreSQL's limit is 1 GiB.
    sha.update((part.len() as u32).to_be_bytes());
    sha.update(part.as_bytes());
}

/// Where a chain does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// The sequence is not the one that must follow: an event is missing or doubled.
    #[error("sequence {found} stands where {expected} must")]
    Sequence {
        /// Which must stand there.
        expected: i64,
        /// Which does.
        found: i64,
    },
    /// The event does not name its predecessor's hash.
    #[error("the event at sequence {sequence} does not continue the one before")]
    Predecessor {
        /// Where.
        sequence: i64,
    },
    /// The event's bytes are not those that were hashed.
    #[error("the event at sequence {sequence} was altered")]
    Altered {
        /// Where.
        sequence: i64,
    },
}

/// Checks one event against its predecessor and returns its hash.
pub fn verify_event(prev_hash: &Hash, sequence: i64, event: &StoredEvent) -> Result<Hash, ChainFault> {
    if event.sequence != sequence {
        return Err(ChainFault::Sequence { expected: sequence, found: event.sequence });
    }
    if &event.prev_hash != prev_hash {
        return Err(ChainFault::Predecessor { sequence });
    }
    if hash(event.link()) != event.hash {
        return Err(ChainFault::Altered { sequence });
    }
    Ok(event.hash)
}

/// Checks a whole stream, given from its first event, and returns the hash of its head.
pub fn verify_stream(events: &[StoredEvent]) -> Result<Hash, ChainFault> {
    let mut head = START;
    for (sequence, event) in (1..).zip(events) {
        head = verify_event(&head, sequence, event)?;
    }
    Ok(head)
}
