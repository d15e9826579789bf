//! `hamyar restore`: a backup put into an empty place, and proven before anybody can open it.

mod prove;
mod target;

use std::path::Path;
use std::time::Instant;

use hamyar_backup::{Plan, Whole};
use hamyar_event_store::{ErasureRegister, EventStore, MasterKey, StoreOptions, WithoutRegister, begin_epoch};
use serde::Serialize;
use uuid::Uuid;

use super::{backup, print, print_json};
use crate::cli::{Place, RestoreArgs};
use crate::failure::Failure;
use crate::open::{self, Migrations};
use crate::witness::Witness;
use crate::{key, progress, read_models, signals};
use prove::Proof;
use target::Target;

/// What a restore did.
#[derive(Debug, Serialize)]
struct Report {
    backup_id: Uuid,
    store_id: Uuid,
    kind: String,
    made_at: chrono::DateTime<chrono::Utc>,
    position: i64,
    /// The epoch that begins with the restored store.
    epoch: i32,
    rows: u64,
    proof: Proof,
    read_models: usize,
    seconds: f64,
}

pub async fn run(place: &Place, args: &RestoreArgs) -> Result<(), Failure> {
    let began = Instant::now();
    // Everything that can be refused is refused before anything is made.
    let opener = backup::opener(&args.opener)?;
    let master = key::load(&key::source(place, open::data_folder(place).as_deref())?, false)?;
    let keys = read(&args.keys, &opener, "reading the keys").await?;
    let data = read(&args.file, &opener, "reading the data").await?;
    let plan = Plan::new((&args.file, data), (&args.keys, keys), &master)?;
    refuse_newer(&plan)?;

    let register = ErasureRegister::new(key::register(place, open::data_folder(place).as_deref())?, &master);
    let outside = Outside { master: &master, register: &register, witness: &Witness::of(place)? };
    let target = Target::open(place).await?;
    let restored = tokio::select! {
        restored = restore(&target, args, &opener, &outside, &plan) => restored,
        () = signals::stopped() => Err(Failure::Fault("stopped; nothing was restored".to_owned())),
    };
    match restored {
        Ok((epoch, proof)) => {
            let faults = proof.faults.len();
            target.keep().await?;
            let head = &plan.data.head;
            let report = Report {
                backup_id: head.backup_id,
                store_id: head.store_id,
                kind: head.kind.clone(),
                made_at: head.made_at,
                position: head.position,
                epoch,
                rows: plan.data.tables.iter().chain(&plan.keys.tables).map(|table| table.rows).sum(),
                proof,
                read_models: hamyar_projections::all().len(),
                seconds: began.elapsed().as_secs_f64(),
            };
            if args.json {
                print_json(&report)?
            } else {
                print(&in_words(&report))?
            }
            if faults > 0 { Err(Failure::Different) } else { Ok(()) }
        }
        Err(failure) => {
            target.abandon().await;
            Err(failure)
        }
    }
}

async fn read(path: &Path, opener: &hamyar_backup::Opener, what: &str) -> Result<Whole, Failure> {
    let bar = progress::bar(what);
    let (path, opener, shown) = (path.to_owned(), opener.clone(), bar.clone());
    let read = tokio::task::spawn_blocking(move || {
        hamyar_backup::read_through(&path, &opener, &mut |done, total| progress::show(&shown, done, total))
    });
    let whole = read.await.map_err(Failure::fault)?;
    bar.finish_and_clear();
    Ok(whole?)
}

/// Rows of a newer program would not fit the tables of this one.
fn refuse_newer(plan: &Plan) -> Result<(), Failure> {
    for manifest in [&plan.data, &plan.keys] {
        let head = &manifest.head;
        if head.log_migration > hamyar_event_store::newest_migration()
            || head.identity_migration > hamyar_identity::Identity::newest_migration()
        {
            return Err(Failure::Unreadable(format!(
                "the backup was made by Hamyar {}, which is newer than this one ({}): restore it with that version",
                head.program,
                env!("CARGO_PKG_VERSION")
            )));
        }
    }
    Ok(())
}

/// What stands outside the database and is held against what is put back.
struct Outside<'a> {
    master: &'a MasterKey,
    register: &'a ErasureRegister,
    witness: &'a Witness,
}

async fn restore(
    target: &Target,
    args: &RestoreArgs,
    opener: &hamyar_backup::Opener,
    outside: &Outside<'_>,
    plan: &Plan,
) -> Result<(i32, Proof), Failure> {
    let Outside { master, register, witness } = *outside;
    let url = target.url();
    // Tables as they were, then rows, then whatever newer versions do to them.
    for (path, manifest, what) in
        [(&args.file, &plan.data, "putting rows back"), (&args.keys, &plan.keys, "putting keys back")]
    {
        let head = &manifest.head;
        open::prepare_until(url, Migrations { log: head.log_migration, identity: head.identity_migration }).await?;
        let bar = progress::bar(what);
        let mut show = |done: u64, total: u64| progress::show(&bar, done, total);
        let loaded = hamyar_backup::load(url, path, opener, manifest, &mut show).await;
        bar.finish_and_clear();
        loaded?;
    }
    open::prepare(url).await?;
    let reason = format!(
        "restored: backup {} of {}, position {}",
        plan.data.head.backup_id, plan.data.head.made_at, plan.data.head.position
    );
    // Whoever was forgotten since the backup was made is forgotten in it too, before anything is opened. Where the register is not at hand yet, the
    // first start asks for it.
    if register.path().exists() {
        open::forget_again(url, register, WithoutRegister::Refuse).await?;
    }
    let epoch = begin_epoch(url, &reason).await?;
    let store = EventStore::open(options(url, master)).await?;
    let proof = prove::all(&store, url, witness, &plan.data).await?;
    if !proof.faults.is_empty() && !args.accept_faults {
        return Err(Failure::Refused(format!(
            "the history in this backup has faults: {}. The files are as they were written; the store was already so. --accept-faults restores \
             it all the same",
            proof.faults.join("; ")
        )));
    }
    let spinner = progress::spinner("building the read models");
    let built = read_models::bring_up(&store, url, plan.data.head.position).await;
    spinner.finish_and_clear();
    built?;
    Ok((epoch, proof))
}

fn options(url: &str, master: &MasterKey) -> StoreOptions {
    let mut options = StoreOptions::new(url, master.clone());
    options.snapshot_version = env!("HAMYAR_FOLDING").to_owned();
    options
}

fn in_words(report: &Report) -> String {
    let Proof { events, streams, sealed, erased, files, faults, .. } = &report.proof;
    let mut text = format!(
        "Restored the {} store {} as of {}: {} rows, position {}.\n{events} events in {streams} histories: positions without gaps, chains hold, \
         {sealed} sealed values open, {erased} erased; {files} files of cases are what their events say; {} read models built.\nPositions from now on are of epoch {}. Everybody signs in again. {:.1} s\n",
        report.kind,
        report.store_id,
        report.made_at,
        report.rows,
        report.position,
        report.read_models,
        report.epoch,
        report.seconds
    );
    if report.proof.checkpoints > 0 && faults.is_empty() {
        text.push_str(&format!("{} signed checkpoints agree with it, as far as it goes.\n", report.proof.checkpoints));
    }
    for fault in faults {
        text.push_str(&format!("FAULT: {fault}\n"));
    }
    text
}
