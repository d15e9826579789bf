//! The whole product from outside: its structure, its stories through HTTP, its faults, stores of earlier versions.

mod architecture;
mod compatibility;
mod faults;
mod security;
mod stories;
mod support;
