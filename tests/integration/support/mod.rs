//! What the stories share: the real product as a process on a database of its own, and people who sign in to it.

mod authenticator;
mod household;
mod load;
mod nats;
mod people;
mod postgres;
mod product;

pub use household::*;
pub use load::*;
pub use nats::*;
pub use people::*;
pub use product::*;
