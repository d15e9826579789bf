//! Password rules and argon2id.
//!
//! The rules are length and a short list of the commonest passwords (OWASP, NIST 800-63B): no classes of characters, no expiry.
//! Hashing runs on blocking threads, never more at once than there are cores, so that a rush of sign-ins slows sign-ins only.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

use crate::error::IdentityError;

/// Least length of a password, in characters.
pub const PASSWORD_LENGTH_MIN: usize = 10;
/// Greatest length, in characters: long enough for any sentence, short enough that hashing it is no burden.
pub const PASSWORD_LENGTH_MAX: usize = 256;

/// Memory in KiB, passes and lanes: the first of the parameter sets OWASP names for argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

static COMMON: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().filter(|line| !line.is_empty()).collect());

/// The rule a password breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRule {
    /// Fewer than [`PASSWORD_LENGTH_MIN`] characters.
    #[error("at least {PASSWORD_LENGTH_MIN} characters")]
    TooShort,
    /// More than [`PASSWORD_LENGTH_MAX`] characters.
    #[error("at most {PASSWORD_LENGTH_MAX} characters")]
    TooLong,
    /// Among the commonest, one repeated character, or the account's own name.
    #[error("too easily guessed")]
    Common,
}

impl PasswordRule {
    /// Stable name of the rule, which the web translates.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Common => "too_common",
        }
    }
}

/// Judges a new password for an account.
pub fn check_password(password: &str, username: &str) -> Result<(), PasswordRule> {
    let length = password.chars().count();
    if length < PASSWORD_LENGTH_MIN {
        return Err(PasswordRule::TooShort);
    }
    if length > PASSWORD_LENGTH_MAX {
        return Err(PasswordRule::TooLong);
    }
    let plain = hamyar_persian::digits::to_ascii(&password.to_lowercase());
    let first = plain.chars().next();
    let repeated = plain.chars().all(|character| Some(character) == first);
    if repeated || COMMON.contains(plain.as_str()) || plain == username.to_lowercase() {
        return Err(PasswordRule::Common);
    }
    Ok(())
}

/// Hashes and verifies, at most one password per core at once.
#[derive(Clone)]
pub(crate) struct Hasher {
    cores: Arc<Semaphore>,
}

impl Hasher {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { cores: Arc::new(Semaphore::new(cores)) }
    }

    /// The PHC string to store.
    pub(crate) async fn hash(&self, password: String) -> Result<String, IdentityError> {
        self.run(move || {
            use rand::RngCore;
            let mut bytes = [0_u8; 16];
            rand::rng().fill_bytes(&mut bytes);
            let salt = SaltString::encode_b64(&bytes).map_err(|_| IdentityError::Fault("salt"))?;
            let hash = argon2()?
                .hash_password(password.as_bytes(), &salt)
                .map_err(|_| IdentityError::Fault("a password could not be hashed"))?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether the password fits the stored PHC string. With `None` a hash is computed and thrown away, so that an unknown name takes as
    /// long as a known one.
    pub(crate) async fn verify(&self, password: String, stored: Option<String>) -> Result<bool, IdentityError> {
        self.run(move || {
            let known = stored.is_some();
            let stored = stored.unwrap_or_else(|| DUMMY.clone());
            let hash =
                PasswordHash::new(&stored).map_err(|_| IdentityError::Fault("a stored password hash is unreadable"))?;
            let fits = argon2()?.verify_password(password.as_bytes(), &hash).is_ok();
            Ok(known && fits)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, IdentityError> + Send + 'static,
    ) -> Result<T, IdentityError> {
        let permit =
            self.cores.clone().acquire_owned().await.map_err(|_| IdentityError::Fault("the hashers are closed"))?;
        // The permit goes with the work: a caller who hangs up does not let more work start than there are cores.
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        })
        .await
        .map_err(|_| IdentityError::Fault("a hasher died"))?
    }
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

    #[test]
    fn length_rules_and_the_list_of_common_ones() {
        assert_eq!(check_password("کوتاه", "u"), Err(PasswordRule::TooShort));
        assert_eq!(check_password(&"ا".repeat(257), "u"), Err(PasswordRule::TooLong));
        assert_eq!(check_password("1234567890", "u"), Err(PasswordRule::Common));
        assert_eq!(check_password("۱۲۳۴۵۶۷۸۹۰", "u"), Err(PasswordRule::Common));
        assert_eq!(check_password("PASSWORD123", "u"), Err(PasswordRule::Common));
        assert_eq!(check_password("zzzzzzzzzzzz", "u"), Err(PasswordRule::Common));
        assert_eq!(check_password("Modir.Markaz", "modir.markaz"), Err(PasswordRule::Common));
        assert_eq!(check_password("چهار اسب در برف", "u"), Ok(()));
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_no_other() {
        let hasher = Hasher::new();
        let stored = hasher.hash("چهار اسب در برف".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "OWASP parameters");
        assert!(hasher.verify("چهار اسب در برف".to_owned(), Some(stored.clone())).await.unwrap());
        assert!(!hasher.verify("سه اسب در برف و باد".to_owned(), Some(stored)).await.unwrap());
        assert!(
            !hasher.verify("no account has this one".to_owned(), None).await.unwrap(),
            "an unknown name never fits"
        );
    }
}
