//! The second factor: time-based one-time codes (RFC 6238: SHA-1, six digits, thirty seconds) and recovery codes.

use chrono::{DateTime, Duration, Utc};
use hamyar_persian::digits;
use rand::{Rng, RngCore};
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;

use crate::error::IdentityError;
use crate::principal::Role;
use crate::sign_in_log::{SignInKind, Told};
use crate::store::Identity;
use crate::visitor::Visitor;

/// How many recovery codes are made at once.
pub const RECOVERY_CODES: usize = 10;
/// Wrong codes of an account within [`CODE_WINDOW`] from devices it has signed in on, and as many from all others together.
const CODES_MAX: i32 = 10;
/// Time after the first wrong code at which counting begins anew, on a known device and elsewhere.
const CODE_WINDOW: [(bool, Duration); 2] = [(true, Duration::minutes(15)), (false, Duration::minutes(60))];

/// Whether a role sees more than the own families, so that a password alone is too little.
pub const fn needs_second_factor(role: Role) -> bool {
    match role {
        Role::CenterManager | Role::CommissionMember | Role::Auditor | Role::Officer | Role::Administrator => true,
        Role::Caseworker | Role::AgencyOfficer | Role::Facilitator => false,
    }
}

/// What a session still lacks before it may do anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A code of the person's second factor.
    Code,
    /// A second factor: the roles need one and the person has none.
    Enrolment,
}

/// The rule, in one place: whoever has a second factor shows it; whoever needs one makes it. `enforced` is off for demonstrations only.
pub fn step_left(roles: &[Role], enforced: bool, has_factor: bool, is_shown: bool) -> Option<Step> {
    if has_factor {
        (!is_shown).then_some(Step::Code)
    } else {
        // An outside provider may have shown one.
        (enforced && !is_shown && roles.iter().any(|role| needs_second_factor(*role))).then_some(Step::Enrolment)
    }
}

/// What an authenticator needs, to be shown once.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret in base32, to be typed.
    pub secret: String,
    /// `otpauth://…`, to be scanned.
    pub uri: String,
}

