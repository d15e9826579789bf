//! Where the master key is: outside the data folder, so that neither a copy of the folder nor of the database opens anything.

use std::path::{Path, PathBuf};

use hamyar_event_store::{KeySource, MasterKey, MasterKeyError, RegisterError, StoreError};

use crate::cli::Place;
use crate::failure::{Failure, with_causes};

/// Where the keys of a store come from: a command, the environment, or the store's key file.
pub fn source(place: &Place, data: Option<&Path>) -> Result<KeySource, Failure> {
    match (&place.master_key_command, &place.master_key_file) {
        (Some(_), Some(_)) => Err(Failure::Unreadable(
            "the master key comes from a file or from a command, not from both: unset HAMYAR_MASTER_KEY_FILE or HAMYAR_MASTER_KEY_COMMAND"
                .to_owned(),
        )),
        (Some(command), None) => Ok(KeySource::Command(command.clone())),
        (None, None) if std::env::var_os(VARIABLE).is_some() => Ok(KeySource::Environment(VARIABLE.to_owned())),
        (None, _) => Ok(KeySource::File(path(place, data)?)),
    }
}

/// Names a source without telling what it brings.
pub fn words(source: &KeySource) -> String {
    match source {
        KeySource::File(path) => path.display().to_string(),
        KeySource::Environment(name) => format!("the environment variable {name}"),
        KeySource::Command(_) => "the command of HAMYAR_MASTER_KEY_COMMAND".to_owned(),
    }
}

/// The variable that may hold the lines of the key file.
const VARIABLE: &str = "HAMYAR_MASTER_KEY";

/// The erasure register of a store: beside the key file.
pub fn register(place: &Place, data: Option<&Path>) -> Result<PathBuf, Failure> {
    match &place.erasure_register {
        Some(path) => Ok(path.clone()),
        None => Ok(path(place, data)?.with_extension("erasures")),
    }
}

/// A store is not opened without its register, and what to do about it.
pub fn without_register(error: StoreError) -> Failure {
    match &error {
        StoreError::Register(RegisterError::Missing { .. }) => Failure::Unavailable(format!(
            "{error}. Put the file back from your copy or from another node (or name its place in HAMYAR_ERASURE_REGISTER). Where it is lost \
             and this database is not an older copy: `hamyar key register --write-anew`"
        )),
        _ => Failure::store(error),
    }
}

/// The key file of a store.
pub fn path(place: &Place, data: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(path) = &place.master_key_file {
        return Ok(path.clone());
    }
    match data {
        Some(folder) => beside(folder),
        None => {
            let config = std::env::var_os("XDG_CONFIG_HOME")
                .map(PathBuf::from)
                .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".config")));
            config.map(|folder| folder.join("hamyar/master.key")).ok_or_else(|| {
                Failure::Unreadable(
                    "set HAMYAR_MASTER_KEY_FILE: there is no home folder to look for the key in".to_owned(),
                )
            })
        }
    }
}

/// `/srv/store` has its key in `/srv/store.key`.
fn beside(folder: &Path) -> Result<PathBuf, Failure> {
    beside_as(folder, ".key")
}

/// The name of a folder with something added, beside it.
pub fn beside_as(folder: &Path, ending: &str) -> Result<PathBuf, Failure> {
    let folder = std::path::absolute(folder)?;
    let mut name = folder.file_name().map(std::ffi::OsStr::to_owned).ok_or_else(|| {
        Failure::Unreadable(format!("{} cannot be a data folder; set HAMYAR_MASTER_KEY_FILE for it", folder.display()))
    })?;
    name.push(ending);
    Ok(folder.with_file_name(name))
}

/// Brings the keys; for a new store a missing file is made.
pub fn load(source: &KeySource, new_store: bool) -> Result<MasterKey, Failure> {
    let KeySource::File(path) = source else {
        return source.load().map_err(|error| Failure::Unavailable(with_causes(&error)));
    };
    if new_store
        && !path.exists()
        && let Some(folder) = path.parent()
    {
        use std::os::unix::fs::DirBuilderExt;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    MasterKey::from_file(path, new_store).map_err(|error| match &error {
        MasterKeyError::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound => Failure::Unavailable(format!(
            "the master key {} is missing, and this store was made with one: nothing personal can be read without it. Put the \
             file back from your copy, or name its place in HAMYAR_MASTER_KEY_FILE. A new key would not open anything.",
            path.display()
        )),
        MasterKeyError::TooOpen { .. } => {
            Failure::Unavailable(format!("{error}: `chmod 600 {}` mends that", path.display()))
        }
        _ => Failure::Unavailable(with_causes(&error)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(file: Option<&str>) -> Place {
        Place { master_key_file: file.map(PathBuf::from), ..Place::default() }
    }

    #[test]
    fn the_key_of_a_folder_lies_beside_it_and_never_in_it() {
        let path = path(&place(None), Some(Path::new("/srv/store"))).unwrap();
        assert_eq!(path, Path::new("/srv/store.key"));
        let register = register(&place(None), Some(Path::new("/srv/store"))).unwrap();
        assert_eq!(register, Path::new("/srv/store.erasures"));
    }

    #[test]
    fn a_named_file_wins() {
        let path = path(&place(Some("/etc/hamyar/key")), Some(Path::new("/srv/store"))).unwrap();
        assert_eq!(path, Path::new("/etc/hamyar/key"));
    }

    #[test]
    fn a_command_brings_the_keys_instead_of_a_file_and_never_beside_one() {
        let command = |file| Place { master_key_command: Some("vault read".to_owned()), ..place(file) };
        let found = source(&command(None), Some(Path::new("/srv/store"))).unwrap();
        assert_eq!(found, KeySource::Command("vault read".to_owned()));
        assert!(!words(&found).contains("vault"), "what the command says of the operator's house is not told");
        assert!(source(&command(Some("/etc/hamyar/key")), None).is_err());
        // The register has a place of its own all the same.
        assert_eq!(register(&command(None), Some(Path::new("/srv/store"))).unwrap(), Path::new("/srv/store.erasures"));
    }

    #[test]
    fn a_missing_key_of_an_old_store_is_never_replaced() {
        let folder = std::env::temp_dir().join(format!("hamyar-key-{}", std::process::id()));
        let source = KeySource::File(folder.join("store.key"));
        let failure = load(&source, false).unwrap_err();
        assert!(failure.text().unwrap().contains("Put the file back"));
        assert!(!folder.exists());
        let made = load(&source, true);
        assert!(made.is_ok());
        assert!(load(&source, false).is_ok());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
