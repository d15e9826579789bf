//! The folder of checkpoints: a file each, written whole or not at all and never over another, and the ledger.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::checkpoint::Signed;

/// What the name of a checkpoint's file ends with.
const EXTENSION: &str = "checkpoint";

/// A folder of checkpoints, outside the data folder and the database.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder at a path; it need not be there yet.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the folder where it is missing.
    pub fn make(&self) -> std::io::Result<()> {
        std::fs::DirBuilder::new().recursive(true).mode(0o750).create(&self.path)
    }

    /// The file of a checkpoint.
    pub fn file(&self, number: u64) -> PathBuf {
        self.path.join(format!("{number:08}.{EXTENSION}"))
    }

    /// The texts of all checkpoints by the number in their file's name, unread and unproven. Empty where there is no folder.
    pub fn texts(&self) -> std::io::Result<BTreeMap<u64, String>> {
        let mut found = BTreeMap::new();
        let entries = match std::fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
            Err(error) => return Err(error),
        };
        for entry in entries {
            let path = entry?.path();
            let number = path.file_stem().and_then(|name| name.to_str()?.parse().ok());
            if let Some(number) = number
                && path.extension().is_some_and(|extension| extension == EXTENSION)
            {
                // Bytes that are no text are no checkpoint: they read as an altered one.
                found.insert(number, String::from_utf8_lossy(&std::fs::read(&path)?).into_owned());
            }
        }
        Ok(found)
    }

    /// Writes a checkpoint beside, flushes it and links it into place. One that is there already stays as it is.
    pub fn write(&self, signed: &Signed) -> std::io::Result<()> {
        let path = self.file(signed.number);
        let beside = self.path.join(format!(".{:08}.new-{}", signed.number, std::process::id()));
        let mut file = File::options().create(true).truncate(true).write(true).open(&beside)?;
        let written = file.write_all(signed.text().as_bytes()).and_then(|()| file.sync_all());
        let linked = written.and_then(|()| match std::fs::hard_link(&beside, &path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let same = std::fs::read(&path)? == signed.text().as_bytes();
                if same { Ok(()) } else { Err(error) }
            }
            other => other,
        });
        std::fs::remove_file(&beside)?;
        linked?;
        File::open(&self.path)?.sync_all()
    }

    /// Waits until no other process works in the folder, and keeps them out until the file is dropped.
    pub fn lock(&self) -> std::io::Result<File> {
        let file = File::options().create(true).truncate(false).write(true).open(self.path.join("lock"))?;
        file.lock()?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::{Begins, Checkpoint};
    use crate::key::SigningKey;
    use uuid::Uuid;

    fn signed(number: u64, size: u64) -> Signed {
        let key = SigningKey::from_seed(&[1; 32]);
        let checkpoint = Checkpoint {
            store: Uuid::from_u128(1),
            size,
            root: [0; 32],
            number,
            series: 1,
            begins: Some(Begins::New),
            epoch: 1,
            time: "2026-11-28T02:37:22Z".parse().unwrap(),
            streams: 1,
            heads: [0; 32],
            previous: None,
            key: key.public(),
        };
        checkpoint.sign(&key)
    }

    #[test]
    fn a_checkpoint_is_written_once_and_never_over_another() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::new(place.path().join("store.checkpoints"));
        assert!(folder.texts().unwrap().is_empty());
        folder.make().unwrap();
        folder.write(&signed(1, 10)).unwrap();
        folder.write(&signed(1, 10)).unwrap();
        assert!(folder.write(&signed(1, 11)).is_err());
        folder.write(&signed(2, 11)).unwrap();
        std::fs::write(folder.path().join("note.txt"), "of a person").unwrap();
        let texts = folder.texts().unwrap();
        assert_eq!(texts.keys().copied().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(Signed::read(&texts[&1]).unwrap(), signed(1, 10));
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 3, "nothing half-written stays");
    }
}