/// What a person shows as second factor.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// Six digits of the authenticator.
    Code(&'a str),
    /// One of the recovery codes.
    Recovery(&'a str),
}

fn totp(secret: &[u8], account: Option<&str>) -> Result<Totp, IdentityError> {
    let mut builder =
        Builder::new().with_secret(Secret::from(secret)).with_skew(1).with_step_duration(30).with_digits(6);
    if let Some(account) = account {
        builder = builder.with_account_name(account).with_issuer(Some("Hamyar"));
    }
    builder.build().map_err(|_| IdentityError::Fault("a second factor's secret cannot be used"))
}

/// A code without blanks and with ASCII digits, as people type and paste it.
fn cleaned(code: &str) -> String {
    digits::to_ascii(code)
        .chars()
        .filter(|character| character.is_ascii_alphanumeric())
        .collect::<String>()
        .to_lowercase()
}

/// Two groups of five letters and digits that are not mistaken for one another: about 50 bits, kept as a keyed hash.
fn recovery_code(chance: &mut impl Rng) -> String {
    const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut group = || (0..5).map(|_| char::from(ALPHABET[chance.random_range(0..ALPHABET.len())])).collect::<String>();
    format!("{}-{}", group(), group())
}

fn fresh_codes() -> Vec<String> {
    let mut chance = rand::rng();
    (0..RECOVERY_CODES).map(|_| recovery_code(&mut chance)).collect()
}

impl Identity {
    /// Begins a second factor, or a new one in place of the old, which counts until a code of the new one was shown.
    pub async fn begin_factor(&self, user_id: Uuid) -> Result<Enrolment, IdentityError> {
        let username: String = sqlx::query_scalar("SELECT username FROM identity.users WHERE id = $1")
            .bind(user_id)
            .fetch_optional(&self.pool)
            .await?
            .ok_or(IdentityError::NoSuchUser)?;
        let mut secret = [0_u8; 20];
        rand::rng().fill_bytes(&mut secret);
        let sealed = self.seal_factor(user_id, &secret)?;
        sqlx::query(
            "INSERT INTO identity.second_factors (user_id, next_secret) VALUES ($1, $2) \
             ON CONFLICT (user_id) DO UPDATE SET next_secret = excluded.next_secret",
        )
        .bind(user_id)
        .bind(sealed)
        .execute(&self.pool)
        .await?;
        let totp = totp(&secret, Some(&username))?;
        let uri = totp.to_url().map_err(|_| IdentityError::Fault("a second factor has no address"))?;
        Ok(Enrolment { secret: Secret::from(secret).to_base32(), uri })
    }

    /// Ends the beginning: a code of the new secret was shown. Returns the recovery codes, which are shown once; those of before are void.
    pub async fn confirm_factor(
        &self,
        user_id: Uuid,
        code: &str,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, IdentityError> {
        let begun: Option<Option<Vec<u8>>> =
            sqlx::query_scalar("SELECT next_secret FROM identity.second_factors WHERE user_id = $1")
                .bind(user_id)
                .fetch_optional(&self.pool)
                .await?;
        let sealed = begun.flatten().ok_or(IdentityError::NoFactorBegun)?;
        let secret = self.open_factor(user_id, &sealed)?;
        let step = totp(&secret, None)?.check(&cleaned(code), seconds(now)).ok_or(IdentityError::WrongCode)?;
        let codes = fresh_codes();
        let mut transaction = self.pool.begin().await?;
        let changed = sqlx::query(
            "UPDATE identity.second_factors SET secret = next_secret, next_secret = NULL, confirmed_at = $3, last_step = $4 \
             WHERE user_id = $1 AND next_secret = $2",
        )
        .bind(user_id)
        .bind(&sealed)
        .bind(now)
        .bind(i64::try_from(step).unwrap_or(i64::MAX))
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        if changed == 0 {
            return Err(IdentityError::NoFactorBegun);
        }
        self.store_codes(&mut transaction, user_id, &codes).await?;
        let told = Told::of(SignInKind::FactorMade, user_id).from(visitor);
        told.write(&mut *transaction, now).await?;
        transaction.commit().await?;
        Ok(codes)
    }

    /// Judges what a person shows as second factor. Counts first, so that many at once cannot all slip under the limit; each code counts once.
    pub async fn show_factor(
        &self,
        user_id: Uuid,
        shown: Shown<'_>,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let is_known = self.known_device(user_id, visitor).await?.is_some();
        self.admit_code(user_id, is_known, visitor, now).await?;
        let fits = match shown {
            Shown::Code(code) => self.take_code(user_id, code, now).await?,
            Shown::Recovery(code) => self.take_recovery_code(user_id, code, now).await?,
        };
        let kind = match (fits, shown) {
            (false, _) => SignInKind::FactorFailed,
            (true, Shown::Code(_)) => SignInKind::FactorShown,
            (true, Shown::Recovery(_)) => SignInKind::RecoveryCodeUsed,
        };
        self.tell(Told::of(kind, user_id).from(visitor), now).await?;
        if !fits {
            return Err(IdentityError::WrongCode);
        }
        sqlx::query("DELETE FROM identity.code_attempts WHERE user_id = $1 AND known_device = $2")
            .bind(user_id)
            .bind(is_known)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn admit_code(
        &self,
        user_id: Uuid,
        is_known: bool,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let window =
            CODE_WINDOW.iter().find(|(known, _)| *known == is_known).map_or(Duration::hours(1), |(_, time)| *time);
        let (attempts, since): (i32, DateTime<Utc>) = sqlx::query_as(
            "INSERT INTO identity.code_attempts AS a (user_id, known_device, attempts, since) VALUES ($1, $2, 1, $3) \
             ON CONFLICT (user_id, known_device) DO UPDATE SET \
               attempts = CASE WHEN a.since < $4 THEN 1 ELSE least(a.attempts, 1000000) + 1 END, \
               since = CASE WHEN a.since < $4 THEN $3 ELSE a.since END \
             RETURNING attempts, since",
        )
        .bind(user_id)
        .bind(is_known)
        .bind(now)
        .bind(now - window)
        .fetch_one(&self.pool)
        .await?;
        if attempts <= CODES_MAX {
            return Ok(());
        }
        if attempts == CODES_MAX + 1 {
            self.tell(Told::of(SignInKind::Slowed, user_id).from(visitor), now).await?;
        }
        let left = (since + window - now).num_seconds().max(1);
        Err(IdentityError::TooManyAttempts { retry_after_seconds: u64::try_from(left).unwrap_or(1) })
    }

    async fn take_code(&self, user_id: Uuid, code: &str, now: DateTime<Utc>) -> Result<bool, IdentityError> {
        let sealed: Option<Option<Vec<u8>>> =
            sqlx::query_scalar("SELECT secret FROM identity.second_factors WHERE user_id = $1")
                .bind(user_id)
                .fetch_optional(&self.pool)
                .await?;
        let sealed = sealed.flatten().ok_or(IdentityError::NoFactor)?;
        let secret = self.open_factor(user_id, &sealed)?;
        let Some(step) = totp(&secret, None)?.check(&cleaned(code), seconds(now)) else { return Ok(false) };
        let taken = sqlx::query(
            "UPDATE identity.second_factors SET last_step = $2 WHERE user_id = $1 AND last_step < $2 AND secret = $3",
        )
        .bind(user_id)
        .bind(i64::try_from(step).unwrap_or(i64::MAX))
        .bind(&sealed)
        .execute(&self.pool)
        .await?;
        Ok(taken.rows_affected() == 1)
    }

    async fn take_recovery_code(&self, user_id: Uuid, code: &str, now: DateTime<Utc>) -> Result<bool, IdentityError> {
        let hash = self.hash_recovery_code(user_id, &cleaned(code))?;
        let taken = sqlx::query(
            "UPDATE identity.recovery_codes SET used_at = $3 WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL",
        )
        .bind(user_id)
        .bind(&hash[..])
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(taken.rows_affected() == 1)
    }

    /// New recovery codes in place of the old ones.
    pub async fn renew_recovery_codes(
        &self,
        user_id: Uuid,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, IdentityError> {
        if !self.has_factor(user_id).await? {
            return Err(IdentityError::NoFactor);
        }
        let codes = fresh_codes();
        let mut transaction = self.pool.begin().await?;
        self.store_codes(&mut transaction, user_id, &codes).await?;
        Told::of(SignInKind::RecoveryCodesMade, user_id).from(visitor).write(&mut *transaction, now).await?;
        transaction.commit().await?;
        Ok(codes)
    }

    /// Gives the own second factor up. Whether the roles allow it is for the caller to say.
    pub async fn remove_factor(
        &self,
        user_id: Uuid,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        self.forget_factor(Told::of(SignInKind::FactorRemoved, user_id).from(visitor), user_id, now).await
    }

    /// Takes a lost second factor from somebody else's account and ends its sessions. `by` is nobody on the command line.
    pub async fn reset_factor(
        &self,
        user_id: Uuid,
        by: Option<Uuid>,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        if by == Some(user_id) {
            return Err(IdentityError::OwnAccount);
        }
        if self.user(user_id, now).await?.is_none() {
            return Err(IdentityError::NoSuchUser);
        }
        let told = Told::of(SignInKind::FactorReset, user_id).by(by).because(reason);
        self.forget_factor(told, user_id, now).await?;
        self.revoke_all(user_id).await
    }

    async fn forget_factor(&self, told: Told, user_id: Uuid, now: DateTime<Utc>) -> Result<(), IdentityError> {
        let mut transaction = self.pool.begin().await?;
        for table in ["second_factors", "recovery_codes", "code_attempts"] {
            sqlx::query(&format!("DELETE FROM identity.{table} WHERE user_id = $1"))
                .bind(user_id)
                .execute(&mut *transaction)
                .await?;
        }
        // A session in which it was shown has shown nothing any more.
        sqlx::query("UPDATE identity.sessions SET factor_at = NULL WHERE user_id = $1")
            .bind(user_id)
            .execute(&mut *transaction)
            .await?;
        told.write(&mut *transaction, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Whether the account has a second factor of which a code was shown.
    pub async fn has_factor(&self, user_id: Uuid) -> Result<bool, IdentityError> {
        let found = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM identity.second_factors WHERE user_id = $1 AND secret IS NOT NULL)",
        );
        Ok(found.bind(user_id).fetch_one(&self.pool).await?)
    }

    /// Recovery codes not yet used.
    pub async fn recovery_codes_left(&self, user_id: Uuid) -> Result<i64, IdentityError> {
        let left =
            sqlx::query_scalar("SELECT count(*) FROM identity.recovery_codes WHERE user_id = $1 AND used_at IS NULL");
        Ok(left.bind(user_id).fetch_one(&self.pool).await?)
    }

    async fn store_codes(
        &self,
        transaction: &mut sqlx::PgConnection,
        user_id: Uuid,
        codes: &[String],
    ) -> Result<(), IdentityError> {
        let hashes: Vec<Vec<u8>> = codes
            .iter()
            .map(|code| self.hash_recovery_code(user_id, &cleaned(code)).map(|hash| hash.to_vec()))
            .collect::<Result<_, _>>()?;
        sqlx::query("DELETE FROM identity.recovery_codes WHERE user_id = $1")
            .bind(user_id)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO identity.recovery_codes (user_id, code_hash) SELECT $1, unnest($2)")
            .bind(user_id)
            .bind(hashes)
            .execute(&mut *transaction)
            .await?;
        Ok(())
    }
}

fn seconds(now: DateTime<Utc>) -> u64 {
    u64::try_from(now.timestamp()).unwrap_or(0)
}

/// The code that an authenticator with this secret (base32) shows at that moment: for tests, which have no phone.
#[cfg(feature = "testing")]
pub fn code_at(secret: &str, now: DateTime<Utc>) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret in base32");
    Builder::new().with_secret(secret).build().expect("a secret of 20 bytes").generate(seconds(now)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let totp = totp(b"12345678901234567890", None).unwrap();
            assert_eq!(totp.generate(time).to_string(), code);
            assert_eq!(totp.check(code, time), Some(time / 30));
            assert_eq!(totp.check(code, time + 30), Some(time / 30), "one step late");
            assert_eq!(totp.check(code, time - 30), Some(time / 30), "one step early");
            assert_eq!(totp.check(code, time + 61), None);
        }
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(cleaned(" ۲۸۷ ۰۸۲ "), "287082");
        assert_eq!(cleaned("AB2CD–ef34g"), "ab2cdef34g");
    }

    #[test]
    fn whoever_has_a_factor_shows_it_and_whoever_needs_one_makes_it() {
        use Role::{AgencyOfficer, Caseworker, CenterManager, Facilitator};
        assert_eq!(step_left(&[Caseworker], true, false, false), None);
        assert_eq!(step_left(&[AgencyOfficer], true, false, false), None);
        assert_eq!(step_left(&[Caseworker, CenterManager], true, false, false), Some(Step::Enrolment));
        assert_eq!(step_left(&[CenterManager], false, false, false), None, "a demonstration");
        assert_eq!(step_left(&[Caseworker], false, true, false), Some(Step::Code), "whoever made one is asked for it");
        assert_eq!(step_left(&[CenterManager], true, true, true), None);
        assert_eq!(step_left(&[CenterManager], true, false, true), None, "an outside provider showed one");
        for role in Role::ALL {
            let alone = matches!(role, Caseworker | AgencyOfficer | Facilitator);
            assert_eq!(step_left(&[*role], true, false, false).is_none(), alone, "{role}");
        }
    }
}
