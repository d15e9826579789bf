//! Folded aggregates kept in memory: the hot path decides without reading.

use crate::chain::Hash;
use hamyar_events::Decider;
use hashlink::LruCache;
use std::any::Any;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// A folded aggregate and where its stream stands.
#[derive(Clone, Debug)]
pub(crate) struct Folded<A> {
    pub state: A,
    pub sequence: i64,
    pub hash: Hash,
}

type Entries = LruCache<(&'static str, Uuid), Arc<dyn Any + Send + Sync>>;

/// Kept by use, bounded by count. What it holds is checked by every append, so it may be behind, never wrong.
pub(crate) struct Cache {
    entries: Mutex<Entries>,
}

impl Cache {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { entries: Mutex::new(LruCache::new(capacity.max(1))) }
    }

    pub(crate) fn get<A: Decider>(&self, id: Uuid) -> Option<Arc<Folded<A>>> {
        self.entries().get(&(A::TYPE, id)).cloned()?.downcast().ok()
    }

    /// Keeps a state, unless a later one is kept: a slow reader must not put what it read over what was written meanwhile.
    pub(crate) fn put<A: Decider>(&self, id: Uuid, folded: Arc<Folded<A>>) {
        let mut entries = self.entries();
        let known = entries.peek(&(A::TYPE, id)).and_then(|known| known.downcast_ref::<Folded<A>>());
        if known.is_none_or(|known| known.sequence <= folded.sequence) {
            entries.insert((A::TYPE, id), folded);
        }
    }

    pub(crate) fn forget(&self, stream: &'static str, id: Uuid) {
        self.entries().remove(&(stream, id));
    }

    pub(crate) fn clear(&self) {
        self.entries().clear();
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        // A panic elsewhere leaves the map whole: every change to it is one call.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
