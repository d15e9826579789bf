//! AES-256-GCM with a random nonce.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use rand::RngCore;

/// A 256-bit key, wiped when dropped.
pub(crate) type Secret = zeroize::Zeroizing<[u8; 32]>;

/// A fresh random secret.
pub(crate) fn random_secret() -> Secret {
    let mut key = Secret::default();
    rand::rng().fill_bytes(&mut key[..]);
    key
}

/// Nonce, and cipher text with its tag.
pub(crate) fn encrypt(key: &Secret, plain: &[u8], associated: &[u8]) -> ([u8; 12], Vec<u8>) {
    let mut nonce = [0; 12];
    rand::rng().fill_bytes(&mut nonce);
    let cipher = Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(&key[..]))
        .encrypt(Nonce::from_slice(&nonce), Payload { msg: plain, aad: associated })
        .expect("AES-GCM fails only beyond 64 GiB, and a JSON value of PostgreSQL ends at 1 GiB");
    (nonce, cipher)
}

/// The plain text, unless anything was altered.
pub(crate) fn decrypt(
    key: &Secret,
    nonce: &[u8; 12],
    cipher: &[u8],
    associated: &[u8],
) -> Option<zeroize::Zeroizing<Vec<u8>>> {
    Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(&key[..]))
        .decrypt(Nonce::from_slice(nonce), Payload { msg: cipher, aad: associated })
        .ok()
        .map(zeroize::Zeroizing::new)
}
