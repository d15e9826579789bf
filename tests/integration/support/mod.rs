//! What the stories share: the real product as a process on a database of its own, and people who sign in to it.

mod household;
mod people;
mod product;

pub use household::*;
pub use people::*;
pub use product::*;
