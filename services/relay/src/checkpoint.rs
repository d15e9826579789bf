//! The relay's own row: how far it is, and which node publishes. A lease, never a session lock, so that a node that is cut off
//! cannot hold the others up; every write names the lease's epoch, so that a node that wakes up late changes nothing.

use std::time::Duration;

use sqlx::PgPool;
use uuid::Uuid;

use crate::RelayError;

/// How long a silent leader keeps the lease.
pub(crate) const LEASE: Duration = Duration::from_secs(10);

/// Makes the relay's schema. Run by the owner of the store's schemas, who grants its use to `app_role`.
///
/// # Errors
/// The database's, when the schema cannot be made.
pub async fn migrate(owner: &PgPool, app_role: &str) -> Result<(), sqlx::Error> {
    // The role's name is a constant of the event store, never input; quoting it is a matter of form.
    let role = app_role.replace('"', "\"\"");
    let mut transaction = owner.begin().await?;
    // Two nodes that start at once must not both make the schema.
    sqlx::query("select pg_advisory_xact_lock(hashtext('hamyar.relay.migrate'))").execute(&mut *transaction).await?;
    sqlx::raw_sql(&format!(
        r#"
        create schema if not exists relay;
        create table if not exists relay.checkpoint (
            name text primary key,
            position bigint not null default 0,
            event_id uuid,
            owner uuid,
            lease_epoch bigint not null default 0,
            lease_until timestamptz not null default '-infinity',
            updated_at timestamptz not null default now()
        );
        insert into relay.checkpoint (name) values ('nats') on conflict do nothing;
        grant usage on schema relay to "{role}";
        grant select, update on relay.checkpoint to "{role}";
        "#
    ))
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await
}

/// A lease held by this node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lease {
    /// Grows by one each time the lease changes hands.
    epoch: i64,
    /// Where the checkpoint stood when the lease was taken.
    pub(crate) position: i64,
}

/// The row, seen by one node.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoint {
    pool: PgPool,
    node: Uuid,
}

impl Checkpoint {
    pub(crate) fn new(pool: PgPool) -> Self {
        Self { pool, node: Uuid::new_v4() }
    }

    /// Takes the lease when it is free or ran out, or `None` while another node holds it.
    pub(crate) async fn take(&self) -> Result<Option<Lease>, RelayError> {
        let row: Option<(i64, i64)> = sqlx::query_as(
            "update relay.checkpoint set owner = $1, lease_epoch = lease_epoch + 1, lease_until = now() + $2, updated_at = now() \
             where name = 'nats' and (owner is null or owner = $1 or lease_until < now()) returning lease_epoch, position",
        )
        .bind(self.node)
        .bind(LEASE)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|(epoch, position)| Lease { epoch, position }))
    }

    /// Renews the lease and notes how far the stream is.
    pub(crate) async fn advance(&self, lease: Lease, position: i64, event_id: Option<Uuid>) -> Result<(), RelayError> {
        let done = sqlx::query(
            "update relay.checkpoint set position = $3, event_id = coalesce($4, event_id), lease_until = now() + $5, updated_at = now() \
             where name = 'nats' and owner = $1 and lease_epoch = $2",
        )
        .bind(self.node)
        .bind(lease.epoch)
        .bind(position)
        .bind(event_id)
        .bind(LEASE)
        .execute(&self.pool)
        .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(RelayError::LeaseLost) }
    }

    /// Gives the lease back, so that another node goes on at once.
    pub(crate) async fn give_back(&self, lease: Lease) -> Result<(), RelayError> {
        sqlx::query(
            "update relay.checkpoint set owner = null, lease_until = '-infinity', updated_at = now() \
             where name = 'nats' and owner = $1 and lease_epoch = $2",
        )
        .bind(self.node)
        .bind(lease.epoch)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
