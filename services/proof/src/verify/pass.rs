//! The fast look at everything: ledger against roots, log against ledger.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use hamyar_event_store::chain::START;
use uuid::Uuid;

use super::checkpoints::Held;
use super::report::{Finding, Kind};
use crate::entry::Head;
use crate::error::ProofError;
use crate::keeper::blocking;
use crate::ledger::{LedgerError, LedgerReader};
use crate::merkle::{Hash, Tree};
use crate::row::Row;
use crate::rows::Rows;
use crate::state::State;

/// Heads of streams by name.
pub(super) type Heads = HashMap<(String, Uuid), Head>;

/// Rows between two words of progress.
const TELL_EVERY: u64 = 20_000;

/// The ledger as far as signed roots vouch for it.
#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) state: State,
    pub(super) finding: Option<Finding>,
}

/// Reads the ledger and holds it to every root.
pub(super) async fn ledger(folder: &Path, held: &Held, store: Uuid) -> Result<Ledger, ProofError> {
    let sizes: Vec<(u64, u64, Hash, u64, Hash)> =
        held.by_size.values().map(|s| (s.size, s.number, s.root, s.streams, s.heads)).collect();
    let folder = folder.to_owned();
    blocking(move || read(&folder, &sizes, store)).await
}

fn read(folder: &Path, signed: &[(u64, u64, Hash, u64, Hash)], store: Uuid) -> Result<Ledger, ProofError> {
    let Some(last) = signed.last() else { return Ok(Ledger { state: State::default(), finding: None }) };
    let altered =
        |number: u64, what, detail: &str| Some(Finding::new(Kind::LedgerAltered, what, detail).checkpoint(number));
    let mut next = signed.iter().peekable();
    let whole = State::read_through(folder, last.0, store, |state, size| {
        let mut right = true;
        while let Some((_, _, root, ..)) = next.next_if(|one| one.0 == size) {
            right &= state.tree.root() == *root;
        }
        right
    });
    match whole {
        Ok((state, None)) => {
            // The roots of the heads follow from the leaves; the last one is looked at, as the proofs of heads rest on it.
            let right = state.heads.len() as u64 == last.3 && state.heads_root() == last.4;
            let finding = if right {
                None
            } else {
                let detail = "its root over the heads of streams does not follow from the events it covers";
                Some(Finding::new(Kind::CheckpointForged, "heads", detail).checkpoint(last.1))
            };
            Ok(Ledger { state, finding })
        }
        Ok((_, Some(wrong))) => {
            let number = signed.iter().find(|one| one.0 == wrong).map_or(0, |one| one.1);
            let good = signed.iter().map(|one| one.0).filter(|size| *size < wrong).max().unwrap_or(0);
            let detail = "the ledger beside the checkpoints does not have the root that was signed; what it says after that is not believed";
            Ok(Ledger { state: State::read(folder, good)?, finding: altered(number, "content", detail) })
        }
        Err(LedgerError::Missing) => {
            let detail =
                "there is no ledger beside the checkpoints: a difference can be found, but not always be told apart";
            Ok(Ledger { state: State::default(), finding: altered(last.1, "missing", detail) })
        }
        Err(LedgerError::Damaged(_)) => {
            let detail = "the ledger beside the checkpoints is not readable";
            Ok(Ledger { state: State::default(), finding: altered(last.1, "unreadable", detail) })
        }
        Err(error) => Err(error.into()),
    }
}

/// How the log and what was signed go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Agrees,
    /// From this position on something is wrong.
    Doubtful {
        position: i64,
    },
}

pub(super) struct Passed {
    pub(super) outcome: Outcome,
    pub(super) events: u64,
    /// Heads as the ledger ends.
    pub(super) heads: Heads,
    /// Roots that the log does not have, and a log that is too short.
    pub(super) root_findings: Vec<Finding>,
}

pub(super) struct Pass {
    pub(super) folder: PathBuf,
    pub(super) ledger: Ledger,
    /// Size, number and root of each checkpoint, by size.
    pub(super) roots: Vec<(u64, u64, Hash)>,
    /// The first of them that reading has not come to.
    pub(super) next_root: usize,
    pub(super) after: i64,
    pub(super) head: i64,
}

