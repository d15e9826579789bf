//! Which family a row of a register was given: the only place where a row is remembered.
//!
//! The keyed digest of a row stands in the table `import.import_row` and nowhere else: not in the log, where nothing can be deleted. The ids that
//! the log keeps are random, or derive from random ones. A row's line in the table is deleted with the family it speaks of; sent again after
//! that, the row is a new one.

use hamyar_event_store::{EventStore, StoreError};
use sqlx::PgPool;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The keyed digest of a row's source and normalized content.
pub(super) type RowIndex = [u8; 32];

/// How many rows are asked for at once.
const AT_ONCE: usize = 5_000;

const SCHEMA: &str = "
begin;
select pg_advisory_xact_lock(7236837, 3);
create schema if not exists import;
create table if not exists import.import_row (
  row_index         bytea primary key check (octet_length(row_index) = 32),  -- keyed; says nothing without the key
  family_id         uuid not null unique,  -- random: the stream the row opens when nobody has the person yet
  joined_family_id  uuid,                  -- the family that had the person, which the row joined as a second registration
  created_at        timestamptz not null default now()
);
create index if not exists import_row_of_joined on import.import_row (joined_family_id) where joined_family_id is not null;
commit;";

/// What was decided for a row when it was seen first.
#[derive(Debug, Clone, Copy)]
pub(super) struct KnownRow {
    /// Random, made once.
    pub family_id: Uuid,
    /// The family it joined then.
    pub joined: Option<Uuid>,
    /// Whether it was seen just now for the first time.
    pub fresh: bool,
}

/// Makes the table where there is none, as the application's role, which therefore may delete from it.
pub(super) async fn ensure(store: &EventStore) -> Result<(), StoreError> {
    prepare(store.pool()).await
}

/// The same, behind a pool of the application's role.
pub async fn prepare(pool: &PgPool) -> Result<(), StoreError> {
    let there: bool = sqlx::query_scalar("select to_regclass('import.import_row') is not null").fetch_one(pool).await?;
    if !there {
        let mut connection = pool.acquire().await?;
        if let Err(error) = sqlx::raw_sql(SCHEMA).execute(&mut *connection).await {
            sqlx::raw_sql("rollback").execute(&mut *connection).await.ok();
            return Err(error.into());
        }
    }
    Ok(())
}

/// Those of the rows that were imported before.
pub(super) async fn seen(store: &EventStore, indexes: &[RowIndex]) -> Result<HashSet<RowIndex>, StoreError> {
    let mut seen = HashSet::new();
    for part in indexes.chunks(AT_ONCE) {
        let part: Vec<&[u8]> = part.iter().map(<[u8; 32]>::as_slice).collect();
        let rows: Vec<Vec<u8>> =
            sqlx::query_scalar("select row_index from import.import_row where row_index = any($1::bytea[])")
                .bind(&part)
                .fetch_all(store.pool())
                .await?;
        seen.extend(rows.iter().filter_map(|index| RowIndex::try_from(index.as_slice()).ok()));
    }
    Ok(seen)
}

/// The rows as they are known, each made known when it was not. Of several who send one row at once, one decides and all get its answer.
pub(super) async fn remember(
    store: &EventStore,
    indexes: &[RowIndex],
) -> Result<HashMap<RowIndex, KnownRow>, StoreError> {
    let mut known = HashMap::with_capacity(indexes.len());
    for part in indexes.chunks(AT_ONCE) {
        let part: Vec<&[u8]> = part.iter().map(<[u8; 32]>::as_slice).collect();
        let chance: Vec<Uuid> = part.iter().map(|_| Uuid::new_v4()).collect();
        // In the order of the index, so that two imports wait for one another and never crosswise.
        sqlx::query(
            "insert into import.import_row (row_index, family_id)
             select u.row_index, u.family_id from unnest($1::bytea[], $2::uuid[]) as u(row_index, family_id) order by u.row_index
             on conflict do nothing",
        )
        .bind(&part)
        .bind(&chance)
        .execute(store.pool())
        .await?;
        let made: HashSet<Uuid> = chance.into_iter().collect();
        let rows: Vec<(Vec<u8>, Uuid, Option<Uuid>)> = sqlx::query_as(
            "select row_index, family_id, joined_family_id from import.import_row where row_index = any($1::bytea[])",
        )
        .bind(&part)
        .fetch_all(store.pool())
        .await?;
        for (index, family_id, joined) in rows {
            if let Ok(index) = RowIndex::try_from(index.as_slice()) {
                known.insert(index, KnownRow { family_id, joined, fresh: made.contains(&family_id) });
            }
        }
    }
    Ok(known)
}

/// Writes down that a row joins a family, before it does. The first family stays: the answer is that one.
pub(super) async fn remember_joining(pool: &PgPool, family_id: Uuid, joined: Uuid) -> Result<Uuid, StoreError> {
    let first: Option<Uuid> = sqlx::query_scalar(
        "update import.import_row set joined_family_id = coalesce(joined_family_id, $2) where family_id = $1
         returning joined_family_id",
    )
    .bind(family_id)
    .bind(joined)
    .fetch_optional(pool)
    .await?;
    Ok(first.unwrap_or(joined))
}
