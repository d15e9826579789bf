//! Looking for whatever does not agree: checkpoints, ledger, and every event of the log.
//!
//! First the checkpoints are held against each other, then the ledger against their roots, then the log against the ledger: every column,
//! and the content hashed again. What no checkpoint covers yet is held to the chain of its stream and to the answers that commands were
//! given. Reading stops at the first event that does not agree; then a slower look ([`diff`], [`doubt`]) says what was done to it.
//!
//! No key of persons and no master key is needed: chain and tree cover the sealed bytes.

mod checkpoints;
mod diff;
mod doubt;
mod pass;
mod report;

use std::time::Instant;

use sqlx::PgPool;
use uuid::Uuid;

pub(crate) use report::time;
pub use report::{Finding, KeySource, Kind, Newest, Report};

use crate::checkpoint::Signed;
use crate::copies;
use crate::error::ProofError;
use crate::folder::Folder;
use crate::keeper::blocking;
use crate::key::PublicKey;
use crate::rows::{self, Part};
use checkpoints::{Held, Known};
use pass::{Outcome, Pass};

/// Most findings that are told one by one.
const FINDINGS_MAX: usize = 100;

/// What is to be verified, and against what.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Where the checkpoints are.
    pub folder: Folder,
    /// The key they must be signed with.
    pub key: Option<PublicKey>,
    /// Where that key came from.
    pub key_source: KeySource,
    /// Texts of checkpoints from elsewhere.
    pub witnesses: Vec<String>,
    /// Only what is newer than this checkpoint: its number or its text.
    pub since: Option<Since>,
    /// Only one stream.
    pub stream: Option<(String, Uuid)>,
}

/// The checkpoint after which reading begins.
#[derive(Clone, Debug)]
pub enum Since {
    /// One of the folder's.
    Number(u64),
    /// One from elsewhere.
    Text(String),
}

/// Tells how many events of how many were read.
pub type Progress = dyn Fn(u64, u64) + Send + Sync;

/// Verifies the log behind `pool`.
pub async fn verify(pool: &PgPool, wanted: &Wanted, progress: std::sync::Arc<Progress>) -> Result<Report, ProofError> {
    let began = Instant::now();
    let (store, head) = rows::store_and_head(pool).await?;
    let texts = wanted.folder.texts().map_err(ProofError::Folder)?;
    let copies = copies::all(pool).await?;
    let mut witnesses = wanted.witnesses.clone();
    if let Some(Since::Text(text)) = &wanted.since {
        witnesses.push(text.clone());
    }
    let known = Known { store, key: wanted.key, key_source: wanted.key_source, witnesses: &witnesses };
    let mut held = checkpoints::hold(&texts, &copies, &known);
    if texts.is_empty() {
        held.notices.push("there is no checkpoint: the chain alone proves nothing against somebody who may write to the whole database".to_owned());
    }
    let after = since(wanted, &held)?;
    let ledger = pass::ledger(wanted.folder.path(), &held, store).await?;
    held.findings.extend(ledger.finding.clone());
    let covered = i64::try_from(ledger.state.tree.size()).unwrap_or(i64::MAX);
    if after > covered {
        return Err(ProofError::Since { after, covered });
    }
    let mut findings = std::mem::take(&mut held.findings);
    let events = match &wanted.stream {
        Some((kind, id)) => one_stream(pool, wanted, &ledger, kind, *id, &mut findings).await?,
        None => whole(pool, wanted, &held, ledger, after, head, progress, &mut findings).await?,
    };
    let more = findings.len() > FINDINGS_MAX;
    // Checkpoints first: what follows was judged by them.
    findings.sort_by_key(|finding| finding.position.unwrap_or(0));
    findings.truncate(FINDINGS_MAX);
    let seconds = began.elapsed().as_secs_f64();
    let newest = held.newest.as_ref().map(|newest| Newest {
        number: newest.number,
        position: newest.size,
        time: newest.time,
        fingerprint: newest.key.fingerprint(),
    });
    Ok(Report {
        intact: findings.is_empty(),
        store,
        events,
        after,
        head,
        covered_to: covered.min(head),
        checkpoints: held.count,
        newest,
        key_source: wanted.key_source,
        findings,
        more,
        notices: held.notices,
        seconds,
        events_per_second: (events as f64 / seconds.max(1e-6)) as u64,
    })
}

