//! Schemas and connections: each projection version owns `rm_<name>_v<version>`; `projection.checkpoint` says how far each has come.

use std::sync::Arc;

use hamyar_event_store::{APP_ROLE, connect};
use hamyar_projections::Projection;
use sqlx::{Connection, Executor, PgConnection, PgPool};

use crate::ProjectorError;

/// Held while schemas are made, so that several nodes may start at once.
const SCHEMA_LOCK: &str = "select pg_advisory_xact_lock(7236837, 4)";

/// One connection that writes a projection's rows in `schema`. Rows and checkpoint share a transaction and can be computed again from the log, so
/// a commit need not wait for the disk; a plan made while a table was empty must not read it whole ever after.
pub(crate) async fn writer(url: &str, schema: &str) -> Result<PgConnection, ProjectorError> {
    let mut connection = connect::app_connection(url, "hamyar-projector").await?;
    let settings = format!(
        "set search_path = {schema}, public; set synchronous_commit = off; set enable_seqscan = off; set jit = off; set work_mem = '32MB'"
    );
    connection.execute(settings.as_str()).await?;
    Ok(connection)
}

/// A pool for reading: every live schema of this version's projections is on its search path.
pub async fn read_pool(url: &str, max_connections: u32) -> Result<PgPool, ProjectorError> {
    let schemas: Vec<String> = hamyar_projections::all().iter().map(|projection| projection.schema()).collect();
    let path = format!("{}, public", schemas.join(", "));
    let options = connect::options(url, "hamyar-read")?;
    let role = if options.get_username() == APP_ROLE { String::new() } else { format!("set role {APP_ROLE};") };
    let first = format!("{role} set search_path = {path}; set jit = off");
    let pool = connect::pool_options(max_connections)
        .after_connect(move |connection, _| {
            let first = first.clone();
            Box::pin(async move { connection.execute(first.as_str()).await.map(|_| ()) })
        })
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// Makes what is missing: the checkpoint table, and schema, tables and checkpoint of each projection. Running it again changes nothing.
pub async fn ensure(url: &str, projections: &[Arc<dyn Projection>]) -> Result<(), ProjectorError> {
    let mut connection = connect::app_connection(url, "hamyar-projector").await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(SCHEMA_LOCK).await?;
    transaction
        .execute(
            "create schema if not exists projection;
             create table if not exists projection.checkpoint (
               name text not null, version integer not null, position bigint not null default 0, epoch bigint not null default 0,
               state text not null default 'running' check (state in ('running', 'paused')), error text, error_position bigint,
               lease_owner text, lease_until timestamptz, updated_at timestamptz not null default clock_timestamp(),
               primary key (name, version))",
        )
        .await?;
    for projection in projections {
        let known: bool =
            sqlx::query_scalar("select exists (select 1 from projection.checkpoint where name = $1 and version = $2)")
                .bind(projection.name())
                .bind(projection.version())
                .fetch_one(&mut *transaction)
                .await?;
        if !known {
            create(&mut transaction, projection.as_ref(), &projection.schema()).await?;
            sqlx::query("insert into projection.checkpoint (name, version) values ($1, $2)")
                .bind(projection.name())
                .bind(projection.version())
                .execute(&mut *transaction)
                .await?;
        }
    }
    for projection in projections {
        drop_earlier(&mut transaction, projection.as_ref(), "1 day").await?;
    }
    transaction.commit().await?;
    // What a start finds of earlier versions or broken rebuilds may show people who were forgotten while nobody looked after it.
    let forgets: bool =
        sqlx::query_scalar("select exists (select 1 from log.erasure)").fetch_one(&mut connection).await?;
    connection.close().await.ok();
    if forgets { drop_unattended(url, projections).await } else { Ok(()) }
}

/// Drops rows that no node looks after: earlier versions that nobody holds, and what broken rebuilds left.
pub(crate) async fn drop_unattended(url: &str, projections: &[Arc<dyn Projection>]) -> Result<(), ProjectorError> {
    let mut connection = connect::app_connection(url, "hamyar-projector").await?;
    let mut transaction = connection.begin().await?;
    transaction.execute(SCHEMA_LOCK).await?;
    for projection in projections {
        drop_earlier(&mut transaction, projection.as_ref(), "0").await?;
        let schema = projection.rebuild_schema();
        let free: bool = sqlx::query_scalar("select pg_try_advisory_xact_lock(7236838, hashtext($1))")
            .bind(&schema)
            .fetch_one(&mut *transaction)
            .await?;
        if free {
            transaction.execute(format!("drop schema if exists {schema} cascade").as_str()).await?;
        }
    }
    transaction.commit().await?;
    connection.close().await.ok();
    Ok(())
}

/// Marks the rows of a rebuild as looked after while the connection lives.
pub(crate) async fn attend(connection: &mut PgConnection, schema: &str) -> Result<(), ProjectorError> {
    sqlx::query("select pg_advisory_lock_shared(7236838, hashtext($1))").bind(schema).execute(connection).await?;
    Ok(())
}

/// Drops earlier versions that no node has run for a time: until then an older node beside this one still reads its own.
async fn drop_earlier(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    unused: &str,
) -> Result<(), ProjectorError> {
    let versions: Vec<i32> = sqlx::query_scalar(
        "delete from projection.checkpoint where name = $1 and version < $2 and updated_at < clock_timestamp() - $3::interval
            and coalesce(lease_until, '-infinity') < clock_timestamp() returning version",
    )
    .bind(projection.name())
    .bind(projection.version())
    .bind(unused)
    .fetch_all(&mut *connection)
    .await?;
    for version in versions {
        let statement = format!("drop schema if exists rm_{}_v{version} cascade", projection.name());
        connection.execute(statement.as_str()).await?;
    }
    Ok(())
}

/// The statements of a projection's DDL that make indexes other than keys. Rows are loaded faster without them, so a rebuild makes them last.
fn indexes(ddl: &str) -> (String, String) {
    let (indexes, tables): (Vec<&str>, Vec<&str>) = ddl.split_inclusive(';').partition(|statement| {
        statement.trim_start().starts_with("create index") || statement.trim_start().starts_with("create unique index")
    });
    (tables.concat(), indexes.concat())
}

/// Makes `schema` anew with the projection's empty tables, without their indexes.
pub(crate) async fn create_bare(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    schema: &str,
) -> Result<(), ProjectorError> {
    let (tables, _) = indexes(projection.ddl());
    let statements = format!(
        "drop schema if exists {schema} cascade; create schema {schema}; set local search_path = {schema}, public; {tables}"
    );
    sqlx::raw_sql(&statements).execute(connection).await?;
    Ok(())
}

/// Makes the indexes that [`create_bare`] left out, on a connection whose search path is the schema.
pub(crate) async fn create_indexes(
    connection: &mut PgConnection,
    projection: &dyn Projection,
) -> Result<(), ProjectorError> {
    let (_, indexes) = indexes(projection.ddl());
    sqlx::raw_sql(&indexes).execute(connection).await?;
    Ok(())
}

/// Makes `schema` anew with the projection's empty tables.
pub(crate) async fn create(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    schema: &str,
) -> Result<(), ProjectorError> {
    let statements = format!(
        "drop schema if exists {schema} cascade; create schema {schema}; set local search_path = {schema}, public; {}",
        projection.ddl()
    );
    sqlx::raw_sql(&statements).execute(&mut *connection).await?;
    sqlx::raw_sql("set local search_path = public").execute(connection).await?;
    Ok(())
}
