//! Sessions: a random token in a cookie, its hash in the database, twelve hours that slide.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use hamyar_persian::tehran_date;
use rand::RngCore;
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

use crate::accounts::{USER_COLUMNS, UserRow};
use crate::error::IdentityError;
use crate::principal::Principal;
use crate::store::Identity;

/// Hours without a request after which a session ends.
pub const SESSION_HOURS: i64 = 12;

/// The secret of a session: 256 random bits. Its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    fn random() -> Self {
        let mut bytes = [0_u8; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A token as a cookie brought it; `None` when it cannot be one of ours.
    pub fn from_cookie(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == 32).then(|| Self(text.to_owned()))
    }

    /// The text for the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(..)")
    }
}

/// A session that lives.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who is signed in, with today's roles and scope.
    pub principal: Principal,
    /// When the session ends unless used again.
    pub expires_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct SessionRow {
    #[sqlx(flatten)]
    user: UserRow,
    expires_at: DateTime<Utc>,
}

impl Identity {
    /// Begins a session.
    pub async fn begin_session(&self, user_id: Uuid, now: DateTime<Utc>) -> Result<SessionToken, IdentityError> {
        let token = SessionToken::random();
        sqlx::query("DELETE FROM identity.sessions WHERE expires_at < $1").bind(now).execute(&self.pool).await?;
        sqlx::query(
            "INSERT INTO identity.sessions (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(token.hash())
        .bind(user_id)
        .bind(now)
        .bind(now + Duration::hours(SESSION_HOURS))
        .execute(&self.pool)
        .await?;
        Ok(token)
    }

    /// Who the token stands for, unless the session ended or the account was disabled. Using a session prolongs it; that is written at
    /// most every few minutes.
    pub async fn session(&self, token: &SessionToken, now: DateTime<Utc>) -> Result<Option<SignedIn>, IdentityError> {
        let sql = format!(
            "SELECT {}, s.expires_at FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND NOT u.disabled",
            *USER_COLUMNS
        );
        let mut row: Option<SessionRow> =
            sqlx::query_as(&sql).bind(token.hash()).bind(now).fetch_optional(&self.pool).await?;
        if let Some(behind) = row.as_ref().filter(|row| row.user.is_behind()) {
            self.catch_up(behind.user.id).await?;
            row = sqlx::query_as(&sql).bind(token.hash()).bind(now).fetch_optional(&self.pool).await?;
        }
        let Some(SessionRow { user, mut expires_at }) = row else { return Ok(None) };
        let whole = now + Duration::hours(SESSION_HOURS);
        if whole - expires_at > Duration::minutes(5) {
            sqlx::query("UPDATE identity.sessions SET expires_at = $2 WHERE token_hash = $1")
                .bind(token.hash())
                .bind(whole)
                .execute(&self.pool)
                .await?;
            expires_at = whole;
        }
        Ok(Some(SignedIn { principal: user.user(tehran_date(now))?.principal, expires_at }))
    }

    /// Who the token stands for, without prolonging the session: for streams that only look whether it still lives.
    pub async fn peek_session(
        &self,
        token: &SessionToken,
        now: DateTime<Utc>,
    ) -> Result<Option<Principal>, IdentityError> {
        let sql = format!(
            "SELECT {} FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND NOT u.disabled",
            *USER_COLUMNS
        );
        let mut row: Option<UserRow> =
            sqlx::query_as(&sql).bind(token.hash()).bind(now).fetch_optional(&self.pool).await?;
        if let Some(behind) = row.as_ref().filter(|row| row.is_behind()) {
            self.catch_up(behind.id).await?;
            row = sqlx::query_as(&sql).bind(token.hash()).bind(now).fetch_optional(&self.pool).await?;
        }
        row.map(|row| row.user(tehran_date(now)).map(|user| user.principal)).transpose()
    }

    /// Ends a session.
    pub async fn revoke(&self, token: &SessionToken) -> Result<(), IdentityError> {
        sqlx::query("DELETE FROM identity.sessions WHERE token_hash = $1")
            .bind(token.hash())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Ends every session of an account.
    pub async fn revoke_all(&self, user_id: Uuid) -> Result<(), IdentityError> {
        sqlx::query("DELETE FROM identity.sessions WHERE user_id = $1").bind(user_id).execute(&self.pool).await?;
        Ok(())
    }
}
