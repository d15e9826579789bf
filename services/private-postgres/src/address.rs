//! How to reach a server over its socket.

use std::path::PathBuf;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::{PORT, SUPERUSER};

/// The folder of a server's socket.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    pub(crate) socket_dir: PathBuf,
}

impl Address {
    /// A URL for a role and database, as libpq and sqlx read it.
    pub(crate) fn url(&self, role: &str, database: &str) -> String {
        let host = percent_encode(&self.socket_dir.to_string_lossy());
        let (role, database) = (percent_encode(role), percent_encode(database));
        format!("postgres:///{database}?host={host}&port={PORT}&user={role}&sslmode=disable")
    }

    /// The same for our own connections, as the superuser.
    pub(crate) fn connect_options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.socket_dir)
            .port(PORT)
            .username(SUPERUSER)
            .database(database)
            .ssl_mode(PgSslMode::Disable)
            .application_name("hamyar")
    }

    /// The path of the socket itself.
    pub(crate) fn socket(&self) -> PathBuf {
        self.socket_dir.join(format!(".s.PGSQL.{PORT}"))
    }

    /// The path of the lock file that PostgreSQL keeps beside it.
    pub(crate) fn socket_lock(&self) -> PathBuf {
        self.socket_dir.join(format!(".s.PGSQL.{PORT}.lock"))
    }

    /// Asks the server there which cluster it serves.
    pub(crate) async fn system_identifier(&self) -> Result<u64, sqlx::Error> {
        let mut connection: PgConnection = self.connect_options(SUPERUSER).connect().await?;
        let identifier: i64 =
            sqlx::query_scalar("SELECT system_identifier FROM pg_control_system()").fetch_one(&mut connection).await?;
        connection.close().await?;
        // PostgreSQL has no unsigned 64-bit number and shows the identifier as a signed one.
        Ok(identifier.cast_unsigned())
    }
}

/// Percent-encodes everything but letters, digits and `-._~`.
fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn a_url_names_socket_role_and_database_and_no_secret() {
        let address = Address { socket_dir: "/run/hamyar-101-a b".into() };
        assert_eq!(
            address.url("app role", "hamyar"),
            "postgres:///hamyar?host=%2Frun%2Fhamyar-101-a%20b&port=5432&user=app%20role&sslmode=disable"
        );
    }
}
