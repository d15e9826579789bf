//! Secret addresses at which a calendar program reads a caseworker's calendar without signing in. One a person; making another, or taking it
//! back, ends the one before with the next request.

use chrono::{DateTime, Duration, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::principal::Principal;
use crate::store::Identity;
use crate::visitor::Token;

/// How much older the time of the last reading may be than the last reading.
const WRITTEN_EVERY: Duration = Duration::minutes(5);

/// A feed as its person sees it.
#[derive(Clone, Debug, FromRow)]
pub struct CalendarFeed {
    /// When its address was made.
    pub made_at: DateTime<Utc>,
    /// When it was last read, to some minutes.
    pub last_read_at: Option<DateTime<Utc>>,
}

impl Identity {
    /// Makes an address, in place of one that was there.
    pub async fn make_calendar_feed(&self, user_id: Uuid, now: DateTime<Utc>) -> Result<Token, IdentityError> {
        let token = Token::random();
        sqlx::query(
            "INSERT INTO identity.calendar_feeds (user_id, feed_id, token_hash, made_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (user_id) DO UPDATE SET feed_id = $2, token_hash = $3, made_at = $4, last_read_at = NULL",
        )
        .bind(user_id)
        .bind(Uuid::new_v4())
        .bind(token.hash())
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(token)
    }

    /// The person's feed, if there is one.
    pub async fn calendar_feed(&self, user_id: Uuid) -> Result<Option<CalendarFeed>, IdentityError> {
        let feed = sqlx::query_as("SELECT made_at, last_read_at FROM identity.calendar_feeds WHERE user_id = $1");
        Ok(feed.bind(user_id).fetch_optional(&self.pool).await?)
    }

    /// Takes the person's address back.
    pub async fn revoke_calendar_feed(&self, user_id: Uuid) -> Result<(), IdentityError> {
        let gone = sqlx::query("DELETE FROM identity.calendar_feeds WHERE user_id = $1");
        gone.bind(user_id).execute(&self.pool).await?;
        Ok(())
    }

    /// Whose feed an address is, with today's rights; none for an account that is disabled.
    pub async fn by_calendar_feed(
        &self,
        token: &Token,
        now: DateTime<Utc>,
    ) -> Result<Option<(Uuid, Principal)>, IdentityError> {
        let found: Option<(Uuid, Uuid, Option<DateTime<Utc>>)> =
            sqlx::query_as("SELECT user_id, feed_id, last_read_at FROM identity.calendar_feeds WHERE token_hash = $1")
                .bind(token.hash())
                .fetch_optional(&self.pool)
                .await?;
        let Some((user_id, feed_id, last_read_at)) = found else { return Ok(None) };
        let Some(user) = self.user(user_id, now).await?.filter(|user| !user.disabled) else { return Ok(None) };
        if last_read_at.is_none_or(|last| now - last > WRITTEN_EVERY) {
            sqlx::query("UPDATE identity.calendar_feeds SET last_read_at = $2 WHERE token_hash = $1")
                .bind(token.hash())
                .bind(now)
                .execute(&self.pool)
                .await?;
        }
        Ok(Some((feed_id, user.principal)))
    }
}
