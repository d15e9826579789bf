//! The trees as they stand at a position: what a new checkpoint grows from.

use std::collections::HashMap;
use std::path::Path;

use uuid::Uuid;

use crate::entry::{Entry, Head, Kinds};
use crate::ledger::{LedgerError, LedgerReader};
use crate::merkle::{Hash, Prover, Tree};

/// A stream: number of its kind, and id.
pub(crate) type StreamKey = (u16, Uuid);

/// Trees, heads and the end of the ledger at one position.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) tree: Tree,
    pub(crate) kinds: Kinds,
    pub(crate) heads: HashMap<StreamKey, Head>,
    pub(crate) epoch: i32,
    /// Time of the last event, in microseconds since 1970.
    pub(crate) recorded_at: i64,
    /// The last event's id.
    pub(crate) event_id: Uuid,
    /// Where the ledger goes on.
    pub(crate) offset: u64,
}

impl State {
    /// Reads the ledger of a folder up to a size. What is shorter or damaged gives fewer leaves; the caller compares the root.
    pub(crate) fn read(folder: &Path, size: u64) -> Result<Self, LedgerError> {
        let mut state = Self::default();
        if size == 0 {
            return Ok(state);
        }
        let mut ledger = LedgerReader::open(folder)?;
        while state.tree.size() < size {
            match ledger.record()? {
                Some(entry) => state.add(&entry),
                None => break,
            }
        }
        state.offset = ledger.offset();
        Ok(state)
    }

    /// The same, asking at each size whether it is as it must be. Gives the size at which it is not, which is also where a ledger that ends
    /// too early cannot be.
    pub(crate) fn read_through(
        folder: &Path,
        size: u64,
        store: Uuid,
        mut right: impl FnMut(&Self, u64) -> bool,
    ) -> Result<(Self, Option<u64>), LedgerError> {
        let mut state = Self::default();
        let mut ledger = LedgerReader::open(folder)?;
        if ledger.store() != store {
            return Err(LedgerError::Damaged(0));
        }
        while state.tree.size() < size {
            let next = state.tree.size() + 1;
            match ledger.record() {
                Ok(Some(entry)) => state.add(&entry),
                Ok(None) | Err(LedgerError::Damaged(_)) => return Ok((state, Some(size))),
                Err(error) => return Err(error),
            }
            if !right(&state, next) {
                return Ok((state, Some(next)));
            }
        }
        state.offset = ledger.offset();
        Ok((state, None))
    }

    /// Takes in the next event.
    pub(crate) fn add(&mut self, entry: &Entry<'_>) {
        let kind = self.kinds.number(entry.kind);
        self.heads.insert((kind, entry.id), Head { sequence: entry.sequence, hash: entry.hash });
        self.epoch = entry.epoch;
        self.recorded_at = entry.recorded_at;
        self.event_id = entry.event_id;
        self.tree.push(entry.leaf());
    }

    /// Heads in their order: by the bytes of kind, then of id.
    pub(crate) fn ordered_heads(&self) -> Vec<(&str, Uuid, Head)> {
        let named = |((kind, id), head): (&StreamKey, &Head)| (self.kinds.name(*kind), *id, *head);
        let mut heads: Vec<_> = self.heads.iter().map(named).collect();
        heads.sort_unstable_by(|(a_kind, a_id, _), (b_kind, b_id, _)| (a_kind, a_id).cmp(&(b_kind, b_id)));
        heads
    }

    /// Root over the heads of all streams.
    pub(crate) fn heads_root(&self) -> Hash {
        let mut tree = Tree::new();
        for (kind, id, head) in self.ordered_heads() {
            tree.push(head.leaf(kind, id));
        }
        tree.root()
    }

    /// The path of a stream's head in the tree of heads, and its place there.
    pub(crate) fn head_path(&self, kind: &str, id: Uuid) -> Option<(u64, Vec<Hash>)> {
        let heads = self.ordered_heads();
        let index = heads.binary_search_by(|(other, other_id, _)| (*other, *other_id).cmp(&(kind, id))).ok()? as u64;
        let mut prover = Prover::new(heads.len() as u64, [index]);
        heads.iter().for_each(|(kind, id, head)| prover.push(head.leaf(kind, *id)));
        let (_, mut paths) = prover.finish();
        Some((index, paths.pop()?))
    }
}
