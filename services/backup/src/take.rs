//! Taking a store out: one read-only snapshot over everything, while nodes serve.

use std::path::PathBuf;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use hamyar_event_store::{MasterKey, connect};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection, Row};
use uuid::Uuid;

use crate::catalog::{self, Kept, Table, quoted, quoted_columns};
use crate::format::{Event, Head, KeyName, LeftOut, Manifest, Part, SequenceRecord, Streams, VERSION, hex};
use crate::lock::Lock;
use crate::writer::Writer;
use crate::{BackupError, TableRecord};

/// Rows gathered before they are handed on.
const GATHERED: usize = 1 << 16;

/// What is to be taken, and where to.
#[derive(Debug)]
pub struct Wanted {
    /// A user that may read every table.
    pub admin_url: String,
    /// Version of the program.
    pub program: String,
    /// File for everything but the keys.
    pub data: PathBuf,
    /// File for the keys.
    pub keys: PathBuf,
}

/// What was taken.
#[derive(Clone, Debug, Serialize)]
pub struct Taken {
    pub head: Head,
    pub rows: u64,
    /// Of COPY's text.
    pub bytes: u64,
    pub data_file_bytes: u64,
    pub keys_file_bytes: u64,
}

/// Takes a store. On a failure neither file is left.
pub async fn take(
    wanted: &Wanted,
    lock: &Lock,
    master: &MasterKey,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Taken, BackupError> {
    for path in [&wanted.data, &wanted.keys] {
        if path.exists() {
            return Err(BackupError::Exists(path.display().to_string()));
        }
    }
    let mut connection = connect::options(&wanted.admin_url, "hamyar-backup")?.connect().await?;
    connection
        .execute(
            "set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set client_encoding = 'UTF8';
             set jit = off; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;
             begin isolation level repeatable read read only",
        )
        .await?;
    let taken = taken(&mut connection, wanted, lock, master, progress).await;
    connection.close().await.ok();
    taken
}

async fn taken(
    connection: &mut PgConnection,
    wanted: &Wanted,
    lock: &Lock,
    master: &MasterKey,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Taken, BackupError> {
    let head = head(connection, &wanted.program).await?;
    let tables = catalog::tables(connection).await?;
    let total = tables.iter().filter(|table| table.kept == Kept::Data).map(|table| table.bytes).sum();
    // Keys first: they are few, and a wrong path is known at once.
    let mut keys_head = Head { part: Part::Keys, ..head.clone() };
    keys_head.master_keys =
        sqlx::query_scalar("select distinct master_id from log.subject_key where destroyed_at is null order by 1")
            .fetch_all(&mut *connection)
            .await?;
    let keys = written(connection, &wanted.keys, lock, keys_head, &tables, &mut |_| {}).await?;
    let data =
        written(connection, &wanted.data, lock, head.clone(), &tables, &mut |done| progress(done, total)).await?;
    let mac = |text: &[u8]| master.authenticate_backup(text);
    let keys_file_bytes = keys.0.finish(&keys.1, mac).await?;
    let data_file_bytes = match data.0.finish(&data.1, mac).await {
        Ok(bytes) => bytes,
        Err(error) => {
            // Keys without their data are no backup.
            std::fs::remove_file(&wanted.keys).ok();
            return Err(error);
        }
    };
    let rows = keys.1.tables.iter().chain(&data.1.tables).map(|table| table.rows).sum();
    let bytes = keys.1.tables.iter().chain(&data.1.tables).map(|table| table.bytes).sum();
    Ok(Taken { head, rows, bytes, data_file_bytes, keys_file_bytes })
}

/// One of the two files, up to its manifest.
async fn written(
    connection: &mut PgConnection,
    path: &std::path::Path,
    lock: &Lock,
    head: Head,
    tables: &[Table],
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<(Writer, Manifest), BackupError> {
    let mut writer = Writer::begin(path.to_owned(), lock, &head)?;
    let kept = if head.part == Part::Keys { Kept::Keys } else { Kept::Data };
    let mut manifest =
        Manifest { head, streams: None, tables: Vec::new(), sequences: Vec::new(), left_out: Vec::new() };
    let mut done = 0;
    for table in tables.iter().filter(|table| table.kept == kept) {
        let record = rows_of(connection, &mut writer, table, &mut |bytes| progress(done + bytes)).await?;
        done += record.bytes;
        manifest.tables.push(record);
    }
    if kept == Kept::Data {
        manifest.streams = Some(streams(connection).await?);
        manifest.sequences = sequences(connection).await?;
        for table in tables {
            if let Kept::LeftOut(why) = table.kept {
                let table = format!("{}.{}", table.schema, table.name);
                manifest.left_out.push(LeftOut { table, why: why.to_owned() });
            }
        }
    }
    Ok((writer, manifest))
}

async fn rows_of(
    connection: &mut PgConnection,
    writer: &mut Writer,
    table: &Table,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<TableRecord, BackupError> {
    let columns = quoted_columns(&table.columns);
    // The log in its order: restored, its rows lie as they are read.
    let order =
        if (table.schema.as_str(), table.name.as_str()) == ("log", "events") { " order by position" } else { "" };
    connection
        .execute(if order.is_empty() {
            "set enable_seqscan = on; set enable_sort = on"
        } else {
            "set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off"
        })
        .await?;
    let statement = format!("copy (select {columns} from {}{order}) to stdout", table.quoted());
    let mut rows = connection.copy_out_raw(&statement).await?;
    let mut out = writer.table(&table.schema, &table.name, &table.columns);
    let mut gathered: Vec<u8> = Vec::with_capacity(GATHERED);
    let mut bytes = 0;
    while let Some(row) = rows.try_next().await? {
        let row: Bytes = row;
        bytes += row.len() as u64;
        gathered.extend_from_slice(&row);
        if gathered.len() >= GATHERED {
            writer.rows(&mut out, &gathered).await?;
            gathered.clear();
            progress(bytes);
        }
    }
    writer.rows(&mut out, &gathered).await?;
    progress(bytes);
    writer.end(out).await
}

async fn head(connection: &mut PgConnection, program: &str) -> Result<Head, BackupError> {
    let prepared: bool = sqlx::query_scalar(
        "select to_regclass('log.store') is not null and to_regclass('hamyar.store_info') is not null",
    )
    .fetch_one(&mut *connection)
    .await?;
    let store: Option<(Uuid, String)> = if prepared {
        sqlx::query_as("select s.store_id, i.kind from log.store s, hamyar.store_info i")
            .fetch_optional(&mut *connection)
            .await?
    } else {
        None
    };
    let (store_id, kind) = store.ok_or_else(|| {
        BackupError::DoesNotFit(
            "the database is no store of this version yet: start it once, or run `hamyar migrate`".to_owned(),
        )
    })?;
    let postgres: i32 =
        sqlx::query_scalar("select current_setting('server_version_num')::int").fetch_one(&mut *connection).await?;
    let made_at: DateTime<Utc> =
        sqlx::query_scalar("select transaction_timestamp()").fetch_one(&mut *connection).await?;
    let epoch: i32 = sqlx::query_scalar("select max(epoch) from log.epoch").fetch_one(&mut *connection).await?;
    let last: Option<(i64, Uuid, DateTime<Utc>, Vec<u8>)> =
        sqlx::query_as("select position, event_id, recorded_at, hash from log.events order by position desc limit 1")
            .fetch_optional(&mut *connection)
            .await?;
    let last_event =
        last.map(|(position, event_id, recorded_at, hash)| Event { position, event_id, recorded_at, hash: hex(&hash) });
    let names: Vec<(String, String)> =
        sqlx::query_as("select purpose, key_id from log.key_name order by purpose").fetch_all(&mut *connection).await?;
    Ok(Head {
        format: VERSION,
        part: Part::Data,
        backup_id: Uuid::now_v7(),
        store_id,
        kind,
        program: program.to_owned(),
        postgres,
        made_at,
        position: last_event.as_ref().map_or(0, |event| event.position),
        epoch,
        last_event,
        log_migration: newest(connection, "log").await?,
        identity_migration: newest(connection, "identity").await?,
        key_names: names.into_iter().map(|(purpose, key_id)| KeyName { purpose, key_id }).collect(),
        master_keys: Vec::new(),
    })
}

async fn newest(connection: &mut PgConnection, schema: &str) -> Result<i64, BackupError> {
    let sql = format!("select coalesce(max(version), 0) from {}._sqlx_migrations where success", quoted(schema));
    Ok(sqlx::query_scalar(&sql).fetch_one(connection).await?)
}

/// All histories summed up, read in the order of the primary key backwards. The connection prefers indexes from then on.
pub async fn streams(connection: &mut PgConnection) -> Result<Streams, BackupError> {
    connection.execute("set enable_seqscan = off; set local enable_sort = off").await?;
    let mut rows = sqlx::query(
        "select distinct on (aggregate_type, aggregate_id) aggregate_type, aggregate_id, sequence, hash from log.events
          order by aggregate_type desc, aggregate_id desc, sequence desc",
    )
    .fetch(connection);
    let (mut count, mut sha) = (0, Sha256::new());
    while let Some(row) = rows.try_next().await? {
        let (stream, id, sequence): (String, String, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let hash: Vec<u8> = row.try_get(3)?;
        sha.update(format!("{stream} {id} {sequence} {}\n", hex(&hash)));
        count += 1;
    }
    Ok(Streams { count, sha256: hex(&sha.finalize()) })
}

/// Counters. They stand outside of snapshots: a value that is too high leaves a gap, as everywhere.
async fn sequences(connection: &mut PgConnection) -> Result<Vec<SequenceRecord>, BackupError> {
    let rows: Vec<(String, String, Option<i64>)> =
        sqlx::query_as("select schemaname::text, sequencename::text, last_value from pg_sequences order by 1, 2")
            .fetch_all(connection)
            .await?;
    let of_data = |schema: &str| schema != "public" && kept_schema(schema);
    Ok(rows
        .into_iter()
        .filter(|(schema, ..)| of_data(schema))
        .filter_map(|(schema, name, last)| Some(SequenceRecord { schema, name, last_value: last? }))
        .collect())
}

fn kept_schema(schema: &str) -> bool {
    catalog::kept(schema, "") == Kept::Data
}
