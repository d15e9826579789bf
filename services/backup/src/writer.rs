//! Writing a file: tar in zstd in age, in a thread of its own, with bounded memory. The file gets its name when it is whole and on disk.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::BackupError;
use crate::format::{Head, Manifest, TableRecord, hex};
use crate::lock::Lock;

/// COPY's text in one entry; bounds the memory of whoever writes and reads.
pub(crate) const PIECE: usize = 4 << 20;
/// Pieces waiting for the thread that writes.
const WAITING: usize = 3;

enum Order {
    Entry { path: String, bytes: Vec<u8> },
    Finish,
}

/// A file being written.
pub(crate) struct Writer {
    orders: mpsc::Sender<Order>,
    task: JoinHandle<Result<u64, BackupError>>,
}

/// A table being written.
pub(crate) struct TableWriter {
    record: TableRecord,
    sha: Sha256,
    piece: Vec<u8>,
    number: u32,
}

impl Writer {
    /// Begins a new file at `path`, which must not be there.
    pub(crate) fn begin(path: PathBuf, lock: &Lock, head: &Head) -> Result<Self, BackupError> {
        let part = Part::create(&path)?;
        let sink = lock.wrap(BufWriter::with_capacity(1 << 18, part.file.try_clone().map_err(|e| part.fault(e))?));
        let sink = sink.map_err(|error| part.fault(error))?;
        let mut zipped = zstd::Encoder::new(sink, 3).map_err(|error| part.fault(error))?;
        zipped.include_checksum(true).map_err(|error| part.fault(error))?;
        let head = serde_json::to_vec_pretty(head).map_err(|error| part.fault(error.into()))?;
        let (orders, mut ordered) = mpsc::channel::<Order>(WAITING);
        let task = tokio::task::spawn_blocking(move || {
            let mut tar = tar::Builder::new(zipped);
            append(&mut tar, "head.json", &head).map_err(|error| part.fault(error))?;
            loop {
                match ordered.blocking_recv() {
                    Some(Order::Entry { path, bytes }) => {
                        append(&mut tar, &path, &bytes).map_err(|error| part.fault(error))?;
                    }
                    Some(Order::Finish) => break,
                    // Whoever ordered is gone: what was written so far is no backup.
                    None => return Err(BackupError::Stopped),
                }
            }
            let written = tar
                .into_inner()
                .and_then(zstd::Encoder::finish)
                .and_then(age::stream::StreamWriter::finish)
                .and_then(|mut file| file.flush());
            written.map_err(|error| part.fault(error))?;
            part.finish()
        });
        Ok(Self { orders, task })
    }

    /// Begins a table. Tables are written one after the other.
    pub(crate) fn table(&self, schema: &str, name: &str, columns: &[String]) -> TableWriter {
        TableWriter {
            record: TableRecord {
                schema: schema.to_owned(),
                name: name.to_owned(),
                columns: columns.to_vec(),
                rows: 0,
                bytes: 0,
                sha256: String::new(),
            },
            sha: Sha256::new(),
            piece: Vec::new(),
            number: 0,
        }
    }

    /// Adds COPY's text, whole rows at a time.
    pub(crate) async fn rows(&mut self, table: &mut TableWriter, text: &[u8]) -> Result<(), BackupError> {
        if !table.piece.is_empty() && table.piece.len() + text.len() > PIECE {
            self.pass_on(table).await?;
        }
        table.record.rows += memchr::memchr_iter(b'\n', text).count() as u64;
        table.record.bytes += text.len() as u64;
        table.sha.update(text);
        table.piece.extend_from_slice(text);
        Ok(())
    }

    /// Ends a table.
    pub(crate) async fn end(&mut self, mut table: TableWriter) -> Result<TableRecord, BackupError> {
        if !table.piece.is_empty() {
            self.pass_on(&mut table).await?;
        }
        table.record.sha256 = hex(&table.sha.finalize());
        Ok(table.record)
    }

    async fn pass_on(&mut self, table: &mut TableWriter) -> Result<(), BackupError> {
        table.number += 1;
        let path = format!("tables/{}/{:08}.copy", table.record.full_name(), table.number);
        let bytes = std::mem::take(&mut table.piece);
        self.order(Order::Entry { path, bytes }).await
    }

    /// Ends the file with its manifest and the keyed hash over it; returns the file's size.
    pub(crate) async fn finish(
        mut self,
        manifest: &Manifest,
        mac: impl FnOnce(&[u8]) -> [u8; 32],
    ) -> Result<u64, BackupError> {
        let bytes = serde_json::to_vec_pretty(manifest).map_err(|_| BackupError::Stopped)?;
        let mac = hex(&mac(&bytes)).into_bytes();
        self.order(Order::Entry { path: "manifest.json".to_owned(), bytes }).await?;
        self.order(Order::Entry { path: "manifest.mac".to_owned(), bytes: mac }).await?;
        self.order(Order::Finish).await?;
        (&mut self.task).await.map_err(|_| BackupError::Stopped)?
    }

    async fn order(&mut self, order: Order) -> Result<(), BackupError> {
        if self.orders.send(order).await.is_ok() {
            return Ok(());
        }
        // The thread ended before its time: it knows why.
        match (&mut self.task).await {
            Ok(Err(error)) => Err(error),
            _ => Err(BackupError::Stopped),
        }
    }
}

fn append<W: Write>(tar: &mut tar::Builder<W>, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o600);
    header.set_mtime(0);
    tar.append_data(&mut header, path, bytes)
}

/// The file under its name for the time being. Dropped before it is whole, it is removed.
struct Part {
    file: File,
    beside: PathBuf,
    path: PathBuf,
}

impl Part {
    fn create(path: &Path) -> Result<Self, BackupError> {
        let shown = || path.display().to_string();
        if path.exists() {
            return Err(BackupError::Exists(shown()));
        }
        let mut name = path.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
        name.push(".part");
        let beside = path.with_file_name(name);
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside);
        let file = file.map_err(|source| BackupError::File { path: beside.display().to_string(), source })?;
        Ok(Self { file, beside, path: path.to_owned() })
    }

    fn fault(&self, source: std::io::Error) -> BackupError {
        BackupError::File { path: self.path.display().to_string(), source }
    }

    fn finish(self) -> Result<u64, BackupError> {
        let named = self.file.sync_all().and_then(|()| {
            // Linked and not renamed: whatever came there in the meantime stays.
            std::fs::hard_link(&self.beside, &self.path)?;
            let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        });
        match named {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(BackupError::Exists(self.path.display().to_string()));
            }
            Err(error) => return Err(self.fault(error)),
        }
        Ok(self.file.metadata().map_err(|error| self.fault(error))?.len())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Its own name, or what is left of a backup that failed.
        std::fs::remove_file(&self.beside).ok();
    }
}
