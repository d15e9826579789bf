//! How accounts stand, for the administrator's list: invited, with a second factor, last seen.

use chrono::{DateTime, Utc};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::store::Identity;

/// An open link of an account.
#[derive(Clone, Copy, Debug)]
pub struct OpenLinkState {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Until when it can be used; it may lie in the past.
    pub expires_at: DateTime<Utc>,
}

/// How an account stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct AccountState {
    /// Whether a password is set.
    pub has_password: bool,
    /// Whether there is a second factor of which a code was shown.
    pub has_factor: bool,
    /// The link that is open, if one is.
    pub link: Option<OpenLinkState>,
    /// The last whole sign-in.
    pub last_sign_in_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    has_password: bool,
    has_factor: bool,
    made_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    last_sign_in_at: Option<DateTime<Utc>>,
}

impl Identity {
    /// How every account stands.
    pub async fn account_states(&self) -> Result<HashMap<Uuid, AccountState>, IdentityError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT u.id, u.password_hash IS NOT NULL AS has_password, \
               EXISTS (SELECT 1 FROM identity.second_factors f WHERE f.user_id = u.id AND f.secret IS NOT NULL) AS has_factor, \
               l.made_at, l.expires_at, \
               (SELECT max(e.at) FROM identity.sign_in_events e WHERE e.user_id = u.id AND e.kind IN ('signed_in', 'signed_in_outside')) AS last_sign_in_at \
             FROM identity.users u LEFT JOIN identity.links l ON l.user_id = u.id AND l.used_at IS NULL AND l.revoked_at IS NULL",
        )
        .fetch_all(&self.pool)
        .await?;
        let state = |row: &Row| AccountState {
            has_password: row.has_password,
            has_factor: row.has_factor,
            link: row.made_at.zip(row.expires_at).map(|(made_at, expires_at)| OpenLinkState { made_at, expires_at }),
            last_sign_in_at: row.last_sign_in_at,
        };
        Ok(rows.iter().map(|row| (row.id, state(row))).collect())
    }
}
