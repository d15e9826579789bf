//! The accounts of one store: opening and migrating.

use std::borrow::Cow;

use hamyar_event_store::EventStore;
use sqlx::PgPool;
use sqlx::migrate::Migrator;
use std::sync::Arc;
use tokio::sync::Mutex;

use crate::devices::Wiped;
use crate::error::IdentityError;
use crate::limiter::{AttemptLimit, Limiter};
use crate::password::Hasher;
use crate::recorder::Recorder;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// Accounts and sessions of one store. Cheap to clone; all clones share the pool, the hashers and the count of failed attempts.
#[derive(Clone)]
pub struct Identity {
    pub(crate) pool: PgPool,
    pub(crate) hasher: Hasher,
    pub(crate) limiter: Limiter,
    pub(crate) recorder: Recorder,
    pub(crate) wiped: Wiped,
    pub(crate) log: Option<EventStore>,
    pub(crate) turn: Arc<Mutex<()>>,
    /// Whether roles that need a second factor must make one: a person who has none yet is not counted as able to administrate.
    pub(crate) enforces_factor: bool,
}

impl Identity {
    /// The accounts behind a pool of the app role. [`Self::migrate`] is run once before they are used.
    pub fn new(pool: PgPool) -> Self {
        Self::with_limit(pool, AttemptLimit::default())
    }

    /// The same with another limit of failed attempts.
    pub fn with_limit(pool: PgPool, limit: AttemptLimit) -> Self {
        Self {
            pool,
            hasher: Hasher::new(),
            limiter: Limiter::new(limit),
            recorder: Recorder::default(),
            wiped: Wiped::default(),
            log: None,
            turn: Arc::default(),
            enforces_factor: false,
        }
    }

    /// The same accounts with the log in which their rights stand, and whose key file seals the secrets of second factors. Without it nobody is
    /// given anything, and nobody has a second factor.
    pub fn with_log(mut self, log: EventStore) -> Self {
        self.log = Some(log);
        self
    }

    /// Says whether roles that need a second factor must make one here.
    pub fn enforcing_second_factor(mut self, enforced: bool) -> Self {
        self.enforces_factor = enforced;
        self
    }

    /// The accounts and the log of one store.
    pub fn of(store: &EventStore) -> Self {
        Self::new(store.pool().clone()).with_log(store.clone())
    }

    pub(crate) fn log(&self) -> Result<&EventStore, IdentityError> {
        self.log.as_ref().ok_or(IdentityError::Fault("these accounts were opened without their log"))
    }

    /// Brings the schema `identity` up to date, as the app role, which owns it. Safe to run again, and by several nodes at once.
    pub async fn migrate(&self) -> Result<(), IdentityError> {
        self.migrate_until(i64::MAX).await
    }

    /// Version of the newest migration of the accounts that this program has.
    pub fn newest_migration() -> i64 {
        MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
    }

    /// As [`Self::migrate`], up to one version only: rows of a backup go into the tables they came from.
    pub async fn migrate_until(&self, version: i64) -> Result<(), IdentityError> {
        use sqlx::{Connection, Executor};
        // Detached, because the search path must not go back into the pool.
        let mut connection = self.pool.acquire().await?.detach();
        connection.execute("CREATE SCHEMA IF NOT EXISTS identity; SET search_path = identity").await?;
        let migrations = MIGRATIONS.iter().filter(|migration| migration.version <= version).cloned().collect();
        let migrator = Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT };
        let migrated = migrator.run_direct(&mut connection).await;
        connection.close().await.ok();
        migrated.map_err(|error| match error {
            sqlx::migrate::MigrateError::Execute(error) => IdentityError::Unavailable(error),
            _ => IdentityError::Fault("the migrations of the accounts do not fit the database"),
        })
    }

    /// The next number under a prefix, from 1, whatever the case of its letters: files are found by number without regard to it. Given once; not part of any transaction, so a number may stay unused.
    pub async fn next_file_number(&self, prefix: &str) -> Result<i64, IdentityError> {
        Ok(self.next_file_numbers(prefix, 1).await?.start)
    }

    /// As [`Self::next_file_number`], several at once: whoever opens many files waits for the counter once.
    pub async fn next_file_numbers(&self, prefix: &str, count: u32) -> Result<std::ops::Range<i64>, IdentityError> {
        let count = i64::from(count);
        let last: i64 = sqlx::query_scalar(
            "INSERT INTO identity.file_numbers (prefix, last_number) VALUES (lower($1), $2) \
             ON CONFLICT (prefix) DO UPDATE SET last_number = file_numbers.last_number + $2 RETURNING last_number",
        )
        .bind(prefix)
        .bind(count)
        .fetch_one(&self.pool)
        .await?;
        Ok(last - count + 1..last + 1)
    }
}
