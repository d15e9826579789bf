//! A case with its proof, line by line: what a person may carry away and anybody can check.
//!
//! Line 1 is the header: the checkpoint, its key, and the proof of the stream's head, which says how many events there are. Then one line an
//! event: the row as stored, sealed, with the path to the checkpoint's root. Everything is checked before it is written.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sqlx::PgPool;
use uuid::Uuid;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};

use crate::checkpoint::Signed;
use crate::copies;
use crate::entry::{Entry, Head};
use crate::error::ProofError;
use crate::merkle::{Hash, Prover, includes};
use crate::row::Row;
use crate::rows::{self, Part, Rows};
use crate::state::State;
use crate::verify::time;

/// Version of the format.
pub const EXPORT_VERSION: u32 = 1;

/// The first line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    /// 1.
    pub hamyar_export: u32,
    /// Which store.
    pub store: Uuid,
    /// Kind of the stream.
    pub stream: String,
    /// Id of the stream.
    pub stream_id: Uuid,
    /// Events in the file.
    pub events: i64,
    /// Events of the stream that are newer than the checkpoint and not in the file.
    pub newer: i64,
    /// When it was written.
    pub exported_at: DateTime<Utc>,
    /// For whom: `user:<uuid>` or `system:<name>`.
    pub exported_by: String,
    /// The checkpoint, whole.
    pub checkpoint: String,
    /// The proof that the last event is the stream's last one under the checkpoint.
    pub head: Path,
}

/// A place in a tree and the path from it to the root.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Path {
    /// From 0.
    pub index: u64,
    /// Hashes in base64, from the leaf's sibling up.
    pub path: Vec<String>,
}

impl Path {
    fn new(index: u64, path: &[Hash]) -> Self {
        Self { index, path: path.iter().map(|hash| STANDARD.encode(hash)).collect() }
    }

    pub(crate) fn hashes(&self) -> Option<Vec<Hash>> {
        self.path.iter().map(|text| STANDARD.decode(text).ok()?.try_into().ok()).collect()
    }
}

/// One of the other lines.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Place in the order of all events; the leaf's index is one less.
    pub position: i64,
    /// Reign of the primary that gave the position.
    pub epoch: i32,
    /// Microseconds since 1970-01-01T00:00:00Z: what the leaf holds.
    pub recorded_at_us: i64,
    /// The same for people.
    pub recorded_at: DateTime<Utc>,
    /// Place in the stream.
    pub sequence: i64,
    /// Stored type.
    pub r#type: String,
    /// Stored version.
    pub version: String,
    /// Id of the event.
    pub event_id: Uuid,
    /// Id of its command.
    pub command_id: Uuid,
    /// Stored bytes.
    pub metadata: Box<RawValue>,
    /// Stored bytes, personal fields sealed.
    pub payload: Box<RawValue>,
    /// Hash of the event before, in base64.
    pub prev_hash: String,
    /// Hash of this event, in base64.
    pub hash: String,
    /// From the leaf's sibling up, in base64.
    pub path: Vec<String>,
}

/// Writes the stream's events that the newest checkpoint covers. The paths are made from the log itself, so that any node can, and must lead to
/// the signed root.
pub async fn export(pool: &PgPool, kind: &str, id: Uuid, by: &str, now: DateTime<Utc>) -> Result<String, ProofError> {
    let newest = copies::newest(pool, i64::MAX, 1).await?.pop().ok_or(ProofError::NoSuchCheckpoint)?;
    let signed = Signed::read(&newest.note).map_err(|fault| ProofError::Checkpoint { number: newest.number, fault })?;
    let size = i64::try_from(signed.size).unwrap_or(i64::MAX);
    let all = rows::all(pool, Part::Stream(kind.to_owned(), id)).await?;
    if all.is_empty() {
        return Err(ProofError::NoSuchStream);
    }
    let covered: Vec<&Row> = all.iter().filter(|row| row.position() <= size).collect();
    let newer = all.len() - covered.len();
    let indexes = covered.iter().filter_map(|row| u64::try_from(row.position() - 1).ok());
    let mut made = Made { prover: Prover::new(signed.size, indexes), state: State::default() };
    made.take_in(pool, size).await?;
    let (tree, paths) = made.prover.finish();
    // What does not lead to the signed root is no proof: better none than one that looks like one.
    let differs = || ProofError::Unprovable(signed.number);
    if tree.root() != signed.root || tree.size() != signed.size {
        return Err(differs());
    }
    let (head_index, head_path) = made.state.head_path(kind, id).ok_or_else(differs)?;
    let header = Header {
        hamyar_export: EXPORT_VERSION,
        store: signed.store,
        stream: kind.to_owned(),
        stream_id: id,
        events: i64::try_from(covered.len()).unwrap_or(0),
        newer: i64::try_from(newer).unwrap_or(0),
        exported_at: now,
        exported_by: by.to_owned(),
        checkpoint: signed.text().to_owned(),
        head: Path::new(head_index, &head_path),
    };
    let mut text = serde_json::to_string(&header).map_err(|_| differs())? + "\n";
    for (row, path) in covered.iter().zip(&paths) {
        let entry = row.entry().ok_or_else(differs)?;
        let index = signed_index(&entry);
        let right =
            row.own_hash() == Some(entry.hash) && includes(&signed.root, &entry.leaf(), index, signed.size, path);
        if !right {
            return Err(differs());
        }
        let line = line(row, &entry, index, path).ok_or_else(differs)?;
        text.push_str(&serde_json::to_string(&line).map_err(|_| differs())?);
        text.push('\n');
    }
    Ok(text)
}

fn signed_index(entry: &Entry<'_>) -> u64 {
    u64::try_from(entry.position - 1).unwrap_or(u64::MAX)
}

fn line(row: &Row, entry: &Entry<'_>, index: u64, path: &[Hash]) -> Option<Line> {
    // Stored JSON never has a line break; what has one was not written by this product, and would break the line.
    let raw = |text: &str| {
        RawValue::from_string(text.to_owned()).ok().filter(|raw| raw.get() == text && !text.contains('\n'))
    };
    Some(Line {
        position: entry.position,
        epoch: entry.epoch,
        recorded_at_us: entry.recorded_at,
        recorded_at: time(entry.recorded_at)?,
        sequence: entry.sequence,
        r#type: row.event_type().to_owned(),
        version: row.event_version().to_owned(),
        event_id: entry.event_id,
        command_id: row.command_id(),
        metadata: raw(row.metadata())?,
        payload: raw(row.payload())?,
        prev_hash: STANDARD.encode(row.prev_hash()),
        hash: STANDARD.encode(entry.hash),
        path: Path::new(index, path).path,
    })
}

/// The trees on the way to the checkpoint's size.
struct Made {
    prover: Prover,
    state: State,
}

impl Made {
    fn add(&mut self, entry: &Entry<'_>) {
        self.prover.push(entry.leaf());
        let kind = self.state.kinds.number(entry.kind);
        self.state.heads.insert((kind, entry.id), Head { sequence: entry.sequence, hash: entry.hash });
    }

    async fn take_in(&mut self, pool: &PgPool, size: i64) -> Result<(), ProofError> {
        let mut rows = Rows::leaves(pool.clone(), size);
        while let Some(batch) = rows.next().await? {
            for entry in batch.iter().filter_map(Row::entry) {
                self.add(&entry);
            }
        }
        Ok(())
    }
}
