//! The store's keys as the vault of the accounts' secrets.

use hamyar_event_store::EventStore;
use hamyar_identity::Vault;
use std::sync::Arc;

/// Seals secrets of accounts under the store's key file.
pub struct StoreVault(EventStore);

impl StoreVault {
    /// The vault of a store.
    pub fn shared(store: &EventStore) -> Arc<dyn Vault> {
        Arc::new(Self(store.clone()))
    }
}

impl Vault for StoreVault {
    fn seal(&self, label: &str, plain: &[u8]) -> Vec<u8> {
        self.0.seal_secret(label, plain)
    }
    fn open(&self, label: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        self.0.open_secret(label, sealed)
    }
    fn digest(&self, label: &str, value: &str) -> [u8; 32] {
        self.0.blind_index(label, value)
    }
}
