//! History that proves itself: signed checkpoints of the log, proofs that an event stands in them, and the search for whatever does not agree.
//!
//! The hash chain of a stream proves nothing against somebody who may write to the whole database: every hash can be computed again. So a
//! [`checkpoint`] signs, outside the database, the root of a [`merkle`] tree over all events and another over the heads of all streams, and the
//! [`ledger`] keeps what every leaf was. [`keeper`] makes them, [`verify`] looks for differences and names them, [`export`] writes
//! a case with proofs that [`offline`] checks with neither database nor key.
//!
//! Nothing here opens a sealed value: chain and trees cover the sealed bytes, so that history stays provable when a key is destroyed.

#![forbid(unsafe_code)]

pub mod checkpoint;
pub mod copies;
pub mod entry;
mod error;
pub mod export;
pub mod folder;
pub mod keeper;
pub mod key;
pub mod ledger;
pub mod merkle;
pub mod offline;
pub mod qr;
mod row;
mod rows;
pub mod schedule;
mod state;
pub mod verify;

pub use checkpoint::{Begins, Checkpoint, CheckpointFault, Signed};
pub use error::{Disagreement, ProofError};
pub use folder::Folder;
pub use keeper::{Keeper, NewSeries};
pub use key::{KeyError, PublicKey, SigningKey};
pub use merkle::Hash;
