//! The minutes of one session, folded from the commission's own stream whenever somebody opens them; what is sealed with a family's key goes with
//! the family. Nothing of it is stored.

mod fold;
#[cfg(test)]
mod tests;
mod views;

pub use fold::MinutesDocument;
pub use views::*;
