//! `hamyar verify`: whether history is what it was.

use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

use chrono::SecondsFormat;
use hamyar_proof::offline::{self, ExportReport};
use hamyar_proof::verify::{KeySource, Report, Since, Wanted, verify};
use uuid::Uuid;

use super::{print, print_json};
use crate::cli::{Place, VerifyArgs};
use crate::failure::Failure;
use crate::open::{self, Bare};
use crate::progress;
use crate::witness::{self, Witness};

pub async fn run(place: &Place, args: &VerifyArgs) -> Result<(), Failure> {
    if let Some(file) = &args.export {
        return export(file, args);
    }
    let wanted = wanted(place, args)?;
    let bare = open::open_bare(place).await?;
    let outcome = log(&bare, wanted, args).await;
    bare.close().await;
    let report = outcome?;
    if args.json {
        print_json(&report)?
    } else {
        print(&in_words(&report))?
    }
    if report.intact { Ok(()) } else { Err(Failure::Different) }
}

/// What is asked for, read before the database is started.
fn wanted(place: &Place, args: &VerifyArgs) -> Result<Wanted, Failure> {
    let witness = Witness::of(place)?;
    let (key, key_source) = witness.public_key(args.key.as_deref())?;
    let text = |path: &Path| {
        std::fs::read_to_string(path).map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
    };
    let witnesses = args.witness.iter().map(|path| text(path)).collect::<Result<_, _>>()?;
    let since = match &args.since {
        None => None,
        Some(named) => Some(match named.parse() {
            Ok(number) => Since::Number(number),
            Err(_) => Since::Text(text(Path::new(named))?),
        }),
    };
    Ok(Wanted { folder: witness.folder, key, key_source, witnesses, since, stream: None })
}

async fn log(bare: &Bare, mut wanted: Wanted, args: &VerifyArgs) -> Result<Report, Failure> {
    if let Some(family) = &args.family {
        wanted.stream = Some(("family".to_owned(), find(bare, family).await?));
    }
    let bar = progress::bar("events");
    progress::with_speed(&bar);
    let shown = bar.clone();
    let report = verify(&bare.pool, &wanted, Arc::new(move |done, total| progress::show(&shown, done, total))).await;
    bar.finish_and_clear();
    report.map_err(witness::failure)
}

/// A family by id, or by the file number it was identified with: the log itself says it, and read models are not asked.
async fn find(bare: &Bare, named: &str) -> Result<Uuid, Failure> {
    if let Ok(id) = named.parse() {
        return Ok(id);
    }
    let found: Option<String> = sqlx::query_scalar(
        "select aggregate_id from log.events
          where aggregate_type = 'family' and event_type = 'family_identified' and upper(payload->>'file_number') = upper($1)
          order by position limit 1",
    )
    .bind(hamyar_persian::digits::to_ascii(named.trim()))
    .fetch_optional(&bare.pool)
    .await?;
    let found = found.and_then(|id| id.parse().ok());
    found.ok_or_else(|| Failure::Refused("there is no family of that file number".to_owned()))
}

fn in_words(report: &Report) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} events read ({}/s), log at position {}, store {}",
        report.events, report.events_per_second, report.head, report.store
    );
    if let Some(newest) = &report.newest {
        let _ = writeln!(
            out,
            "{} checkpoints; the newest, {}, covers position {}, signed {} with the key {}",
            report.checkpoints,
            newest.number,
            newest.position,
            newest.time.to_rfc3339_opts(SecondsFormat::Secs, true),
            newest.fingerprint
        );
    }
    if report.head > report.covered_to {
        let _ = writeln!(
            out,
            "positions {} to {} are under no checkpoint yet and were held to the chain and the answers of commands",
            report.covered_to + 1,
            report.head
        );
    }
    if report.key_source == KeySource::KeyFile {
        let _ = writeln!(out, "the key was taken from the signing key of this store");
    }
    for notice in &report.notices {
        let _ = writeln!(out, "note: {notice}");
    }
    for finding in &report.findings {
        let _ = writeln!(out, "DIFFERS: {}", finding.in_words());
    }
    if report.more {
        let _ = writeln!(out, "DIFFERS: … and more");
    }
    let _ = writeln!(out, "{}", if report.intact { "intact" } else { "NOT intact" });
    out
}

/// A carried-away case. Nothing but the file is looked at.
fn export(file: &Path, args: &VerifyArgs) -> Result<(), Failure> {
    let key = args.key.as_deref().map(witness::read_public).transpose()?;
    let unreadable = |error: std::io::Error| Failure::Unreadable(format!("{}: {error}", file.display()));
    let input: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::io::BufReader::new(std::fs::File::open(file).map_err(unreadable)?))
    };
    let report = offline::verify(input, key).map_err(unreadable)?;
    if args.json {
        print_json(&report)?
    } else {
        print(&export_in_words(&report))?
    }
    if report.intact { Ok(()) } else { Err(Failure::Different) }
}

fn export_in_words(report: &ExportReport) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    if let (Some(stream), Some(id), Some(store)) = (&report.stream, report.stream_id, report.store) {
        let _ = writeln!(out, "{stream} {id} of store {store}: {} events proven", report.events);
    }
    if let (Some(number), Some(at), Some(fingerprint)) = (report.checkpoint, report.signed_at, &report.fingerprint) {
        let at = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let _ = writeln!(out, "under checkpoint {number}, signed {at} with the key {fingerprint}");
    }
    if report.newer > 0 {
        let _ =
            writeln!(out, "note: {} newer events were not under a checkpoint and are not in the file", report.newer);
    }
    if !report.key_given {
        let _ = writeln!(
            out,
            "note: compare the key's fingerprint with one you noted elsewhere, or give the key with --key"
        );
    }
    if let Some(fault) = &report.fault {
        let at = fault.sequence.map(|sequence| format!(", sequence {sequence}")).unwrap_or_default();
        let _ = writeln!(out, "DIFFERS: line {}{at} ({}): {}", fault.line, fault.what, fault.detail);
    }
    let _ = writeln!(out, "{}", if report.intact { "intact" } else { "NOT intact" });
    out
}
