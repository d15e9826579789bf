//! Sealing of files: AES-256-GCM over chunks of 64 KiB in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015; the `aead` crate's
//! `StreamBE32`), whose nonces number the chunks and mark the last one. So a chunk that is altered, moved, left out, added or brought over from another
//! file does not open, and neither does a file that ends early.
//!
//! Each file has a key of its own, derived from its subject's key, the family, the attachment and a random salt; the same names are associated data.
//! Sealed bytes are the header (version 1, 16 bytes of salt, 7 of nonce) and then the chunks, each with its tag; the hash in the event is over them.

use crate::sealing::{Secret, keyed_hash};
use aes_gcm::aead::stream::{DecryptorBE32, EncryptorBE32};
use aes_gcm::aead::{KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key};
use hamyar_events::Subject;
use rand::RngCore;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Open bytes in a chunk.
pub(crate) const CHUNK: usize = 64 * 1024;
/// Bytes of the tag of each chunk.
const TAG: usize = 16;
/// Bytes of the header.
pub(crate) const HEADER: usize = 24;
const VERSION: u8 = 1;

/// Whose file it is and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttachmentPlace {
    /// The family.
    pub family_id: Uuid,
    /// The attachment.
    pub attachment_id: Uuid,
    /// Whose key seals it: a member's, or the family's.
    pub subject: Subject,
}

/// A file as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub header: [u8; HEADER],
    pub chunks: Vec<Vec<u8>>,
}

impl AttachmentPlace {
    fn associated(&self) -> String {
        format!("hamyar-attachment|{}|{}|{}", self.family_id, self.attachment_id, self.subject)
    }

    fn key(&self, subject_key: &Secret, salt: &[u8]) -> Secret {
        let names = [&b"hamyar/attachment/v1"[..], self.family_id.as_bytes(), self.attachment_id.as_bytes(), salt];
        Secret::new(keyed_hash(subject_key, &names))
    }

    /// Tells the same file sent again from another one; says nothing without the subject's key.
    pub(crate) fn content(&self, subject_key: &Secret, plain: &[u8]) -> [u8; 32] {
        let names =
            [&b"hamyar/attachment-content/v1"[..], self.family_id.as_bytes(), self.attachment_id.as_bytes(), plain];
        keyed_hash(subject_key, &names)
    }
}

impl Sealed {
    /// SHA-256 over header and chunks.
    pub(crate) fn sha256(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.header);
        self.chunks.iter().for_each(|chunk| hash.update(chunk));
        hash.finalize().into()
    }

    /// The open bytes, unless anything was altered.
    pub(crate) fn open(&self, place: &AttachmentPlace, subject_key: &Secret) -> Option<Zeroizing<Vec<u8>>> {
        let (&version, rest) = self.header.split_first()?;
        let (salt, nonce) = rest.split_at_checked(16)?;
        let (last, earlier) = self.chunks.split_last()?;
        let whole =
            earlier.iter().all(|chunk| chunk.len() == CHUNK + TAG) && (TAG + 1..=CHUNK + TAG).contains(&last.len());
        if version != VERSION || !whole {
            return None;
        }
        let associated = place.associated();
        let aad = associated.as_bytes();
        let mut opener = DecryptorBE32::from_aead(cipher(&place.key(subject_key, salt)), nonce.into());
        let mut plain = Zeroizing::new(Vec::with_capacity(self.chunks.len() * CHUNK));
        for chunk in earlier {
            plain.extend_from_slice(&Zeroizing::new(opener.decrypt_next(Payload { msg: chunk, aad }).ok()?));
        }
        plain.extend_from_slice(&Zeroizing::new(opener.decrypt_last(Payload { msg: last, aad }).ok()?));
        Some(plain)
    }
}

/// Seals a file that is not empty; `None` when it is.
pub(crate) fn seal(place: &AttachmentPlace, subject_key: &Secret, plain: &[u8]) -> Option<Sealed> {
    let mut header = [0; HEADER];
    rand::rng().fill_bytes(&mut header);
    header[0] = VERSION;
    let (salt, nonce) = header[1..].split_at(16);
    let associated = place.associated();
    let aad = associated.as_bytes();
    let mut sealer = EncryptorBE32::from_aead(cipher(&place.key(subject_key, salt)), nonce.into());
    let mut pieces: Vec<&[u8]> = plain.chunks(CHUNK).collect();
    let last = pieces.pop()?;
    let mut chunks = Vec::with_capacity(pieces.len() + 1);
    for piece in pieces {
        chunks.push(sealer.encrypt_next(Payload { msg: piece, aad }).ok()?);
    }
    chunks.push(sealer.encrypt_last(Payload { msg: last, aad }).ok()?);
    Some(Sealed { header, chunks })
}

fn cipher(key: &Secret) -> Aes256Gcm {
    Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(&key[..]))
}
