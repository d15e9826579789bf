//! Devices: browsers in which an account has signed in. The person names them; a lost one is wiped when it next comes by.

use chrono::{DateTime, Duration, Utc};
use hamyar_persian::clean_name;
use sqlx::FromRow;
use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::sign_in_log::{SignInKind, Told};
use crate::store::Identity;
use crate::visitor::{Token, Visitor};

/// Days without a sight of it after which a device is forgotten; browsers forget its cookie then as well.
pub const DEVICE_DAYS: i64 = 400;
/// Longest name of a device, in characters.
pub const DEVICE_NAME_MAX: usize = 60;
/// How old the list of wiped devices may be that every request is compared with.
const WIPED_KEPT: std::time::Duration = std::time::Duration::from_secs(2);

/// A device of an account.
#[derive(Clone, Debug, FromRow)]
pub struct Device {
    /// The device as this account has it: two people at one browser have two.
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// What its person calls it.
    pub name: Option<String>,
    /// Family of the browser and kind of machine.
    pub browser: String,
    /// First whole sign-in on it.
    pub created_at: DateTime<Utc>,
    /// Last time it was seen, to some minutes.
    pub last_seen_at: DateTime<Utc>,
    /// When somebody asked for it to be wiped.
    pub wipe_asked_at: Option<DateTime<Utc>>,
    /// When it came by and was told.
    pub wiped_at: Option<DateTime<Utc>>,
    /// When it last carried families away.
    pub synced_at: Option<DateTime<Utc>>,
    /// How many pieces of work waited on it then, unsent.
    pub unsent: Option<i32>,
    /// Pieces of work that waited on it when its store was emptied by something other than Hamyar.
    pub lost: i32,
}

pub(crate) const COLUMNS: &str =
    "id, user_id, name, browser, created_at, last_seen_at, wipe_asked_at, wiped_at, synced_at, unsent, lost";

/// Hashes of tokens, and when they were read.
type Read = (Instant, HashSet<Vec<u8>>);

/// Devices that are to be wiped, as last read.
#[derive(Clone, Default)]
pub(crate) struct Wiped(Arc<RwLock<Option<Read>>>);