/// The position after which reading begins.
fn since(wanted: &Wanted, held: &Held) -> Result<i64, ProofError> {
    let found: Option<&Signed> = match &wanted.since {
        None => return Ok(0),
        Some(Since::Number(number)) => held.by_size.values().find(|signed| signed.number == *number),
        Some(Since::Text(text)) => {
            let text = text.trim_end();
            held.by_size.values().find(|signed| signed.text().trim_end() == text)
        }
    };
    let size = found.ok_or(ProofError::NoSuchCheckpoint)?.size;
    Ok(i64::try_from(size).unwrap_or(i64::MAX))
}

/// The whole log, or what is newer than a checkpoint.
#[expect(clippy::too_many_arguments, reason = "the parts of one verification, each used once")]
async fn whole(
    pool: &PgPool,
    wanted: &Wanted,
    held: &Held,
    ledger: pass::Ledger,
    after: i64,
    head: i64,
    progress: std::sync::Arc<Progress>,
    findings: &mut Vec<Finding>,
) -> Result<u64, ProofError> {
    let covered = i64::try_from(ledger.state.tree.size()).unwrap_or(i64::MAX);
    let path = wanted.folder.path().to_owned();
    let rows = rows::Rows::of(pool.clone(), Part::Positions(after, head));
    let roots = held.by_size.values().map(|signed| (signed.size, signed.number, signed.root)).collect();
    let pass = Pass { folder: path.clone(), ledger, roots, next_root: 0, after, head };
    let passed = blocking(move || pass.run(rows, &*progress)).await?;
    let before = findings.len();
    match passed.outcome {
        Outcome::Agrees => {}
        Outcome::Doubtful { position } if position <= covered => {
            let entries = diff::entries(&path, covered, |entry| entry.position >= position)?;
            let rows = rows::Rows::of(pool.clone(), Part::Positions(position - 1, head));
            let mut walk = diff::Walk::new(pool, entries);
            let rest = walk.go(rows).await?;
            let heads = walk.heads(&passed.heads);
            findings.extend(walk.findings(Some(head)).await?);
            if findings.len() < FINDINGS_MAX {
                findings.extend(doubt::about(pool, rest, heads, None).await?);
            }
        }
        Outcome::Doubtful { position } => {
            let rows = rows::Rows::of(pool.clone(), Part::Positions(covered.max(after), head));
            let rest = diff::Cursor::new(rows);
            findings.extend(doubt::about(pool, rest, passed.heads.clone(), Some(covered.max(after))).await?);
            if findings.len() == before {
                let detail = "it does not agree, and looked at again it does: it was written to just now";
                let mut finding = Finding::new(Kind::Edited, "content", detail);
                finding.position = Some(position);
                findings.push(finding);
            }
        }
    }
    if head > covered && findings.len() < FINDINGS_MAX {
        doubt::answers(pool, covered.max(after), findings).await?;
    }
    let told = findings.len() > before;
    findings.extend(passed.root_findings.into_iter().filter(|finding| finding.kind == Kind::Truncated || !told));
    Ok(passed.events)
}

/// One stream, and what was signed of it.
async fn one_stream(
    pool: &PgPool,
    wanted: &Wanted,
    ledger: &pass::Ledger,
    kind: &str,
    id: Uuid,
    findings: &mut Vec<Finding>,
) -> Result<u64, ProofError> {
    let covered = i64::try_from(ledger.state.tree.size()).unwrap_or(i64::MAX);
    let entries = diff::entries(wanted.folder.path(), covered, |entry| entry.id == id && entry.kind == kind)?;
    let count = rows::all(pool, Part::Stream(kind.to_owned(), id)).await?.len();
    if count == 0 && entries.is_empty() {
        return Err(ProofError::NoSuchStream);
    }
    let mut walk = diff::Walk::new(pool, entries);
    let rest = walk.go(rows::Rows::of(pool.clone(), Part::Stream(kind.to_owned(), id))).await?;
    let heads = walk.heads(&Default::default());
    findings.extend(walk.findings(None).await?);
    findings.extend(doubt::about(pool, rest, heads, None).await?);
    Ok(count as u64)
}
