//! Epochs: after a restore or a failover that may have lost commits, positions may be given a second time; the epoch tells the two apart.

use crate::{StoreError, connect};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};

/// Begins a new epoch, between two batches, and returns its number. The user of `admin_url` must be able to act as the log's owner.
pub async fn begin_epoch(admin_url: &str, reason: &str) -> Result<i32, StoreError> {
    let mut connection = connect::options(admin_url, "hamyar-epoch")?.connect().await?;
    let begun = begin(&mut connection, reason).await;
    connection.close().await.ok();
    begun
}

async fn begin(connection: &mut PgConnection, reason: &str) -> Result<i32, StoreError> {
    let mut transaction = connection.begin().await?;
    // The lock of `log.append_batch`: no batch is halfway.
    transaction.execute("select pg_advisory_xact_lock(7236837, 1)").await?;
    let epoch = sqlx::query_scalar(
        "insert into log.epoch (epoch, reason) select coalesce(max(epoch), 0) + 1, $1 from log.epoch returning epoch",
    )
    .bind(reason)
    .fetch_one(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(epoch)
}
