//! Putting the rows back.

use std::collections::HashMap;
use std::path::Path;

use hamyar_event_store::{MasterKey, connect};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use tokio::sync::mpsc;

use crate::catalog::{quoted_columns, quoted_table};
use crate::format::{Manifest, Part};
use crate::reader::{Piece, Reader, Whole};
use crate::{BackupError, Opener, TableRecord};

/// Two files that were read through and go together.
#[derive(Clone, Debug)]
pub struct Plan {
    pub data: Manifest,
    pub keys: Manifest,
}

impl Plan {
    /// Whether two files go together, and with this master key. The keys may be of a later backup than the data: then whatever was erased in
    /// between stays unreadable.
    pub fn new(data: (&Path, Whole), keys: (&Path, Whole), master: &MasterKey) -> Result<Self, BackupError> {
        let (data_path, keys_path) = (data.0.display().to_string(), keys.0.display().to_string());
        Piece::must_be(&data_path, &data.1.manifest.head, Part::Data)?;
        Piece::must_be(&keys_path, &keys.1.manifest.head, Part::Keys)?;
        for (path, whole) in [(&data_path, &data.1), (&keys_path, &keys.1)] {
            if !whole.is_signed(|text| master.authenticate_backup(text)) {
                return Err(BackupError::NotAuthentic { path: path.clone() });
            }
        }
        let (data, keys) = (data.1.manifest, keys.1.manifest);
        if data.head.store_id != keys.head.store_id {
            return Err(BackupError::DoesNotFit(format!(
                "the keys are of another store ({}) than the data ({})",
                keys.head.store_id, data.head.store_id
            )));
        }
        if keys.head.made_at < data.head.made_at {
            return Err(BackupError::DoesNotFit(format!(
                "the keys were taken at {} and the data later, at {}: keys made in between would be missing. Take the keys file of the same \
                 backup or of a later one",
                keys.head.made_at, data.head.made_at
            )));
        }
        if let Some(other) = keys.head.master_keys.iter().find(|name| !master.unwraps(name)) {
            return Err(BackupError::DoesNotFit(format!(
                "keys in {keys_path} are wrapped by the master key {other}, which the key file does not hold: give the key file of that time"
            )));
        }
        Ok(Self { data, keys })
    }
}

