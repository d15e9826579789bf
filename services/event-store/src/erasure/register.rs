//! The erasure register: who was forgotten, kept outside the database, so that an older backup does not bring anybody back.
//!
//! One JSON object a line, appended and flushed before the keys are destroyed. It holds ids and a day, never a value. Each line is authenticated
//! with a key that the key file keeps for the life of the store, and names the line before it: a line that was changed, taken out or put between
//! others is noticed. A line cut off in the middle was never acted upon and is written again.

use crate::sealing::{MasterKey, Secret, keyed_hash, sync_folder};
use chrono::NaiveDate;
use hamyar_events::Subject;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// One erasure that was, or is about to be, carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasureEntry {
    /// The event that says so.
    pub event_id: Uuid,
    /// Type and id of the stream it stands in.
    pub stream: String,
    pub stream_id: Uuid,
    /// Whose keys are destroyed.
    pub subjects: Vec<Subject>,
    /// The keys that lived then.
    pub key_ids: Vec<Uuid>,
    /// The day of the erasure.
    pub erased_on: NaiveDate,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    v: u8,
    #[serde(flatten)]
    entry: ErasureEntry,
    /// Authenticates this line and the one before it.
    mac: String,
}

/// Why the register cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The file cannot be read or written.
    #[error("the erasure register {path} cannot be used")]
    File {
        /// Where.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file may be read by others than its owner.
    #[error("the erasure register {path} may be read by others (mode {mode:o}); it must be 0600")]
    TooOpen {
        /// Where.
        path: String,
        /// The mode it has.
        mode: u32,
    },
    /// A line is not what this store wrote there.
    #[error(
        "line {line} of the erasure register {path} was changed, or a line before it is gone, or it is the register of another store"
    )]
    Altered {
        /// Where.
        path: String,
        /// From 1.
        line: usize,
    },
    /// There is none, and the store has forgotten people.
    #[error(
        "the erasure register {path} is missing, and people of this store were forgotten: without it a backup could bring them back"
    )]
    Missing {
        /// Where it should be.
        path: String,
    },
    /// An entry in the database is not what this store wrote there.
    #[error("the database's entry for erasure {0} was not written with this store's keys")]
    Forged(Uuid),
    /// The register says that people are to be forgotten anew, and the database's user may not.
    #[error(
        "the erasure register names people whom this database still knows; only a user who may become the owner of the log can forget them: start once, or run `hamyar migrate`, with the URL of that user"
    )]
    MayNot,
    /// No register was named when the store was opened.
    #[error("the store was opened without an erasure register: nobody can be forgotten through it")]
    None,
}

/// The file, and the key that authenticates it.
#[derive(Clone)]
pub struct ErasureRegister {
    path: PathBuf,
    key: Secret,
    /// Name of the store's lasting key, by which a key file of another store is told from an altered register.
    pub(crate) store: String,
}

impl ErasureRegister {
    /// The register at a path, authenticated with a key of its own derived from the store's.
    pub fn new(path: impl Into<PathBuf>, master_key: &MasterKey) -> Self {
        Self {
            path: path.into(),
            key: master_key.lasting("hamyar/erasure-register/v1"),
            store: master_key.lasting_name(),
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every entry, oldest first; `None` where there is no file.
    pub fn read(&self) -> Result<Option<Vec<ErasureEntry>>, RegisterError> {
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.fault(error)),
        };
        file.lock_shared().map_err(|error| self.fault(error))?;
        Ok(Some(self.read_from(&mut file)?.entries))
    }

    /// Appends the entries that the file lacks, and flushes it. The file is made where there is none. Returns how many were appended.
    pub fn append(&self, entries: &[ErasureEntry]) -> Result<usize, RegisterError> {
        let fault = |error| self.fault(error);
        let made = !self.path.exists();
        let mut options = File::options();
        let mut file = options.read(true).append(true).create(true).mode(0o600).open(&self.path).map_err(fault)?;
        // Nodes may share the file; each adds after what the other wrote.
        file.lock().map_err(fault)?;
        let mut content = self.read_from(&mut file)?;
        let lacking: Vec<&ErasureEntry> = entries
            .iter()
            .filter(|entry| !content.entries.iter().any(|known| known.event_id == entry.event_id))
            .collect();
        if content.torn {
            file.set_len(content.whole).map_err(fault)?;
        }
        let mut text = String::new();
        for entry in &lacking {
            content.mac = self.mac(&content.mac, entry).to_vec();
            let line = Line { v: 1, entry: (*entry).clone(), mac: hex(&content.mac) };
            text.push_str(&serde_json::to_string(&line).map_err(|error| fault(error.into()))?);
            text.push('\n');
        }
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fault)?;
        if made {
            sync_folder(&self.path).map_err(fault)?;
        }
        Ok(lacking.len())
    }

    /// Authenticates an entry by itself, for the copy that the database keeps.
    pub(crate) fn tag(&self, entry: &ErasureEntry) -> [u8; 32] {
        self.mac(&[], entry)
    }

    fn read_from(&self, file: &mut File) -> Result<Content, RegisterError> {
        let fault = |error| self.fault(error);
        let mode = file.metadata().map_err(fault)?.mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(RegisterError::TooOpen { path: self.path.display().to_string(), mode });
        }
        file.seek(SeekFrom::Start(0)).map_err(fault)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(fault)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let mut content =
            Content { entries: Vec::new(), mac: START.to_vec(), whole: whole as u64, torn: whole < bytes.len() };
        for (number, line) in (1..).zip(bytes[..whole].split_inclusive(|byte| *byte == b'\n')) {
            let altered = || RegisterError::Altered { path: self.path.display().to_string(), line: number };
            let line: Line = serde_json::from_slice(line).map_err(|_| altered())?;
            content.mac = self.mac(&content.mac, &line.entry).to_vec();
            if line.v != 1 || line.mac != hex(&content.mac) {
                return Err(altered());
            }
            content.entries.push(line.entry);
        }
        Ok(content)
    }

    fn mac(&self, before: &[u8], entry: &ErasureEntry) -> [u8; 32] {
        let mut subjects: Vec<String> = entry.subjects.iter().map(Subject::to_string).collect();
        subjects.sort();
        let keys: Vec<String> = entry.key_ids.iter().map(Uuid::to_string).collect();
        let parts = [
            before,
            entry.event_id.as_bytes(),
            entry.stream.as_bytes(),
            entry.stream_id.as_bytes(),
            subjects.join(" ").as_bytes(),
            keys.join(" ").as_bytes(),
            entry.erased_on.to_string().as_bytes(),
        ]
        .map(<[u8]>::to_vec);
        keyed_hash(&self.key, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    fn fault(&self, source: std::io::Error) -> RegisterError {
        RegisterError::File { path: self.path.display().to_string(), source }
    }
}

/// Says where the register is, and nothing of its key.
impl std::fmt::Debug for ErasureRegister {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ErasureRegister({})", self.path.display())
    }
}

