//! The Merkle tree of RFC 6962 (section 2.1) over SHA-256: a leaf is hashed with a zero byte before it, a node with a one.
//!
//! A [`Tree`] only keeps its peaks (the roots of its perfect subtrees), so growing costs what is new. A [`Prover`] sees every leaf once and
//! keeps what the wanted paths need.

use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// Hash of a leaf.
pub fn leaf(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

/// Hash of a node over its two sides.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    Sha256::digest(bytes).into()
}

/// A growing tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    size: u64,
    /// Roots of the perfect subtrees, the largest first.
    peaks: Vec<Hash>,
}

impl Tree {
    /// An empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the hash of a leaf.
    pub fn push(&mut self, leaf: Hash) {
        self.push_telling(leaf, |_, _, _| {});
    }

    /// Adds the hash of a leaf and tells each perfect subtree it completes: its first leaf, how many leaves, its root.
    fn push_telling(&mut self, leaf: Hash, mut tell: impl FnMut(u64, u64, &Hash)) {
        let (mut hash, mut width) = (leaf, 1);
        tell(self.size, 1, &hash);
        while self.size & width != 0 {
            let Some(left) = self.peaks.pop() else { break };
            hash = node(&left, &hash);
            width *= 2;
            tell(self.size + 1 - width, width, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root; of an empty tree the hash of nothing.
    pub fn root(&self) -> Hash {
        self.root_from(0)
    }

    /// The root over the leaves from `start` on, which must be where a perfect subtree begins.
    fn root_from(&self, start: u64) -> Hash {
        let mut at = 0;
        let mut last: Vec<&Hash> = Vec::new();
        for (place, peak) in (0..64).rev().filter(|bit| self.size >> bit & 1 == 1).zip(&self.peaks) {
            if at >= start {
                last.push(peak);
            }
            at += 1 << place;
        }
        let mut peaks = last.into_iter().rev();
        match peaks.next() {
            Some(first) => peaks.fold(*first, |right, left| node(left, &right)),
            None => Sha256::digest([]).into(),
        }
    }
}

/// Where the hashes of a path stand: the leaves each covers, from the leaf's sibling up. `index` is less than `size`.
fn siblings(index: u64, size: u64) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let width = end - start;
        let split = start + (1 << (63 - (width - 1).leading_zeros()));
        if index < split {
            found.push((split, end));
            end = split;
        } else {
            found.push((start, split));
            start = split;
        }
    }
    found.reverse();
    found
}

/// Makes inclusion paths for chosen leaves of a tree whose size is known beforehand.
#[derive(Debug)]
pub struct Prover {
    tree: Tree,
    paths: Vec<Vec<(u64, u64)>>,
    wanted: HashMap<(u64, u64), Option<Hash>>,
}

impl Prover {
    /// For these leaves (from 0) of a tree of `size` leaves. An index outside the tree has an empty path, which proves nothing.
    pub fn new(size: u64, indexes: impl IntoIterator<Item = u64>) -> Self {
        let path = |index| if index < size { siblings(index, size) } else { Vec::new() };
        let paths: Vec<_> = indexes.into_iter().map(path).collect();
        let wanted = paths.iter().flatten().map(|range| (*range, None)).collect();
        Self { tree: Tree::new(), paths, wanted }
    }

    /// Adds the hash of the next leaf.
    pub fn push(&mut self, leaf: Hash) {
        let wanted = &mut self.wanted;
        self.tree.push_telling(leaf, |start, width, hash| {
            if let Some(place) = wanted.get_mut(&(start, start + width)) {
                *place = Some(*hash);
            }
        });
    }

    /// The tree, and the paths in the order in which the leaves were named.
    pub fn finish(self) -> (Tree, Vec<Vec<Hash>>) {
        let Self { tree, paths, wanted } = self;
        // What was never completed is the ragged right edge: it reaches to the end of the tree.
        let hash = |range: (u64, u64)| wanted.get(&range).copied().flatten().unwrap_or_else(|| tree.root_from(range.0));
        let paths = paths.into_iter().map(|path| path.into_iter().map(hash).collect()).collect();
        (tree, paths)
    }
}

/// The root that a leaf and its path lead to (RFC 9162, 2.1.3.2); nothing where the path does not fit the tree.
pub fn root_of_path(leaf: &Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in path {
        if last == 0 {
            return None;
        }
        if at & 1 == 1 || at == last {
            hash = node(sibling, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

/// Whether a path proves that a leaf stands in the tree.
pub fn includes(root: &Hash, leaf: &Hash, index: u64, size: u64, path: &[Hash]) -> bool {
    root_of_path(leaf, index, size, path).as_ref() == Some(root)
}

#[cfg(test)]
mod tests;
