//! Phones: devices that carry families away, and come back with work.

use chrono::{DateTime, Utc};
use rand::RngCore;
use uuid::Uuid;

use crate::devices::{COLUMNS, Device};
use crate::error::IdentityError;
use crate::store::Identity;
use crate::visitor::Token;

/// The operation under which carrying a family away is recorded.
pub const CARRY_FAMILY: &str = "carry_family";

impl Identity {
    /// Notes that a phone carries families away, and what it says of its outbox. A store that is new where another one had work waiting was
    /// emptied by the browser, or by hand: that work is lost, and is counted.
    pub async fn phone_synced(
        &self,
        device_id: Uuid,
        store_id: Uuid,
        unsent: i32,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        sqlx::query(
            "UPDATE identity.devices SET synced_at = $4, unsent = $3, store_id = $2, \
                    lost = lost + CASE WHEN store_id IS DISTINCT FROM $2 THEN coalesce(unsent, 0) ELSE 0 END WHERE id = $1",
        )
        .bind(device_id)
        .bind(store_id)
        .bind(unsent)
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Notes how much of a phone's work arrived, so that a store that is new afterwards counts as lost only what never came.
    pub async fn phone_sent(&self, device_id: Uuid) -> Result<(), IdentityError> {
        sqlx::query("UPDATE identity.devices SET unsent = greatest(unsent - 1, 0) WHERE id = $1")
            .bind(device_id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// The server's half of the way back into a phone's store, made when it is first asked for.
    pub async fn store_share(&self, device_id: Uuid) -> Result<Vec<u8>, IdentityError> {
        let mut share = vec![0_u8; 32];
        rand::rng().fill_bytes(&mut share);
        let kept: Option<Vec<u8>> = sqlx::query_scalar(
            "UPDATE identity.devices SET store_share = coalesce(store_share, $2) WHERE id = $1 RETURNING store_share",
        )
        .bind(device_id)
        .bind(&share)
        .fetch_optional(&self.pool)
        .await?;
        kept.ok_or(IdentityError::NoSuchDevice)
    }

    /// The device of the account behind a browser's cookie, wiped or not.
    pub async fn device_behind(&self, token: &Token, user_id: Uuid) -> Result<Option<Device>, IdentityError> {
        let sql = format!("SELECT {COLUMNS} FROM identity.devices WHERE token_hash = $1 AND user_id = $2");
        Ok(sqlx::query_as(&sql).bind(token.hash()).bind(user_id).fetch_optional(&self.pool).await?)
    }

    /// Whether a device was ever registered under this token, whosever it is.
    pub async fn knows_device(&self, token: &Token) -> Result<bool, IdentityError> {
        let known = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM identity.devices WHERE token_hash = $1)");
        Ok(known.bind(token.hash()).fetch_one(&self.pool).await?)
    }

    /// Whether the person ever carried this family away: only then can there be work of theirs on it.
    pub async fn has_carried(&self, user_id: Uuid, family_id: Uuid) -> Result<bool, IdentityError> {
        let carried = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM identity.access_log WHERE user_id = $1 AND subject = $2 AND operation = $3)",
        )
        .bind(user_id)
        .bind(format!("family:{family_id}"))
        .bind(CARRY_FAMILY)
        .fetch_one(&self.pool)
        .await?;
        Ok(carried)
    }
}
