//! The log on a real PostgreSQL.

mod answers;
mod attachments;
mod batches;
mod claims;
mod conformance;
mod erasure;
mod faults;
mod feed;
mod interleaving;
mod master_key;
mod rules;
mod sealed;
mod setup;
mod snapshots;
mod support;
