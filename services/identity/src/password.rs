//! Password rules and argon2id.
//!
//! The rules are length and what is tried first (OWASP, NIST 800-63B): no classes of characters, no expiry. Hashing runs on blocking
//! threads, never more at once than there are cores, so that a rush of sign-ins slows sign-ins only; people on devices they have signed in
//! on before have a thread of their own, so that nobody's guessing makes them wait.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use hamyar_persian::digits;
use hamyar_persian::text::persian_letter;
use std::collections::HashSet;
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::IdentityError;
use crate::principal::Role;
use crate::second_factor::needs_second_factor;

/// Least length of a password, in characters.
pub const PASSWORD_LENGTH_MIN: usize = 10;
/// Least length for whoever sees more than the own families.
pub const PASSWORD_LENGTH_MIN_WIDE: usize = 12;
/// Greatest length, in characters: long enough for any sentence, short enough that hashing it is no burden.
pub const PASSWORD_LENGTH_MAX: usize = 256;

/// Memory in KiB, passes and lanes: the first of the parameter sets OWASP names for argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

fn listed(text: &'static str) -> HashSet<&'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect()
}
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| listed(include_str!("common_passwords.txt")));
static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| listed(include_str!("common_words.txt")));

/// The rule a password breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRule {
    /// Fewer characters than [`password_length_min`].
    #[error("at least {min} characters")]
    TooShort {
        /// How many there have to be.
        min: usize,
    },
    /// More than [`PASSWORD_LENGTH_MAX`] characters.
    #[error("at most {PASSWORD_LENGTH_MAX} characters")]
    TooLong,
    /// Among those that are tried first: the commonest, runs of keys, a common word or two with a number, or the account's own name.
    #[error("too easily guessed")]
    Common,
}

impl PasswordRule {
    /// Stable name of the rule, which the web translates.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::TooLong => "too_long",
            Self::Common => "too_common",
        }
    }

    /// The numbers of the rule.
    pub fn params(self) -> Vec<(&'static str, usize)> {
        match self {
            Self::TooShort { min } => vec![("min", min)],
            Self::TooLong => vec![("max", PASSWORD_LENGTH_MAX)],
            Self::Common => Vec::new(),
        }
    }
}

/// Least length of a password of somebody with these roles.
pub fn password_length_min(roles: &[Role]) -> usize {
    if roles.iter().any(|role| needs_second_factor(*role)) { PASSWORD_LENGTH_MIN_WIDE } else { PASSWORD_LENGTH_MIN }
}

/// The password as it is hashed: composed (NFC), Persian forms of ی and ک, ASCII digits. The same keys on a Persian and an Arabic keyboard, on a
/// phone that composes and a desk that does not, are the same password.
pub(crate) fn folded(password: &str) -> String {
    digits::to_ascii(&password.nfc().map(persian_letter).collect::<String>())
}

/// What every demo is opened with, printed where it starts: chosen by a person it is as good as none.
pub const DEMO_PASSWORD: &str = "hamyari-1405";

/// The same for a password that a person chooses: what everybody knows of every demo is refused too.
pub(crate) fn check_chosen(password: &str, username: &str, roles: &[Role]) -> Result<(), PasswordRule> {
    if folded(&password.to_lowercase()) == folded(DEMO_PASSWORD) {
        return Err(PasswordRule::Common);
    }
    check_password(password, username, roles)
}

/// Judges a new password for an account of that name and these roles.
pub fn check_password(password: &str, username: &str, roles: &[Role]) -> Result<(), PasswordRule> {
    let length = password.chars().count();
    let min = password_length_min(roles);
    if length < min {
        return Err(PasswordRule::TooShort { min });
    }
    if length > PASSWORD_LENGTH_MAX {
        return Err(PasswordRule::TooLong);
    }
    let plain = folded(&password.to_lowercase());
    let name = folded(&username.to_lowercase());
    let letters: String = plain.chars().filter(|character| character.is_alphabetic()).collect();
    let named: String = name.chars().filter(|character| character.is_alphabetic()).collect();
    if is_repetition(&plain)
        || is_run(&plain)
        || COMMON.contains(plain.as_str())
        || plain == name
        || (!named.is_empty() && letters == named)
        || is_common_words(&plain)
    {
        return Err(PasswordRule::Common);
    }
    Ok(())
}

/// One short piece over and over: `aaaaaaaaaa`, `123123123123`.
fn is_repetition(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    (1..=4).any(|piece| {
        characters.len() > piece && characters.iter().skip(piece).eq(characters.iter().take(characters.len() - piece))
    })
}

/// Characters that follow each other: `abcdefghij`, `9876543210`, `۱۳۵۷۹۱۱۱۳` is none.
fn is_run(text: &str) -> bool {
    let steps: Vec<i64> = text
        .chars()
        .zip(text.chars().skip(1))
        .map(|(a, b)| i64::from(u32::from(b)) - i64::from(u32::from(a)))
        .collect();
    !steps.is_empty() && (steps.iter().all(|step| *step == 1) || steps.iter().all(|step| *step == -1))
}