impl Wiped {
    fn known(&self, hash: &[u8]) -> Option<bool> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(at, _)| at.elapsed() < WIPED_KEPT).map(|(_, hashes)| hashes.contains(hash))
    }

    fn keep(&self, hashes: HashSet<Vec<u8>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), hashes));
    }

    fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Identity {
    /// The device of the account that the browser's cookie names, when the account has signed in there whole.
    pub(crate) async fn known_device(&self, user_id: Uuid, visitor: &Visitor) -> Result<Option<Uuid>, IdentityError> {
        let Some(token) = &visitor.device else { return Ok(None) };
        let found = sqlx::query_scalar(
            "SELECT id FROM identity.devices WHERE token_hash = $1 AND user_id = $2 AND wipe_asked_at IS NULL",
        )
        .bind(token.hash())
        .bind(user_id)
        .fetch_optional(&self.pool)
        .await?;
        Ok(found)
    }

    /// As [`Self::known_device`], by the folded name of an account that may not exist.
    pub(crate) async fn known_device_of(&self, folded: &str, visitor: &Visitor) -> Result<Option<Uuid>, IdentityError> {
        let Some(token) = &visitor.device else { return Ok(None) };
        let found = sqlx::query_scalar(
            "SELECT d.id FROM identity.devices d JOIN identity.users u ON u.id = d.user_id \
             WHERE d.token_hash = $1 AND u.username_folded = $2 AND d.wipe_asked_at IS NULL",
        )
        .bind(token.hash())
        .bind(folded)
        .fetch_optional(&self.pool)
        .await?;
        Ok(found)
    }

    /// Remembers a browser in which the account has just signed in whole. Returns the device's id and, for a browser without a name yet, the
    /// token its cookie is to carry. Programs are no devices.
    pub(crate) async fn remember_device(
        &self,
        user_id: Uuid,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Option<(Uuid, Token)>, IdentityError> {
        let Some(browser) = &visitor.browser else { return Ok(None) };
        sqlx::query("DELETE FROM identity.devices WHERE user_id = $1 AND last_seen_at < $2")
            .bind(user_id)
            .bind(now - Duration::days(DEVICE_DAYS))
            .execute(&self.pool)
            .await?;
        let token = visitor.device.clone().unwrap_or_else(Token::random);
        let id: Uuid = sqlx::query_scalar(
            "INSERT INTO identity.devices (id, token_hash, user_id, browser, created_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $5) \
             ON CONFLICT (token_hash, user_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, browser = excluded.browser RETURNING id",
        )
        .bind(Uuid::now_v7())
        .bind(token.hash())
        .bind(user_id)
        .bind(browser)
        .bind(now)
        .fetch_one(&self.pool)
        .await?;
        Ok(Some((id, token)))
    }

    /// Devices of an account, the last seen first.
    pub async fn devices(&self, user_id: Uuid) -> Result<Vec<Device>, IdentityError> {
        let sql = format!("SELECT {COLUMNS} FROM identity.devices WHERE user_id = $1 ORDER BY last_seen_at DESC, id");
        Ok(sqlx::query_as(&sql).bind(user_id).fetch_all(&self.pool).await?)
    }

    /// Devices of the accounts that are this caseworker.
    pub async fn caseworker_devices(
        &self,
        caseworker_id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Vec<Device>, IdentityError> {
        let own = self.users_of_caseworkers(&[caseworker_id], now).await?;
        let sql =
            format!("SELECT {COLUMNS} FROM identity.devices WHERE user_id = ANY ($1) ORDER BY last_seen_at DESC, id");
        Ok(sqlx::query_as(&sql).bind(own.into_keys().collect::<Vec<_>>()).fetch_all(&self.pool).await?)
    }

    /// Devices of the accounts that are these caseworkers, each with its caseworker, that ever carried families away: the longest not synced first.
    pub async fn phones(
        &self,
        caseworker_ids: &[Uuid],
        now: DateTime<Utc>,
    ) -> Result<Vec<(Uuid, Device)>, IdentityError> {
        let whose = self.users_of_caseworkers(caseworker_ids, now).await?;
        let users: Vec<Uuid> = whose.keys().copied().collect();
        let sql = format!(
            "SELECT {COLUMNS} FROM identity.devices WHERE user_id = ANY ($1) AND synced_at IS NOT NULL AND wiped_at IS NULL ORDER BY synced_at, id"
        );
        let devices: Vec<Device> = sqlx::query_as(&sql).bind(users).fetch_all(&self.pool).await?;
        let with = devices.into_iter().filter_map(|device| Some((*whose.get(&device.user_id)?, device)));
        Ok(with.collect())
    }

    /// One device.
    pub async fn device(&self, id: Uuid) -> Result<Option<Device>, IdentityError> {
        let sql = format!("SELECT {COLUMNS} FROM identity.devices WHERE id = $1");
        Ok(sqlx::query_as(&sql).bind(id).fetch_optional(&self.pool).await?)
    }

    /// Gives the own device a name.
    pub async fn name_device(&self, id: Uuid, user_id: Uuid, name: &str) -> Result<(), IdentityError> {
        let name: String = clean_name(name).chars().take(DEVICE_NAME_MAX).collect();
        let changed = sqlx::query("UPDATE identity.devices SET name = $3 WHERE id = $1 AND user_id = $2")
            .bind(id)
            .bind(user_id)
            .bind(name)
            .execute(&self.pool)
            .await?;
        if changed.rows_affected() == 0 { Err(IdentityError::NoSuchDevice) } else { Ok(()) }
    }

    /// Asks for a device to be wiped: its sessions end now, and when it next comes by it is told to forget everything. Asking twice is asking
    /// once.
    pub async fn ask_to_wipe(
        &self,
        id: Uuid,
        by: Uuid,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Device, IdentityError> {
        let mut transaction = self.pool.begin().await?;
        let sql = format!(
            "UPDATE identity.devices SET wipe_asked_at = $2, wipe_asked_by = $3 WHERE id = $1 AND wipe_asked_at IS NULL RETURNING {COLUMNS}"
        );
        let asked: Option<Device> =
            sqlx::query_as(&sql).bind(id).bind(now).bind(by).fetch_optional(&mut *transaction).await?;
        if let Some(device) = &asked {
            // Everybody's at that browser: a session is a cookie, and the browser is in somebody's hands.
            sqlx::query(
                "DELETE FROM identity.sessions WHERE device_id IN (SELECT o.id FROM identity.devices d \
                 JOIN identity.devices o ON o.token_hash = d.token_hash WHERE d.id = $1)",
            )
            .bind(id)
            .execute(&mut *transaction)
            .await?;
            let told = Told::of(SignInKind::WipeAsked, device.user_id).on(Some(id)).from(visitor);
            told.by((by != device.user_id).then_some(by)).write(&mut *transaction, now).await?;
        }
        transaction.commit().await?;
        self.wiped.forget();
        match asked {
            Some(device) => Ok(device),
            None => self.device(id).await?.ok_or(IdentityError::NoSuchDevice),
        }
    }

    /// Whether the browser that carries this token is to be wiped. Looked up for every request, so it rests on a list that is at most two
    /// seconds old; the sessions ended at once.
    pub async fn is_wiped(&self, token: &Token) -> Result<bool, IdentityError> {
        let hash = token.hash();
        if let Some(known) = self.wiped.known(&hash) {
            return Ok(known);
        }
        let hashes: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT token_hash FROM identity.devices WHERE wipe_asked_at IS NOT NULL")
                .fetch_all(&self.pool)
                .await?;
        let hashes: HashSet<Vec<u8>> = hashes.into_iter().collect();
        let is_wiped = hashes.contains(&hash);
        self.wiped.keep(hashes);
        Ok(is_wiped)
    }

    /// The browser came by and is being told. Recorded the first time.
    pub async fn device_wiped(
        &self,
        token: &Token,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<(), IdentityError> {
        let mut transaction = self.pool.begin().await?;
        let wiped: Vec<(Uuid, Uuid)> = sqlx::query_as(
            "UPDATE identity.devices SET wiped_at = $2, wipe_asked_at = coalesce(wipe_asked_at, $2) \
             WHERE token_hash = $1 AND wiped_at IS NULL RETURNING id, user_id",
        )
        .bind(token.hash())
        .bind(now)
        .fetch_all(&mut *transaction)
        .await?;
        for (id, user_id) in wiped {
            sqlx::query("DELETE FROM identity.sessions WHERE device_id = $1")
                .bind(id)
                .execute(&mut *transaction)
                .await?;
            let told = Told::of(SignInKind::DeviceWiped, user_id).on(Some(id)).from(visitor);
            told.write(&mut *transaction, now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
