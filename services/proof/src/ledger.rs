//! The ledger: the leaves of every event that a checkpoint covers, in a file outside the database.
//!
//! The roots of the checkpoints vouch for it. With it a changed log is not only noticed: the first event that differs is known, and what
//! was there before. It also lets the tree grow from what was signed, and never from what the database says of the past today.
//!
//! A header (`hamyar ledger 1`, a line break, the 16 bytes of the store's id), then one record an event in the order of positions from 1: length of
//! the kind (1 byte), kind, epoch (4), recorded time (8), sequence (8), stream id (16), event id (16), chain hash (32); big-endian.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use uuid::Uuid;

use crate::entry::{Entry, KIND_BYTES_MAX};

const MARK: &[u8; 16] = b"hamyar ledger 1\n";
/// Bytes before the first record.
const HEADER_BYTES: u64 = 32;
/// Bytes of a record apart from its kind.
const RECORD_BYTES: usize = 1 + 4 + 8 + 8 + 16 + 16 + 32;

/// Name of the file in the folder of checkpoints.
pub const LEDGER: &str = "ledger";

/// Reads a ledger from its first record on.
#[derive(Debug)]
pub struct LedgerReader {
    file: BufReader<File>,
    store: Uuid,
    position: i64,
    offset: u64,
    record: [u8; RECORD_BYTES + KIND_BYTES_MAX],
}

/// Why a ledger does not read.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// There is none.
    #[error("there is no ledger")]
    Missing,
    /// The file cannot be read or written.
    #[error("the ledger cannot be read or written")]
    File(#[source] std::io::Error),
    /// It is something else, or was damaged.
    #[error("the ledger is damaged after position {0}")]
    Damaged(i64),
}

impl LedgerReader {
    /// Opens the ledger of a folder.
    pub fn open(folder: &Path) -> Result<Self, LedgerError> {
        let file = File::open(folder.join(LEDGER)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => LedgerError::Missing,
            _ => LedgerError::File(error),
        })?;
        let mut file = BufReader::with_capacity(1 << 20, file);
        let mut header = [0; HEADER_BYTES as usize];
        file.read_exact(&mut header).map_err(|_| LedgerError::Damaged(0))?;
        let (mark, store) = header.split_at(MARK.len());
        let store = Uuid::from_slice(store).map_err(|_| LedgerError::Damaged(0))?;
        if mark != MARK {
            return Err(LedgerError::Damaged(0));
        }
        Ok(Self { file, store, position: 0, offset: HEADER_BYTES, record: [0; RECORD_BYTES + KIND_BYTES_MAX] })
    }

    /// Whose ledger it is.
    pub fn store(&self) -> Uuid {
        self.store
    }

    /// Bytes read so far: where the next record begins.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The next record; nothing at the end. A record that a crash cut off is the end too: no checkpoint vouches for it.
    pub fn record(&mut self) -> Result<Option<Entry<'_>>, LedgerError> {
        let damaged = LedgerError::Damaged(self.position);
        let mut length = [0; 1];
        if self.file.read(&mut length).map_err(LedgerError::File)? == 0 {
            return Ok(None);
        }
        let kind_bytes = usize::from(length[0]);
        if kind_bytes > KIND_BYTES_MAX {
            return Err(damaged);
        }
        let rest = &mut self.record[..kind_bytes + RECORD_BYTES - 1];
        match self.file.read_exact(rest) {
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other.map_err(LedgerError::File)?,
        }
        self.position += 1;
        self.offset += (rest.len() + 1) as u64;
        let (kind, mut fields) = rest.split_at(kind_bytes);
        let kind = std::str::from_utf8(kind).map_err(|_| damaged)?;
        Ok(Some(Entry {
            position: self.position,
            epoch: i32::from_be_bytes(take(&mut fields)),
            recorded_at: i64::from_be_bytes(take(&mut fields)),
            kind,
            sequence: i64::from_be_bytes(take(&mut fields)),
            id: Uuid::from_bytes(take(&mut fields)),
            event_id: Uuid::from_bytes(take(&mut fields)),
            hash: take(&mut fields),
        }))
    }
}

/// The next bytes of a record, whose length is known to suffice.
fn take<const N: usize>(fields: &mut &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    let (found, rest) = fields.split_at(N.min(fields.len()));
    bytes[..found.len()].copy_from_slice(found);
    *fields = rest;
    bytes
}

/// Adds records to the end of a ledger.
#[derive(Debug)]
pub struct LedgerWriter {
    file: File,
    buffer: Vec<u8>,
    offset: u64,
}

