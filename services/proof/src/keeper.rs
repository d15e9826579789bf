//! Making checkpoints: take in what is new, write it to the ledger, sign, write the file, leave a copy in the database.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use hamyar_event_store::chain::START;
use sqlx::PgPool;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::checkpoint::{Begins, Checkpoint, Signed};
use crate::copies;
use crate::error::{Disagreement, ProofError};
use crate::folder::Folder;
use crate::key::SigningKey;
use crate::ledger::{LEDGER, LedgerError, LedgerWriter};
use crate::row::Row;
use crate::rows::{self, Part, Rows};
use crate::state::State;

/// Why a person begins a new series. Never done by the program on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewSeries {
    /// The key is lost.
    KeyLost,
    /// The store was restored from a backup older than the newest checkpoint.
    Restored,
}

/// Makes the checkpoints of a store. One process at a time works in the folder; clones share what they know.
#[derive(Clone, Debug)]
pub struct Keeper {
    pool: PgPool,
    folder: Folder,
    key_file: PathBuf,
    known: Arc<Mutex<Known>>,
}

/// What stays in memory between two checkpoints: only the events after it are read for the next one.
#[derive(Debug, Default)]
struct Known {
    newest: Option<Signed>,
    state: State,
}

impl Keeper {
    /// A keeper for the log behind `pool`, a folder, and a key file, which is made when the first checkpoint of a store is.
    pub fn new(pool: PgPool, folder: Folder, key_file: impl Into<PathBuf>) -> Self {
        Self { pool, folder, key_file: key_file.into(), known: Arc::default() }
    }

    /// The pool it reads with.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// The newest checkpoint, made now where the log has grown since the last one; nothing for an empty log.
    pub async fn make(&self, now: DateTime<Utc>) -> Result<Option<Signed>, ProofError> {
        self.make_with(now, None).await
    }

    /// Begins a new series, said in the checkpoint that begins it.
    pub async fn begin_series(&self, now: DateTime<Utc>, why: NewSeries) -> Result<Option<Signed>, ProofError> {
        self.make_with(now, Some(why)).await
    }

    async fn make_with(&self, now: DateTime<Utc>, why: Option<NewSeries>) -> Result<Option<Signed>, ProofError> {
        let mut known = self.known.lock().await;
        let (store, head) = rows::store_and_head(&self.pool).await?;
        self.folder.make().map_err(ProofError::Folder)?;
        let folder = self.folder.clone();
        let _lock = blocking(move || folder.lock().map_err(ProofError::Folder)).await?;
        let made = self.under_lock(&mut known, store, head, now, why).await;
        if made.is_err() {
            // What is in memory may be ahead of what was signed.
            *known = Known::default();
        }
        made
    }

    async fn under_lock(
        &self,
        known: &mut Known,
        store: Uuid,
        head: i64,
        now: DateTime<Utc>,
        why: Option<NewSeries>,
    ) -> Result<Option<Signed>, ProofError> {
        self.catch_up(known, store, why).await?;
        let mut begins = match (&known.newest, why) {
            (None, _) => Some(Begins::New),
            (Some(_), None) => None,
            (Some(_), Some(NewSeries::KeyLost)) => Some(Begins::KeyLost),
            (Some(_), Some(NewSeries::Restored)) => Some(Begins::Restored { kept: self.go_back(known, store).await? }),
        };
        let key = self.key(known.newest.as_ref(), why)?;
        let size = known.state.tree.size();
        let signed_to = i64::try_from(size).unwrap_or(i64::MAX);
        if let Some(newest) = &known.newest
            && head < signed_to
        {
            return Err(Disagreement::CutOff { head, number: newest.number, size }.into());
        }
        self.still_there(known).await?;
        if head == signed_to && begins.is_none() {
            return Ok(known.newest.clone());
        }
        if head == 0 {
            return Ok(None);
        }
        self.grow(known, store, signed_to, head).await?;
        let state = &known.state;
        let number = known.newest.as_ref().map_or(1, |newest| newest.number + 1);
        let series = known.newest.as_ref().map_or(1, |newest| newest.series + u32::from(begins.is_some()));
        let checkpoint = Checkpoint {
            store,
            size: state.tree.size(),
            root: state.tree.root(),
            number,
            series,
            begins: begins.take(),
            epoch: state.epoch,
            // Of two checkpoints the later never looks earlier, whatever the clock does.
            time: now.trunc_subsecs(0).max(known.newest.as_ref().map_or(now.trunc_subsecs(0), |newest| newest.time)),
            streams: state.heads.len() as u64,
            heads: state.heads_root(),
            previous: known.newest.as_ref().map(Signed::digest),
            key: key.public(),
        };
        let signed = checkpoint.sign(&key);
        self.folder.write(&signed).map_err(ProofError::Folder)?;
        copies::keep(&self.pool, &signed).await?;
        known.newest = Some(signed.clone());
        Ok(Some(signed))
    }