impl Pass {
    pub(super) fn run(
        mut self,
        mut rows: Rows,
        progress: &(dyn Fn(u64, u64) + Send + Sync),
    ) -> Result<Passed, ProofError> {
        let covered = i64::try_from(self.ledger.state.tree.size()).unwrap_or(i64::MAX);
        let total = u64::try_from(self.head - self.after).unwrap_or(0);
        let mut signed = if covered > self.after { Some(LedgerReader::open(&self.folder)?) } else { None };
        if let Some(ledger) = &mut signed {
            for _ in 0..self.after {
                ledger.record()?;
            }
        }
        let heads: Heads = {
            let state = &self.ledger.state;
            state.heads.iter().map(|((kind, id), head)| ((state.kinds.name(*kind).to_owned(), *id), *head)).collect()
        };
        let mut root_findings = self.too_short(covered);
        // A checkpoint may end where the ledger is believed, and the next only tells of what follows.
        let mut events = 0;
        let mut position = self.after;
        let mut before: Option<Before> = None;
        let mut outcome = Outcome::Agrees;
        progress(0, total);
        'reading: while let Some(batch) = rows.next_blocking()? {
            for row in &batch {
                position += 1;
                let known = Before::of(row);
                let right = row.position() == position
                    && follows(before.as_ref(), &known)
                    && row.ids_agree()
                    && match &mut signed {
                        Some(ledger) if position <= covered => ledger
                            .record()?
                            .is_some_and(|entry| row.entry() == Some(entry) && row.own_hash() == Some(entry.hash)),
                        _ => self.continues(row),
                    };
                if !right {
                    outcome = Outcome::Doubtful { position };
                    break 'reading;
                }
                before = Some(known);
                events += 1;
                if position > covered {
                    self.hold_to_roots(position, &mut root_findings);
                }
                if events % TELL_EVERY == 0 {
                    progress(events, total);
                }
            }
        }
        if outcome == Outcome::Agrees && position < covered {
            // The log ends before the ledger does: the end was cut off.
            outcome = Outcome::Doubtful { position: position + 1 };
        }
        progress(events, total);
        Ok(Passed { outcome, events, heads, root_findings })
    }

    /// A row that no checkpoint covers, or none with a ledger: it continues its stream, and time does not run backwards.
    fn continues(&mut self, row: &Row) -> bool {
        let Some(entry) = row.entry() else { return false };
        let state = &mut self.ledger.state;
        let kind = state.kinds.number(entry.kind);
        let (sequence, hash) = state.heads.get(&(kind, entry.id)).map_or((0, START), |head| (head.sequence, head.hash));
        let right = entry.sequence == sequence + 1
            && row.prev_hash() == hash
            && row.own_hash() == Some(entry.hash)
            && entry.recorded_at >= state.recorded_at
            && entry.epoch >= state.epoch;
        if right {
            state.add(&entry);
        }
        right
    }

    /// Where a checkpoint ends that the ledger does not reach, the log itself must have its root.
    fn hold_to_roots(&mut self, position: i64, findings: &mut Vec<Finding>) {
        let tree: &Tree = &self.ledger.state.tree;
        while let Some((size, number, root)) = self.roots.get(self.next_root) {
            if i64::try_from(*size).is_ok_and(|size| size > position) {
                break;
            }
            self.next_root += 1;
            if i64::try_from(*size) == Ok(position) && tree.root() != *root && findings.is_empty() {
                let earlier = self.roots.iter().map(|one| one.0).filter(|other| other < size).max().unwrap_or(0);
                let detail = format!(
                    "the log does not have the root that was signed: between the positions {} and {size} something was changed together with every hash after it",
                    earlier + 1
                );
                let mut finding = Finding::new(Kind::Rewritten, "root", detail).checkpoint(*number);
                finding.position = i64::try_from(earlier + 1).ok();
                findings.push(finding);
            }
        }
    }

    /// A checkpoint beyond the log's end, where the ledger does not say which events are gone.
    fn too_short(&self, covered: i64) -> Vec<Finding> {
        let beyond = |size: u64| i64::try_from(size).is_ok_and(|size| size > self.head && size > covered);
        let first = self.roots.iter().find(|(size, ..)| beyond(*size));
        let finding = first.map(|(size, number, _)| {
            let detail = format!("the log ends at position {}, and the checkpoint covers {size}", self.head);
            let mut finding = Finding::new(Kind::Truncated, "log", detail).checkpoint(*number);
            finding.position = Some(self.head + 1);
            finding.events(usize::try_from(size.saturating_sub(u64::try_from(self.head).unwrap_or(0))).unwrap_or(0))
        });
        finding.into_iter().collect()
    }
}

/// What the row before leaves to be held to.
struct Before {
    command_id: Uuid,
    ord: i32,
}

impl Before {
    fn of(row: &Row) -> Self {
        Self { command_id: row.command_id(), ord: row.command_ord() }
    }
}

/// The events of a command follow each other and are counted from 0.
fn follows(before: Option<&Before>, row: &Before) -> bool {
    match before {
        Some(before) if before.command_id == row.command_id => row.ord == before.ord + 1,
        Some(_) => row.ord == 0,
        // Reading may begin within a command.
        None => true,
    }
}
