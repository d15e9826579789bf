//! `hamyar backup`: a store taken out whole.

use std::path::{Path, PathBuf};

use hamyar_backup::{Head, Lock, Manifest, Opener, Part, Wanted};
use hamyar_event_store::KeySource;
use serde::Serialize;
use serde_json::json;

use super::{print, print_json};
use crate::cli::{BackupArgs, BackupCommand, LockArgs, OpenerArgs, Place};
use crate::failure::Failure;
use crate::open::{self, Need};
use crate::{key, progress, sign_in};

pub async fn run(place: &Place, args: &BackupArgs) -> Result<(), Failure> {
    match &args.command {
        Some(BackupCommand::Keygen { out }) => {
            let recipient = hamyar_backup::keygen(out)?;
            eprintln!(
                "The identity is in {}. Keep it, and keep it away from the server; this is its recipient:",
                out.display()
            );
            print(&format!("{recipient}\n"))
        }
        Some(BackupCommand::Inspect { file, opener, json }) => inspect(place, file, opener, *json).await,
        Some(BackupCommand::List { folders, json }) => list(folders, *json),
        None => make(place, args).await,
    }
}

/// Who can open it. Asked before anything else is done.
fn lock(args: &LockArgs) -> Result<Lock, Failure> {
    if args.passphrase {
        let typed = sign_in::secret("HAMYAR_BACKUP_PASSPHRASE", "Passphrase of the backup")?;
        return Ok(Lock::passphrase(typed)?);
    }
    if args.recipient.is_empty() {
        return Err(Failure::Unreadable(
            "a backup is encrypted: name a --recipient (`hamyar backup keygen` makes one), or close it with --passphrase".to_owned(),
        ));
    }
    Ok(Lock::recipients(args.recipient.iter().map(String::as_str))?)
}

/// What opens it.
pub fn opener(args: &OpenerArgs) -> Result<Opener, Failure> {
    match &args.identity {
        Some(path) if !args.passphrase => Ok(Opener::identity_file(path)?),
        _ => Ok(Opener::passphrase(sign_in::secret("HAMYAR_BACKUP_PASSPHRASE", "Passphrase of the backup")?)),
    }
}

async fn make(place: &Place, args: &BackupArgs) -> Result<(), Failure> {
    let (Some(out), Some(keys_out)) = (&args.out, &args.keys_out) else {
        return Err(Failure::Unreadable("--out and --keys-out name the places of the two files".to_owned()));
    };
    let lock = lock(&args.lock)?;
    let name = format!("hamyar-{}", chrono::Utc::now().format("%Y%m%dT%H%M%SZ"));
    let data = file_in(out, &name, Part::Data);
    let keys = file_in(keys_out, &name, Part::Keys);
    if data == keys {
        return Err(Failure::Unreadable("--out and --keys-out must be two files".to_owned()));
    }
    for folder in [&data, &keys].into_iter().filter_map(|file| file.parent()).filter(|folder| !folder.exists()) {
        // One level is made; a path that was mistyped further up is told.
        std::fs::create_dir(folder).map_err(|error| Failure::Unreadable(format!("{}: {error}", folder.display())))?;
    }
    let folder = |path: &Path| path.parent().and_then(|parent| parent.canonicalize().ok());
    if folder(&data) == folder(&keys) {
        eprintln!(
            "Both files are in one folder. Keep the keys apart, or at least delete them sooner: with old keys, who was erased can still be read."
        );
    }
    let server = open::start(place, Need::Existing).await?;
    let url = server.admin_url();
    let made = tokio::select! {
        made = taken(place, &url, &lock, data.clone(), keys.clone()) => made,
        () = crate::signals::stop_now(Need::Existing) => Err(Failure::Fault("stopped; no backup was made".to_owned())),
    };
    open::stop(server).await;
    let taken = made?;
    if args.json {
        return print_json(&json!({
            "data": data, "keys": keys, "backup_id": taken.head.backup_id, "store_id": taken.head.store_id, "made_at": taken.head.made_at,
            "position": taken.head.position, "epoch": taken.head.epoch, "rows": taken.rows, "bytes": taken.bytes,
            "data_file_bytes": taken.data_file_bytes, "keys_file_bytes": taken.keys_file_bytes,
        }));
    }
    print(&format!(
        "{}  {} bytes\n{}  {} bytes\n{} rows up to position {}\n",
        data.display(),
        taken.data_file_bytes,
        keys.display(),
        taken.keys_file_bytes,
        taken.rows,
        taken.head.position
    ))
}

