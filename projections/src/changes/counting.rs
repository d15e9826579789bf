//! Counting families in a way that knows which ones.

use uuid::Uuid;

use crate::rounding::{Keyed, rounded};

/// How many, and a sum that names which, so that a rounded count of the same families has the same error whatever was asked: no question that is bent a
/// little draws another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub many: i64,
    which: u64,
}

impl Counted {
    /// One more family, or other thing with an id.
    pub fn add(&mut self, id: Uuid) {
        let (high, low) = id.as_u64_pair();
        let mut mixed = high.rotate_left(32) ^ low;
        for _ in 0..2 {
            mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        }
        self.many += 1;
        self.which = self.which.wrapping_add(mixed ^ (mixed >> 33));
    }

    /// Both together, of which nothing is in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { many: self.many + other.many, which: self.which.wrapping_add(other.which) }
    }

    /// As a reader of counts alone is shown it; as it is, without a key.
    pub fn shown(self, keyed: Option<Keyed<'_>>) -> Option<i64> {
        match keyed {
            None => Some(self.many),
            Some(keyed) => rounded(self.many, &format!("families/{:016x}", self.which), keyed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_families_have_the_same_error_in_any_order_and_others_another() {
        let ids: Vec<Uuid> = (1..=40_u128).map(Uuid::from_u128).collect();
        let mut there = Counted::default();
        ids.iter().for_each(|id| there.add(*id));
        let mut back = Counted::default();
        ids.iter().rev().for_each(|id| back.add(*id));
        assert_eq!(there, back);
        let mut halves = [Counted::default(), Counted::default()];
        ids.iter().enumerate().for_each(|(at, id)| halves[at % 2].add(*id));
        assert_eq!(halves[0].and(halves[1]), there);
        let mut other = Counted::default();
        (2..=41_u128).for_each(|id| other.add(Uuid::from_u128(id)));
        assert_ne!(other, there);
        let keyed =
            |text: &str| text.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()) << 3);
        assert_eq!(there.shown(None), Some(40));
        assert_eq!(there.shown(Some(&keyed)), back.shown(Some(&keyed)));
        let mut few = Counted::default();
        few.add(ids[0]);
        assert_eq!(few.shown(Some(&keyed)), None);
    }
}
