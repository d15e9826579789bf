//! Connections as the application's role, whoever the URL's user is.

use crate::{APP_ROLE, StoreError};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection, PgPool};
use std::time::Duration;

/// How often a read is put again after a connection turned out to be dead: once for each connection that a pool may have kept.
pub(crate) const AGAIN: u32 = 8;

/// Reads a database URL. `postgres://user@localhost/name?host=/folder` goes through the Unix socket in that folder.
pub fn options(url: &str, application: &str) -> Result<PgConnectOptions, StoreError> {
    let options: PgConnectOptions = url.parse()?;
    Ok(options
        .application_name(application)
        .log_statements(tracing::log::LevelFilter::Trace)
        .log_slow_statements(tracing::log::LevelFilter::Debug, Duration::from_secs(2)))
}

/// A pool whose connections act as `hamyar_app`: by signing in as it, or by `SET ROLE` when the URL names another user. `search_path` is a list
/// of schemas as SQL writes it, or empty for the server's own.
pub async fn app_pool(
    url: &str,
    application: &str,
    max_connections: u32,
    search_path: &str,
) -> Result<PgPool, StoreError> {
    let options = options(url, application)?;
    let first = first_statement(&options, search_path);
    let pool = pool_options(max_connections)
        .after_connect(move |connection, _| {
            let first = first.clone();
            Box::pin(async move {
                if !first.is_empty() {
                    connection.execute(first.as_str()).await?;
                }
                Ok(())
            })
        })
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// Pools wait up to five seconds for a connection, and ask one whether it lives only when it has rested: asking each time would double every
/// short query.
pub fn pool_options(max_connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(max_connections)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(false)
        .before_acquire(|connection, seen| {
            Box::pin(async move {
                if seen.idle_for > Duration::from_millis(500) {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

/// One connection that acts as `hamyar_app`.
pub async fn app_connection(url: &str, application: &str) -> Result<PgConnection, StoreError> {
    let options = options(url, application)?;
    let mut connection = options.connect().await?;
    let first = first_statement(&options, "");
    if !first.is_empty() {
        connection.execute(first.as_str()).await?;
    }
    Ok(connection)
}

fn first_statement(options: &PgConnectOptions, search_path: &str) -> String {
    let mut statements = String::new();
    if options.get_username() != APP_ROLE {
        statements.push_str(&format!("set role {APP_ROLE};"));
    }
    if !search_path.is_empty() {
        statements.push_str(&format!("set search_path = {search_path};"));
    }
    statements
}
