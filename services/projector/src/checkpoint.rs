//! The checkpoint of one projection, held by a lease with an epoch. Whoever takes the lease raises the epoch; every later write of an earlier
//! holder finds another epoch and is void.

use std::time::Duration;

use hamyar_projections::Projection;
use sqlx::{FromRow, PgConnection};

use crate::ProjectorError;

/// Where a projection stands, as taken with the lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub epoch: i64,
    pub position: i64,
    pub paused: bool,
}

#[derive(FromRow)]
struct Taken {
    epoch: i64,
    position: i64,
    paused: bool,
}

impl From<Taken> for Held {
    fn from(row: Taken) -> Self {
        Self { epoch: row.epoch, position: row.position, paused: row.paused }
    }
}

/// Takes the lease when it is free, over, or one's own. `None` while another holds it.
pub(crate) async fn take(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    owner: &str,
    lease: Duration,
) -> Result<Option<Held>, ProjectorError> {
    let row: Option<Taken> = sqlx::query_as(
        "update projection.checkpoint set epoch = epoch + 1, lease_owner = $3, lease_until = clock_timestamp() + $4::float8 * interval '1 second'
          where name = $1 and version = $2 and (lease_until is null or lease_until < clock_timestamp() or lease_owner = $3)
          returning epoch, position, state = 'paused' as paused",
    )
    .bind(projection.name())
    .bind(projection.version())
    .bind(owner)
    .bind(lease.as_secs_f64())
    .fetch_optional(connection)
    .await?;
    Ok(row.map(Held::from))
}

/// Prolongs the lease and reads where the projection stands. `None` when another has taken it.
pub(crate) async fn renew(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    epoch: i64,
    lease: Duration,
) -> Result<Option<Held>, ProjectorError> {
    let row: Option<Taken> = sqlx::query_as(
        "update projection.checkpoint set lease_until = clock_timestamp() + $4::float8 * interval '1 second'
          where name = $1 and version = $2 and epoch = $3 returning epoch, position, state = 'paused' as paused",
    )
    .bind(projection.name())
    .bind(projection.version())
    .bind(epoch)
    .bind(lease.as_secs_f64())
    .fetch_optional(connection)
    .await?;
    Ok(row.map(Held::from))
}

/// Gives the lease up, so that another node need not wait for its end.
pub(crate) async fn give_up(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    epoch: i64,
) -> Result<(), ProjectorError> {
    sqlx::query("update projection.checkpoint set lease_until = null, lease_owner = null where name = $1 and version = $2 and epoch = $3")
        .bind(projection.name())
        .bind(projection.version())
        .bind(epoch)
        .execute(connection)
        .await?;
    Ok(())
}

/// Moves the checkpoint from where this holder left it. False when it is no longer there: then nothing may be committed.
pub(crate) async fn advance(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    held: Held,
    position: i64,
    lease: Duration,
) -> Result<bool, ProjectorError> {
    let done = sqlx::query(
        "update projection.checkpoint set position = $5, updated_at = clock_timestamp(),
                lease_until = clock_timestamp() + $6::float8 * interval '1 second'
          where name = $1 and version = $2 and epoch = $3 and position = $4 and state = 'running'",
    )
    .bind(projection.name())
    .bind(projection.version())
    .bind(held.epoch)
    .bind(held.position)
    .bind(position)
    .bind(lease.as_secs_f64())
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Pauses the projection before the event it cannot take.
pub(crate) async fn pause(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    epoch: i64,
    at: i64,
    error: &str,
) -> Result<(), ProjectorError> {
    sqlx::query(
        "update projection.checkpoint set state = 'paused', error = $4, error_position = $5, updated_at = clock_timestamp()
          where name = $1 and version = $2 and epoch = $3",
    )
    .bind(projection.name())
    .bind(projection.version())
    .bind(epoch)
    .bind(error)
    .bind(at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets a paused projection try again. False when there is none of that name.
pub(crate) async fn resume(connection: &mut PgConnection, name: &str) -> Result<bool, ProjectorError> {
    let done = sqlx::query(
        "update projection.checkpoint set state = 'running', error = null, error_position = null where name = $1",
    )
    .bind(name)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() > 0)
}
