//! Measures commands per second (to be filled in).
fn main() {}
