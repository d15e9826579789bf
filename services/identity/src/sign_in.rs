//! Signing in with a password, and changing it.

use chrono::{DateTime, Utc};
use hamyar_persian::{clean_name, tehran_date};
use std::net::IpAddr;
use std::time::Instant;
use uuid::Uuid;

use crate::accounts::{USER_COLUMNS, UserRow, fold_username};
use crate::error::IdentityError;
use crate::limiter::{From, TooMany};
use crate::outside::forget_link;
use crate::password::{Fit, Lane, check_chosen};
use crate::principal::{Principal, Role};
use crate::sessions::{Begun, SessionToken};
use crate::sign_in_log::{SignInKind, Told};
use crate::store::Identity;
use crate::visitor::Visitor;

impl Identity {
    /// Whether name and password fit, for a program at an address. A second factor is for the caller to ask for.
    pub async fn authenticate(
        &self,
        username: &str,
        password: &str,
        address: IpAddr,
    ) -> Result<Principal, IdentityError> {
        self.check_credentials(username, password, &Visitor::at(address), Utc::now()).await
    }

    /// Signs in: the session is whole unless a second factor is to be shown or made.
    pub async fn sign_in(
        &self,
        username: &str,
        password: &str,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        let principal = self.check_credentials(username, password, visitor, now).await?;
        self.begin(principal.user_id, visitor, now).await
    }

    /// Whether name and password fit. Counts the attempt first, and takes as long for an unknown name as for a known one.
    pub async fn check_credentials(
        &self,
        username: &str,
        password: &str,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Principal, IdentityError> {
        let folded = fold_username(&clean_name(username));
        let known = self.known_device_of(&folded, visitor).await?;
        let from = known.map_or(From::Stranger(visitor.address), From::Known);
        // Strangers are counted before anything is looked up: a flood of them costs the database nothing.
        let admitted = self.limiter.attempt(&folded, from, Instant::now());
        if let Ok(admission) = &admitted
            && !admission.wait.is_zero()
        {
            tokio::time::sleep(admission.wait).await;
        }
        if let Err(TooMany { retry_after_seconds, is_first: false }) = admitted {
            return Err(IdentityError::TooManyAttempts { retry_after_seconds });
        }
        let sql =
            format!("SELECT {} FROM identity.users u WHERE u.username_folded = $1 AND NOT u.disabled", *USER_COLUMNS);
        let mut row: Option<UserRow> = sqlx::query_as(&sql).bind(&folded).fetch_optional(&self.pool).await?;
        if let Some(behind) = row.as_ref().filter(|row| row.is_behind()) {
            self.catch_up(behind.id).await?;
            row = sqlx::query_as(&sql).bind(&folded).fetch_optional(&self.pool).await?;
        }
        let user_id = row.as_ref().map(|row| row.id);
        match admitted {
            Ok(mut admission) => admission.begun(),
            Err(TooMany { retry_after_seconds, .. }) => {
                self.tell(Told::maybe(SignInKind::Slowed, user_id).on(known).from(visitor), now).await?;
                return Err(IdentityError::TooManyAttempts { retry_after_seconds });
            }
        }
        let stored = row.as_ref().and_then(|row| row.password_hash.clone());
        let lane = if known.is_some() { Lane::Known } else { Lane::Open };
        let fit = self.hasher.verify(lane, password.to_owned(), stored).await?;
        let Some(row) = row.filter(|_| fit != Fit::No) else {
            self.tell(Told::maybe(SignInKind::Failed, user_id).on(known).from(visitor), now).await?;
            return Err(IdentityError::WrongCredentials);
        };
        self.limiter.succeeded(&folded, from);
        if let Fit::Renewed(hash) = fit {
            // Only the hash that was just verified is replaced: a password changed meanwhile stays.
            sqlx::query("UPDATE identity.users SET password_hash = $3 WHERE id = $1 AND password_hash = $2")
                .bind(row.id)
                .bind(&row.password_hash)
                .bind(hash)
                .execute(&self.pool)
                .await?;
        }
        Ok(row.user(tehran_date(now))?.principal)
    }

    /// Changes the own password, whose current one was just shown. Every session of the account ends; this one goes on under a new token.
    pub async fn change_password(
        &self,
        current: &SessionToken,
        new: &str,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Begun, IdentityError> {
        let session = self.session(current, now).await?.ok_or(IdentityError::WrongCredentials)?;
        let user_id = session.principal.user_id;
        self.store_password(user_id, new, now).await?;
        self.tell(Told::of(SignInKind::PasswordChanged, user_id).on(session.device_id).from(visitor), now).await?;
        self.continue_session(&session, visitor, now).await
    }

    /// Sets a password on the command line. Every session of the account ends, and an open link with it.
    pub async fn set_password(&self, user_id: Uuid, new: &str) -> Result<(), IdentityError> {
        let now = Utc::now();
        self.store_password(user_id, new, now).await?;
        let told = Told::of(SignInKind::OutsideUnlinked, user_id);
        forget_link(&mut *self.pool.acquire().await?, user_id, told, now).await?;
        self.tell(Told::of(SignInKind::PasswordSet, user_id), now).await
    }

    async fn store_password(&self, user_id: Uuid, new: &str, now: DateTime<Utc>) -> Result<(), IdentityError> {
        let Principal { username, grants, .. } =
            self.user(user_id, now).await?.ok_or(IdentityError::NoSuchUser)?.principal;
        let roles: Vec<Role> = grants.iter().map(|grant| grant.role).collect();
        check_chosen(new, &username, &roles).map_err(IdentityError::Password)?;
        let hash = self.hasher.hash(new.to_owned()).await?;
        let mut transaction = self.pool.begin().await?;
        for sql in [
            "UPDATE identity.links SET revoked_at = now() WHERE user_id = $1 AND used_at IS NULL AND revoked_at IS NULL",
            "DELETE FROM identity.sessions WHERE user_id = $1",
        ] {
            sqlx::query(sql).bind(user_id).execute(&mut *transaction).await?;
        }
        sqlx::query("UPDATE identity.users SET password_hash = $2 WHERE id = $1")
            .bind(user_id)
            .bind(hash)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}
