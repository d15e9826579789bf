//! Changing the master key while nodes serve: first new keys are wrapped by the new one, then every key that is there is wrapped anew. Every step
//! may be cut off and done again; at each moment a node that holds both master keys opens everything.

use super::master_key::{MasterKey, MasterKeyError};
use super::masters::{unwrap, wrap};
use crate::{OWNER_ROLE, StoreError, connect};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use std::path::Path;
use uuid::Uuid;

/// Keys wrapped anew in one transaction.
const BATCH: i64 = 500;

/// How many living keys a master key wraps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct WrappedBy {
    /// Name of the master key; tells nothing of it.
    pub master_id: String,
    /// Keys of persons and families.
    pub keys: i64,
}

/// What the store says of its keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyStatus {
    /// The master key that wraps new keys; none before the store was first opened.
    pub in_use: Option<String>,
    /// Since when.
    pub since: Option<DateTime<Utc>>,
    /// Living keys, by the master key that wraps them.
    pub wrapped_by: Vec<WrappedBy>,
    /// Keys that were destroyed.
    pub destroyed: i64,
}

/// What the store says of its keys.
pub async fn key_status(url: &str) -> Result<KeyStatus, StoreError> {
    let mut connection = connect::app_connection(url, "hamyar-keys").await?;
    let in_use: Option<(String, DateTime<Utc>)> =
        sqlx::query_as("select master_id, since from log.master_key").fetch_optional(&mut connection).await?;
    let wrapped_by = sqlx::query_as(
        "select master_id, count(*) as keys from log.subject_key where destroyed_at is null group by 1 order by 2 desc, 1",
    )
    .fetch_all(&mut connection)
    .await?;
    let destroyed = sqlx::query_scalar("select count(*) from log.subject_key where destroyed_at is not null")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await.ok();
    let (in_use, since) = in_use.unzip();
    Ok(KeyStatus { in_use, since, wrapped_by, destroyed })
}

/// Puts the first master key of `key` in use in the place of its former one, and wraps every living subject key anew. `admin_url` is of a user who
/// may become the owner of the log. `told` hears how many were done and how many are left. Done again after a crash it goes on where it was; when
/// it returns, nothing is wrapped by the former key any more and nothing will be.
pub async fn wrap_anew(
    admin_url: &str,
    key: &MasterKey,
    told: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<u64, StoreError> {
    let wrapping = key.wrapping();
    let [(new, with_new), (former, with_former)] = wrapping.as_slice() else {
        return Ok(0); // There is no former key: nothing to change.
    };
    let mut connection = connect::options(admin_url, "hamyar-keys")?.connect().await?;
    connection.execute(format!("set role {OWNER_ROLE}").as_str()).await?;
    put_in_use(&mut connection, new, former).await?;
    let mut done = 0;
    loop {
        let mut transaction = connection.begin().await?;
        let rows: Vec<(Uuid, String, Vec<u8>)> = sqlx::query_as(
            "select key_id, subject, wrapped from log.subject_key where destroyed_at is null and master_id = $1 order by key_id limit $2
                for update",
        )
        .bind(former)
        .bind(BATCH)
        .fetch_all(&mut *transaction)
        .await?;
        if rows.is_empty() {
            transaction.commit().await?;
            connection.close().await.ok();
            return Ok(done);
        }
        let mut ids = Vec::with_capacity(rows.len());
        let mut anew = Vec::with_capacity(rows.len());
        for (id, subject, wrapped) in rows {
            let secret = unwrap(with_former, &wrapped, id, &subject).ok_or(MasterKeyError::Mismatch)?;
            anew.push(wrap(with_new, &secret, id, &subject));
            ids.push(id);
        }
        sqlx::query(
            "update log.subject_key k set wrapped = u.wrapped, master_id = $3 from unnest($1, $2) as u(id, wrapped) where k.key_id = u.id",
        )
        .bind(&ids)
        .bind(&anew)
        .bind(new)
        .execute(&mut *transaction)
        .await?;
        let left: i64 =
            sqlx::query_scalar("select count(*) from log.subject_key where destroyed_at is null and master_id = $1")
                .bind(former)
                .fetch_one(&mut *transaction)
                .await?;
        transaction.commit().await?;
        done += u64::try_from(ids.len()).unwrap_or_default();
        told(done, u64::try_from(left).unwrap_or_default());
    }
}

/// Changes the master key in a key file from beginning to end: a new key is put into the file beside the present one, every subject's key is
/// wrapped anew, and the former is taken out. A change that was cut off, or prepared with [`prepare_master_key`], is gone on with. Nodes that
/// read the same file follow by themselves; those that have a copy of it need the new one before this runs.
pub async fn change_master_key(
    admin_url: &str,
    path: &Path,
    told: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<u64, StoreError> {
    let lock = one_at_a_time(admin_url).await?;
    let both = both_keys(path)?;
    let done = wrap_anew(admin_url, &both, told).await?;
    both.without_former().replace_file(path)?;
    lock.close().await.ok();
    Ok(done)
}

/// Puts a new master key into the file beside the present one and changes nothing else, so that the file can be copied to every node first.
pub async fn prepare_master_key(admin_url: &str, path: &Path) -> Result<MasterKey, StoreError> {
    let lock = one_at_a_time(admin_url).await?;
    let both = both_keys(path)?;
    lock.close().await.ok();
    Ok(both)
}

/// The file's keys while the master key is changed; a new one is made and written where there is none yet.
fn both_keys(path: &Path) -> Result<MasterKey, StoreError> {
    let present = MasterKey::from_file(path, false)?;
    if present.has_former() {
        return Ok(present);
    }
    let both = present.with_new_master();
    both.replace_file(path)?;
    Ok(both)
}

/// Two changes at once would each write a key that the other does not know.
async fn one_at_a_time(admin_url: &str) -> Result<PgConnection, StoreError> {
    let mut connection = connect::options(admin_url, "hamyar-keys")?.connect().await?;
    let free: bool = sqlx::query_scalar("select pg_try_advisory_lock(7236837, 8)").fetch_one(&mut connection).await?;
    if free { Ok(connection) } else { Err(MasterKeyError::BeingChanged.into()) }
}

/// Under the lock that the making of keys shares: whoever makes one after this wraps it with the new key, or is told to look which one is in use.
async fn put_in_use(connection: &mut PgConnection, new: &str, former: &str) -> Result<(), StoreError> {
    let mut transaction = connection.begin().await?;
    transaction.execute("select pg_advisory_xact_lock(7236837, 6)").await?;
    let in_use: String =
        sqlx::query_scalar("select master_id from log.master_key").fetch_one(&mut *transaction).await?;
    if in_use == former {
        sqlx::query("update log.master_key set master_id = $1, since = clock_timestamp()")
            .bind(new)
            .execute(&mut *transaction)
            .await?;
    } else if in_use != new {
        return Err(MasterKeyError::Former { held: new.to_owned(), wanted: in_use }.into());
    }
    transaction.execute("select pg_notify('hamyar_keys', 'master')").await?;
    transaction.commit().await?;
    Ok(())
}
