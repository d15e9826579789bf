//! The slow look at a log that differs from what was signed: both are walked side by side, by the ids of events, and what was done is named.
//!
//! A deletion renumbers what follows, and whoever hides it computes the hashes of the rest of the stream again. Such consequences are not told
//! apart from their cause: an event counts as intact when its content, hashed at the place it was signed at, gives the hash that was signed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use hamyar_event_store::chain::{self, Hash, Link, START};
use sqlx::PgPool;
use uuid::Uuid;

use super::FINDINGS_MAX;
use super::pass::Heads;
use super::report::{Finding, Kind};
use crate::entry::{Entry, Head};
use crate::error::ProofError;
use crate::ledger::LedgerReader;
use crate::row::Row;
use crate::rows::{self, Part, Rows};

/// An event as it was signed, and the hash it continued.
#[derive(Clone, Debug)]
pub(super) struct SignedEvent {
    position: i64,
    epoch: i32,
    recorded_at: i64,
    kind: std::sync::Arc<str>,
    id: Uuid,
    sequence: i64,
    event_id: Uuid,
    prev: Hash,
    hash: Hash,
}

impl SignedEvent {
    fn entry(&self) -> Entry<'_> {
        Entry {
            position: self.position,
            epoch: self.epoch,
            recorded_at: self.recorded_at,
            kind: &self.kind,
            id: self.id,
            sequence: self.sequence,
            event_id: self.event_id,
            hash: self.hash,
        }
    }

    /// Whether the row's content is this event's.
    fn is_content_of(&self, row: &Row) -> bool {
        row.hash_at(&self.prev, &self.kind, self.id, self.sequence) == self.hash
    }

    fn is_place_of(&self, row: &Row) -> bool {
        self.is_stream_of(row) && row.sequence() == self.sequence
    }

    fn is_stream_of(&self, row: &Row) -> bool {
        row.kind() == &*self.kind && row.id() == Some(self.id)
    }
}

/// The signed events up to a position that are wanted, in the order of positions.
pub(super) fn entries(
    folder: &Path,
    until: i64,
    wanted: impl Fn(&Entry<'_>) -> bool,
) -> Result<Vec<SignedEvent>, ProofError> {
    let mut found = Vec::new();
    if until == 0 {
        return Ok(found);
    }
    let mut kinds: HashSet<std::sync::Arc<str>> = HashSet::new();
    let mut heads: HashMap<Uuid, Hash> = HashMap::new();
    let mut ledger = LedgerReader::open(folder)?;
    while let Some(entry) = ledger.record()? {
        if entry.position > until {
            break;
        }
        let prev = heads.insert(entry.id, entry.hash).unwrap_or(START);
        if wanted(&entry) {
            let kind = kinds.get(entry.kind).cloned().unwrap_or_else(|| {
                let kind: std::sync::Arc<str> = entry.kind.into();
                kinds.insert(kind.clone());
                kind
            });
            let Entry { position, epoch, recorded_at, id, sequence, event_id, hash, .. } = entry;
            found.push(SignedEvent { position, epoch, recorded_at, kind, id, sequence, event_id, prev, hash });
        }
    }
    Ok(found)
}

/// Rows one after the other.
pub(super) struct Cursor {
    rows: Rows,
    batch: std::vec::IntoIter<Row>,
    held: Option<Row>,
}

impl Cursor {
    pub(super) fn new(rows: Rows) -> Self {
        Self { rows, batch: Vec::new().into_iter(), held: None }
    }

    pub(super) async fn next(&mut self) -> Result<Option<Row>, ProofError> {
        if let Some(row) = self.held.take() {
            return Ok(Some(row));
        }
        loop {
            if let Some(row) = self.batch.next() {
                return Ok(Some(row));
            }
            match self.rows.next().await? {
                Some(batch) => self.batch = batch.into_iter(),
                None => return Ok(None),
            }
        }
    }
}

/// Walks the signed events and the rows side by side.
pub(super) struct Walk<'a> {
    pool: &'a PgPool,
    signed: Vec<SignedEvent>,
    /// Where an event stands among the signed.
    index: HashMap<Uuid, usize>,
    findings: Vec<Finding>,
    missing: Vec<usize>,
    /// Events whose content is not what was signed.
    damaged: Vec<(usize, Row)>,
    /// Intact events that stand otherwise than they were signed; told where nothing explains it.
    displaced: Vec<(usize, Row)>,
    /// Streams in which a cause was found that changes what follows.
    disturbed: HashSet<Uuid>,
    /// Heads as the rows have them.
    heads: Heads,
}

impl<'a> Walk<'a> {
    pub(super) fn new(pool: &'a PgPool, signed: Vec<SignedEvent>) -> Self {
        let index = signed.iter().enumerate().map(|(at, event)| (event.event_id, at)).collect();
        Self {
            pool,
            signed,
            index,
            findings: Vec::new(),
            missing: Vec::new(),
            damaged: Vec::new(),
            displaced: Vec::new(),
            disturbed: HashSet::new(),
            heads: Heads::new(),
        }
    }

