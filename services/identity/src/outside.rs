//! Signing in through an outside provider: attempts under way, and which identity there opens which account here. An outside identity opens an
//! account that its holder linked, and nothing else: it makes no account, and gives no right.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use sqlx::{FromRow, PgConnection};
use std::net::IpAddr;
use std::time::Instant;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::limiter::From;
use crate::sessions::{Begun, SignedIn};
use crate::sign_in_log::{SignInKind, Told};
use crate::store::Identity;
use crate::visitor::{Token, Visitor};

/// Minutes within which an attempt comes back.
pub const OUTSIDE_MINUTES: i64 = 10;
/// Names under which attempts are counted: no account's folded name has a blank.
const STARTS: &str = " outside starts";
const ENDS: &str = " outside";

/// An attempt that begins.
pub struct OutsideStart<'a> {
    /// Comes back with the answer; only its hash is kept.
    pub state: &'a str,
    /// Comes back inside the signed token.
    pub nonce: &'a str,
    /// The PKCE secret.
    pub verifier: &'a str,
    /// A path of this installation.
    pub back: &'a str,
    /// The session whose account is to be linked; none for signing in.
    pub link_session: Option<Uuid>,
}

/// An attempt that came back, used up by it.
#[derive(Clone)]
pub struct OutsideTaken {
    /// As it began.
    pub nonce: String,
    /// As it began.
    pub verifier: String,
    /// As it began.
    pub back: String,
    /// As it began.
    pub link_session: Option<Uuid>,
}

#[derive(FromRow)]
struct StartRow {
    sealed: Vec<u8>,
    back: String,
    link_session: Option<Uuid>,
}

fn hash(state: &str) -> Vec<u8> {
    Sha256::digest(state.as_bytes()).to_vec()
}

fn place(state_hash: &[u8]) -> String {
    format!("outside:{}", URL_SAFE_NO_PAD.encode(state_hash))
}

impl Identity {
    /// Keeps an attempt until it comes back, and answers the token of the cookie that ties it to the browser.
    pub async fn begin_outside(
        &self,
        start: OutsideStart<'_>,
        address: IpAddr,
        now: DateTime<Utc>,
    ) -> Result<Token, IdentityError> {
        self.admit_outside(STARTS, address)?;
        let browser = Token::random();
        let state = hash(start.state);
        let sealed = self.log()?.seal_secret(&place(&state), format!("{}\n{}", start.nonce, start.verifier).as_bytes());
        sqlx::query("DELETE FROM identity.outside_starts WHERE expires_at < $1").bind(now).execute(&self.pool).await?;
        sqlx::query(
            "INSERT INTO identity.outside_starts (state_hash, browser_hash, sealed, back, link_session, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(state)
        .bind(browser.hash())
        .bind(sealed)
        .bind(start.back)
        .bind(start.link_session)
        .bind(now + Duration::minutes(OUTSIDE_MINUTES))
        .execute(&self.pool)
        .await?;
        Ok(browser)
    }

    /// Takes an attempt that came back: once, in time, and in the browser that began it. Which of these failed is not told.
    pub async fn take_outside(
        &self,
        state: &str,
        browser: Option<&Token>,
        address: IpAddr,
        now: DateTime<Utc>,
    ) -> Result<OutsideTaken, IdentityError> {
        self.admit_outside(ENDS, address)?;
        let state = hash(state);
        let browser = browser.ok_or(IdentityError::OutsideInvalid)?;
        let taken: Option<StartRow> = sqlx::query_as(
            "DELETE FROM identity.outside_starts WHERE state_hash = $1 AND browser_hash = $2 AND expires_at > $3 \
             RETURNING sealed, back, link_session",
        )
        .bind(&state)
        .bind(browser.hash())
        .bind(now)
        .fetch_optional(&self.pool)
        .await?;
        let row = taken.ok_or(IdentityError::OutsideInvalid)?;
        let opened =
            self.log()?.open_secret(&place(&state), &row.sealed).and_then(|plain| String::from_utf8(plain).ok());
        let opened = opened.ok_or(IdentityError::Fault("an outside attempt cannot be opened with this key file"))?;
        let (nonce, verifier) = opened.split_once('\n').ok_or(IdentityError::Fault("an outside attempt is cut off"))?;
        Ok(OutsideTaken {
            nonce: nonce.to_owned(),
            verifier: verifier.to_owned(),
            back: row.back,
            link_session: row.link_session,
        })
    }

    /// The pair as it is kept: it means nothing to whoever has the database alone.
    fn outside_digest(&self, issuer: &str, subject: &str) -> Result<Vec<u8>, IdentityError> {
        Ok(self.log()?.blind_index("outside", &format!("{}:{issuer}{subject}", issuer.len())).to_vec())
    }

    /// Signs in whoever is linked to this identity. `second_factor`: the provider showed one, in a way this installation accepts; otherwise the
    /// program's own is asked for, as after a password.
    pub async fn sign_in_outside(
        &self,
        issuer: &str,
        subject: &str,
        second_factor: bool,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        let found: Option<(Uuid, bool)> = sqlx::query_as(
            "SELECT u.id, u.disabled FROM identity.outside_links l JOIN identity.users u ON u.id = l.user_id WHERE l.digest = $1",
        )
        .bind(self.outside_digest(issuer, subject)?)
        .fetch_optional(&self.pool)
        .await?;
        let refused = match found {
            Some((user_id, false)) => {
                // Rights are brought up to date first: an account that the log has disabled is disabled, whatever its row says.
                self.catch_up(user_id).await?;
                let user = self.user(user_id, now).await?.ok_or(IdentityError::NoSuchUser)?;
                if !user.disabled {
                    let begun = self.begin_outside_session(user_id, second_factor, visitor, now).await?;
                    self.succeeded_outside(visitor.address);
                    return Ok(begun);
                }
                IdentityError::AccountDisabled
            }
            Some((_, true)) => IdentityError::AccountDisabled,
            None => IdentityError::OutsideUnknown,
        };
        let user_id = found.map(|(user_id, _)| user_id);
        self.tell(Told::maybe(SignInKind::OutsideRefused, user_id).from(visitor), now).await?;
        Err(refused)
    }

    /// Links an identity to the account of whoever is signed in, in place of the one before. One that opens another account is refused.
    pub async fn link_outside(
        &self,
        session: &SignedIn,
        issuer: &str,
        subject: &str,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let user_id = session.principal.user_id;
        let digest = self.outside_digest(issuer, subject)?;
        let mut transaction = self.pool.begin().await?;
        let linked = sqlx::query(
            "INSERT INTO identity.outside_links (digest, user_id, linked_at) \
             SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM identity.outside_links WHERE digest = $1 AND user_id <> $2) \
             ON CONFLICT (user_id) DO UPDATE SET digest = excluded.digest, linked_at = excluded.linked_at",
        )
        .bind(&digest)
        .bind(user_id)
        .bind(now)
        .execute(&mut *transaction)
        .await;
        match linked {
            Ok(done) if done.rows_affected() == 1 => {}
            // Somebody linked it at the same moment.
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                return Err(IdentityError::OutsideTaken);
            }
            Ok(_) => return Err(IdentityError::OutsideTaken),
            Err(error) => return Err(error.into()),
        }
        let told = Told::of(SignInKind::OutsideLinked, user_id).on(session.device_id).from(visitor);
        told.write(&mut *transaction, now).await?;
        transaction.commit().await?;
        self.succeeded_outside(visitor.address);
        Ok(())
    }