async fn taken(
    place: &Place,
    admin_url: &str,
    lock: &Lock,
    data: PathBuf,
    keys: PathBuf,
) -> Result<hamyar_backup::Taken, Failure> {
    open::refuse_half_restored(admin_url).await?;
    if !crate::info::is_prepared(admin_url).await? {
        return Err(open::no_store());
    }
    let master = key::load(&key::source(place, open::data_folder(place).as_deref())?, false)?;
    let bar = progress::bar("backup");
    let wanted = Wanted { admin_url: admin_url.to_owned(), program: env!("CARGO_PKG_VERSION").to_owned(), data, keys };
    // What is read is COPY's text, which is somewhat longer or shorter than the tables are on disk.
    let mut show = |done: u64, total: u64| progress::show(&bar, done.min(total), total);
    let taken = hamyar_backup::take(&wanted, lock, &master, &mut show).await;
    bar.finish_and_clear();
    Ok(taken?)
}

fn file_in(path: &Path, name: &str, part: Part) -> PathBuf {
    // A folder that is not there yet is made; a file is named with its ending.
    if path.is_dir() || path.extension().is_none() {
        path.join(format!("{name}.{}.age", part.as_str()))
    } else {
        path.to_owned()
    }
}

async fn inspect(place: &Place, file: &Path, opener_args: &OpenerArgs, json: bool) -> Result<(), Failure> {
    let opener = opener(opener_args)?;
    let bar = progress::bar("reading");
    let path = file.to_owned();
    let shown = bar.clone();
    let read = tokio::task::spawn_blocking(move || {
        hamyar_backup::read_through(&path, &opener, &mut |done, total| progress::show(&shown, done, total))
    });
    let whole = read.await.map_err(Failure::fault)?;
    bar.finish_and_clear();
    let whole = whole?;
    // Where the store's keys are at hand they also tell whether this store made the backup.
    let keys = key::source(place, open::data_folder(place).as_deref()).ok();
    let keys = keys.filter(|source| !matches!(source, KeySource::File(path) if !path.exists()));
    let authentic = match keys {
        Some(source) => {
            let master = key::load(&source, false)?;
            Some(whole.is_signed(|text| master.authenticate_backup(text)))
        }
        None => None,
    };
    if json {
        let mut value = serde_json::to_value(&whole.manifest)?;
        value["authentic"] = json!(authentic);
        print_json(&value)?;
    } else {
        print(&in_words(&whole.manifest, authentic))?;
    }
    if authentic == Some(false) { Err(Failure::Different) } else { Ok(()) }
}

fn in_words(manifest: &Manifest, authentic: Option<bool>) -> String {
    let Head { part, backup_id, store_id, kind, program, made_at, position, epoch, .. } = &manifest.head;
    let mut text = format!(
        "{} of the {kind} store {store_id}\nbackup {backup_id}, made {made_at} by Hamyar {program}\nposition {position}, epoch {epoch}\n",
        match part {
            Part::Data => "Data",
            Part::Keys => "Keys",
        },
    );
    for table in &manifest.tables {
        text.push_str(&format!(
            "{:<32} {:>10} rows {:>12} bytes  {}\n",
            table.full_name(),
            table.rows,
            table.bytes,
            &table.sha256[..16]
        ));
    }
    text.push_str(match authentic {
        Some(true) => "Whole, and made with the key file at hand.\n",
        Some(false) => "Whole, but NOT made with the key file at hand: of another store, or forged.\n",
        None => "Whole. Name the store's key file with --master-key-file to see whether this store made it.\n",
    });
    text
}

/// A backup in a folder, by its name.
#[derive(Debug, Serialize)]
struct Listed {
    name: String,
    data: Option<PathBuf>,
    keys: Option<PathBuf>,
    bytes: u64,
}

fn list(folders: &[PathBuf], json: bool) -> Result<(), Failure> {
    let mut found: std::collections::BTreeMap<String, Listed> = std::collections::BTreeMap::new();
    for folder in folders {
        let entries = std::fs::read_dir(folder)
            .map_err(|error| Failure::Unreadable(format!("{} cannot be read: {error}", folder.display())))?;
        for entry in entries {
            let entry = entry?;
            let file_name = entry.file_name().to_string_lossy().into_owned();
            for part in [Part::Data, Part::Keys] {
                let Some(name) = file_name.strip_suffix(&format!(".{}.age", part.as_str())) else { continue };
                let listed = found.entry(name.to_owned()).or_insert_with(|| Listed {
                    name: name.to_owned(),
                    data: None,
                    keys: None,
                    bytes: 0,
                });
                listed.bytes += entry.metadata()?.len();
                match part {
                    Part::Data => listed.data = Some(entry.path()),
                    Part::Keys => listed.keys = Some(entry.path()),
                }
            }
        }
    }
    let found: Vec<Listed> = found.into_values().collect();
    if json {
        return print_json(&found);
    }
    let line = |one: &Listed| {
        let parts = match (&one.data, &one.keys) {
            (Some(_), Some(_)) => "data and keys",
            (Some(_), None) => "data only: a later keys file opens it",
            _ => "keys only",
        };
        format!("{:<32} {:>14} bytes  {parts}\n", one.name, one.bytes)
    };
    print(&found.iter().map(line).collect::<String>())
}
