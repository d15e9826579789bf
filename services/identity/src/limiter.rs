//! How often a sign-in may fail, so that guessing is slow and nobody's guessing locks an owner out (OWASP, *device cookies*).
//!
//! - A **known device**, one on which the account has signed in before, has a count of its own and looks at no other: whatever strangers do
//!   to the account, its owner signs in there at once.
//! - **Strangers** are counted per account and address, per address, and per account from anywhere. The last only slows: each further attempt
//!   waits before its password is looked at, and few may wait at once.
//!
//! An IPv6 address counts as its /64, which is one household's. Kept in memory: a restart forgives the last minutes, several nodes allow
//! several times as many, and the price of argon2id bounds both. What must not be forgiven, tries at six digits, is counted in the database.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How many failures within how long.
#[derive(Clone, Copy, Debug)]
pub struct AttemptLimit {
    /// Failures of one account from one address, or from one known device.
    pub per_account: u32,
    /// Failures of one address over all accounts.
    pub per_address: u32,
    /// Time after the first counted failure at which these counts begin anew.
    pub window: Duration,
    /// Failures of one account by strangers from anywhere, before each further one waits.
    pub per_account_anywhere: u32,
    /// Time after which that count begins anew.
    pub window_anywhere: Duration,
    /// The first wait; it doubles with every ten further failures, up to [`WAIT_MAX`].
    pub wait: Duration,
    /// Strangers who may wait at one account at once.
    pub waiting_max: u32,
}

impl Default for AttemptLimit {
    fn default() -> Self {
        Self {
            per_account: 10,
            per_address: 100,
            window: Duration::from_secs(60),
            per_account_anywhere: 30,
            window_anywhere: Duration::from_secs(600),
            wait: Duration::from_millis(500),
            waiting_max: 64,
        }
    }
}

/// The longest wait of one attempt.
pub const WAIT_MAX: Duration = Duration::from_secs(8);

/// Keys remembered at once; beyond it the expired ones are dropped, then those of strangers.
const KEYS_MAX: usize = 50_000;

#[derive(Clone, Copy)]
struct Count {
    failures: u32,
    since: Instant,
    /// Whether a refusal of this window was told already.
    is_told: bool,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    AtAddress(String, IpAddr),
    Address(IpAddr),
    Anywhere(String),
    Device(String, Uuid),
}

/// Who tries.
#[derive(Clone, Copy, Debug)]
pub(crate) enum From {
    /// A device on which the account has signed in before.
    Known(Uuid),
    /// Anybody else.
    Stranger(IpAddr),
}

/// An attempt that is not looked at now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany {
    pub(crate) retry_after_seconds: u64,
    /// Whether this is the first refusal of its window.
    pub(crate) is_first: bool,
}

/// An attempt that may be looked at, after a wait. While it is kept, it counts among those who wait.
#[derive(Debug)]
pub(crate) struct Admission {
    pub(crate) wait: Duration,
    waiting: Option<Waiting>,
}

impl Admission {
    /// The wait is over.
    pub(crate) fn begun(&mut self) {
        self.waiting = None;
    }
}

#[derive(Default)]
struct State {
    counts: HashMap<Key, Count>,
    waiting: HashMap<String, u32>,
}

#[derive(Clone)]
pub(crate) struct Limiter {
    limit: AttemptLimit,
    state: Arc<Mutex<State>>,
}

struct Waiting {
    account: String,
    state: Arc<Mutex<State>>,
}

impl std::fmt::Debug for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Waiting")
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = state.waiting.get_mut(&self.account) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                state.waiting.remove(&self.account);
            }
        }
    }
}

/// The part of an address that one household has to itself.
pub(crate) fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

impl Limiter {
    pub(crate) fn new(limit: AttemptLimit) -> Self {
        Self { limit, state: Arc::default() }
    }