    /// Takes the own link away. Other sessions that were opened by it end.
    pub async fn unlink_outside(
        &self,
        session: &SignedIn,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let user_id = session.principal.user_id;
        let mut transaction = self.pool.begin().await?;
        let told = Told::of(SignInKind::OutsideUnlinked, user_id).on(session.device_id).from(visitor);
        if !forget_link(&mut transaction, user_id, told, now).await? {
            return Err(IdentityError::OutsideNotLinked);
        }
        sqlx::query("DELETE FROM identity.sessions WHERE user_id = $1 AND outside AND id <> $2")
            .bind(user_id)
            .bind(session.id)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Since when the account is linked.
    pub async fn outside_link(&self, user_id: Uuid) -> Result<Option<DateTime<Utc>>, IdentityError> {
        let found = sqlx::query_scalar("SELECT linked_at FROM identity.outside_links WHERE user_id = $1");
        Ok(found.bind(user_id).fetch_optional(&self.pool).await?)
    }

    fn succeeded_outside(&self, address: IpAddr) {
        for name in [STARTS, ENDS] {
            self.limiter.succeeded(name, From::Stranger(address));
        }
    }

    fn admit_outside(&self, name: &str, address: IpAddr) -> Result<(), IdentityError> {
        let admitted = self.limiter.attempt(name, From::Stranger(address), Instant::now());
        admitted
            .map(|_| ())
            .map_err(|refused| IdentityError::TooManyAttempts { retry_after_seconds: refused.retry_after_seconds })
    }
}

/// Takes an account's link away, and records it; false where there was none. Whoever ends a password that leaked ends this way in with it.
pub(crate) async fn forget_link(
    transaction: &mut PgConnection,
    user_id: Uuid,
    told: Told,
    now: DateTime<Utc>,
) -> Result<bool, IdentityError> {
    let gone = sqlx::query("DELETE FROM identity.outside_links WHERE user_id = $1")
        .bind(user_id)
        .execute(&mut *transaction)
        .await?
        .rows_affected();
    if gone > 0 {
        told.write(&mut *transaction, now).await?;
    }
    Ok(gone > 0)
}
