//! The log of Hamyar: append-only events in one total order on PostgreSQL, personal fields sealed, rows chained by hash, commands
//! answered once.
//!
//! - [`setup`] prepares a database: roles, schemas, migrations, grants.
//! - [`EventStore::execute`] runs a command: load, decide (`cqrs_es::Aggregate::handle`), seal, append. Sent again, a command gets its first
//!   answer.
//! - [`EventStore::read_feed`] and [`EventStore::replay`] read everything in the order of `position`; [`EventStore::wake`] says when there is more.
//! - [`EventStore::carry_out_erasures`] destroys the keys of those whom the log says are forgotten; [`apply_register`] does it again, at every
//!   start, in a database that is older than that.
//! - [`testing`] (feature `testing`) gives tests a throw-away PostgreSQL.
//!
//! **Invariants.** Positions are gapless and in the order in which commits became visible. `recorded_at` never runs backwards along them. A
//! command is in the log whole or not at all. The process that appends may not insert, update or delete. Nothing opened is ever stored.

#![forbid(unsafe_code)]

mod appender;
mod attachments;
mod cache;
pub mod chain;
mod claims;
pub mod connect;
mod context;
mod cqrs;
mod epoch;
mod erasure;
mod error;
mod executor;
mod feed;
#[doc(hidden)]
pub mod fuzzing;
mod keyed_lock;
mod record;
mod sealing;
mod setup;
mod snapshot;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod wake;

pub use attachments::{AttachmentError, AttachmentPlace, KeptAttachment, Swept};
pub use chain::{ChainFault, verify_stream};
pub use claims::NationalIdHolder;
pub use context::{CommandContext, Committed, Execution};
pub use cqrs::StoreContext;
pub use epoch::begin_epoch;
pub use erasure::{Applied, ERASED, ErasureEntry, ErasureRegister, RegisterError, WithoutRegister, apply_register};
pub use error::{ExecuteError, StoreError};
pub use executor::Loaded;
pub use feed::Replay;
pub use hamyar_events::{Actor, Decider, Dependence, HappenedAt, Personal, Precision, StreamEvent, Subject};
pub use record::{Recorded, StoredEvent};
pub use sealing::{
    KeySource, KeyStatus, MasterKey, MasterKeyError, WrappedBy, change_master_key, key_status, prepare_master_key,
    wrap_anew,
};
pub use setup::{APP_ROLE, OWNER_ROLE, newest_migration, setup, setup_until};
pub use store::{EventStore, StoreOptions};
