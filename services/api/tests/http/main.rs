//! The interface as its users meet it: a real PostgreSQL, the real projections, one account per role.

mod attachments;
mod audit;
mod canaries;
mod commands;
mod document;
mod doors;
mod edges;
mod endings;
mod erasure;
mod files;
mod follow_up;
mod grants;
mod input;
mod privacy;
mod proof;
mod reception;
mod sharing;
mod signing_in;
mod sitting;
mod support;
mod trust;
mod verdicts;
mod verdicts_opened;
mod voice;
