//! The tests of the whole product stand in `tests/integration`; this library is empty on purpose, so that the crate has a target to document.
