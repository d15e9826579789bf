//! What every start does before the store is used: whoever stands in the register is forgotten in this database too, however old it is.

use super::{ErasureEntry, ErasureRegister, FORGET_IMPORTED, Kept, RegisterError};
use crate::{APP_ROLE, MasterKeyError, OWNER_ROLE, StoreError, connect};
use hamyar_events::Subject;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};

/// What to do when there is no register though the store has forgotten people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutRegister {
    /// Refuse to open the store.
    Refuse,
    /// Write one from the database's own list. Right only for a database that is not older than the register that was lost.
    WriteAnew,
}

/// What [`apply_register`] found to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Erasures of the register that this database did not know, or not any more. Their keys are destroyed now.
    pub erased: usize,
    /// Erasures of the database that the register lacked. They are written there now.
    pub caught_up: usize,
    /// Whether the read models were dropped, to be built anew from the log.
    pub read_models_dropped: bool,
}

/// Brings the register and the database together, before anything is read: keys that the register says are destroyed and that are in the database
/// again (an older backup was restored) are destroyed anew, claims and imported rows are given up, and read models that may show the person are
/// dropped, to be built anew by whoever starts next. What the database knows and the register lacks is added to the register.
///
/// To be called at every start, after [`setup`](crate::setup()) and before [`EventStore::open`](crate::EventStore::open), while no other node
/// serves a database that was just restored. `admin_url` is of a user who may become the owner of the log; another user does where nothing is to
/// be erased. Everything in the database happens in one transaction, so that a crash leaves it to be done again.
pub async fn apply_register(
    admin_url: &str,
    register: &ErasureRegister,
    without: WithoutRegister,
) -> Result<Applied, StoreError> {
    let mut connection = connect::options(admin_url, "hamyar-register")?.connect().await?;
    let applied = apply(&mut connection, register, without).await;
    connection.close().await.ok();
    applied
}

async fn apply(
    connection: &mut PgConnection,
    register: &ErasureRegister,
    without: WithoutRegister,
) -> Result<Applied, StoreError> {
    let made_with: Option<String> = sqlx::query_scalar("select key_id from log.key_name where purpose = 'blind-index'")
        .fetch_optional(&mut *connection)
        .await?;
    if made_with.is_some_and(|name| name != register.store) {
        return Err(MasterKeyError::Mismatch.into());
    }
    let kept: Vec<Kept> = sqlx::query_as(Kept::SELECT).fetch_all(&mut *connection).await?;
    let kept = kept.into_iter().map(|one| one.entry(register)).collect::<Result<Vec<_>, _>>()?;
    let Some(entries) = register.read()? else {
        let forgot = !kept.is_empty() || any_destroyed(connection).await?;
        if forgot && without == WithoutRegister::Refuse {
            return Err(RegisterError::Missing { path: register.path().display().to_string() }.into());
        }
        let caught_up = if forgot { register.append(&kept)? } else { 0 };
        return Ok(Applied { caught_up, ..Applied::default() });
    };
    let mut applied = Applied { caught_up: register.append(&kept)?, ..Applied::default() };
    let mut missing: Vec<&ErasureEntry> = Vec::new();
    for entry in &entries {
        let known = kept.iter().any(|one| one.event_id == entry.event_id);
        if !known || any_alive(connection, entry).await? {
            missing.push(entry);
        }
    }
    if missing.is_empty() {
        return Ok(applied);
    }
    if !may_become_owner(connection).await? {
        return Err(RegisterError::MayNot.into());
    }
    let mut transaction = connection.begin().await?;
    transaction.execute("select pg_advisory_xact_lock(7236837, 7)").await?;
    let mut older = false;
    transaction.execute(format!("set local role {OWNER_ROLE}").as_str()).await?;
    for entry in &missing {
        older |= !forget(&mut transaction, register, entry).await?;
        applied.erased += 1;
    }
    transaction.execute(format!("set local role {APP_ROLE}").as_str()).await?;
    transaction.execute(FORGET_IMPORTED).await?;
    if older {
        // The log of this database does not say that they are erased: no read model would ever let go of them. Whoever restored the backup may
        // own them now.
        transaction.execute("set local role none").await?;
        drop_read_models(&mut transaction).await?;
        applied.read_models_dropped = true;
    }
    transaction.commit().await?;
    Ok(applied)
}

async fn any_destroyed(connection: &mut PgConnection) -> Result<bool, StoreError> {
    let sql = "select exists (select 1 from log.subject_key where destroyed_at is not null)";
    Ok(sqlx::query_scalar(sql).fetch_one(connection).await?)
}

async fn any_alive(connection: &mut PgConnection, entry: &ErasureEntry) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar(
        "select exists (select 1 from log.subject_key where destroyed_at is null and (subject = any($1) or key_id = any($2)))",
    )
    .bind(names(entry))
    .bind(&entry.key_ids)
    .fetch_one(connection)
    .await?)
}

async fn may_become_owner(connection: &mut PgConnection) -> Result<bool, StoreError> {
    let sql = format!("select pg_has_role(current_user, '{OWNER_ROLE}', 'member')");
    Ok(sqlx::query_scalar(&sql).fetch_one(connection).await?)
}

/// Destroys the keys of an entry and keeps it. Whether the log of this database says so itself, and its read models follow from that.
async fn forget(
    connection: &mut PgConnection,
    register: &ErasureRegister,
    entry: &ErasureEntry,
) -> Result<bool, StoreError> {
    let before = sqlx::query(
        "insert into log.erasure (event_id, stream, stream_id, subjects, key_ids, erased_on, tag) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
    )
    .bind(entry.event_id)
    .bind(&entry.stream)
    .bind(entry.stream_id)
    .bind(names(entry))
    .bind(&entry.key_ids)
    .bind(entry.erased_on)
    .bind(&register.tag(entry)[..])
    .execute(&mut *connection)
    .await?;
    sqlx::query("select log.forget($1, $2)").bind(names(entry)).bind(&entry.key_ids).execute(&mut *connection).await?;
    let in_log: bool = sqlx::query_scalar("select exists (select 1 from log.events where event_id = $1)")
        .bind(entry.event_id)
        .fetch_one(connection)
        .await?;
    // A row that was there though its keys lived: somebody put keys back, and maybe more.
    Ok(in_log && before.rows_affected() == 1)
}

/// Read models own their schemas, `rm_` live and `rb_` while they are rebuilt; the projector makes them again from the log.
async fn drop_read_models(connection: &mut PgConnection) -> Result<(), StoreError> {
    let schemas: Vec<String> = sqlx::query_scalar(
        r"select quote_ident(nspname) from pg_namespace where nspname like 'rm\_%' or nspname like 'rb\_%'",
    )
    .fetch_all(&mut *connection)
    .await?;
    for schema in schemas {
        connection.execute(format!("drop schema {schema} cascade").as_str()).await?;
    }
    let sql = "do $$ begin if to_regclass('projection.checkpoint') is not null then delete from projection.checkpoint; end if; end $$";
    connection.execute(sql).await?;
    Ok(())
}

fn names(entry: &ErasureEntry) -> Vec<String> {
    let mut names: Vec<String> = entry.subjects.iter().map(Subject::to_string).collect();
    names.sort();
    names
}

impl Applied {
    /// Whether anything was to be done.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}