    /// Brings memory to what the folder holds. Only the newest checkpoint is read: the others are `verify`'s to doubt.
    async fn catch_up(&self, known: &mut Known, store: Uuid, why: Option<NewSeries>) -> Result<(), ProofError> {
        let copies = copies::all(&self.pool).await?;
        let texts = self.folder.texts().map_err(ProofError::Folder)?;
        let newest = match texts.last_key_value() {
            None => None,
            Some((number, text)) => {
                let signed = Signed::read(text).map_err(|fault| ProofError::Checkpoint { number: *number, fault })?;
                if signed.store != store {
                    return Err(Disagreement::OtherStore(signed.store).into());
                }
                Some(signed)
            }
        };
        let newest = if why.is_none() { self.bring_back(newest, &copies, store)? } else { newest };
        if why == Some(NewSeries::Restored) {
            // The backup was older than these.
            for signed in texts.values().filter_map(|text| Signed::read(text).ok()) {
                copies::keep(&self.pool, &signed).await?;
            }
        }
        // A crash between file and copy leaves the copy to be made now.
        if let Some(newest) = &newest
            && !copies.iter().any(|copy| copy.number == newest.number)
        {
            copies::keep(&self.pool, newest).await?;
        }
        if known.newest == newest && known.newest.is_some() {
            return Ok(());
        }
        let (size, number) = newest.as_ref().map_or((0, 0), |newest| (newest.size, newest.number));
        let path = self.folder.path().to_owned();
        let read = blocking(move || Ok(State::read(&path, size))).await?;
        let state = match read {
            Ok(state) => state,
            Err(LedgerError::Missing | LedgerError::Damaged(_)) => State::default(),
            Err(error) => return Err(error.into()),
        };
        let agrees =
            |state: &State| newest.as_ref().is_none_or(|n| state.tree.root() == n.root && state.tree.size() == n.size);
        if agrees(&state) {
            *known = Known { newest, state };
            return Ok(());
        }
        // The ledger is gone or damaged. It can be made again from a log that still has the root that was signed, and from no other.
        let mut rebuilt = Known { newest: None, state: State::default() };
        let until = i64::try_from(size).unwrap_or(i64::MAX);
        let beside = self.folder.path().join("rebuilding");
        std::fs::create_dir_all(&beside).map_err(ProofError::Folder)?;
        let grown = self.grow_in(&mut rebuilt, &beside, store, 0, until).await;
        let outcome = match grown {
            Ok(()) if agrees(&rebuilt.state) => {
                std::fs::rename(beside.join(LEDGER), self.folder.path().join(LEDGER)).map_err(ProofError::Folder)
            }
            Err(error @ ProofError::Database(_)) => Err(error),
            _ => Err(Disagreement::Ledger(number).into()),
        };
        std::fs::remove_dir_all(&beside).map_err(ProofError::Folder)?;
        outcome?;
        tracing::warn!("the ledger beside the checkpoints was made anew from the log, which still has the signed root");
        *known = Known { newest, state: rebuilt.state };
        Ok(())
    }

    /// Writes what the folder lacks and the database has a copy of, where the key at hand signed it and it continues what is there: then the
    /// folder was lost or is an older one. Anything else is for a person to look at.
    fn bring_back(
        &self,
        newest: Option<Signed>,
        copies: &[copies::Copy],
        store: Uuid,
    ) -> Result<Option<Signed>, ProofError> {
        let mut last = newest;
        let key = SigningKey::read(&self.key_file).ok();
        for copy in copies {
            if last.as_ref().is_some_and(|last| copy.number <= last.number) {
                continue;
            }
            let signed = Signed::read(&copy.note).ok().filter(|signed| {
                signed.store == store
                    && signed.number == last.as_ref().map_or(1, |last| last.number + 1)
                    && signed.previous == last.as_ref().map(Signed::digest)
            });
            let Some(signed) = signed else { return Err(Disagreement::FolderBehind(copy.number).into()) };
            if key.as_ref().is_none_or(|key| key.public() != signed.key) {
                return Err(Disagreement::FolderBehind(copy.number).into());
            }
            self.folder.write(&signed).map_err(ProofError::Folder)?;
            tracing::warn!(
                number = signed.number,
                "a checkpoint was missing in the folder and is brought back from its copy"
            );
            last = Some(signed);
        }
        Ok(last)
    }

