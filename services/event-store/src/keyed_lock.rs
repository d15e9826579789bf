//! One command at a time per stream, on this node. Other nodes are met in the database.

use std::hash::{BuildHasher, RandomState};
use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;

/// Many locks, shared by streams by their hash: bounded memory, and two streams rarely meet.
pub(crate) struct KeyedLock {
    locks: Box<[Mutex<()>]>,
    hasher: RandomState,
}

impl KeyedLock {
    pub(crate) fn new() -> Self {
        Self { locks: (0..8192).map(|_| Mutex::new(())).collect(), hasher: RandomState::new() }
    }

    pub(crate) async fn lock(&self, stream: &str, id: Uuid) -> MutexGuard<'_, ()> {
        let index = self.hasher.hash_one((stream, id)) as usize % self.locks.len();
        self.locks[index].lock().await
    }
}
