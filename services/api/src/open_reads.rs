//! How often one address may read what needs no session, so that nobody takes the server from those who work with it.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Reads of one address in a minute; a village may stand behind one.
const READS_MAX: u32 = 120;
const WINDOW: Duration = Duration::from_secs(60);
/// Addresses remembered at once.
const ADDRESSES_MAX: usize = 50_000;

/// Counts of this node, in memory: a restart forgives a minute.
#[derive(Default)]
pub(crate) struct OpenReads(Mutex<HashMap<IpAddr, (Instant, u32)>>);

impl OpenReads {
    /// Counts a read; seconds to wait where there were too many.
    pub(crate) fn count(&self, address: IpAddr, now: Instant) -> Result<(), u64> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= ADDRESSES_MAX {
            counts.retain(|_, (since, _)| now.duration_since(*since) < WINDOW);
            if counts.len() >= ADDRESSES_MAX {
                counts.clear();
            }
        }
        let one = counts.entry(household(address)).or_insert((now, 0));
        if now.duration_since(one.0) >= WINDOW {
            *one = (now, 0);
        }
        one.1 = one.1.saturating_add(1);
        if one.1 <= READS_MAX { Ok(()) } else { Err((WINDOW - now.duration_since(one.0)).as_secs() + 1) }
    }
}

/// An IPv6 address counts as its /64, which is one household's.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_waits_and_another_does_not() {
        let (reads, now) = (OpenReads::default(), Instant::now());
        let [one, other] = [[10, 0, 0, 1], [10, 0, 0, 2]].map(IpAddr::from);
        for _ in 0..READS_MAX {
            assert_eq!(reads.count(one, now), Ok(()));
        }
        assert_eq!(reads.count(one, now), Err(61));
        assert_eq!(reads.count(other, now), Ok(()));
        assert_eq!(reads.count(one, now + WINDOW), Ok(()));
    }

    #[test]
    fn a_household_of_many_addresses_is_one() {
        let (reads, now) = (OpenReads::default(), Instant::now());
        for last in 0..u16::try_from(READS_MAX).unwrap() {
            let address = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 1, 1, 0, 0, 0, last));
            assert_eq!(reads.count(address, now), Ok(()));
        }
        let next = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 1, 1, 9, 9, 9, 9));
        assert!(reads.count(next, now).is_err());
    }
}
