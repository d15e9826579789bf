//! Where the master key is: outside the data folder, so that neither a copy of the folder nor of the database opens anything.

use std::path::{Path, PathBuf};

use hamyar_event_store::{MasterKey, MasterKeyError};

use crate::cli::Place;
use crate::failure::{Failure, with_causes};

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

/// Reads the key; for a new store a missing one is made.
pub fn load(path: &Path, new_store: bool) -> Result<MasterKey, Failure> {
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
    }

    #[test]
    fn a_named_file_wins() {
        let path = path(&place(Some("/etc/hamyar/key")), Some(Path::new("/srv/store"))).unwrap();
        assert_eq!(path, Path::new("/etc/hamyar/key"));
    }

    #[test]
    fn a_missing_key_of_an_old_store_is_never_replaced() {
        let folder = std::env::temp_dir().join(format!("hamyar-key-{}", std::process::id()));
        let failure = load(&folder.join("store.key"), false).unwrap_err();
        assert!(failure.text().unwrap().contains("Put the file back"));
        assert!(!folder.exists());
        let made = load(&folder.join("store.key"), true);
        assert!(made.is_ok());
        assert!(load(&folder.join("store.key"), false).is_ok());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
