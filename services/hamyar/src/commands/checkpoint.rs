//! `hamyar checkpoint`: signs what the log is now, or shows what was signed.

use chrono::{SecondsFormat, Utc};
use hamyar_proof::{Begins, NewSeries, Signed, qr};
use serde::Serialize;

use super::{print, print_json};
use crate::cli::{CheckpointArgs, Place, SeriesReason};
use crate::failure::Failure;
use crate::open;
use crate::witness::{self, Witness};

/// The machine contract: kept stable.
#[derive(Serialize)]
struct Told<'a> {
    number: u64,
    position: u64,
    streams: u64,
    series: u32,
    begins: Option<&'static str>,
    time: String,
    file: String,
    public_key: String,
    fingerprint: String,
    note: &'a str,
}

pub async fn run(place: &Place, args: &CheckpointArgs) -> Result<(), Failure> {
    let witness = Witness::of(place)?;
    let signed = match args.number {
        Some(number) => existing(&witness, number)?,
        None => make(place, &witness, args).await?,
    };
    if let Some(path) = &args.svg {
        let picture = qr::svg(signed.text()).ok_or_else(too_long)?;
        std::fs::write(path, picture)?;
    }
    if args.json {
        return print_json(&Told {
            number: signed.number,
            position: signed.size,
            streams: signed.streams,
            series: signed.series,
            begins: signed.begins.map(begins),
            time: signed.time.to_rfc3339_opts(SecondsFormat::Secs, true),
            file: witness.folder.file(signed.number).display().to_string(),
            public_key: signed.key.to_string(),
            fingerprint: signed.key.fingerprint(),
            note: signed.text(),
        });
    }
    let mut text = format!(
        "Checkpoint {} covers position {} and {} streams, signed {}\nFile: {}\nKey fingerprint: {}\n\n{}",
        signed.number,
        signed.size,
        signed.streams,
        signed.time.to_rfc3339_opts(SecondsFormat::Secs, true),
        witness.folder.file(signed.number).display(),
        signed.key.fingerprint(),
        signed.text()
    );
    if args.qr {
        text.push('\n');
        text.push_str(&qr::terminal(signed.text()).ok_or_else(too_long)?);
    }
    print(&text)
}

fn begins(begins: Begins) -> &'static str {
    match begins {
        Begins::New => "new",
        Begins::KeyLost => "key_lost",
        Begins::Restored { .. } => "restored",
    }
}

fn too_long() -> Failure {
    Failure::Fault("the checkpoint does not fit a QR code".to_owned())
}

fn existing(witness: &Witness, number: u64) -> Result<Signed, Failure> {
    let texts = witness.folder.texts()?;
    let text = texts.get(&number).ok_or_else(|| {
        Failure::Unreadable(format!("there is no checkpoint {number} in {}", witness.folder.path().display()))
    })?;
    Signed::read(text).map_err(|fault| Failure::Refused(format!("checkpoint {number}: {fault}")))
}

async fn make(place: &Place, witness: &Witness, args: &CheckpointArgs) -> Result<Signed, Failure> {
    let bare = open::open_bare(place).await?;
    let keeper = witness.keeper(bare.pool.clone());
    let made = match args.new_series {
        None => keeper.make(Utc::now()).await,
        Some(SeriesReason::KeyLost) => keeper.begin_series(Utc::now(), NewSeries::KeyLost).await,
        Some(SeriesReason::Restored) => keeper.begin_series(Utc::now(), NewSeries::Restored).await,
    };
    drop(keeper);
    bare.close().await;
    made.map_err(witness::failure)?
        .ok_or_else(|| Failure::Refused("the log is empty: there is nothing to sign".to_owned()))
}
