//! The command line as a person and a script meet it: the machine contracts, the exit codes, and what is refused.

mod backup;
mod keys;
mod machine;
mod national;
mod proof;
mod refusals;
mod reports;
mod resilience;
mod running;
mod secrets;
mod support;
