//! Sessions: a random token in a cookie, its hash in the database; an end after rest and an end in any case.

use chrono::{DateTime, Duration, Utc};
use hamyar_persian::tehran_date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::accounts::{USER_COLUMNS, UserRow};
use crate::error::IdentityError;
use crate::principal::{Principal, Role};
use crate::sign_in_log::{SignInKind, Told};
use crate::store::Identity;
use crate::visitor::{Token, Visitor};

/// The secret of a session.
pub type SessionToken = Token;

/// Minutes within which a second factor is shown or made after the password; the session ends otherwise.
const HALF_MINUTES: i64 = 30;
/// How much older the time of the last use may be than the last use.
const WRITTEN_EVERY: Duration = Duration::minutes(5);

/// How long a session lives without use, and at most. A caseworker's phone is in the own pocket and shows own families only; whoever sees more
/// signs in every day.
pub fn lifetime(roles: &[Role]) -> (Duration, Duration) {
    let is_caseworker_alone = !roles.is_empty() && roles.iter().all(|role| *role == Role::Caseworker);
    if is_caseworker_alone { (Duration::days(7), Duration::days(30)) } else { (Duration::hours(12), Duration::days(7)) }
}

/// A session that lives.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who is signed in, with today's roles and scope.
    pub principal: Principal,
    /// Names the session to its person.
    pub id: Uuid,
    /// When the session ends unless used again.
    pub expires_at: DateTime<Utc>,
    /// Whether the account has a second factor.
    pub has_factor: bool,
    /// Whether it was shown in this session.
    pub is_factor_shown: bool,
    /// When who sits there was last made sure of.
    pub confirmed_at: DateTime<Utc>,
    /// The device it is on.
    pub device_id: Option<Uuid>,
}

/// A session that has just begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// For the cookie.
    pub token: SessionToken,
    /// The session.
    pub signed_in: SignedIn,
    /// For the device cookie, once the sign-in is whole.
    pub device: Option<Token>,
}

/// A session as its person sees it in a list.
#[derive(Clone, Debug, FromRow)]
pub struct SessionRecord {
    /// Names the session.
    pub id: Uuid,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to some minutes.
    pub last_used_at: DateTime<Utc>,
    /// What its person calls the device.
    pub device: Option<String>,
    /// Family of the browser and kind of machine.
    pub browser: Option<String>,
    /// Coarse network it began from.
    pub network: Option<String>,
}

#[derive(FromRow)]
struct SessionRow {
    #[sqlx(flatten)]
    user: UserRow,
    session_id: Uuid,
    session_created_at: DateTime<Utc>,
    last_used_at: DateTime<Utc>,
    device_id: Option<Uuid>,
    has_factor: bool,
    factor_at: Option<DateTime<Utc>>,
    confirmed_at: DateTime<Utc>,
}

impl SessionRow {
    /// The session, unless its time is over.
    fn signed_in(self, now: DateTime<Utc>) -> Result<Option<SignedIn>, IdentityError> {
        let principal = self.user.user(tehran_date(now))?.principal;
        let (idle, whole) = lifetime(&principal.roles());
        let is_half = self.has_factor && self.factor_at.is_none();
        let whole = if is_half { Duration::minutes(HALF_MINUTES) } else { whole };
        let expires_at = (self.last_used_at.max(self.session_created_at) + idle).min(self.session_created_at + whole);
        Ok((expires_at > now).then_some(SignedIn {
            principal,
            id: self.session_id,
            expires_at,
            has_factor: self.has_factor,
            is_factor_shown: self.factor_at.is_some(),
            confirmed_at: self.confirmed_at,
            device_id: self.device_id,
        }))
    }
}

/// What a session begins with.
struct Beginning<'a> {
    user_id: Uuid,
    visitor: &'a Visitor,
    device_id: Option<Uuid>,
    factor_at: Option<DateTime<Utc>>,
    /// Whether an outside provider said who it is.
    outside: bool,
}

impl Identity {
    /// Begins a session of a program: on no device, and without a second factor shown.
    pub async fn begin_session(&self, user_id: Uuid, now: DateTime<Utc>) -> Result<SessionToken, IdentityError> {
        let visitor = Visitor::here();
        self.insert_session(
            Beginning { user_id, visitor: &visitor, device_id: None, factor_at: None, outside: false },
            now,
        )
        .await
    }

