//! The log on a real PostgreSQL.

mod answers;
mod support;
