//! Reading a file from end to end, and proving while doing so that it is what its manifest says.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::BackupError;
use crate::format::{Head, Manifest, Part, VERSION, hex};
use crate::lock::Opener;

/// Longest head, manifest and keyed hash that are read.
const HEAD_MAX: u64 = 1 << 20;
const MANIFEST_MAX: u64 = 64 << 20;
/// Rows handed over at once.
const CHUNK: usize = 1 << 18;

/// What a file has, in its order.
pub enum Piece {
    /// First.
    Head(Box<Head>),
    /// COPY's text of a table; tables come one after the other.
    Rows {
        /// `log.events`.
        table: String,
        /// Any number of bytes of the text.
        text: Vec<u8>,
    },
    /// Last: everything before it was as the manifest says, and the file has ended.
    End(Box<Whole>),
}

/// A file that was read to its end and is whole.
#[derive(Clone, Debug)]
pub struct Whole {
    pub manifest: Manifest,
    /// The manifest as it stands in the file.
    text: Vec<u8>,
    mac: String,
}

impl Whole {
    /// Whether the keyed hash over the manifest is this.
    pub fn is_signed(&self, mac: impl FnOnce(&[u8]) -> [u8; 32]) -> bool {
        // Nobody can try against this in time: who calls it has the file and the key.
        hex(&mac(&self.text)) == self.mac
    }
}

/// Reads a file that stands still, from end to end.
pub fn read_through(path: &Path, opener: &Opener, progress: &mut dyn FnMut(u64, u64)) -> Result<Whole, BackupError> {
    let mut whole = None;
    Reader::open(path, opener)?.read(progress, &mut |piece| {
        if let Piece::End(end) = piece {
            whole = Some(*end);
        }
        Ok(())
    })?;
    whole.ok_or(BackupError::Stopped)
}

/// A file, opened.
pub struct Reader {
    path: String,
    size: u64,
    read: Arc<Mutex<Below>>,
    stream: Box<dyn Read + Send>,
}

/// What happened below the decompression: how far the file was read, and the fault that ended it.
#[derive(Default)]
struct Below {
    bytes: u64,
    fault: Option<(std::io::ErrorKind, String)>,
}

/// Counts the file's bytes.
struct Counted<R> {
    inner: R,
    below: Arc<Mutex<Below>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.below.lock().unwrap_or_else(PoisonError::into_inner).bytes += read as u64;
        Ok(read)
    }
}

/// Remembers age's faults, which would pass through decompression as that one's.
struct Watched<R> {
    inner: R,
    below: Arc<Mutex<Below>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(buffer).inspect_err(|error| {
            let mut below = self.below.lock().unwrap_or_else(PoisonError::into_inner);
            below.fault.get_or_insert_with(|| (error.kind(), error.to_string()));
        })
    }
}

impl Reader {
    /// Opens a file.
    pub fn open(path: &Path, opener: &Opener) -> Result<Self, BackupError> {
        let shown = path.display().to_string();
        let fault = |source| BackupError::File { path: shown.clone(), source };
        let file = File::open(path).map_err(fault)?;
        let size = file.metadata().map_err(fault)?.len();
        Self::over(shown.clone(), size, BufReader::with_capacity(1 << 18, file), opener)
    }

    /// Reads from anything that is called `path` in messages.
    pub fn over(
        path: String,
        size: u64,
        input: impl Read + Send + 'static,
        opener: &Opener,
    ) -> Result<Self, BackupError> {
        let below = Arc::new(Mutex::new(Below::default()));
        let counted = Counted { inner: input, below: Arc::clone(&below) };
        let opened = Watched { inner: opener.unwrap(&path, counted)?, below: Arc::clone(&below) };
        let stream = zstd::Decoder::new(opened).map_err(|source| BackupError::File { path: path.clone(), source })?;
        Ok(Self { path, size, read: below, stream: Box::new(stream) })
    }

