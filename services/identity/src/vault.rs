//! Where secrets of accounts are sealed: a key outside the database, which this crate never sees.

use std::sync::Arc;

/// Seals and opens under a key that is kept apart from the database and stays for the life of the store.
pub trait Vault: Send + Sync {
    /// The sealed form, bound to the label: it opens under no other.
    fn seal(&self, label: &str, plain: &[u8]) -> Vec<u8>;
    /// The plain form, unless anything was altered.
    fn open(&self, label: &str, sealed: &[u8]) -> Option<Vec<u8>>;
    /// A keyed hash, for values that are short enough to be tried one by one.
    fn digest(&self, label: &str, value: &str) -> [u8; 32];
}

/// A store without a vault has no second factors.
pub(crate) type SharedVault = Option<Arc<dyn Vault>>;
