//! A store taken out whole and put back: everything the log and the accounts are, as one consistent moment, encrypted, in two files.
//!
//! - [`take`] reads every table of a database under one snapshot, while nodes serve, and writes a **data** file and a **keys** file. The keys
//!   file alone has the wrapped keys of persons and families: when old keys files are destroyed, what was erased since then can no longer be
//!   read in old data files. The master key is in neither.
//! - [`read_through`] reads a file from end to end and proves that it is whole.
//! - [`load`] puts both into an empty database. What follows (proving the chains, read models) is for the caller.
//!
//! **The file.** `age -d FILE | zstd -d | tar t` reads it without this program: `head.json`, then each table's rows as
//! `tables/SCHEMA.TABLE/00000001.copy` in PostgreSQL's own text form of COPY, then `manifest.json` with rows, bytes and SHA-256 of every table,
//! and last `manifest.mac`, a keyed hash over the manifest. Anyone may encrypt to a public recipient; only who holds the store's key file can make
//! the last entry, so a forged backup is refused.
//!
//! **Invariants.** Memory is bounded whatever the size of the store. A file has its name only when it is whole and on disk. Nothing is taken from
//! a file before age has authenticated it.

#![forbid(unsafe_code)]

mod catalog;
mod error;
mod format;
#[doc(hidden)]
pub mod fuzzing;
mod load;
mod lock;
mod reader;
mod take;
mod target;
mod writer;

pub use catalog::{Kept, kept};
pub use error::BackupError;
pub use format::{Event, Head, Manifest, Part, SequenceRecord, Streams, TableRecord, VERSION};
pub use load::{Plan, load};
pub use lock::{Lock, Opener, keygen};
pub use reader::{Piece, Reader, Whole, read_through};
pub use take::{Taken, Wanted, streams, take};
pub use target::{clear, finish, has_unfinished_restore, prepare_empty, what_is_there};
