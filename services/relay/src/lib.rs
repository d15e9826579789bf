//! The relay: tells the log's news to the world, and listens for it.
//!
//! Outward, one node at a time tails the log by position and publishes every stored event, still sealed, to the JetStream stream
//! `HAMYAR`, in log order. PostgreSQL stays the only truth: NATS acknowledges without a flush to disk by default, so the relay
//! resumes from what the stream really holds, and from its own checkpoint only where the stream holds nothing. A message carries
//! `Nats-Msg-Id` (the event's id) and `Nats-Expected-Last-Msg-Id` (the id before it), so a retry neither reorders nor repeats.
//!
//! Signed checkpoints go to a stream of their own, which refuses deletion: a witness outside the database.
//!
//! Inward, every node hears the same subjects and wakes its own readers at once.
//!
//! Away from NATS the relay waits, tries again with growing pauses, and catches up; nothing is lost and nobody's work is held up.

mod checkpoint;
mod connection;
mod error;
mod line;
mod listen;
mod log;
mod publish;
mod run;
mod status;
mod stream;
mod witness;

pub use checkpoint::migrate;
pub use connection::MINIMUM_SERVER;
pub use error::RelayError;
pub use line::export_line;
pub use listen::listen;
pub use log::{Log, News};
pub use run::{Relay, RelayOptions};
pub use status::{RelayState, RelayStatus};
pub use stream::{HEADER_EPOCH, HEADER_POSITION, STREAM_NAME, SUBJECTS, subject};
pub use witness::{CHECKPOINT_STREAM, CHECKPOINT_SUBJECT, HEADER_CHECKPOINT, publish_checkpoints};