    /// Hands over every piece in order. Ends with [`Piece::End`], or with an error.
    pub fn read(
        self,
        progress: &mut dyn FnMut(u64, u64),
        take: &mut dyn FnMut(Piece) -> Result<(), BackupError>,
    ) -> Result<(), BackupError> {
        let Self { path, size, read, stream } = self;
        let outcome = entries(&path, tar::Archive::new(stream), &mut |piece| {
            let bytes = read.lock().unwrap_or_else(PoisonError::into_inner).bytes;
            progress(bytes.min(size), size);
            take(piece)
        });
        let fault = read.lock().unwrap_or_else(PoisonError::into_inner).fault.take();
        match (outcome, fault) {
            (Err(BackupError::NotABackup { .. } | BackupError::File { .. }), Some((kind, text))) => Err(match kind {
                std::io::ErrorKind::UnexpectedEof => BackupError::CutOff { path },
                std::io::ErrorKind::InvalidData => BackupError::Damaged {
                    path,
                    what: "a part of it does not fit its seal, or its end is missing".to_owned(),
                },
                kind => BackupError::File { path, source: std::io::Error::new(kind, text) },
            }),
            (outcome, _) => outcome,
        }
    }
}

/// The table being read.
struct Counting {
    table: String,
    rows: u64,
    bytes: u64,
    sha: Sha256,
}

/// A table that was read: name, rows, bytes, SHA-256.
type Counted3 = (String, u64, u64, String);

impl Counting {
    fn end(self) -> Counted3 {
        (self.table, self.rows, self.bytes, hex(&self.sha.finalize()))
    }
}

pub(crate) fn entries(
    path: &str,
    mut archive: tar::Archive<Box<dyn Read + Send>>,
    take: &mut dyn FnMut(Piece) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let odd = |what: &str| BackupError::NotABackup { path: path.to_owned(), what: what.to_owned() };
    let broken = |error: std::io::Error| odd(&error.to_string());
    let mut head: Option<Head> = None;
    let mut current: Option<Counting> = None;
    let mut done: Vec<Counted3> = Vec::new();
    let mut manifest: Option<(Manifest, Vec<u8>)> = None;
    let mut mac: Option<String> = None;
    // Raw: names that need more than one header, links and holes are nothing that was ever written.
    for entry in archive.entries().map_err(broken)?.raw(true) {
        let mut entry = entry.map_err(broken)?;
        let name = String::from_utf8(entry.path_bytes().into_owned()).map_err(|_| odd("a name in it is no text"))?;
        if entry.header().entry_type() != tar::EntryType::Regular || mac.is_some() {
            return Err(odd("it holds what does not belong there"));
        }
        match (name.as_str(), &head) {
            ("head.json", None) => {
                let text = limited(&mut entry, HEAD_MAX).map_err(broken)?.ok_or_else(|| odd("its head is too long"))?;
                let found: Head = head_of(path, &text)?;
                take(Piece::Head(Box::new(found.clone())))?;
                head = Some(found);
            }
            ("manifest.json", Some(_)) if manifest.is_none() => {
                let text = limited(&mut entry, MANIFEST_MAX).map_err(broken)?;
                let text = text.ok_or_else(|| odd("its manifest is too long"))?;
                let found = serde_json::from_slice(&text).map_err(|_| odd("its manifest cannot be read"))?;
                manifest = Some((found, text));
            }
            ("manifest.mac", Some(_)) if manifest.is_some() => {
                let text = limited(&mut entry, 64).map_err(broken)?.ok_or_else(|| odd("its last part is too long"))?;
                mac = Some(String::from_utf8(text).map_err(|_| odd("its last part is no text"))?);
            }
            (name, Some(_)) if manifest.is_none() => {
                let table = table_of(name).ok_or_else(|| odd("it holds what does not belong there"))?;
                if current.as_ref().is_none_or(|current| current.table != table) {
                    done.extend(current.take().map(Counting::end));
                    if done.iter().any(|(earlier, ..)| earlier == table) {
                        return Err(odd("a table stands in it twice"));
                    }
                    current = Some(Counting { table: table.to_owned(), rows: 0, bytes: 0, sha: Sha256::new() });
                }
                let Some(counting) = current.as_mut() else { return Err(BackupError::Stopped) };
                loop {
                    let mut text = vec![0; CHUNK];
                    let read = fill(&mut entry, &mut text).map_err(broken)?;
                    if read == 0 {
                        break;
                    }
                    text.truncate(read);
                    counting.rows += memchr::memchr_iter(b'\n', &text).count() as u64;
                    counting.bytes += read as u64;
                    counting.sha.update(&text);
                    take(Piece::Rows { table: counting.table.clone(), text })?;
                }
            }
            _ => return Err(odd("its parts do not stand in their order")),
        }
    }
    done.extend(current.take().map(Counting::end));
    // To the very end, whose seal tells that nothing was cut off.
    let rest = limited(&mut archive.into_inner(), HEAD_MAX).map_err(broken)?;
    if rest.is_none_or(|rest| rest.iter().any(|byte| *byte != 0)) {
        return Err(odd("something follows its end"));
    }
    let (Some(head), Some((manifest, text)), Some(mac)) = (head, manifest, mac) else {
        return Err(BackupError::CutOff { path: path.to_owned() });
    };
    compare(path, &head, &manifest, &done)?;
    take(Piece::End(Box::new(Whole { manifest, text, mac })))
}

