//! One-time links: how a person sets the own password, the first one and every lost one. An administrator never knows a password.

use chrono::{DateTime, Duration, Utc};
use hamyar_domain::account::NewGrant;
use hamyar_events::GrantGround;
use hamyar_persian::clean_name;
use sqlx::FromRow;
use std::net::IpAddr;
use std::time::Instant;
use uuid::Uuid;

use crate::accounts::{NewUser, User};
use crate::error::IdentityError;
use crate::granting::Change;
use crate::limiter::From;
use crate::outside::forget_link;
use crate::password::check_chosen;
use crate::principal::Role;
use crate::sessions::Begun;
use crate::sign_in_log::{SignInKind, Told};
use crate::store::Identity;
use crate::visitor::{Token, Visitor};

/// Days for which a link can be used.
pub const LINK_DAYS: i64 = 7;

/// A link, to be handed over. Its token is shown once.
#[derive(Clone, Debug)]
pub struct Link {
    /// The secret of the link.
    pub token: Token,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
}

/// What the invited person sees before setting a password.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The account.
    pub user_id: Uuid,
    /// The name to type at sign-in.
    pub username: String,
    /// The name shown to others.
    pub display_name: String,
    /// What the person may be.
    pub roles: Vec<Role>,
    /// Who made the link; none when it was made on the command line.
    pub invited_by: Option<String>,
    /// Whether the account has never had a password.
    pub is_first: bool,
    /// Until when the link can be used.
    pub expires_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct OpenLink {
    id: Uuid,
    user_id: Uuid,
    username: String,
    display_name: String,
    invited_by: Option<String>,
    is_first: bool,
    expires_at: DateTime<Utc>,
}

impl Identity {
    /// Makes an account that has no password yet, with its first rights, and the link by which its person sets one. The password of `new` is
    /// left out of account.
    pub async fn invite_account(
        &self,
        new: NewUser,
        by: Option<Uuid>,
        ground: GrantGround,
        grants: Vec<NewGrant>,
        change: Change,
    ) -> Result<(User, Link), IdentityError> {
        let now = change.now;
        let user = self.write_account(new, None, ground, grants, change).await?;
        let link = self.make_link(user.principal.user_id, by, false, now).await?;
        Ok((user, link))
    }

