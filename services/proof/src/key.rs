//! The key that signs checkpoints, in a file of its own, and the public half that everybody may have.

use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What the line of a key file begins with.
const FILE_MARK: &str = "hamyar-signing-key-1";

/// What is wrong with a key. No text carries a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the signing key {path} cannot be used")]
    File {
        /// Where it is.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Others can read the file.
    #[error("the signing key {path} can be read by others (mode {mode:o})")]
    TooOpen {
        /// Where it is.
        path: String,
        /// Its mode.
        mode: u32,
    },
    /// It is not such a file.
    #[error("this is not a signing key of Hamyar")]
    NotASigningKey,
    /// It is not a public key.
    #[error("this is not a public key: 32 bytes in base64 (44 characters)")]
    NotAPublicKey,
}

/// Signs. Never printed.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// A fresh random key.
    pub fn generate() -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rand::fill(&mut seed[..]);
        Self::from_seed(&seed)
    }

    /// The key of a seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub(crate) fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.0.sign(text).to_bytes()
    }

    /// Reads the key in a file of mode 0600.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let fault = |source| KeyError::File { path: path.display().to_string(), source };
        let mut file = std::fs::File::open(path).map_err(fault)?;
        let mode = file.metadata().map_err(fault)?.mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyError::TooOpen { path: path.display().to_string(), mode });
        }
        let mut text = Zeroizing::new(String::new());
        file.read_to_string(&mut text).map_err(fault)?;
        let seed = text.trim().strip_prefix(FILE_MARK).ok_or(KeyError::NotASigningKey)?;
        let seed = Zeroizing::new(STANDARD.decode(seed.trim()).map_err(|_| KeyError::NotASigningKey)?);
        let seed: Zeroizing<[u8; 32]> =
            Zeroizing::new(seed.as_slice().try_into().map_err(|_| KeyError::NotASigningKey)?);
        Ok(Self::from_seed(&seed))
    }

    /// Makes a file with a fresh key, or reads the one that is there. The name is on disk before anything is signed with it.
    pub fn read_or_make(path: &Path) -> Result<Self, KeyError> {
        let fault = |source| KeyError::File { path: path.display().to_string(), source };
        if path.exists() {
            return Self::read(path);
        }
        let key = Self::generate();
        let seed = Zeroizing::new(STANDARD.encode(Zeroizing::new(key.0.to_bytes())));
        let line = Zeroizing::new(format!("{FILE_MARK} {}\n", *seed));
        let beside = path.with_extension(format!("new-{}", std::process::id()));
        let mut file =
            std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside).map_err(fault)?;
        let written = file.write_all(line.as_bytes()).and_then(|()| file.sync_all());
        // Linked into place, so that nobody reads half a key and two makers end with one.
        let linked = written.and_then(|()| std::fs::hard_link(&beside, path));
        std::fs::remove_file(&beside).map_err(fault)?;
        match linked {
            Ok(()) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(fault)?;
                Ok(key)
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Self::read(path),
            Err(error) => Err(fault(error)),
        }
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({})", self.public().fingerprint())
    }
}

/// Verifies. Written as 32 bytes in base64.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The key of 32 bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        VerifyingKey::from_bytes(bytes).map(Self).map_err(|_| KeyError::NotAPublicKey)
    }

    /// Its 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Whether the signature is this key's over this text. Weak keys and bent signatures are refused.
    pub(crate) fn signed(&self, text: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(text, &Signature::from_bytes(signature)).is_ok()
    }

    /// What people compare: the first 16 bytes of SHA-256 over the key, in groups of four hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.as_bytes());
        let groups: Vec<String> =
            digest[..16].chunks(2).map(|pair| format!("{:02x}{:02x}", pair[0], pair[1])).collect();
        groups.join("-")
    }

    /// The key's number in a signature line under a name: the first four bytes of SHA-256 over name, line break, 1 and the key, as the
    /// signed notes of Go's checksum database have it.
    pub(crate) fn note_id(&self, name: &str) -> [u8; 4] {
        let digest = Sha256::new().chain_update(name).chain_update(b"\n\x01").chain_update(self.as_bytes()).finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }
}

impl std::str::FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| KeyError::NotAPublicKey)?;
        Self::from_bytes(bytes.as_slice().try_into().map_err(|_| KeyError::NotAPublicKey)?)
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&STANDARD.encode(self.as_bytes()))
    }
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_for_its_owner_alone_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.signing-key");
        let made = SigningKey::read_or_make(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(SigningKey::read_or_make(&path).unwrap().public(), made.public());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half-written stays");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(SigningKey::read(&path), Err(KeyError::TooOpen { .. })));
    }

    #[test]
    fn another_file_is_no_key_and_a_missing_one_is_not_made_by_reading() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.key");
        assert!(matches!(SigningKey::read(&path), Err(KeyError::File { .. })));
        std::fs::write(&path, "bWFzdGVy\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(SigningKey::read(&path), Err(KeyError::NotASigningKey)));
    }

    #[test]
    fn a_key_is_never_printed_and_its_public_half_reads_back() {
        let key = SigningKey::from_seed(&[7; 32]);
        assert_eq!(format!("{key:?}"), format!("SigningKey({})", key.public().fingerprint()));
        let text = key.public().to_string();
        assert_eq!(text.parse::<PublicKey>().unwrap(), key.public());
        assert_eq!(key.public().fingerprint().len(), 8 * 4 + 7);
        assert!("bWFzdGVy".parse::<PublicKey>().is_err());
    }
}
