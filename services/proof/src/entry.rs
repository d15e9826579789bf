//! What the trees are made of: one leaf for each event of the log, one for the head of each stream.

use crate::merkle::Hash;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Longest name of a kind of stream.
pub const KIND_BYTES_MAX: usize = 64;

/// An event as the tree knows it: where and when it stands in the log, and its hash in the chain of its stream, which covers the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Place in the order of all events, from 1.
    pub position: i64,
    /// Reign of the primary that gave the position.
    pub epoch: i32,
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub recorded_at: i64,
    /// Kind of stream, as `family`.
    pub kind: &'a str,
    /// Id of the stream.
    pub id: Uuid,
    /// Place in the stream, from 1.
    pub sequence: i64,
    /// Id of the event.
    pub event_id: Uuid,
    /// The event's hash in the chain of its stream.
    pub hash: Hash,
}

impl Entry<'_> {
    /// The hash of the leaf: SHA-256 over a zero byte, `E1`, position (8 bytes), epoch (4), recorded time (8), sequence (8), stream id (16),
    /// event id (16), chain hash (32), kind of stream (the rest). Numbers are big-endian.
    pub fn leaf(&self) -> Hash {
        let mut bytes = Buffer::new(*b"\0E1");
        bytes.add(&self.position.to_be_bytes());
        bytes.add(&self.epoch.to_be_bytes());
        bytes.add(&self.recorded_at.to_be_bytes());
        bytes.add(&self.sequence.to_be_bytes());
        bytes.add(self.id.as_bytes());
        bytes.add(self.event_id.as_bytes());
        bytes.add(&self.hash);
        bytes.add(self.kind.as_bytes());
        bytes.hash()
    }
}

/// The last event of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its sequence.
    pub sequence: i64,
    /// Its hash in the chain.
    pub hash: Hash,
}

impl Head {
    /// The hash of the leaf: SHA-256 over a zero byte, `H1`, sequence (8 bytes, big-endian), stream id (16), chain hash (32), kind of stream.
    pub fn leaf(&self, kind: &str, id: Uuid) -> Hash {
        let mut bytes = Buffer::new(*b"\0H1");
        bytes.add(&self.sequence.to_be_bytes());
        bytes.add(id.as_bytes());
        bytes.add(&self.hash);
        bytes.add(kind.as_bytes());
        bytes.hash()
    }
}

/// A leaf's bytes, without asking for memory: millions are hashed in a row.
struct Buffer {
    bytes: [u8; 96 + KIND_BYTES_MAX],
    used: usize,
}

impl Buffer {
    fn new(begin: [u8; 3]) -> Self {
        let mut buffer = Self { bytes: [0; 96 + KIND_BYTES_MAX], used: 0 };
        buffer.add(&begin);
        buffer
    }

    /// Adds a part. A kind longer than the longest allowed is cut: no reader hands one out.
    fn add(&mut self, part: &[u8]) {
        let end = (self.used + part.len()).min(self.bytes.len());
        self.bytes[self.used..end].copy_from_slice(&part[..end - self.used]);
        self.used = end;
    }

    fn hash(&self) -> Hash {
        Sha256::digest(&self.bytes[..self.used]).into()
    }
}

/// Kinds of streams by small numbers, so that an event in memory does not carry its kind's name.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    names: Vec<Box<str>>,
}

impl Kinds {
    /// The number of a kind.
    pub fn number(&mut self, name: &str) -> u16 {
        if let Some(known) = self.names.iter().position(|known| &**known == name) {
            return known as u16;
        }
        self.names.push(name.into());
        (self.names.len() - 1) as u16
    }

    /// The name of a number given before.
    pub fn name(&self, number: u16) -> &str {
        self.names.get(usize::from(number)).map_or("", |name| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry<'static> {
        Entry {
            position: 7,
            epoch: 1,
            recorded_at: 1_795_855_200_000_120,
            kind: "family",
            id: Uuid::from_u128(1),
            sequence: 2,
            event_id: Uuid::from_u128(3),
            hash: [9; 32],
        }
    }

    #[test]
    fn a_leaf_covers_every_part_of_its_event() {
        let one = entry();
        let others = [
            Entry { position: 8, ..one },
            Entry { epoch: 2, ..one },
            Entry { recorded_at: one.recorded_at - 1, ..one },
            Entry { kind: "familz", ..one },
            Entry { id: Uuid::from_u128(2), ..one },
            Entry { sequence: 3, ..one },
            Entry { event_id: Uuid::from_u128(4), ..one },
            Entry { hash: [8; 32], ..one },
        ];
        for other in others {
            assert_ne!(one.leaf(), other.leaf(), "{other:?}");
        }
    }

    /// Written down so that nobody changes what is hashed without noticing: every checkpoint ever signed rests on it.
    #[test]
    fn the_bytes_of_a_leaf_stay_what_they_are() {
        let one = entry();
        let mut bytes = b"E1".to_vec();
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 1]);
        bytes.extend(1_795_855_200_000_120u64.to_be_bytes());
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 2]);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
        bytes.extend([9; 32]);
        bytes.extend(b"family");
        assert_eq!(one.leaf(), crate::merkle::leaf(&bytes));
        let head = Head { sequence: 2, hash: [9; 32] };
        let mut bytes = b"H1".to_vec();
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 2]);
        bytes.extend([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        bytes.extend([9; 32]);
        bytes.extend(b"family");
        assert_eq!(head.leaf("family", Uuid::from_u128(1)), crate::merkle::leaf(&bytes));
    }
}