const START: &[u8] = b"hamyar erasures";

/// What a file holds.
struct Content {
    entries: Vec<ErasureEntry>,
    /// Of the last line.
    mac: Vec<u8>,
    /// Bytes up to the end of the last whole line.
    whole: u64,
    torn: bool,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u128) -> ErasureEntry {
        ErasureEntry {
            event_id: Uuid::from_u128(number),
            stream: "family".to_owned(),
            stream_id: Uuid::from_u128(100 + number),
            subjects: vec![Subject::Person(Uuid::from_u128(200 + number))],
            key_ids: vec![Uuid::from_u128(300 + number)],
            erased_on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        }
    }

    fn with_three() -> (tempfile::TempDir, ErasureRegister) {
        let folder = tempfile::tempdir().unwrap();
        let register = ErasureRegister::new(folder.path().join("s.erasures"), &MasterKey::from_bytes([3; 32]));
        assert!(register.read().unwrap().is_none());
        assert_eq!(register.append(&[entry(1), entry(2)]).unwrap(), 2);
        assert_eq!(register.append(&[entry(2), entry(3)]).unwrap(), 1, "what is there is not written twice");
        (folder, register)
    }

    #[test]
    fn entries_are_read_as_they_were_written_and_nobody_else_may_read_them() {
        let (_folder, register) = with_three();
        assert_eq!(register.read().unwrap().unwrap(), [entry(1), entry(2), entry(3)]);
        assert_eq!(std::fs::metadata(register.path()).unwrap().mode() & 0o777, 0o600);
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(register.path(), std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(register.read(), Err(RegisterError::TooOpen { .. })));
    }

    #[test]
    fn a_line_that_was_changed_taken_out_moved_or_added_is_noticed() {
        let (_folder, register) = with_three();
        let text = std::fs::read_to_string(register.path()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let changed = lines[1].replace("2026-11-22", "2026-11-23");
        for (forged, at) in [
            (vec![lines[0], &changed, lines[2]], 2),
            (vec![lines[0], lines[2]], 2),
            (vec![lines[1], lines[2]], 1),
            (vec![lines[1], lines[0], lines[2]], 1),
            (vec![lines[0], lines[0], lines[1], lines[2]], 2),
            (vec![lines[0], "{}", lines[1], lines[2]], 2),
        ] {
            std::fs::write(register.path(), forged.join("\n") + "\n").unwrap();
            assert!(matches!(register.read(), Err(RegisterError::Altered { line, .. }) if line == at), "{forged:?}");
            assert!(register.append(&[entry(4)]).is_err(), "nothing is added after a forged line");
        }
    }

    #[test]
    fn a_line_cut_off_by_a_crash_is_written_again() {
        let (_folder, register) = with_three();
        let text = std::fs::read(register.path()).unwrap();
        let second = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0 + 1;
        for cut in [second + 1, text.len() - 40, text.len() - 1] {
            std::fs::write(register.path(), &text[..cut]).unwrap();
            assert_eq!(register.read().unwrap().unwrap(), [entry(1), entry(2)]);
            assert_eq!(register.append(&[entry(3)]).unwrap(), 1);
            assert_eq!(std::fs::read(register.path()).unwrap(), text);
        }
    }

    #[test]
    fn another_store_s_register_is_not_taken_for_this_one() {
        let (_folder, register) = with_three();
        let other = ErasureRegister::new(register.path(), &MasterKey::from_bytes([4; 32]));
        assert!(matches!(other.read(), Err(RegisterError::Altered { line: 1, .. })));
        // A changed master key is still the same store.
        let key = MasterKey::generate();
        let before = ErasureRegister::new("x", &key);
        assert_eq!(before.tag(&entry(1)), ErasureRegister::new("x", &key.with_new_master()).tag(&entry(1)));
    }
}
