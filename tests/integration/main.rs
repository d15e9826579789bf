//! The whole product from outside: its structure, its stories through HTTP, its faults, its command line.

mod architecture;
mod compatibility;
mod faults;
mod stories;
mod support;