    /// Counts an attempt before the password is looked at, so that many at once cannot all slip under the limit.
    pub(crate) fn attempt(&self, account: &str, from: From, now: Instant) -> Result<Admission, TooMany> {
        let limit = &self.limit;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.make_room(&mut state, now);
        let keys = match from {
            From::Known(device) => vec![(Key::Device(account.to_owned(), device), limit.per_account)],
            From::Stranger(address) => {
                let address = household(address);
                vec![
                    (Key::AtAddress(account.to_owned(), address), limit.per_account),
                    (Key::Address(address), limit.per_address),
                ]
            }
        };
        for (key, most) in &keys {
            let Some(count) = state.counts.get_mut(key) else { continue };
            let age = now.duration_since(count.since);
            if age < limit.window && count.failures >= *most {
                let is_first = !std::mem::replace(&mut count.is_told, true);
                return Err(TooMany { retry_after_seconds: (limit.window - age).as_secs().max(1), is_first });
            }
        }
        let mut admission = Admission { wait: Duration::ZERO, waiting: None };
        if let From::Stranger(_) = from {
            let key = Key::Anywhere(account.to_owned());
            let before = count(&mut state.counts, &key, now, limit.window_anywhere);
            if before.failures >= limit.per_account_anywhere {
                let wait = self.wait_after(before.failures);
                let others = state.waiting.get(account).copied().unwrap_or(0);
                if others >= limit.waiting_max {
                    let is_first =
                        state.counts.get_mut(&key).is_some_and(|count| !std::mem::replace(&mut count.is_told, true));
                    return Err(TooMany { retry_after_seconds: wait.as_secs().max(1), is_first });
                }
                state.waiting.insert(account.to_owned(), others + 1);
                admission = Admission {
                    wait,
                    waiting: Some(Waiting { account: account.to_owned(), state: self.state.clone() }),
                };
            }
            add_one(&mut state.counts, &key);
        }
        for (key, _) in keys {
            count(&mut state.counts, &key, now, limit.window);
            add_one(&mut state.counts, &key);
        }
        Ok(admission)
    }

    /// The attempt succeeded: what was counted against the account from there begins anew, and the address gets its attempt back.
    pub(crate) fn succeeded(&self, account: &str, from: From) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match from {
            From::Known(device) => {
                state.counts.remove(&Key::Device(account.to_owned(), device));
            }
            From::Stranger(address) => {
                let address = household(address);
                state.counts.remove(&Key::AtAddress(account.to_owned(), address));
                for key in [Key::Address(address), Key::Anywhere(account.to_owned())] {
                    if let Some(count) = state.counts.get_mut(&key) {
                        count.failures = count.failures.saturating_sub(1);
                    }
                }
            }
        }
    }

    fn wait_after(&self, failures: u32) -> Duration {
        let doublings = failures.saturating_sub(self.limit.per_account_anywhere) / 10;
        let factor = 1_u32.checked_shl(doublings.min(16)).unwrap_or(u32::MAX);
        self.limit.wait.saturating_mul(factor).min(WAIT_MAX)
    }

    fn make_room(&self, state: &mut State, now: Instant) {
        if state.counts.len() < KEYS_MAX {
            return;
        }
        let window = self.limit.window.max(self.limit.window_anywhere);
        state.counts.retain(|_, count| now.duration_since(count.since) < window);
        if state.counts.len() >= KEYS_MAX {
            // Addresses are the cheap keys; what is known of accounts and devices is worth more.
            state.counts.retain(|key, _| matches!(key, Key::Anywhere(_) | Key::Device(..)));
        }
        if state.counts.len() >= KEYS_MAX {
            state.counts.clear();
        }
    }
}

/// The count of a key, begun anew where its window is over.
fn count(counts: &mut HashMap<Key, Count>, key: &Key, now: Instant, window: Duration) -> Count {
    let fresh = Count { failures: 0, since: now, is_told: false };
    let count = counts.entry(key.clone()).or_insert(fresh);
    if now.duration_since(count.since) >= window {
        *count = fresh;
    }
    *count
}