/// Puts the rows of a file into the tables that are there, in one transaction, and checks their number.
pub async fn load(
    admin_url: &str,
    path: &Path,
    opener: &Opener,
    manifest: &Manifest,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<(), BackupError> {
    let mut connection = connect::options(admin_url, "hamyar-restore")?.connect().await?;
    connection
        .execute(
            "set timezone = 'UTC'; set datestyle = 'ISO'; set client_encoding = 'UTF8'; set synchronous_commit = on;
             set statement_timeout = 0; begin",
        )
        .await?;
    let loaded = loaded(&mut connection, path, opener, manifest, progress).await;
    match loaded {
        Ok(()) => {
            connection.execute("commit").await?;
            connection.close().await.ok();
            Ok(())
        }
        Err(error) => {
            connection.close().await.ok();
            Err(error)
        }
    }
}

async fn loaded(
    connection: &mut PgConnection,
    path: &Path,
    opener: &Opener,
    manifest: &Manifest,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<(), BackupError> {
    for table in &manifest.tables {
        make_room(connection, table).await?;
    }
    let (pieces, read) = pieces(path, opener)?;
    let whole = insert(connection, pieces, manifest, progress).await;
    // The thread's own words say more than that it fell silent.
    match (read.await.map_err(|_| BackupError::Stopped)?, whole) {
        (_, Ok(whole)) => {
            if whole.manifest != *manifest {
                let what = "it changed while it was read".to_owned();
                return Err(BackupError::Damaged { path: path.display().to_string(), what });
            }
        }
        (Err(BackupError::Stopped), Err(error)) | (Ok(()), Err(error)) | (Err(error), Err(BackupError::Stopped)) => {
            return Err(error);
        }
        (Err(error), Err(_)) => return Err(error),
    }
    for table in &manifest.tables {
        let sql = format!("select count(*) from {}", quoted_table(&table.schema, &table.name));
        let rows: i64 = sqlx::query_scalar(&sql).fetch_one(&mut *connection).await?;
        if rows.unsigned_abs() != table.rows {
            let name = table.full_name();
            return Err(BackupError::DoesNotFit(format!("{name} has {rows} rows where {} were put in", table.rows)));
        }
    }
    for sequence in &manifest.sequences {
        let name = quoted_table(&sequence.schema, &sequence.name);
        let there: bool =
            sqlx::query_scalar("select to_regclass($1) is not null").bind(&name).fetch_one(&mut *connection).await?;
        if there {
            sqlx::query("select setval($1::regclass, $2)")
                .bind(&name)
                .bind(sequence.last_value)
                .execute(&mut *connection)
                .await?;
        }
    }
    Ok(())
}

/// What the migrations put into a table gives way to what is in the backup.
async fn make_room(connection: &mut PgConnection, table: &TableRecord) -> Result<(), BackupError> {
    let name = quoted_table(&table.schema, &table.name);
    let there: bool =
        sqlx::query_scalar("select to_regclass($1) is not null").bind(&name).fetch_one(&mut *connection).await?;
    if !there {
        return Err(BackupError::DoesNotFit(format!(
            "the backup has a table {} that this program does not know: use the program that made it, or a newer one",
            table.full_name()
        )));
    }
    let full: bool =
        sqlx::query_scalar(&format!("select exists (select 1 from {name})")).fetch_one(&mut *connection).await?;
    if full {
        // Even where nothing may be deleted: these rows are of a store that nobody has opened yet.
        let statements = format!(
            "alter table {name} disable trigger user; delete from {name}; alter table {name} enable trigger user"
        );
        connection.execute(statements.as_str()).await?;
    }
    Ok(())
}

type Pieces = mpsc::Receiver<(Piece, u64, u64)>;
type Read = tokio::task::JoinHandle<Result<(), BackupError>>;

/// Reads the file in a thread of its own.
fn pieces(path: &Path, opener: &Opener) -> Result<(Pieces, Read), BackupError> {
    let reader = Reader::open(path, opener)?;
    let (sender, pieces) = mpsc::channel(16);
    let read = tokio::task::spawn_blocking(move || {
        let at = std::cell::Cell::new((0, 0));
        reader.read(&mut |done, of| at.set((done, of)), &mut |piece| {
            let (done, of) = at.get();
            // Nobody takes it any more: they know why.
            sender.blocking_send((piece, done, of)).map_err(|_| BackupError::Stopped)
        })
    });
    Ok((pieces, read))
}

async fn insert(
    connection: &mut PgConnection,
    mut pieces: Pieces,
    manifest: &Manifest,
    progress: &mut (dyn FnMut(u64, u64) + Send),
) -> Result<Whole, BackupError> {
    let tables: HashMap<String, &TableRecord> =
        manifest.tables.iter().map(|table| (table.full_name(), table)).collect();
    let mut next = pieces.recv().await;
    loop {
        match next.take() {
            Some((Piece::Head(_), ..)) => next = pieces.recv().await,
            Some((Piece::End(whole), ..)) => return Ok(*whole),
            Some((Piece::Rows { table, text }, done, of)) => {
                progress(done, of);
                let record = tables.get(&table).ok_or(BackupError::Stopped)?;
                let statement = format!(
                    "copy {} ({}) from stdin",
                    quoted_table(&record.schema, &record.name),
                    quoted_columns(&record.columns)
                );
                let mut copy = connection.copy_in_raw(&statement).await?;
                let mut sent = copy.send(text).await.map(|_| ());
                next = pieces.recv().await;
                while sent.is_ok() {
                    match next.take() {
                        Some((Piece::Rows { table: same, text }, done, of)) if same == table => {
                            progress(done, of);
                            sent = copy.send(text).await.map(|_| ());
                            next = pieces.recv().await;
                        }
                        other => {
                            next = other;
                            break;
                        }
                    }
                }
                sent?;
                copy.finish().await?;
            }
            None => return Err(BackupError::Stopped),
        }
    }
}
