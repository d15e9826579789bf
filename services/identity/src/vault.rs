//! Where secrets of accounts are sealed: under the store's key file, which is kept apart from the database.

use hamyar_event_store::EventStore;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::store::Identity;

fn place_of_factor(user_id: Uuid) -> String {
    format!("second-factor:{user_id}")
}

impl Identity {
    fn vault(&self) -> Result<&EventStore, IdentityError> {
        self.log()
    }

    /// A second factor's secret as the database keeps it, bound to its account.
    pub(crate) fn seal_factor(&self, user_id: Uuid, secret: &[u8]) -> Result<Vec<u8>, IdentityError> {
        Ok(self.vault()?.seal_secret(&place_of_factor(user_id), secret))
    }

    /// A second factor's secret.
    pub(crate) fn open_factor(&self, user_id: Uuid, sealed: &[u8]) -> Result<Vec<u8>, IdentityError> {
        self.vault()?
            .open_secret(&place_of_factor(user_id), sealed)
            .ok_or(IdentityError::Fault("a second factor's secret cannot be opened with this key file"))
    }

    /// A recovery code as the database keeps it: a keyed hash, since fifty bits could be tried one by one.
    pub(crate) fn hash_recovery_code(&self, user_id: Uuid, cleaned: &str) -> Result<[u8; 32], IdentityError> {
        Ok(self.vault()?.blind_index("recovery-code", &format!("{user_id}:{cleaned}")))
    }
}