    /// Begins a session after the right password. It is whole, and its browser a known device, unless a second factor is to be shown.
    pub(crate) async fn begin(
        &self,
        user_id: Uuid,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        self.begin_by(user_id, visitor, false, now).await
    }

    /// The same where an outside provider said who it is; whole where it also showed a second factor that this installation accepts.
    pub(crate) async fn begin_outside_session(
        &self,
        user_id: Uuid,
        second_factor: bool,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        if second_factor {
            return self.begin_whole(user_id, visitor, (Some(now), true), now).await;
        }
        self.begin_by(user_id, visitor, true, now).await
    }

    async fn begin_by(
        &self,
        user_id: Uuid,
        visitor: &Visitor,
        outside: bool,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        if self.has_factor(user_id).await? {
            let half = Beginning { user_id, visitor, device_id: None, factor_at: None, outside };
            let token = self.insert_session(half, now).await?;
            return self.begun(token, None, now).await;
        }
        self.begin_whole(user_id, visitor, (None, outside), now).await
    }

    async fn begin_whole(
        &self,
        user_id: Uuid,
        visitor: &Visitor,
        (factor_at, outside): (Option<DateTime<Utc>>, bool),
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        let device = self.remember_device(user_id, visitor, now).await?;
        let (device_id, device) = device.unzip();
        let token = self.insert_session(Beginning { user_id, visitor, device_id, factor_at, outside }, now).await?;
        let kind = if outside { SignInKind::SignedInOutside } else { SignInKind::SignedIn };
        self.tell(Told::of(kind, user_id).on(device_id).from(visitor), now).await?;
        self.begun(token, device, now).await
    }

    /// The second factor was shown or made: the session goes on whole under a new token.
    pub async fn complete(
        &self,
        half: &SessionToken,
        user_id: Uuid,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        let outside = self.is_outside(half).await?;
        let begun = self.begin_whole(user_id, visitor, (Some(now), outside), now).await?;
        self.revoke(half).await?;
        Ok(begun)
    }

    /// Goes on with a session under a new token, as after a change of the password.
    pub(crate) async fn continue_session(
        &self,
        before: &SignedIn,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        let beginning = Beginning {
            user_id: before.principal.user_id,
            visitor,
            device_id: before.device_id,
            factor_at: before.is_factor_shown.then_some(now),
            // Its person has just shown the password.
            outside: false,
        };
        let token = self.insert_session(beginning, now).await?;
        self.begun(token, None, now).await
    }

    async fn is_outside(&self, token: &SessionToken) -> Result<bool, IdentityError> {
        let found = sqlx::query_scalar("SELECT outside FROM identity.sessions WHERE token_hash = $1");
        Ok(found.bind(token.hash()).fetch_optional(&self.pool).await?.unwrap_or(false))
    }

    async fn begun(
        &self,
        token: SessionToken,
        device: Option<Token>,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        let signed_in = self.session(&token, now).await?.ok_or(IdentityError::WrongCredentials)?;
        Ok(Begun { token, signed_in, device })
    }

    async fn insert_session(
        &self,
        beginning: Beginning<'_>,
        now: DateTime<Utc>,
    ) -> Result<SessionToken, IdentityError> {
        let token = SessionToken::random();
        sqlx::query("DELETE FROM identity.sessions WHERE expires_at < $1").bind(now).execute(&self.pool).await?;
        sqlx::query(
            "INSERT INTO identity.sessions (token_hash, id, user_id, created_at, last_used_at, expires_at, device_id, browser, network, factor_at, outside, confirmed_at) \
             VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $4)",
        )
        .bind(token.hash())
        .bind(Uuid::now_v7())
        .bind(beginning.user_id)
        .bind(now)
        // No session outlives the longest life of any; its own is judged at every use.
        .bind(now + lifetime(&[Role::Caseworker]).1)
        .bind(beginning.device_id)
        .bind(&beginning.visitor.browser)
        .bind(beginning.visitor.network())
        .bind(beginning.factor_at)
        .bind(beginning.outside)
        .execute(&self.pool)
        .await?;
        Ok(token)
    }