    /// Makes a link for an account and revokes the one before it. The old password and the sessions end when the link is used, or at once with
    /// `end_now`. Nobody makes one for the own account: the password is changed with the current one.
    pub async fn make_link(
        &self,
        user_id: Uuid,
        by: Option<Uuid>,
        end_now: bool,
        now: DateTime<Utc>,
    ) -> Result<Link, IdentityError> {
        if by == Some(user_id) {
            return Err(IdentityError::OwnAccount);
        }
        let token = Token::random();
        let expires_at = now + Duration::days(LINK_DAYS);
        let mut transaction = self.pool.begin().await?;
        // The account's row orders those who make links for it at once.
        let disabled: Option<bool> = sqlx::query_scalar("SELECT disabled FROM identity.users WHERE id = $1 FOR UPDATE")
            .bind(user_id)
            .fetch_optional(&mut *transaction)
            .await?;
        if disabled.ok_or(IdentityError::NoSuchUser)? {
            return Err(IdentityError::AccountDisabled);
        }
        revoke_open(&mut transaction, user_id, now).await?;
        sqlx::query(
            "INSERT INTO identity.links (id, user_id, token_hash, made_by, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(Uuid::now_v7())
        .bind(user_id)
        .bind(token.hash())
        .bind(by)
        .bind(now)
        .bind(expires_at)
        .execute(&mut *transaction)
        .await?;
        if end_now {
            sqlx::query("UPDATE identity.users SET password_hash = NULL WHERE id = $1")
                .bind(user_id)
                .execute(&mut *transaction)
                .await?;
            sqlx::query("DELETE FROM identity.sessions WHERE user_id = $1")
                .bind(user_id)
                .execute(&mut *transaction)
                .await?;
        }
        if end_now {
            let told = Told::of(SignInKind::OutsideUnlinked, user_id).by(by);
            forget_link(&mut transaction, user_id, told, now).await?;
        }
        Told::of(SignInKind::LinkMade, user_id).by(by).write(&mut *transaction, now).await?;
        transaction.commit().await?;
        Ok(Link { token, expires_at })
    }

    /// Takes an open link back.
    pub async fn revoke_link(&self, user_id: Uuid, by: Uuid, now: DateTime<Utc>) -> Result<(), IdentityError> {
        let mut transaction = self.pool.begin().await?;
        if revoke_open(&mut transaction, user_id, now).await? == 0 {
            return Err(IdentityError::LinkInvalid);
        }
        Told::of(SignInKind::LinkRevoked, user_id).by(Some(by)).write(&mut *transaction, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Takes an open link back that somebody else made, before the account is given more.
    pub async fn revoke_links_of_others(
        &self,
        user_id: Uuid,
        by: Uuid,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let mut transaction = self.pool.begin().await?;
        let revoked = sqlx::query(
            "UPDATE identity.links SET revoked_at = $3 \
             WHERE user_id = $1 AND made_by IS DISTINCT FROM $2 AND used_at IS NULL AND revoked_at IS NULL",
        )
        .bind(user_id)
        .bind(by)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        if revoked.rows_affected() > 0 {
            Told::of(SignInKind::LinkRevoked, user_id).by(Some(by)).write(&mut *transaction, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn open_link(&self, token: &Token, now: DateTime<Utc>) -> Result<OpenLink, IdentityError> {
        let found: Option<OpenLink> = sqlx::query_as(
            "SELECT l.id, l.user_id, u.username, u.display_name, b.display_name AS invited_by, l.expires_at, \
               NOT EXISTS (SELECT 1 FROM identity.links o WHERE o.user_id = u.id AND o.used_at IS NOT NULL) AND u.password_hash IS NULL AS is_first \
             FROM identity.links l JOIN identity.users u ON u.id = l.user_id LEFT JOIN identity.users b ON b.id = l.made_by \
             WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.revoked_at IS NULL AND l.expires_at > $2 AND NOT u.disabled",
        )
        .bind(token.hash())
        .bind(now)
        .fetch_optional(&self.pool)
        .await?;
        found.ok_or(IdentityError::LinkInvalid)
    }

    /// What a link invites to. Tries are counted by address, though the token is too long to be guessed.
    pub async fn read_link(
        &self,
        token: &str,
        address: IpAddr,
        now: DateTime<Utc>,
    ) -> Result<Invitation, IdentityError> {
        self.admit_link(address)?;
        let token = Token::parse(token.trim()).ok_or(IdentityError::LinkInvalid)?;
        let link = self.open_link(&token, now).await?;
        self.limiter.succeeded(LINKS, From::Stranger(address));
        Ok(Invitation {
            user_id: link.user_id,
            roles: self.roles_of(link.user_id, now).await?,
            username: link.username,
            display_name: link.display_name,
            invited_by: link.invited_by,
            is_first: link.is_first,
            expires_at: link.expires_at,
        })
    }

    /// Sets the password by a link and signs the person in; a second factor is asked for next where there is one. The link is used up, and every
    /// other session of the account ends.
    pub async fn use_link(
        &self,
        token: &str,
        password: &str,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        self.admit_link(visitor.address)?;
        let token = Token::parse(token.trim()).ok_or(IdentityError::LinkInvalid)?;
        let link = self.open_link(&token, now).await?;
        self.limiter.succeeded(LINKS, From::Stranger(visitor.address));
        let roles = self.roles_of(link.user_id, now).await?;
        check_chosen(password, &clean_name(&link.username), &roles).map_err(IdentityError::Password)?;
        let hash = self.hasher.hash(password.to_owned()).await?;
        let mut transaction = self.pool.begin().await?;
        let used = sqlx::query(
            "UPDATE identity.links SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2",
        )
        .bind(link.id)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        if used.rows_affected() == 0 {
            return Err(IdentityError::LinkInvalid);
        }
        sqlx::query("UPDATE identity.users SET password_hash = $2 WHERE id = $1")
            .bind(link.user_id)
            .bind(hash)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM identity.sessions WHERE user_id = $1")
            .bind(link.user_id)
            .execute(&mut *transaction)
            .await?;
        // Whoever knew the password may have linked an identity of theirs.
        let told = Told::of(SignInKind::OutsideUnlinked, link.user_id).from(visitor);
        forget_link(&mut transaction, link.user_id, told, now).await?;
        Told::of(SignInKind::LinkUsed, link.user_id).from(visitor).write(&mut *transaction, now).await?;
        transaction.commit().await?;
        self.begin(link.user_id, visitor, now).await
    }

    async fn roles_of(&self, user_id: Uuid, now: DateTime<Utc>) -> Result<Vec<Role>, IdentityError> {
        Ok(self.user(user_id, now).await?.ok_or(IdentityError::NoSuchUser)?.principal.roles())
    }

    fn admit_link(&self, address: IpAddr) -> Result<(), IdentityError> {
        // An account of its own in the count, whose name no account can have.
        let admitted = self.limiter.attempt(LINKS, From::Stranger(address), Instant::now());
        admitted
            .map(|_| ())
            .map_err(|refused| IdentityError::TooManyAttempts { retry_after_seconds: refused.retry_after_seconds })
    }
}

/// The name under which tries at links are counted: no account's folded name has a blank.
const LINKS: &str = " links";

async fn revoke_open(
    transaction: &mut sqlx::PgConnection,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> Result<u64, IdentityError> {
    let revoked = sqlx::query(
        "UPDATE identity.links SET revoked_at = $2 WHERE user_id = $1 AND used_at IS NULL AND revoked_at IS NULL",
    )
    .bind(user_id)
    .bind(now)
    .execute(transaction)
    .await?;
    Ok(revoked.rows_affected())
}