impl LedgerWriter {
    /// Goes on at a byte that [`LedgerReader::offset`] gave. What lies behind it is from a run that broke off before it signed.
    pub fn open(folder: &Path, store: Uuid, offset: u64) -> Result<Self, LedgerError> {
        let fault = LedgerError::File;
        let path = folder.join(LEDGER);
        let mut file =
            File::options().create(true).truncate(false).read(true).write(true).open(&path).map_err(fault)?;
        let mut offset = offset;
        if offset < HEADER_BYTES {
            file.set_len(0).map_err(fault)?;
            file.write_all(MARK).and_then(|()| file.write_all(store.as_bytes())).map_err(fault)?;
            offset = HEADER_BYTES;
        }
        file.set_len(offset).map_err(fault)?;
        file.seek(SeekFrom::Start(offset)).map_err(fault)?;
        Ok(Self { file, buffer: Vec::with_capacity(1 << 18), offset })
    }

    /// Adds a record; on disk only after [`LedgerWriter::flush`].
    pub fn add(&mut self, entry: &Entry<'_>) -> Result<(), LedgerError> {
        let kind = entry.kind.as_bytes();
        let before = self.buffer.len();
        self.buffer.push(u8::try_from(kind.len()).map_err(|_| LedgerError::Damaged(entry.position))?);
        self.buffer.extend_from_slice(kind);
        self.buffer.extend_from_slice(&entry.epoch.to_be_bytes());
        self.buffer.extend_from_slice(&entry.recorded_at.to_be_bytes());
        self.buffer.extend_from_slice(&entry.sequence.to_be_bytes());
        self.buffer.extend_from_slice(entry.id.as_bytes());
        self.buffer.extend_from_slice(entry.event_id.as_bytes());
        self.buffer.extend_from_slice(&entry.hash);
        self.offset += (self.buffer.len() - before) as u64;
        if self.buffer.len() > 1 << 17 { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), LedgerError> {
        self.file.write_all(&self.buffer).map_err(LedgerError::File)?;
        self.buffer.clear();
        Ok(())
    }

    /// Brings everything to the disk and tells where the next record begins.
    pub fn flush(&mut self) -> Result<u64, LedgerError> {
        self.write()?;
        self.file.sync_all().map_err(LedgerError::File)?;
        Ok(self.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(position: i64, kind: &'static str) -> Entry<'static> {
        Entry {
            position,
            epoch: 1,
            recorded_at: 1_000 + position,
            kind,
            id: Uuid::from_u128(position as u128),
            sequence: 1,
            event_id: Uuid::from_u128(77),
            hash: [position as u8; 32],
        }
    }

    fn read(folder: &Path) -> Vec<i64> {
        let mut reader = LedgerReader::open(folder).unwrap();
        let mut found = Vec::new();
        while let Some(read) = reader.record().unwrap() {
            assert_eq!(read, entry(read.position, if read.position % 2 == 0 { "family" } else { "indicator_set" }));
            found.push(read.position);
        }
        found
    }

    #[test]
    fn what_is_added_reads_back_and_what_broke_off_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        assert!(matches!(LedgerReader::open(path), Err(LedgerError::Missing)));
        let mut writer = LedgerWriter::open(path, Uuid::from_u128(5), 0).unwrap();
        writer.add(&entry(1, "indicator_set")).unwrap();
        writer.add(&entry(2, "family")).unwrap();
        let signed = writer.flush().unwrap();
        writer.add(&entry(3, "indicator_set")).unwrap();
        writer.flush().unwrap();
        let whole = std::fs::read(path.join(LEDGER)).unwrap();
        std::fs::write(path.join(LEDGER), &whole[..whole.len() - 5]).unwrap();
        assert_eq!(read(path), [1, 2], "half a record is none");
        let mut writer = LedgerWriter::open(path, Uuid::from_u128(5), signed).unwrap();
        writer.add(&entry(3, "indicator_set")).unwrap();
        writer.add(&entry(4, "family")).unwrap();
        writer.flush().unwrap();
        assert_eq!(read(path), [1, 2, 3, 4]);
        assert_eq!(LedgerReader::open(path).unwrap().store(), Uuid::from_u128(5));
    }

    #[test]
    fn another_file_is_no_ledger() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(LEDGER), "something else of some length, and more").unwrap();
        assert!(matches!(LedgerReader::open(folder.path()), Err(LedgerError::Damaged(0))));
    }
}
