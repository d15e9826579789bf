//! The rules of this crate, read as a rulebook.

mod dates;
mod numbers;
mod words;
mod working_days;
