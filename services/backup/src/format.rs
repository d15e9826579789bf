//! What stands in a backup beside the rows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Version of the file's layout. A change that older programs cannot read raises it.
pub const VERSION: u32 = 1;

/// Which of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Everything but the wrapped keys.
    Data,
    /// The wrapped keys of persons and families.
    Keys,
}

impl Part {
    /// `data` or `keys`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Keys => "keys",
        }
    }
}

/// The first entry: what this file is and what moment it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// [`VERSION`].
    pub format: u32,
    pub part: Part,
    /// The same in both files of one backup.
    pub backup_id: Uuid,
    /// Which store it is of.
    pub store_id: Uuid,
    /// `real` or `demo`.
    pub kind: String,
    /// Version of the program that made it.
    pub program: String,
    /// PostgreSQL's version number, as 170005.
    pub postgres: i32,
    pub made_at: DateTime<Utc>,
    /// Position of the last event in it; 0 for an empty log.
    pub position: i64,
    /// The epoch of the log.
    pub epoch: i32,
    /// The last event, by which one backup can be seen to continue another.
    pub last_event: Option<Event>,
    /// Newest migration of the log when the backup was made.
    pub log_migration: i64,
    /// Newest migration of the accounts.
    pub identity_migration: i64,
    /// Names of the keys outside the database, which tell nothing of them.
    pub key_names: Vec<KeyName>,
    /// Names of the master keys that wrap keys of persons and families; in the keys file only.
    pub master_keys: Vec<String>,
}

/// A key outside the database, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyName {
    pub purpose: String,
    pub key_id: String,
}

/// An event by its place and hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub position: i64,
    pub event_id: Uuid,
    pub recorded_at: DateTime<Utc>,
    /// SHA-256 in hexadecimal.
    pub hash: String,
}

/// The last entry but one: the head again, and what the file must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub head: Head,
    /// Histories in the log and a SHA-256 over their heads (type, id, sequence, hash; a line each, sorted); in the data file only.
    pub streams: Option<Streams>,
    /// Tables in the order in which they stand in the file and are put back.
    pub tables: Vec<TableRecord>,
    pub sequences: Vec<SequenceRecord>,
    /// Tables that are in no backup, and why.
    pub left_out: Vec<LeftOut>,
}

/// All histories of the log, summed up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Streams {
    pub count: u64,
    /// In hexadecimal.
    pub sha256: String,
}

/// A table in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRecord {
    pub schema: String,
    pub name: String,
    pub columns: Vec<String>,
    pub rows: u64,
    /// Of COPY's text.
    pub bytes: u64,
    /// Of COPY's text, in hexadecimal.
    pub sha256: String,
}

impl TableRecord {
    /// `log.events`.
    pub fn full_name(&self) -> String {
        format!("{}.{}", self.schema, self.name)
    }
}

/// A sequence and the last value it gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SequenceRecord {
    pub schema: String,
    pub name: String,
    pub last_value: i64,
}

/// A table that is in no backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub table: String,
    pub why: String,
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
