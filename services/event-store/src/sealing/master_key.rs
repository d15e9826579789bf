//! The master key: 32 random bytes in a file outside the data folder, from which every other key of the store is derived.

use super::cipher::{Secret, random_secret};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

/// The secret that wraps subjects' keys. Lost, everything personal is lost; leaked together with the database, everything personal is open.
#[derive(Clone)]
pub struct MasterKey {
    secret: Secret,
}

/// Why a master key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file cannot be read or written.
    #[error("the master key file {path} cannot be used")]
    File {
        /// Where.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file may be read by others than its owner.
    #[error("the master key file {path} may be read by others (mode {mode:o}); it must be 0600")]
    TooOpen {
        /// Where.
        path: String,
        /// The mode it has.
        mode: u32,
    },
    /// The text is not 32 bytes in base64.
    #[error("a master key is 32 bytes in base64")]
    NotAKey,
    /// The environment has no such variable.
    #[error("the environment variable {0} is not set")]
    NotInEnvironment(String),
    /// The keys in the database are wrapped by another master key.
    #[error("this is not the master key the store was made with")]
    Mismatch,
}

impl MasterKey {
    /// A key of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self { secret: Secret::new(bytes) }
    }

    /// A fresh random key.
    pub fn generate() -> Self {
        Self { secret: random_secret() }
    }

    /// The key in base64 in an environment variable.
    pub fn from_env(name: &str) -> Result<Self, MasterKeyError> {
        let text = std::env::var(name).map_err(|_| MasterKeyError::NotInEnvironment(name.to_owned()))?;
        Self::parse(&text)
    }

    /// The key in a file of mode 0600. With `create`, a missing file is made with a fresh key.
    pub fn from_file(path: &Path, create: bool) -> Result<Self, MasterKeyError> {
        let fault = |source| MasterKeyError::File { path: path.display().to_string(), source };
        let mut file = match std::fs::File::open(path) {
            Ok(file) => file,
            Err(error) if create && error.kind() == std::io::ErrorKind::NotFound => {
                return Self::create_file(path).map_err(fault);
            }
            Err(error) => return Err(fault(error)),
        };
        let mode = file.metadata().map_err(fault)?.mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(MasterKeyError::TooOpen { path: path.display().to_string(), mode });
        }
        let mut text = zeroize::Zeroizing::new(String::new());
        file.read_to_string(&mut text).map_err(fault)?;
        Self::parse(&text)
    }

    /// Written beside and linked into place, so that nobody ever reads half a key and two makers end with one.
    fn create_file(path: &Path) -> std::io::Result<Self> {
        let beside = path.with_extension(format!("new-{}", std::process::id()));
        let key = Self::generate();
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        let text = zeroize::Zeroizing::new(STANDARD.encode(&key.secret[..]));
        let written = writeln!(file, "{}", *text).and_then(|()| file.sync_all());
        let linked = written.and_then(|()| std::fs::hard_link(&beside, path));
        std::fs::remove_file(&beside)?;
        match linked {
            Ok(()) => Ok(key),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Self::from_file(path, false).map_err(std::io::Error::other)
            }
            Err(error) => Err(error),
        }
    }

    fn parse(text: &str) -> Result<Self, MasterKeyError> {
        let bytes = zeroize::Zeroizing::new(STANDARD.decode(text.trim()).map_err(|_| MasterKeyError::NotAKey)?);
        let secret: [u8; 32] = bytes.as_slice().try_into().map_err(|_| MasterKeyError::NotAKey)?;
        Ok(Self::from_bytes(secret))
    }

    /// A key derived for one purpose.
    pub(crate) fn derive(&self, purpose: &str) -> Secret {
        Secret::new(keyed_hash(&self.secret, &[purpose.as_bytes()]))
    }

    /// Names the key without telling anything of it.
    pub(crate) fn id(&self) -> String {
        self.derive("hamyar/master-key-id/v1")[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Never prints the key.
impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

/// HMAC-SHA256 over parts, each preceded by its length so that no two lists of parts read alike.
pub(crate) fn keyed_hash(key: &Secret, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&key[..]).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