/// What was read against what must have been.
fn compare(path: &str, head: &Head, manifest: &Manifest, done: &[Counted3]) -> Result<(), BackupError> {
    let differs = |what: String| BackupError::Damaged { path: path.to_owned(), what };
    if manifest.head != *head {
        return Err(differs("its head and its manifest tell different things".to_owned()));
    }
    let mut found = done.iter();
    for table in &manifest.tables {
        let name = table.full_name();
        if table.rows == 0 && table.bytes == 0 {
            continue;
        }
        match found.next() {
            Some((read, rows, bytes, sha256))
                if *read == name && *rows == table.rows && *bytes == table.bytes && *sha256 == table.sha256 => {}
            _ => return Err(differs(format!("the rows of {name} are not those of its manifest"))),
        }
    }
    match found.next() {
        Some((extra, ..)) => Err(differs(format!("{extra} is not in its manifest"))),
        None => Ok(()),
    }
}

fn head_of(path: &str, text: &[u8]) -> Result<Head, BackupError> {
    #[derive(serde::Deserialize)]
    struct Format {
        format: u32,
    }
    let odd = |what: &str| BackupError::NotABackup { path: path.to_owned(), what: what.to_owned() };
    let format: Format = serde_json::from_slice(text).map_err(|_| odd("its head cannot be read"))?;
    if format.format != VERSION {
        return Err(BackupError::DoesNotFit(format!(
            "{path} has format {}, and this program reads format {VERSION}: use the program that made it, or a newer one",
            format.format
        )));
    }
    serde_json::from_slice(text).map_err(|_| odd("its head cannot be read"))
}

/// `tables/log.events/00000001.copy` is of `log.events`.
fn table_of(name: &str) -> Option<&str> {
    let (table, piece) = name.strip_prefix("tables/")?.split_once('/')?;
    let number = piece.strip_suffix(".copy")?;
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let (schema, table_name) = table.split_once('.')?;
    (plain(schema) && plain(table_name) && number.bytes().all(|b| b.is_ascii_digit())).then_some(table)
}

/// The whole of an entry, or `None` when it is longer than allowed.
fn limited(entry: &mut impl Read, max: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut text = Vec::new();
    entry.take(max + 1).read_to_end(&mut text)?;
    Ok((text.len() as u64 <= max).then_some(text))
}

fn fill(entry: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match entry.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

impl Piece {
    /// Whether a file is of that part, said before anything is done with it.
    pub(crate) fn must_be(path: &str, head: &Head, part: Part) -> Result<(), BackupError> {
        if head.part == part {
            return Ok(());
        }
        Err(BackupError::DoesNotFit(format!(
            "{path} is a {} file, where a {} file is needed",
            head.part.as_str(),
            part.as_str()
        )))
    }
}