    /// Walks to the end of what was signed; gives the rows that are left.
    pub(super) async fn go(&mut self, rows: Rows) -> Result<Cursor, ProofError> {
        let mut rows = Cursor::new(rows);
        let mut at = 0;
        while at < self.signed.len() && self.findings.len() + self.damaged.len() < FINDINGS_MAX {
            let Some(row) = rows.next().await? else {
                self.missing.extend(at..self.signed.len());
                break;
            };
            let event = &self.signed[at];
            if row.event_id() == event.event_id {
                self.same(at, row);
                at += 1;
                continue;
            }
            let was = self.index.get(&row.event_id()).copied();
            let is = rows::all(self.pool, Part::Event(event.event_id)).await?.pop();
            match (was, is) {
                (Some(_), None) => {
                    self.missing.push(at);
                    at += 1;
                    rows.held = Some(row);
                }
                (None, Some(_)) => self.inserted(row),
                (None, None) if event.is_place_of(&row) => {
                    let finding = Finding::new(Kind::Edited, "event_id", "its id is another, so its content is too");
                    self.findings.push(finding.of(&event.entry()));
                    self.see(&row);
                    at += 1;
                }
                (None, None) => {
                    self.missing.push(at);
                    at += 1;
                    self.inserted(row);
                }
                (Some(was), Some(_)) => {
                    let own = &self.signed[was];
                    let (kind, what, detail) = if own.is_stream_of(&row) {
                        (Kind::Reordered, "position", "here stands an event that was recorded elsewhere in the order")
                    } else {
                        (Kind::Swapped, "stream", "it stands in another stream than it was recorded in")
                    };
                    self.findings.push(Finding::new(kind, what, detail).of(&event.entry()));
                    self.disturbed.extend([event.id, own.id]);
                    self.disturbed.extend(row.id());
                    self.see(&row);
                    at += 1;
                }
            }
        }
        Ok(rows)
    }

    fn see(&mut self, row: &Row) {
        if let Some(id) = row.id() {
            self.heads.insert((row.kind().to_owned(), id), Head { sequence: row.sequence(), hash: row.hash() });
        }
    }

    /// The event stands where its turn is.
    fn same(&mut self, at: usize, row: Row) {
        self.see(&row);
        let event = &self.signed[at];
        let entry = event.entry();
        if !event.is_content_of(&row) {
            self.damaged.push((at, row));
        } else if row.recorded_at() != event.recorded_at {
            let detail = format!(
                "it now says {}",
                super::time(row.recorded_at()).map_or_else(|| "no time".to_owned(), |time| time.to_rfc3339())
            );
            self.findings.push(Finding::new(Kind::Edited, "recorded_at", detail).of(&entry));
        } else if !event.is_stream_of(&row) {
            let detail = format!("it now stands in {} {}, sequence {}", row.kind(), row.id_text(), row.sequence());
            self.findings.push(Finding::new(Kind::Swapped, "stream", detail).of(&entry));
            self.disturbed.insert(event.id);
            self.disturbed.extend(row.id());
        } else if row.epoch() != event.epoch {
            let detail = format!("it now says {}", row.epoch());
            self.findings.push(Finding::new(Kind::Edited, "epoch", detail).of(&entry));
        } else if !row.ids_agree() {
            let detail = "the ids of event and command in its columns are not those of its metadata";
            self.findings.push(Finding::new(Kind::Edited, "ids", detail).of(&entry));
        } else if row.entry() != Some(entry) || row.prev_hash() != event.prev {
            self.displaced.push((at, row));
        }
    }

    fn inserted(&mut self, row: Row) {
        self.see(&row);
        self.disturbed.extend(row.id());
        let detail = "no checkpoint covers it, and it stands among events that one covers";
        self.findings.push(Finding::new(Kind::Inserted, "event", detail).on(&row));
    }

    /// Heads as the rows leave them, where a row was seen; else as signed.
    pub(super) fn heads(&self, signed: &Heads) -> Heads {
        let mut heads = signed.clone();
        for event in &self.signed {
            heads.insert((event.kind.to_string(), event.id), Head { sequence: event.sequence, hash: event.hash });
        }
        heads.extend(self.heads.iter().map(|(key, head)| (key.clone(), *head)));
        heads
    }

    /// Everything found, named. `head` is the position of the last event, where the whole log was walked.
    pub(super) async fn findings(mut self, head: Option<i64>) -> Result<Vec<Finding>, ProofError> {
        self.name_missing(head).await?;
        self.name_damaged();
        self.name_displaced();
        Ok(self.findings)
    }

