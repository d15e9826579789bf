//! History held to its checkpoints, on a real PostgreSQL.

mod keeping;
mod properties;
mod red_team;
mod support;
