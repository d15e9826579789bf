//! Imports on a real PostgreSQL.

mod families;
mod seeds;
mod support;