fn add_one(counts: &mut HashMap<Key, Count>, key: &Key) {
    if let Some(count) = counts.get_mut(key) {
        count.failures = count.failures.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(n: u8) -> From {
        From::Stranger(IpAddr::from([10, 0, 0, n]))
    }

    #[test]
    fn the_eleventh_attempt_waits_and_others_do_not() {
        let limiter = Limiter::new(AttemptLimit::default());
        let now = Instant::now();
        for _ in 0..10 {
            limiter.attempt("zahra", at(1), now).unwrap();
        }
        let refused = limiter.attempt("zahra", at(1), now).unwrap_err();
        assert!((1..=60).contains(&refused.retry_after_seconds) && refused.is_first);
        assert!(!limiter.attempt("zahra", at(1), now).unwrap_err().is_first, "told once a window");
        assert!(limiter.attempt("zahra", at(2), now).is_ok(), "the same account from another address");
        assert!(limiter.attempt("maryam", at(1), now).is_ok(), "another account from the same address");
        assert!(limiter.attempt("zahra", at(1), now + Duration::from_secs(61)).is_ok(), "after the window");
    }

    #[test]
    fn success_begins_the_count_anew() {
        let limiter = Limiter::new(AttemptLimit::default());
        let now = Instant::now();
        for _ in 0..50 {
            assert_eq!(limiter.attempt("zahra", at(1), now).unwrap().wait, Duration::ZERO);
            limiter.succeeded("zahra", at(1));
        }
    }

    #[test]
    fn ten_thousand_failures_from_many_addresses_only_slow_strangers() {
        let limiter = Limiter::new(AttemptLimit::default());
        let now = Instant::now();
        let owner = From::Known(Uuid::from_u128(7));
        let (mut at_once, mut slowed, mut refused) = (0, Vec::new(), 0);
        for n in 0..10_000_u32 {
            let address = From::Stranger(IpAddr::from(n.to_be_bytes().map(|byte| byte.wrapping_add(11))));
            match limiter.attempt("zahra", address, now) {
                Ok(admission) if admission.wait.is_zero() => at_once += 1,
                Ok(admission) => slowed.push(admission),
                Err(_) => refused += 1,
            }
            if n % 1_000 == 0 {
                let admission = limiter.attempt("zahra", owner, now).expect("the owner on the known device");
                assert_eq!(admission.wait, Duration::ZERO);
                limiter.succeeded("zahra", owner);
            }
        }
        assert_eq!((at_once, slowed.len(), refused), (30, 64, 9_906));
        assert!(slowed.iter().all(|admission| admission.wait <= WAIT_MAX));
        // The owner on a new phone waits like any stranger as soon as fewer wait, and is not kept out.
        slowed.truncate(10);
        let new_phone = limiter.attempt("zahra", at(9), now).expect("a stranger is let in when fewer wait");
        assert!(new_phone.wait > Duration::ZERO);
        assert!(limiter.attempt("maryam", at(9), now).unwrap().wait.is_zero(), "another account is not slowed");
        assert!(limiter.attempt("zahra", at(8), now + Duration::from_secs(601)).unwrap().wait.is_zero());
    }

    #[test]
    fn a_known_device_has_its_own_count() {
        let limiter = Limiter::new(AttemptLimit::default());
        let now = Instant::now();
        let (phone, desk) = (From::Known(Uuid::from_u128(1)), From::Known(Uuid::from_u128(2)));
        for _ in 0..10 {
            limiter.attempt("zahra", phone, now).unwrap();
        }
        assert!(limiter.attempt("zahra", phone, now).is_err(), "a stolen cookie does not guess for ever");
        assert!(limiter.attempt("zahra", desk, now).is_ok());
    }

    #[test]
    fn one_household_is_one_address() {
        let v6 = |text: &str| household(text.parse().unwrap());
        assert_eq!(v6("2001:db8:1:2:3:4:5:6"), v6("2001:db8:1:2:ffff::1"));
        assert_ne!(v6("2001:db8:1:2::1"), v6("2001:db8:1:3::1"));
        assert_eq!(v6("::ffff:10.0.0.1"), IpAddr::from([10, 0, 0, 1]));
    }
}
