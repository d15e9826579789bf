//! The database that a backup is put into: empty before, and no store until everything is proven.
//!
//! While a restore is under way, the schema `restoring` stands in the database. A store in which it stands is opened by nobody; a restore that
//! finds it clears everything and begins anew.

use hamyar_event_store::connect;
use sqlx::{ConnectOptions, Executor, PgConnection};

use crate::BackupError;
use crate::catalog::quoted;

/// Held by whoever restores.
const LOCK: &str = "select pg_try_advisory_lock(7236837, 30)";

/// Whether a restore began here and has not ended. Asks the catalog, so that a database without anything is no error.
pub async fn has_unfinished_restore(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("select to_regnamespace('restoring') is not null").fetch_one(connection).await
}

/// What a database holds beside PostgreSQL's own: schemas, and things in `public`.
pub async fn what_is_there(connection: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "select 'schema ' || nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
         union all
         select 'public.' || relname from pg_class c where relnamespace = 'public'::regnamespace
            and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('e', 'i'))
          order by 1 limit 20",
    )
    .fetch_all(connection)
    .await
}

/// Makes sure that the database is empty, or holds a restore that broke off, which is cleared; and marks it. The connection that is returned holds
/// a lock until it is closed: of two restores into one database the later is refused.
pub async fn prepare_empty(admin_url: &str) -> Result<PgConnection, BackupError> {
    let mut connection = connect::options(admin_url, "hamyar-restore")?.connect().await?;
    let locked: bool = sqlx::query_scalar(LOCK).fetch_one(&mut connection).await?;
    if !locked {
        return Err(BackupError::NotEmpty("another restore into this database is under way".to_owned()));
    }
    if has_unfinished_restore(&mut connection).await? {
        clear(&mut connection).await?;
    }
    let there = what_is_there(&mut connection).await?;
    if !there.is_empty() {
        let shown = there.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if there.len() > 3 { " and more" } else { "" };
        return Err(BackupError::NotEmpty(format!(
            "a backup is restored into an empty database or a new folder only, and this one holds {shown}{more}"
        )));
    }
    connection.execute("create schema restoring").await?;
    Ok(connection)
}

/// Takes away everything that a restore made. The mark goes last.
pub async fn clear(connection: &mut PgConnection) -> Result<(), BackupError> {
    if !has_unfinished_restore(connection).await? {
        return Err(BackupError::NotEmpty("this database holds no unfinished restore".to_owned()));
    }
    let schemas: Vec<String> = sqlx::query_scalar(
        "select nspname::text from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
          order by nspname = 'restoring', nspname",
    )
    .fetch_all(&mut *connection)
    .await?;
    for schema in schemas {
        connection.execute(format!("drop schema {} cascade", quoted(&schema)).as_str()).await?;
    }
    Ok(())
}

/// Everything is proven: the database becomes a store.
pub async fn finish(connection: &mut PgConnection) -> Result<(), BackupError> {
    connection.execute("drop schema restoring").await?;
    Ok(())
}
