//! Who can open a backup: age recipients (the server knows only their public half) or a passphrase.

use std::io::{BufReader, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, Decryptor, Encryptor, IdentityFile};

use crate::BackupError;

/// Cost of trying a passphrase, as a power of two: about a second and 256 MiB.
const WORK_FACTOR: u8 = 18;

/// Closes a backup.
pub enum Lock {
    /// To each of these public recipients.
    Recipients(Vec<age::x25519::Recipient>),
    /// With a passphrase.
    Passphrase(SecretString),
}

impl Lock {
    /// Reads public recipients, `age1…` each.
    pub fn recipients<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, BackupError> {
        let parse = |text: &str| {
            text.trim().parse().map_err(|_| {
                let shown: String = text.trim().chars().take(12).collect();
                BackupError::Lock(format!(
                    "{shown}… is no age recipient: it begins with age1 and is printed by `hamyar backup keygen`"
                ))
            })
        };
        let all: Vec<_> = texts.into_iter().map(parse).collect::<Result<_, _>>()?;
        if all.is_empty() {
            return Err(BackupError::Lock("a backup needs at least one recipient".to_owned()));
        }
        Ok(Self::Recipients(all))
    }

    /// A passphrase of at least twelve characters: a backup can be tried at leisure by whoever finds it.
    pub fn passphrase(text: String) -> Result<Self, BackupError> {
        if text.chars().count() < 12 {
            return Err(BackupError::Lock(
                "the passphrase of a backup has at least twelve characters; whoever finds the file can try as often as they like".to_owned(),
            ));
        }
        Ok(Self::Passphrase(SecretString::from(text)))
    }

    pub(crate) fn wrap<W: Write>(&self, output: W) -> std::io::Result<age::stream::StreamWriter<W>> {
        let encryptor = match self {
            Self::Recipients(all) => Encryptor::with_recipients(all.iter().map(|one| one as &dyn age::Recipient))
                .map_err(std::io::Error::other)?,
            Self::Passphrase(text) => {
                let mut recipient = age::scrypt::Recipient::new(text.clone());
                recipient.set_work_factor(WORK_FACTOR);
                Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
                    .map_err(std::io::Error::other)?
            }
        };
        encryptor.wrap_output(output)
    }
}

/// Opens a backup.
#[derive(Clone)]
pub enum Opener {
    /// With the identities of a file, as `hamyar backup keygen` or `age-keygen` writes them.
    Identities(SecretString),
    /// With a passphrase.
    Passphrase(SecretString),
}

impl Opener {
    /// Reads an identity file.
    pub fn identity_file(path: &Path) -> Result<Self, BackupError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| BackupError::File { path: path.display().to_string(), source })?;
        let opener = Self::Identities(SecretString::from(text));
        opener.identities()?;
        Ok(opener)
    }

    /// A passphrase.
    pub fn passphrase(text: String) -> Self {
        Self::Passphrase(SecretString::from(text))
    }

    fn identities(&self) -> Result<Vec<Box<dyn age::Identity>>, BackupError> {
        let unfit = || {
            BackupError::Lock(
                "the identity file holds no age identity (a line that begins with AGE-SECRET-KEY-1)".to_owned(),
            )
        };
        match self {
            Self::Identities(text) => {
                let file =
                    IdentityFile::from_buffer(BufReader::new(text.expose_secret().as_bytes())).map_err(|_| unfit())?;
                let all = file.into_identities().map_err(|_| unfit())?;
                if all.is_empty() { Err(unfit()) } else { Ok(all) }
            }
            Self::Passphrase(text) => {
                let mut identity = age::scrypt::Identity::new(text.clone());
                // A slow machine opens it too; four times as much would still be a minute.
                identity.set_max_work_factor(WORK_FACTOR + 4);
                Ok(vec![Box::new(identity)])
            }
        }
    }

    pub(crate) fn unwrap<R: Read>(&self, path: &str, input: R) -> Result<age::stream::StreamReader<R>, BackupError> {
        let path = path.to_owned();
        let decryptor = match Decryptor::new(input) {
            Ok(decryptor) => decryptor,
            Err(DecryptError::Io(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                return Err(BackupError::CutOff { path });
            }
            Err(DecryptError::Io(source)) => return Err(BackupError::File { path, source }),
            Err(error) => return Err(BackupError::NotABackup { path, what: error.to_string() }),
        };
        if decryptor.is_scrypt() != matches!(self, Self::Passphrase(_)) {
            let what = if decryptor.is_scrypt() {
                "was closed with a passphrase: give it with --passphrase"
            } else {
                "was closed for a recipient: give its identity file with --identity"
            };
            return Err(BackupError::Lock(format!("{path} {what}")));
        }
        let identities = self.identities()?;
        decryptor.decrypt(identities.iter().map(AsRef::as_ref)).map_err(|error| match error {
            DecryptError::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                BackupError::CutOff { path }
            }
            DecryptError::Io(source) => BackupError::File { path, source },
            DecryptError::InvalidMac => BackupError::Damaged { path, what: "its head does not fit its key".to_owned() },
            DecryptError::ExcessiveWork { .. } => BackupError::Damaged { path, what: error.to_string() },
            _ => BackupError::WrongIdentity { path },
        })
    }
}

/// Never prints a secret.
impl std::fmt::Debug for Lock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lock(…)")
    }
}

/// Never prints a secret.
impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opener(…)")
    }
}

/// Makes an identity, writes it to a new file of mode 0600 and returns its public recipient.
pub fn keygen(path: &Path) -> Result<String, BackupError> {
    let fault = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::AlreadyExists => BackupError::Exists(path.display().to_string()),
        _ => BackupError::File { path: path.display().to_string(), source },
    };
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public().to_string();
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(fault)?;
    let secret = identity.to_string();
    let text = zeroize::Zeroizing::new(format!(
        "# Opens Hamyar's backups. Keep it away from the server that makes them.\n# public key: {recipient}\n{}\n",
        secret.expose_secret()
    ));
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fault)?;
    Ok(recipient)
}
