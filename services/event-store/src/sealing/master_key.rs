//! The keys outside the database: the master key, which wraps every subject's key, and two keys of their own for the blind index and the
//! fingerprints, so that a change of the master key changes neither. One file, one key a line.

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
    index: Secret,
    fingerprint: Secret,
    /// The master key before this one, while subjects' keys are being wrapped anew.
    former: Option<Secret>,
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
    /// The text is not one key, or three or four on lines of their own, each of 32 bytes in base64.
    #[error("a key file has one line, three, or four while the master key is changed, each of 32 bytes in base64")]
    NotAKey,
    /// The environment has no such variable.
    #[error("the environment variable {0} is not set")]
    NotInEnvironment(String),
    /// The keys in the database are wrapped by another master key.
    #[error("this is not the master key the store was made with")]
    Mismatch,
    /// The store has another master key since; this one is from before the change.
    #[error(
        "the store's master key was changed: this key ({held}) is older than the one in use ({wanted}); copy the key file from where it was changed"
    )]
    Former {
        /// Name of the key at hand.
        held: String,
        /// Name of the key in use.
        wanted: String,
    },
    /// Another process changes the master key now.
    #[error("the master key is being changed by another process")]
    BeingChanged,
    /// The command that brings the key failed. Its output is told to nobody.
    #[error("the command that brings the master key failed: {0}")]
    Command(String),
}

impl MasterKey {
    /// A key of these bytes. The keys of the blind index and the fingerprints are derived from it: to change it one day, write it with
    /// [`MasterKey::lines`] first.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let secret = Secret::new(bytes);
        let derived = |purpose: &str| Secret::new(keyed_hash(&secret, &[purpose.as_bytes()]));
        Self {
            index: derived("hamyar/blind-index/v1"),
            fingerprint: derived("hamyar/fingerprint/v1"),
            former: None,
            secret,
        }
    }

    /// Three fresh random keys.
    pub fn generate() -> Self {
        Self { secret: random_secret(), index: random_secret(), fingerprint: random_secret(), former: None }
    }

    /// Another master key beside the same keys of the blind index and the fingerprints, and the present one as the former: what the store's
    /// subjects' keys are wrapped anew with when the master key is changed.
    pub fn with_new_master(&self) -> Self {
        Self { secret: random_secret(), former: Some(self.secret.clone()), ..self.clone() }
    }

    /// The same keys when nothing is wrapped by the former master key any more.
    pub fn without_former(&self) -> Self {
        Self { former: None, ..self.clone() }
    }

    /// Whether the master key is being changed: the former one is still at hand.
    pub fn has_former(&self) -> bool {
        self.former.is_some()
    }

    /// The text of the key file: master key, key of the blind index, key of the fingerprints, and the former master key while it is changed; one
    /// a line in base64.
    pub fn lines(&self) -> zeroize::Zeroizing<String> {
        let mut text = zeroize::Zeroizing::new(String::with_capacity(4 * 45));
        for secret in [&self.secret, &self.index, &self.fingerprint].into_iter().chain(&self.former) {
            let line = zeroize::Zeroizing::new(STANDARD.encode(&secret[..]));
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    /// The keys in base64 in an environment variable.
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
        let written = file.write_all(key.lines().as_bytes()).and_then(|()| file.sync_all());
        let linked = written.and_then(|()| std::fs::hard_link(&beside, path));
        std::fs::remove_file(&beside)?;
        match linked {
            Ok(()) => {
                // The name is on disk too before anything is sealed with the key.
                sync_folder(path)?;
                Ok(key)
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Self::from_file(path, false).map_err(std::io::Error::other)
            }
            Err(error) => Err(error),
        }
    }

    /// Reads the text of a key file.
    pub(crate) fn parse(text: &str) -> Result<Self, MasterKeyError> {
        let keys: Vec<Secret> = text.split_whitespace().map(parse_one).collect::<Result<_, _>>()?;
        match keys.as_slice() {
            [secret] => Ok(Self::from_bytes(**secret)),
            [secret, index, fingerprint] => Ok(Self {
                secret: secret.clone(),
                index: index.clone(),
                fingerprint: fingerprint.clone(),
                former: None,
            }),
            [secret, index, fingerprint, former] => Ok(Self {
                secret: secret.clone(),
                index: index.clone(),
                fingerprint: fingerprint.clone(),
                former: Some(former.clone()),
            }),
            _ => Err(MasterKeyError::NotAKey),
        }
    }

    /// The key under which personal values are hashed for equality search.
    pub(crate) fn index(&self) -> Secret {
        self.index.clone()
    }

    /// The key under which commands' contents are hashed.
    pub(crate) fn fingerprint(&self) -> Secret {
        self.fingerprint.clone()
    }

    /// The keys that wrap subjects' keys, each with the name of its master key: the one in use first, then the former.
    pub(crate) fn wrapping(&self) -> Vec<(String, Secret)> {
        let masters = std::iter::once(&self.secret).chain(&self.former);
        masters.map(|secret| (name_of(secret), Secret::new(keyed_hash(secret, &[b"hamyar/wrap/v1"])))).collect()
    }

    /// A key derived from the line of the blind index, which stays for the life of the store, for a purpose of its own.
    pub(crate) fn lasting(&self, purpose: &str) -> Secret {
        Secret::new(keyed_hash(&self.index, &[purpose.as_bytes()]))
    }

    /// Names the line of the blind index, which stays for the life of the store.
    pub(crate) fn lasting_name(&self) -> String {
        name_of(&self.index)
    }

    /// Names the master key without telling anything of it.
    pub fn id(&self) -> String {
        name_of(&self.secret)
    }

    /// Name of the former master key, while it is being changed.
    pub fn former_id(&self) -> Option<String> {
        self.former.as_ref().map(name_of)
    }

    /// Puts the keys in the place of those in a file: written beside, flushed, and renamed over, so that a reader sees the one or the other and
    /// a crash leaves one of them whole. Owner and mode stay.
    pub fn replace_file(&self, path: &Path) -> Result<(), MasterKeyError> {
        self.replace(path).map_err(|source| MasterKeyError::File { path: path.display().to_string(), source })
    }

    fn replace(&self, path: &Path) -> std::io::Result<()> {
        let path = std::fs::canonicalize(path)?;
        let kept = std::fs::metadata(&path)?;
        let beside = path.with_extension(format!("new-{}", std::process::id()));
        // A left-over of a killed process with the same number is ours to replace.
        std::fs::remove_file(&beside).or_else(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })?;
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        let written = file.write_all(self.lines().as_bytes()).and_then(|()| {
            let own = file.metadata()?;
            if (own.uid(), own.gid()) != (kept.uid(), kept.gid()) {
                std::os::unix::fs::fchown(&file, Some(kept.uid()), Some(kept.gid()))?;
            }
            file.sync_all()
        });
        if let Err(error) = written.and_then(|()| std::fs::rename(&beside, &path)) {
            std::fs::remove_file(&beside).ok();
            return Err(error);
        }
        sync_folder(&path)
    }
}

/// Flushes the names in a file's folder to disk.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder)?.sync_all()
}

/// Names a key without telling anything of it.
pub(crate) fn name_of(secret: &Secret) -> String {
    keyed_hash(secret, &[b"hamyar/master-key-id/v1"])[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn parse_one(line: &str) -> Result<Secret, MasterKeyError> {
    let bytes = zeroize::Zeroizing::new(STANDARD.decode(line).map_err(|_| MasterKeyError::NotAKey)?);
    bytes.as_slice().try_into().map(Secret::new).map_err(|_| MasterKeyError::NotAKey)
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
