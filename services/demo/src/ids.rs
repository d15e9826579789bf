//! Ids from the seed, so that the same demo is the same everywhere.

use rand::Rng;
use uuid::{Builder, Uuid};

/// A random id, from the given chance.
pub(crate) fn make(rng: &mut impl Rng) -> Uuid {
    Builder::from_random_bytes(rng.random()).into_uuid()
}
