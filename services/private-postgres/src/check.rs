//! The database behind the server: it exists, and it can search Persian text.

use sqlx::{ConnectOptions, Connection, Executor, PgConnection};

use crate::SUPERUSER;
use crate::cluster::Cluster;
use crate::error::Error;

/// Names that stand in SQL without quotes.
pub(crate) fn plain_name(name: &str) -> Result<(), Error> {
    let plain = name.len() <= 63
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if plain { Ok(()) } else { Err(Error::DatabaseName { name: name.to_owned() }) }
}

/// Makes the database and its extension when they are missing, and proves that a Persian word has trigrams.
pub(crate) async fn ready_database(cluster: &Cluster) -> Result<(), Error> {
    let refused = |doing| move |source| Error::Database { doing, source };
    let name = cluster.database.as_str();
    let mut admin = connect(cluster, SUPERUSER).await?;
    let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(name)
        .fetch_one(&mut admin)
        .await
        .map_err(refused("to list its databases"))?;
    if !exists {
        // The name was checked to be plain, and a database's name cannot be a parameter.
        let statement = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        admin.execute(statement.as_str()).await.map_err(refused("to make the database"))?;
    }
    close(admin).await;

    let mut connection = connect(cluster, name).await?;
    let available: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm')")
            .fetch_one(&mut connection)
            .await
            .map_err(refused("to list its extensions"))?;
    if !available {
        close(connection).await;
        return Err(Error::TrigramsMissing { bin: cluster.programs.bin.clone() });
    }
    let installed: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
        .fetch_one(&mut connection)
        .await
        .map_err(refused("to list its extensions"))?;
    if !installed {
        let made = connection.execute("CREATE EXTENSION pg_trgm WITH SCHEMA public").await;
        made.map_err(refused("to add pg_trgm"))?;
    }
    // The extension may be in any schema of the database's owner's choice, so its function is asked for by its own schema.
    let schema: String = sqlx::query_scalar(
        "SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'pg_trgm'",
    )
    .fetch_one(&mut connection)
    .await
    .map_err(refused("to find pg_trgm"))?;
    let statement = format!("SELECT cardinality({schema}.show_trgm('سلام')) > 0");
    let has_trigrams: bool =
        sqlx::query_scalar(&statement).fetch_one(&mut connection).await.map_err(refused("to make trigrams"))?;
    let ctype: String = sqlx::query_scalar("SELECT datctype FROM pg_database WHERE datname = current_database()")
        .fetch_one(&mut connection)
        .await
        .map_err(refused("to tell its character type"))?;
    close(connection).await;
    if has_trigrams { Ok(()) } else { Err(Error::PersianTrigramsEmpty { database: name.to_owned(), ctype }) }
}

async fn connect(cluster: &Cluster, database: &str) -> Result<PgConnection, Error> {
    let connected = cluster.address.connect_options(database).connect().await;
    connected.map_err(|source| Error::Database { doing: "a connection", source })
}

async fn close(connection: PgConnection) {
    // A connection that breaks while it is being closed is closed.
    let _ = connection.close().await;
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_database_is_named_plainly_or_not_at_all() {
        assert!(plain_name("hamyar").is_ok());
        assert!(plain_name("test_12").is_ok());
        for name in ["", "1a", "a-b", "a\"; DROP", "Hamyar", "همیار"] {
            assert!(plain_name(name).is_err(), "{name}");
        }
    }
}
