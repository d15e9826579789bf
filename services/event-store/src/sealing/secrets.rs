//! Secrets that belong to no subject and stand outside the log, as those of second factors: sealed under a key derived from that of the blind
//! index, which stays for the life of the store, so that a change of the master key changes nothing here.

use super::cipher::{self, Secret};
use super::master_key::keyed_hash;
use crate::EventStore;

/// First byte of the sealed form: which key and cipher.
const FORM: u8 = 1;
const NONCE: usize = 12;

/// The key of all such secrets.
pub(super) fn secrets_key(index: &Secret) -> Secret {
    Secret::new(keyed_hash(index, &[b"hamyar/secrets/v1"]))
}

pub(super) fn seal(key: &Secret, label: &str, plain: &[u8]) -> Vec<u8> {
    let (nonce, cipher) = cipher::encrypt(key, plain, label.as_bytes());
    let mut sealed = Vec::with_capacity(1 + NONCE + cipher.len());
    sealed.push(FORM);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&cipher);
    sealed
}

pub(super) fn open(key: &Secret, label: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (form, rest) = sealed.split_first()?;
    let (nonce, cipher) = rest.split_first_chunk::<NONCE>()?;
    if *form != FORM {
        return None;
    }
    cipher::decrypt(key, nonce, cipher, label.as_bytes()).map(|plain| plain.to_vec())
}

impl EventStore {
    /// Seals a secret that is kept outside the log. The label binds it to its place: it opens under no other.
    pub fn seal_secret(&self, label: &str, plain: &[u8]) -> Vec<u8> {
        seal(&self.inner.keys.secrets_key(), label, plain)
    }

    /// The secret, unless anything was altered, the label is another, or the store has another key file.
    pub fn open_secret(&self, label: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        open(&self.inner.keys.secrets_key(), label, sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MasterKey;

    #[test]
    fn a_secret_opens_under_its_own_label_only_and_unaltered() {
        let key = secrets_key(&MasterKey::generate().index());
        let sealed = seal(&key, "second-factor:1", b"twenty bytes of seed");
        assert_eq!(open(&key, "second-factor:1", &sealed).as_deref(), Some(&b"twenty bytes of seed"[..]));
        assert_eq!(open(&key, "second-factor:2", &sealed), None);
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(open(&key, "second-factor:1", &altered), None, "byte {at}");
        }
        assert_eq!(open(&key, "second-factor:1", &sealed[..12]), None);
        assert_eq!(open(&key, "second-factor:1", &[]), None);
        assert!(!sealed.windows(6).any(|window| window == b"twenty"));
    }

    #[test]
    fn another_master_key_beside_the_same_index_opens_it() {
        let before = MasterKey::from_bytes([7; 32]);
        let sealed = seal(&secrets_key(&before.index()), "x", b"seed");
        let after = before.with_new_master();
        assert_eq!(open(&secrets_key(&after.index()), "x", &sealed).as_deref(), Some(&b"seed"[..]));
        assert_eq!(open(&secrets_key(&MasterKey::from_bytes([8; 32]).index()), "x", &sealed), None);
    }
}
