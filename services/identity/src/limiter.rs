//! How often a sign-in may fail.
//!
//! Failures are counted per account **and** address: who guesses at somebody's account from afar is slowed, its owner is not locked out.
//! A second, wider count per address alone slows one machine that tries many accounts. Kept in memory: a restart forgives.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many failures within how long.
#[derive(Clone, Copy, Debug)]
pub struct AttemptLimit {
    /// Failures of one account from one address.
    pub per_account: u32,
    /// Failures of one address over all accounts.
    pub per_address: u32,
    /// Time after the first counted failure at which counting begins anew.
    pub window: Duration,
}

impl Default for AttemptLimit {
    fn default() -> Self {
        Self { per_account: 10, per_address: 100, window: Duration::from_secs(60) }
    }
}

/// Keys remembered at once; beyond it the expired ones are dropped, then all.
const KEYS_MAX: usize = 50_000;

#[derive(Clone, Copy)]
struct Count {
    failures: u32,
    since: Instant,
}

type Key = (Option<String>, IpAddr);

#[derive(Clone)]
pub(crate) struct Limiter {
    limit: AttemptLimit,
    counts: Arc<Mutex<HashMap<Key, Count>>>,
}

impl Limiter {
    pub(crate) fn new(limit: AttemptLimit) -> Self {
        Self { limit, counts: Arc::default() }
    }

    /// Counts an attempt before the password is looked at, so that many at once cannot all slip under the limit. `Err` holds the whole
    /// seconds to wait.
    pub(crate) fn attempt(&self, account: &str, address: IpAddr, now: Instant) -> Result<(), u64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= KEYS_MAX {
            let window = self.limit.window;
            counts.retain(|_, count| now.duration_since(count.since) < window);
            if counts.len() >= KEYS_MAX {
                counts.clear();
            }
        }
        let keys =
            [((Some(account.to_owned()), address), self.limit.per_account), ((None, address), self.limit.per_address)];
        for (key, most) in &keys {
            let Some(count) = counts.get(key) else { continue };
            let age = now.duration_since(count.since);
            if age < self.limit.window && count.failures >= *most {
                return Err((self.limit.window - age).as_secs().max(1));
            }
        }
        for (key, _) in keys {
            let count = counts.entry(key).or_insert(Count { failures: 0, since: now });
            if now.duration_since(count.since) >= self.limit.window {
                *count = Count { failures: 0, since: now };
            }
            count.failures += 1;
        }
        Ok(())
    }

    /// The attempt succeeded: the account's count from this address begins anew, and the address gets its attempt back.
    pub(crate) fn succeeded(&self, account: &str, address: IpAddr) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.remove(&(Some(account.to_owned()), address));
        if let Some(count) = counts.get_mut(&(None, address)) {
            count.failures = count.failures.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_attempt_waits_and_others_do_not() {
        let limiter = Limiter::new(AttemptLimit::default());
        let (home, cafe) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let now = Instant::now();
        for _ in 0..10 {
            limiter.attempt("zahra", home, now).unwrap();
        }
        let wait = limiter.attempt("zahra", home, now).unwrap_err();
        assert!((1..=60).contains(&wait));
        assert!(limiter.attempt("zahra", cafe, now).is_ok(), "the same account from another address");
        assert!(limiter.attempt("maryam", home, now).is_ok(), "another account from the same address");
        assert!(limiter.attempt("zahra", home, now + Duration::from_secs(61)).is_ok(), "after the window");
    }

    #[test]
    fn success_begins_the_count_anew() {
        let limiter = Limiter::new(AttemptLimit::default());
        let home = IpAddr::from([10, 0, 0, 1]);
        let now = Instant::now();
        for _ in 0..50 {
            limiter.attempt("zahra", home, now).unwrap();
            limiter.succeeded("zahra", home);
        }
    }
}
