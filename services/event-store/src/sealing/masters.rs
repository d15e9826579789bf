//! The master keys at hand, by name: the one in use wraps new keys; while it is changed the former still unwraps.

use super::cipher::{self, Secret};
use super::master_key::{MasterKey, MasterKeyError};
use super::source::KeySource;
use crate::StoreError;
use std::sync::{PoisonError, RwLock};
use uuid::Uuid;

struct Held {
    by_id: Vec<(String, Secret)>,
    /// Name of the key that wraps new keys.
    in_use: String,
}

/// Wraps and unwraps subjects' keys.
pub(crate) struct Masters {
    held: RwLock<Held>,
    source: Option<KeySource>,
}

impl Masters {
    pub(crate) fn new(master: &MasterKey, source: Option<KeySource>) -> Self {
        Self { held: RwLock::new(Held { by_id: master.wrapping(), in_use: master.id() }), source }
    }

    /// Name of the master key that wraps new keys.
    pub(crate) fn in_use(&self) -> String {
        self.read(|held| held.in_use.clone())
    }

    /// From now on the master key of this name wraps new keys, where it is at hand.
    pub(crate) fn use_key(&self, id: &str) -> bool {
        self.brought(id) && {
            self.held.write().unwrap_or_else(PoisonError::into_inner).in_use = id.to_owned();
            true
        }
    }

    /// Whether the master key of this name is at hand, the key file being read again when it is not.
    pub(crate) fn brought(&self, id: &str) -> bool {
        self.knows(id) || (self.read_again() && self.knows(id))
    }

    fn knows(&self, id: &str) -> bool {
        self.read(|held| held.by_id.iter().any(|(known, _)| known == id))
    }

    /// Reads the key file again and takes what it holds. False where that brought nothing.
    pub(crate) fn read_again(&self) -> bool {
        match self.source.as_ref().and_then(KeySource::load_again) {
            Some(Ok(master)) => {
                let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
                held.by_id = master.wrapping();
                true
            }
            Some(Err(error)) => {
                tracing::error!(error = %error, "the key file cannot be read again");
                false
            }
            None => false,
        }
    }

    /// The error of a master key that is not at hand.
    pub(crate) fn lacking(&self, id: &str) -> StoreError {
        MasterKeyError::Former { held: self.in_use(), wanted: id.to_owned() }.into()
    }

    /// Wraps a key under the master key in use, whose name is returned with it.
    pub(crate) fn wrap_all(&self, keys: &[(Secret, Uuid, &str)]) -> (String, Vec<Vec<u8>>) {
        self.read(|held| {
            let wrapping = held.by_id.iter().find(|(id, _)| *id == held.in_use).or(held.by_id.first());
            let Some((id, wrapping)) = wrapping else { return (held.in_use.clone(), Vec::new()) };
            (id.clone(), keys.iter().map(|(key, id, subject)| wrap(wrapping, key, *id, subject)).collect())
        })
    }

    /// Unwraps a key that the master key of this name wrapped. `None` when that one is not at hand.
    pub(crate) fn unwrap(
        &self,
        wrapped: &[u8],
        id: Uuid,
        subject: &str,
        master_id: &str,
    ) -> Option<Result<Secret, StoreError>> {
        self.read(|held| {
            let (_, wrapping) = held.by_id.iter().find(|(known, _)| known == master_id)?;
            Some(unwrap(wrapping, wrapped, id, subject).ok_or_else(|| MasterKeyError::Mismatch.into()))
        })
    }

    fn read<T>(&self, look: impl FnOnce(&Held) -> T) -> T {
        look(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A subject's key as it is stored.
pub(crate) fn wrap(wrapping: &Secret, key: &Secret, id: Uuid, subject: &str) -> Vec<u8> {
    let (nonce, cipher) = cipher::encrypt(wrapping, &key[..], wrapped_as(id, subject).as_bytes());
    [&nonce[..], &cipher].concat()
}

/// A subject's key from what is stored, unless something was altered or another master key wrapped it.
pub(crate) fn unwrap(wrapping: &Secret, wrapped: &[u8], id: Uuid, subject: &str) -> Option<Secret> {
    let (nonce, cipher) = wrapped.split_first_chunk::<12>()?;
    let plain = cipher::decrypt(wrapping, nonce, cipher, wrapped_as(id, subject).as_bytes())?;
    <[u8; 32]>::try_from(plain.as_slice()).ok().map(Secret::new)
}

fn wrapped_as(id: Uuid, subject: &str) -> String {
    format!("hamyar-subject-key|{id}|{subject}")
}
