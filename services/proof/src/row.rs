//! A row of the log as PostgreSQL's binary COPY sends it, read in place: millions of them pass, and each would otherwise be copied field by field.

use bytes::Bytes;
use hamyar_event_store::chain::{self, Link};
use uuid::Uuid;

use crate::entry::{Entry, KIND_BYTES_MAX};
use crate::merkle::Hash;

/// The columns, in the order in which they are read.
pub(crate) const COLUMNS: &str = "position, epoch, aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, \
     event_id, command_id, command_ord, recorded_at, prev_hash, hash";
const COLUMN_COUNT: u16 = 15;

/// Microseconds from 1970-01-01, where we count from, to 2000-01-01, where PostgreSQL does.
const POSTGRES_EPOCH_MICROSECONDS: i64 = 946_684_800_000_000;

/// A row as stored. Nothing in it is believed.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    bytes: Bytes,
    fields: [(u32, u32); COLUMN_COUNT as usize],
}

impl Row {
    /// Reads a tuple of a binary COPY; nothing where it is not one of [`COLUMNS`], as at the end of the data.
    pub(crate) fn read(bytes: Bytes) -> Option<Self> {
        let data: &[u8] = &bytes;
        // The first message carries the header of the whole in front of its tuple.
        let mut at = if data.starts_with(b"PGCOPY\n\xff\r\n\0") { 19 } else { 0 };
        let number =
            |at: usize| data.get(at..at + 4).map(|part| i32::from_be_bytes([part[0], part[1], part[2], part[3]]));
        if data.get(at..at + 2)? != COLUMN_COUNT.to_be_bytes() {
            return None;
        }
        at += 2;
        let mut fields = [(0, 0); COLUMN_COUNT as usize];
        for field in &mut fields {
            let length = usize::try_from(number(at)?).ok()?;
            at += 4;
            data.get(at..at + length)?;
            *field = (u32::try_from(at).ok()?, u32::try_from(length).ok()?);
            at += length;
        }
        Some(Self { bytes, fields })
    }

    fn field(&self, at: usize) -> &[u8] {
        let (start, length) = self.fields[at];
        &self.bytes[start as usize..(start + length) as usize]
    }

    fn fixed<const N: usize>(&self, at: usize) -> [u8; N] {
        self.field(at).try_into().unwrap_or([0; N])
    }

    fn text(&self, at: usize) -> &str {
        // The database is UTF-8 throughout.
        std::str::from_utf8(self.field(at)).unwrap_or_default()
    }

    pub(crate) fn position(&self) -> i64 {
        i64::from_be_bytes(self.fixed(0))
    }
    pub(crate) fn epoch(&self) -> i32 {
        i32::from_be_bytes(self.fixed(1))
    }
    pub(crate) fn kind(&self) -> &str {
        self.text(2)
    }
    /// The stream's id as it stands there.
    pub(crate) fn id_text(&self) -> &str {
        self.text(3)
    }
    /// The stream's id, where it is written in the one way in which ids are.
    pub(crate) fn id(&self) -> Option<Uuid> {
        let text = self.field(3);
        let id = Uuid::try_parse_ascii(text).ok()?;
        (id.hyphenated().encode_lower(&mut Uuid::encode_buffer()).as_bytes() == text).then_some(id)
    }
    pub(crate) fn sequence(&self) -> i64 {
        i64::from_be_bytes(self.fixed(4))
    }
    pub(crate) fn event_type(&self) -> &str {
        self.text(5)
    }
    pub(crate) fn event_version(&self) -> &str {
        self.text(6)
    }
    pub(crate) fn payload(&self) -> &str {
        self.text(7)
    }
    pub(crate) fn metadata(&self) -> &str {
        self.text(8)
    }
    pub(crate) fn event_id(&self) -> Uuid {
        Uuid::from_bytes(self.fixed(9))
    }
    pub(crate) fn command_id(&self) -> Uuid {
        Uuid::from_bytes(self.fixed(10))
    }
    pub(crate) fn command_ord(&self) -> i32 {
        i32::from_be_bytes(self.fixed(11))
    }
    /// Microseconds since 1970.
    pub(crate) fn recorded_at(&self) -> i64 {
        i64::from_be_bytes(self.fixed(12)).saturating_add(POSTGRES_EPOCH_MICROSECONDS)
    }
    pub(crate) fn prev_hash(&self) -> Hash {
        self.fixed(13)
    }
    pub(crate) fn hash(&self) -> Hash {
        self.fixed(14)
    }

    /// The hash of the row's content as it would be at this place of a chain.
    pub(crate) fn hash_at(&self, prev_hash: &Hash, kind: &str, id: Uuid, sequence: i64) -> Hash {
        chain::hash(Link {
            prev_hash,
            aggregate_type: kind,
            aggregate_id: id,
            sequence,
            event_type: self.event_type(),
            event_version: self.event_version(),
            metadata: self.metadata(),
            payload: self.payload(),
        })
    }

    /// The hash that the row's own columns give; nothing where its stream has no proper id.
    pub(crate) fn own_hash(&self) -> Option<Hash> {
        Some(self.hash_at(&self.prev_hash(), self.kind(), self.id()?, self.sequence()))
    }

    /// The columns that no hash covers agree with what the metadata, which one covers, says.
    pub(crate) fn ids_agree(&self) -> bool {
        let says = |name: &str, id: Uuid| {
            let mut text = [0; 64];
            let name_end = name.len();
            text[..name_end].copy_from_slice(name.as_bytes());
            id.hyphenated().encode_lower(&mut text[name_end..]);
            let whole = &text[..name_end + uuid::fmt::Hyphenated::LENGTH];
            memchr::memmem::find(self.field(8), whole).is_some()
        };
        says("\"event_id\":\"", self.event_id()) && says("\"command_id\":\"", self.command_id())
    }

    /// The row as the tree has it; nothing where it cannot stand there.
    pub(crate) fn entry(&self) -> Option<Entry<'_>> {
        let kind = self.kind();
        (kind.len() <= KIND_BYTES_MAX).then_some(())?;
        Some(Entry {
            position: self.position(),
            epoch: self.epoch(),
            recorded_at: self.recorded_at(),
            kind,
            id: self.id()?,
            sequence: self.sequence(),
            event_id: self.event_id(),
            hash: self.hash(),
        })
    }
}
