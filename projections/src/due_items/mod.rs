//! The caseworker's queue.

mod case;

pub use case::{DueCase, DueItem, DueKind, DueNumbers, due_day, is_shown};