    /// The key that signs: the one of the series, or a fresh one where a series begins with it.
    fn key(&self, newest: Option<&Signed>, why: Option<NewSeries>) -> Result<SigningKey, ProofError> {
        let Some(newest) = newest else { return Ok(SigningKey::read_or_make(&self.key_file)?) };
        if why == Some(NewSeries::KeyLost) {
            let key = SigningKey::read_or_make(&self.key_file)?;
            if key.public() == newest.key {
                tracing::warn!("the key that was said to be lost is there; the new series goes on with it");
            }
            return Ok(key);
        }
        if !self.key_file.exists() {
            return Err(Disagreement::KeyMissing(newest.number).into());
        }
        let key = SigningKey::read(&self.key_file)?;
        if key.public() != newest.key {
            let (expected, found) = (newest.key.fingerprint(), key.public().fingerprint());
            return Err(Disagreement::OtherKey { number: newest.number, expected, found }.into());
        }
        Ok(key)
    }

    /// The last event that was signed is still where it was. A cheap look; `verify` looks at all of them.
    async fn still_there(&self, known: &Known) -> Result<(), ProofError> {
        let size = i64::try_from(known.state.tree.size()).unwrap_or(i64::MAX);
        if size == 0 {
            return Ok(());
        }
        let rows = rows::all(&self.pool, Part::Position(size)).await?;
        let same = rows.first().is_some_and(|row| {
            row.event_id() == known.state.event_id
                && row.recorded_at() == known.state.recorded_at
                && row.epoch() == known.state.epoch
        });
        if same { Ok(()) } else { Err(Disagreement::Event(size).into()) }
    }

    async fn grow(&self, known: &mut Known, store: Uuid, after: i64, until: i64) -> Result<(), ProofError> {
        self.grow_in(known, self.folder.path(), store, after, until).await
    }

    /// Takes in the events after a position. Each must continue its stream: nothing is signed that does not.
    async fn grow_in(
        &self,
        known: &mut Known,
        folder: &Path,
        store: Uuid,
        after: i64,
        until: i64,
    ) -> Result<(), ProofError> {
        let mut ledger = LedgerWriter::open(folder, store, known.state.offset)?;
        let mut rows = Rows::of(self.pool.clone(), Part::Positions(after, until));
        let mut position = after;
        while let Some(batch) = rows.next().await? {
            for row in &batch {
                position += 1;
                take_in(&mut known.state, row, position).ok_or(Disagreement::Event(position))?;
                if let Some(entry) = row.entry() {
                    ledger.add(&entry)?;
                }
            }
        }
        if position != until {
            return Err(Disagreement::Event(position + 1).into());
        }
        known.state.offset = ledger.flush()?;
        Ok(())
    }

    /// After a restore: keeps what ledger and log have in common, puts the old ledger aside, and tells how far that is.
    async fn go_back(&self, known: &mut Known, store: Uuid) -> Result<u64, ProofError> {
        let mut state = State::default();
        let path = self.folder.path();
        let mut ledger = crate::ledger::LedgerReader::open(path)?;
        let (_, head) = rows::store_and_head(&self.pool).await?;
        let mut rows = Rows::of(self.pool.clone(), Part::Positions(0, head));
        let mut offset = ledger.offset();
        'common: while let Some(batch) = rows.next().await? {
            for row in &batch {
                let Some(entry) = row.entry() else { break 'common };
                if state.tree.size() >= known.state.tree.size() || ledger.record()? != Some(entry) {
                    break 'common;
                }
                state.add(&entry);
                offset = ledger.offset();
            }
        }
        let series = known.newest.as_ref().map_or(1, |newest| newest.series);
        std::fs::copy(path.join(LEDGER), path.join(format!("{LEDGER}.series-{series}"))).map_err(ProofError::Folder)?;
        state.offset = offset;
        LedgerWriter::open(path, store, offset)?.flush()?;
        known.state = state;
        Ok(known.state.tree.size())
    }
}

/// Takes in a row that stands where it must and continues its stream; nothing otherwise.
fn take_in(state: &mut State, row: &Row, position: i64) -> Option<()> {
    let entry = row.entry()?;
    let kind = state.kinds.number(entry.kind);
    let (sequence, prev_hash) =
        state.heads.get(&(kind, entry.id)).map_or((0, START), |head| (head.sequence, head.hash));
    let right = entry.position == position
        && entry.sequence == sequence + 1
        && row.prev_hash() == prev_hash
        && row.own_hash() == Some(entry.hash)
        && entry.recorded_at >= state.recorded_at
        && entry.epoch >= state.epoch
        && row.ids_agree();
    if right {
        state.add(&entry);
    }
    right.then_some(())
}

/// Runs what waits for files outside the runtime's own threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ProofError> + Send + 'static,
) -> Result<T, ProofError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ProofError::Panicked)?
}
