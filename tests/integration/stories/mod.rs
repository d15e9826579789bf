//! The stories of the people who use Hamyar, through HTTP as their screens do it.

mod caseload;
mod commission;
mod consent;
mod house;
mod intake;
mod year;