/// A common word or two, whatever digits and signs stand around them, or no word at all but a number of up to twelve digits: `Mohammad@1370`,
/// `tehran-1404`, `09121234567`.
fn is_common_words(plain: &str) -> bool {
    let words: Vec<&str> =
        plain.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let others = plain.chars().filter(|character| !character.is_alphabetic()).count();
    match words.as_slice() {
        [] => others <= 12,
        [one] => others <= 8 && (WORDS.contains(one) || is_two_words(one)),
        [one, two] => others <= 8 && WORDS.contains(one) && WORDS.contains(two),
        _ => false,
    }
}

fn is_two_words(text: &str) -> bool {
    text.char_indices().skip(1).any(|(at, _)| WORDS.contains(&text[..at]) && WORDS.contains(&text[at..]))
}

/// Which line a password waits in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Anybody's.
    Open,
    /// People on devices they have signed in on before.
    Known,
}

/// What a password turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Not the account's.
    No,
    /// The account's.
    Yes,
    /// The account's, but stored with older parameters, or as typed before passwords were folded: this is the string to store now.
    Renewed(String),
}

/// Hashes and verifies, at most one password per core and lane at once.
#[derive(Clone)]
pub(crate) struct Hasher {
    open: Arc<Semaphore>,
    known: Arc<Semaphore>,
}

