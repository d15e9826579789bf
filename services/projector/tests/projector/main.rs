//! Projections and projector on a real PostgreSQL.

mod audit;
mod batches;
mod before_after;
mod caseload;
mod changes;
mod commission;
mod directory;
mod erasure;
mod families;
mod pilot;
mod proposals;
mod queue;
mod rebuild;
mod register;
mod running;
mod story;
mod support;
mod tierings;