    async fn look(
        &self,
        token: &SessionToken,
        now: DateTime<Utc>,
    ) -> Result<Option<(SignedIn, DateTime<Utc>)>, IdentityError> {
        let sql = format!(
            "SELECT {}, s.id AS session_id, s.created_at AS session_created_at, s.last_used_at, s.device_id, s.factor_at, s.confirmed_at, \
               EXISTS (SELECT 1 FROM identity.second_factors f WHERE f.user_id = u.id AND f.secret IS NOT NULL) AS has_factor \
             FROM identity.sessions s JOIN identity.users u ON u.id = s.user_id WHERE s.token_hash = $1 AND NOT u.disabled",
            *USER_COLUMNS
        );
        let mut row: Option<SessionRow> = sqlx::query_as(&sql).bind(token.hash()).fetch_optional(&self.pool).await?;
        if let Some(behind) = row.as_ref().filter(|row| row.user.is_behind()) {
            self.catch_up(behind.user.id).await?;
            row = sqlx::query_as(&sql).bind(token.hash()).fetch_optional(&self.pool).await?;
        }
        let Some(row) = row else { return Ok(None) };
        let last_used_at = row.last_used_at;
        Ok(row.signed_in(now)?.map(|signed_in| (signed_in, last_used_at)))
    }

    /// Who the token stands for, unless the session ended or the account was disabled. Using a session prolongs it, though not beyond its
    /// greatest age; that is written at most every few minutes.
    pub async fn session(&self, token: &SessionToken, now: DateTime<Utc>) -> Result<Option<SignedIn>, IdentityError> {
        let Some((mut signed_in, last_used_at)) = self.look(token, now).await? else { return Ok(None) };
        if now - last_used_at > WRITTEN_EVERY {
            sqlx::query("UPDATE identity.sessions SET last_used_at = $2 WHERE token_hash = $1")
                .bind(token.hash())
                .bind(now)
                .execute(&self.pool)
                .await?;
            if let Some(device_id) = signed_in.device_id {
                sqlx::query("UPDATE identity.devices SET last_seen_at = $2 WHERE id = $1")
                    .bind(device_id)
                    .bind(now)
                    .execute(&self.pool)
                    .await?;
            }
            if let Some((again, _)) = self.look(token, now).await? {
                signed_in = again;
            }
        }
        Ok(Some(signed_in))
    }

    /// As [`Self::session`], without prolonging it: for streams that only look whether it still lives.
    pub async fn peek_session(
        &self,
        token: &SessionToken,
        now: DateTime<Utc>,
    ) -> Result<Option<SignedIn>, IdentityError> {
        Ok(self.look(token, now).await?.map(|(signed_in, _)| signed_in))
    }

    /// Notes that who sits there was just made sure of.
    pub async fn confirmed(&self, token: &SessionToken, now: DateTime<Utc>) -> Result<(), IdentityError> {
        sqlx::query("UPDATE identity.sessions SET confirmed_at = $2 WHERE token_hash = $1")
            .bind(token.hash())
            .bind(now)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The sessions of an account that still live, the last used first.
    pub async fn sessions(
        &self,
        principal: &Principal,
        now: DateTime<Utc>,
    ) -> Result<Vec<SessionRecord>, IdentityError> {
        let (idle, whole) = lifetime(&principal.roles());
        let rows = sqlx::query_as(
            "SELECT s.id, s.created_at, s.last_used_at, d.name AS device, s.browser, s.network \
             FROM identity.sessions s LEFT JOIN identity.devices d ON d.id = s.device_id \
             WHERE s.user_id = $1 AND s.last_used_at > $2 AND s.created_at > $3 ORDER BY s.last_used_at DESC, s.id",
        )
        .bind(principal.user_id)
        .bind(now - idle)
        .bind(now - whole)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows)
    }

    /// Ends one of the account's sessions, from another.
    pub async fn end_session(
        &self,
        id: Uuid,
        user_id: Uuid,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let ended = sqlx::query("DELETE FROM identity.sessions WHERE id = $1 AND user_id = $2")
            .bind(id)
            .bind(user_id)
            .execute(&self.pool)
            .await?;
        if ended.rows_affected() == 0 {
            return Err(IdentityError::NoSuchSession);
        }
        self.tell(Told::of(SignInKind::SessionEnded, user_id).from(visitor), now).await
    }

    /// Ends every session of the account but this one.
    pub async fn end_other_sessions(
        &self,
        id: Uuid,
        user_id: Uuid,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<u64, IdentityError> {
        let ended = sqlx::query("DELETE FROM identity.sessions WHERE id <> $1 AND user_id = $2")
            .bind(id)
            .bind(user_id)
            .execute(&self.pool)
            .await?
            .rows_affected();
        if ended > 0 {
            self.tell(Told::of(SignInKind::SessionEnded, user_id).from(visitor), now).await?;
        }
        Ok(ended)
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
