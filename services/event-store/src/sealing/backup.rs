//! What a backup asks of the keys outside the database: to be told apart from a forgery, and to name the key it needs.

use super::master_key::{MasterKey, keyed_hash};

impl MasterKey {
    /// A keyed hash over a backup's manifest. The key of the fingerprints makes it, which stays for the life of the store.
    pub fn authenticate_backup(&self, manifest: &[u8]) -> [u8; 32] {
        keyed_hash(&self.fingerprint(), &[b"hamyar/backup/v1", manifest])
    }

    /// Whether keys wrapped by the master key of this name can be unwrapped.
    pub fn unwraps(&self, name: &str) -> bool {
        self.id() == name || self.former_id().is_some_and(|former| former == name)
    }
}