    /// What is gone: the end of the log, the end of a stream, or something in between.
    async fn name_missing(&mut self, head: Option<i64>) -> Result<(), ProofError> {
        let Some(first) = self.missing.first().copied() else { return Ok(()) };
        let tail =
            self.missing.last() == Some(&(self.signed.len() - 1)) && self.missing.len() == self.signed.len() - first;
        if let Some(head) = head
            && tail
            && self.signed[first].position == head + 1
        {
            let detail = format!("the log ends at position {head}; what was signed after it is gone");
            let finding = Finding::new(Kind::Truncated, "log", detail).of(&self.signed[first].entry());
            self.findings.push(finding.events(self.missing.len()));
            return Ok(());
        }
        let mut streams: BTreeMap<(&str, Uuid), Vec<usize>> = BTreeMap::new();
        for at in &self.missing {
            let event = &self.signed[*at];
            streams.entry((&event.kind, event.id)).or_default().push(*at);
        }
        for ((kind, id), gone) in streams {
            self.disturbed.insert(id);
            let events: Vec<&SignedEvent> = gone.iter().map(|at| &self.signed[*at]).collect();
            let (first, last) = (events[0], events[events.len() - 1]);
            let left: Option<i64> = sqlx::query_scalar(
                "select max(sequence) from log.events where aggregate_type = $1 and aggregate_id = $2",
            )
            .bind(kind)
            .bind(id.to_string())
            .fetch_one(self.pool)
            .await?;
            let together = last.sequence - first.sequence + 1 == i64::try_from(events.len()).unwrap_or(0);
            let (kind, what, detail) = match left {
                None if first.sequence == 1 => (Kind::Deleted, "stream", "the whole stream is gone"),
                Some(left) if together && left == first.sequence - 1 => {
                    (Kind::Truncated, "stream", "the end of the stream is cut off")
                }
                _ => (Kind::Deleted, "event", "it was signed and is gone"),
            };
            self.findings.push(Finding::new(kind, what, detail).of(&first.entry()).events(events.len()));
        }
        Ok(())
    }

    /// What has another content: another event's, or none that was ever signed.
    fn name_damaged(&mut self) {
        let damaged = std::mem::take(&mut self.damaged);
        for (at, row) in &damaged {
            let event = &self.signed[*at];
            self.disturbed.insert(event.id);
            let other = damaged.iter().filter(|(other, _)| other != at).find(|(other, other_row)| {
                let other = &self.signed[*other];
                other.is_content_of(row) || is_mixed(other, row, other_row)
            });
            let finding = match other {
                Some((other, _)) if self.signed[*other].id == event.id => {
                    let detail = format!("it has the content of sequence {}", self.signed[*other].sequence);
                    Finding::new(Kind::Reordered, "content", detail)
                }
                Some((other, _)) => {
                    let other = &self.signed[*other];
                    let detail =
                        format!("it has the content of {} {}, sequence {}", other.kind, other.id, other.sequence);
                    Finding::new(Kind::Swapped, "content", detail)
                }
                None => {
                    Finding::new(Kind::Edited, "content", "type, version, metadata or payload is not what was signed")
                }
            };
            self.findings.push(finding.of(&event.entry()));
        }
    }

    /// What is intact and stands otherwise than it was signed, where no cause explains it.
    fn name_displaced(&mut self) {
        let causes = !self.findings.is_empty();
        let mut told = HashSet::new();
        for (at, row) in &self.displaced {
            let event = &self.signed[*at];
            let (kind, what, detail) = if row.sequence() != event.sequence {
                let detail = format!("it now has sequence {}", row.sequence());
                (Kind::Reordered, "sequence", detail)
            } else if row.hash() != event.hash || row.prev_hash() != event.prev {
                (Kind::Edited, "hash", "its content is intact, and its hashes are not".to_owned())
            } else {
                (Kind::Edited, "position", format!("it now has position {}", row.position()))
            };
            // Positions shift in the whole log, sequences and hashes in a stream.
            let explained =
                if what == "position" { causes || !told.is_empty() } else { self.disturbed.contains(&event.id) };
            if !explained && told.insert((event.id, what)) {
                self.findings.push(Finding::new(kind, what, detail).of(&event.entry()));
            }
        }
    }
}

/// Whether the row has the other event's payload, or its metadata, and the rest from its own.
fn is_mixed(other: &SignedEvent, row: &Row, other_row: &Row) -> bool {
    let hash = |payload: &Row, metadata: &Row, kind: &Row| {
        chain::hash(Link {
            prev_hash: &other.prev,
            aggregate_type: &other.kind,
            aggregate_id: other.id,
            sequence: other.sequence,
            event_type: kind.event_type(),
            event_version: kind.event_version(),
            metadata: metadata.metadata(),
            payload: payload.payload(),
        })
    };
    let mixes = [(row, other_row, other_row), (row, other_row, row), (other_row, row, other_row)];
    mixes.into_iter().any(|(payload, metadata, kind)| hash(payload, metadata, kind) == other.hash)
}