impl Hasher {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { open: Arc::new(Semaphore::new(cores)), known: Arc::new(Semaphore::new(1)) }
    }

    /// The PHC string to store.
    pub(crate) async fn hash(&self, password: String) -> Result<String, IdentityError> {
        self.run(Lane::Open, move || hashed(&folded(&password))).await
    }

    /// Whether the password fits the stored PHC string. With `None` a hash is computed and thrown away, so that an unknown name takes as
    /// long as a known one.
    pub(crate) async fn verify(
        &self,
        lane: Lane,
        password: String,
        stored: Option<String>,
    ) -> Result<Fit, IdentityError> {
        self.run(lane, move || {
            let is_known = stored.is_some();
            let stored = stored.unwrap_or_else(|| DUMMY.clone());
            let hash =
                PasswordHash::new(&stored).map_err(|_| IdentityError::Fault("a stored password hash is unreadable"))?;
            let fits = |text: &str| argon2().map(|argon2| argon2.verify_password(text.as_bytes(), &hash).is_ok());
            let plain = folded(&password);
            let is_new_form = fits(&plain)?;
            // Passwords of before were hashed as typed. Whether this is tried depends on what was typed alone.
            let is_old_form = plain != password && fits(&password)? && !is_new_form;
            if !is_known || !(is_new_form || is_old_form) {
                return Ok(Fit::No);
            }
            if is_old_form || !is_current(&hash) { hashed(&plain).map(Fit::Renewed) } else { Ok(Fit::Yes) }
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        lane: Lane,
        work: impl FnOnce() -> Result<T, IdentityError> + Send + 'static,
    ) -> Result<T, IdentityError> {
        let semaphore = match lane {
            Lane::Open => self.open.clone(),
            Lane::Known => self.known.clone(),
        };
        let permit = semaphore.acquire_owned().await.map_err(|_| IdentityError::Fault("the hashers are closed"))?;
        // The permit goes with the work: a caller who hangs up does not let more work start than there are cores.
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .map_err(|_| IdentityError::Fault("a hasher died"))?
    }
}

fn hashed(password: &str) -> Result<String, IdentityError> {
    use rand::RngCore;
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    let salt = SaltString::encode_b64(&bytes).map_err(|_| IdentityError::Fault("salt"))?;
    let hash = argon2()?
        .hash_password(password.as_bytes(), &salt)
        .map_err(|_| IdentityError::Fault("a password could not be hashed"))?;
    Ok(hash.to_string())
}

/// Whether a stored hash has today's algorithm and parameters.
fn is_current(hash: &PasswordHash<'_>) -> bool {
    let parameter = |name: &str| hash.params.get_decimal(name);
    hash.algorithm == Algorithm::Argon2id.ident()
        && hash.version == Some(Version::V0x13.into())
        && (parameter("m"), parameter("t"), parameter("p")) == (Some(MEMORY_KIB), Some(PASSES), Some(LANES))
}

fn argon2() -> Result<Argon2<'static>, IdentityError> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| IdentityError::Fault("argon2id parameters"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// A hash of no account's password, with today's parameters.
static DUMMY: LazyLock<String> = LazyLock::new(|| {
    let salt = SaltString::encode_b64(b"hamyar-no-account").ok();
    salt.and_then(|salt| {
        argon2()
            .ok()
            .and_then(|argon2| argon2.hash_password(b"no account has this one", &salt).ok().map(|h| h.to_string()))
    })
    .unwrap_or_default()
});

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[Role] = &[Role::Caseworker];

    #[test]
    fn length_is_the_first_rule_and_more_is_asked_of_whoever_sees_more() {
        assert_eq!(check_password("کوتاه", "u", ALL), Err(PasswordRule::TooShort { min: 10 }));
        assert_eq!(check_password("سه اسب برف", "u", ALL), Ok(()));
        let wide = Err(PasswordRule::TooShort { min: 12 });
        for role in [Role::CenterManager, Role::CommissionMember, Role::Auditor, Role::Officer, Role::Administrator] {
            assert_eq!(check_password("سه اسب برف", "u", &[Role::Caseworker, role]), wide, "{role}");
        }
        assert_eq!(check_password("سه اسب برف", "u", &[Role::AgencyOfficer]), Ok(()));
        assert_eq!(check_password(&"ا".repeat(257), "u", ALL), Err(PasswordRule::TooLong));
        assert_eq!(check_password("چهار اسب در برف", "u", &[Role::Administrator]), Ok(()));
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for password in [
            "1234567890",
            "۱۲۳۴۵۶۷۸۹۰",
            "PASSWORD123",
            "zzzzzzzzzzzz",
            "123123123123",
            "abcdefghijkl",
            "qwertyuiop",
            "ضصثقفغعهخح",
            "شسیبلاتنمک",
            "شسيبلاتنمك",
            "Mohammad@1370",
            "tehran-1404",
            "سلامایران۱۴۰۴",
            "سلام ایران",
            "09121234567",
            "١٣٥٧١٣٥٧١٣٥٧",
            "Modir.Markaz",
            "modirmarkaz1405",
        ] {
            assert_eq!(check_password(password, "modir.markaz", ALL), Err(PasswordRule::Common), "{password}");
        }
        for password in ["hamyari-1405", "باران روی پشت بام", "درخت-و-رود-1405", "k7w2-hq9d-mm3x-ravt"]
        {
            assert_eq!(check_password(password, "modir.markaz", ALL), Ok(()), "{password}");
        }
        assert!(COMMON.len() > 5_000 && COMMON.iter().all(|one| one.chars().count() >= 10));
        assert!(COMMON.iter().all(|one| folded(&one.to_lowercase()) == **one), "stored as they are looked up");
    }

    #[test]
    fn nobody_chooses_the_password_that_every_demo_prints() {
        assert_eq!(check_chosen(DEMO_PASSWORD, "rahbar", &[]), Err(PasswordRule::Common));
        assert_eq!(check_chosen("Hamyari-1405", "rahbar", &[]), Err(PasswordRule::Common));
        assert!(check_chosen("باران روی پشت بام", "rahbar", &[]).is_ok());
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_no_other() {
        let hasher = Hasher::new();
        let stored = hasher.hash("چهار اسب در برف".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "OWASP parameters");
        let verify =
            |password: &str, stored: &Option<String>| hasher.verify(Lane::Open, password.to_owned(), stored.clone());
        assert_eq!(verify("چهار اسب در برف", &Some(stored.clone())).await.unwrap(), Fit::Yes);
        assert_eq!(verify("سه اسب در برف و باد", &Some(stored)).await.unwrap(), Fit::No);
        assert_eq!(verify("no account has this one", &None).await.unwrap(), Fit::No, "an unknown name never fits");
    }

    #[tokio::test]
    async fn the_same_keys_on_another_keyboard_are_the_same_password() {
        let hasher = Hasher::new();
        let stored = Some(hasher.hash("کوچهٔ یاس ۱۴".to_owned()).await.unwrap());
        for typed in ["كوچهٔ ياس ١٤", "کوچه\u{654} یاس 14", "کوچهٔ یاس ۱۴"] {
            assert_eq!(
                hasher.verify(Lane::Known, typed.to_owned(), stored.clone()).await.unwrap(),
                Fit::Yes,
                "{typed}"
            );
        }
    }

    #[tokio::test]
    async fn an_older_hash_is_renewed_when_its_password_is_typed() {
        let hasher = Hasher::new();
        let salt = SaltString::encode_b64(b"a salt of before").unwrap();
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8_192, 1, 1, None).unwrap());
        let older = weak.hash_password("چهار اسب در برف".as_bytes(), &salt).unwrap().to_string();
        let as_typed = argon2().unwrap().hash_password("چهار اسب و ۷ گاو".as_bytes(), &salt).unwrap().to_string();
        for (stored, password) in [(older, "چهار اسب در برف"), (as_typed, "چهار اسب و ۷ گاو")] {
            let fit = hasher.verify(Lane::Open, password.to_owned(), Some(stored.clone())).await.unwrap();
            let Fit::Renewed(now) = fit else { panic!("{fit:?}") };
            assert!(now.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
            assert_eq!(hasher.verify(Lane::Open, password.to_owned(), Some(now)).await.unwrap(), Fit::Yes);
            assert_eq!(hasher.verify(Lane::Open, "چهار اسب و باران".to_owned(), Some(stored)).await.unwrap(), Fit::No);
        }
    }
}
