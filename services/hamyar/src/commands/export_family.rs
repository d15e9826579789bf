//! `hamyar export family`: a case with its proof, through the same door as the auditor's screen.

use std::io::Write;

use chrono::Utc;

use super::{print, replay};
use crate::cli::{ExportFamilyArgs, Place};
use crate::failure::Failure;
use crate::inside::Inside;
use crate::open::Opened;
use crate::read_models::{ReadModels, caught_up};
use crate::witness::Witness;

pub async fn run(place: &Place, opened: &Opened, args: &ExportFamilyArgs) -> Result<(), Failure> {
    let read = caught_up(opened).await?;
    let outcome = case(opened, &read, place, args).await;
    read.close().await;
    let text = outcome?;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&args.out)
        .map_err(|error| Failure::Unreadable(format!("{}: {error}", args.out.display())))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    print(&format!(
        "{} lines in {}; check them with `hamyar verify --export`\n",
        text.lines().count(),
        args.out.display()
    ))
}

async fn case(opened: &Opened, read: &ReadModels, place: &Place, args: &ExportFamilyArgs) -> Result<String, Failure> {
    // Who asks is known before anything is looked up.
    let inside = Inside::sign_in(opened, read, &args.sign_in.user).await?;
    let found = async {
        let id = replay::find(read, &args.id).await?;
        // Where this machine has the key, everything now in the log is covered first; where another keeps the checkpoints, the interface asks it.
        let witness = Witness::of(place)?;
        if witness.key_file.exists()
            && let Err(error) = witness.keeper(opened.store.pool().clone()).make(Utc::now()).await
        {
            eprintln!("hamyar: no new checkpoint: {error}");
        }
        inside.get_text(&format!("/api/v1/families/{id}/export")).await
    }
    .await;
    inside.sign_out().await?;
    found
}
