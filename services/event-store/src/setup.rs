//! Preparing a database: roles, schemas, migrations, grants. Safe to run again, and by several at once.

use crate::{StoreError, connect};
use sqlx::migrate::Migrator;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use std::borrow::Cow;

/// Owns the log's tables and functions. Nobody signs in as it.
pub const OWNER_ROLE: &str = "hamyar_owner";
/// The application: reads the log, appends through `log.append_batch`, owns read models and accounts, owns nothing of the log.
pub const APP_ROLE: &str = "hamyar_app";

/// The log's migrations.
pub(crate) static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// Prepares the database of `admin_url`, whose user must be able to create roles and own or administer the database. Makes the roles
/// [`OWNER_ROLE`] and [`APP_ROLE`], the schemas `log` and `identity`, applies the log's migrations, and lets the application create the schemas
/// of its read models.
pub async fn setup(admin_url: &str) -> Result<(), StoreError> {
    setup_until(admin_url, i64::MAX).await
}

/// The same, with the log's migrations up to one version only: rows of a backup go into the tables they came from, and later migrations find
/// them there as they would have found them then.
pub async fn setup_until(admin_url: &str, version: i64) -> Result<(), StoreError> {
    let mut connection = connect::options(admin_url, "hamyar-setup")?.connect().await?;
    let prepared = prepare(&mut connection, version).await;
    connection.close().await.ok();
    prepared
}

/// Version of the newest migration of the log that this program has.
pub fn newest_migration() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or(0)
}

async fn prepare(connection: &mut PgConnection, version: i64) -> Result<(), StoreError> {
    // Held until this connection closes: several nodes may start at once.
    connection.execute("select pg_advisory_lock(7236837, 2)").await?;
    create_roles(connection).await?;
    grant_database(connection).await?;
    connection
        .execute(
            format!(
                "create schema if not exists log authorization {OWNER_ROLE};
                 create schema if not exists identity authorization {APP_ROLE};"
            )
            .as_str(),
        )
        .await?;
    // The search for names wants it; a server without it only searches less well.
    if let Err(error) = connection.execute("create extension if not exists pg_trgm with schema public").await {
        tracing::warn!(error = %error, "the extension pg_trgm cannot be installed");
    }
    connection.execute(format!("set role {OWNER_ROLE}; set search_path = log").as_str()).await?;
    let migrations = MIGRATOR.iter().filter(|migration| migration.version <= version).cloned().collect();
    let migrator = Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT };
    migrator.run_direct(connection).await.map_err(StoreError::Migrate)?;
    connection.execute("reset role; reset search_path; select pg_advisory_unlock(7236837, 2)").await?;
    Ok(())
}

/// Roles belong to the cluster, so that two databases prepared at once meet here: the later one finds the role made.
async fn create_roles(connection: &mut PgConnection) -> Result<(), StoreError> {
    let statement = format!(
        "do $$ begin
           begin
             if not exists (select 1 from pg_roles where rolname = '{OWNER_ROLE}') then create role {OWNER_ROLE} nologin; end if;
           exception when duplicate_object or unique_violation then null; end;
           begin
             if not exists (select 1 from pg_roles where rolname = '{APP_ROLE}') then create role {APP_ROLE} login; end if;
           exception when duplicate_object or unique_violation then null; end;
           -- Only a superuser may take any role; others need the grant, also where they made the role (from PostgreSQL 16 on).
           if not (select rolsuper from pg_roles where rolname = current_user) then
             execute format('grant {OWNER_ROLE}, {APP_ROLE} to %I', current_user);
           end if;
         end $$"
    );
    retried(connection, &statement).await
}

/// Grants on the database itself, which a copy of a template does not inherit.
pub(crate) async fn grant_database(connection: &mut PgConnection) -> Result<(), StoreError> {
    let statement = format!(
        "do $$ begin
           execute format('grant connect, create, temporary on database %I to {OWNER_ROLE}, {APP_ROLE}', current_database());
         end $$"
    );
    retried(connection, &statement).await
}

/// Catalog rows of roles and databases are shared: the loser of a race is told "tuple concurrently updated" and simply tries again.
async fn retried(connection: &mut PgConnection, statement: &str) -> Result<(), StoreError> {
    let mut attempt = 0;
    loop {
        match connection.execute(statement).await {
            Ok(_) => return Ok(()),
            Err(sqlx::Error::Database(error)) if attempt < 10 && error.code().as_deref() == Some("XX000") => {
                attempt += 1;
                tokio::time::sleep(std::time::Duration::from_millis(20 * attempt)).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}
