//! The key ring: subjects' keys, unwrapped and kept for a minute. A key that is destroyed elsewhere is forgotten here when the database says so,
//! which is at once; the minute is the net under a notice that was lost.

use super::cipher::{Secret, random_secret};
use super::master_key::{MasterKey, MasterKeyError, keyed_hash, name_of};
use super::masters::Masters;
use super::source::KeySource;
use crate::{StoreError, connect};
use hamyar_events::Subject;
use hashlink::LruCache;
use sqlx::PgPool;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long an unwrapped key is used without looking whether it was destroyed.
const KEPT: Duration = Duration::from_secs(60);

/// The active key of a subject.
#[derive(Clone)]
pub(crate) struct SubjectKey {
    pub key_id: Uuid,
    pub key: Secret,
}

/// A key by its id: `None` when destroyed.
#[derive(Clone)]
pub(crate) struct KnownKey {
    pub subject: Subject,
    pub key: Option<Secret>,
}

struct Kept {
    known: KnownKey,
    until: Instant,
}

struct Caches {
    by_id: LruCache<Uuid, Kept>,
    active: LruCache<Subject, Uuid>,
    /// Counts the times everything was forgotten: what was read before one is not kept after it.
    forgotten: u64,
}

/// SQLSTATE of `log.keys_of` when another master key wraps new keys.
const OTHER_MASTER: &str = "HY004";

/// A key as the table has it: id, subject, wrapped bytes unless destroyed, name of the master key.
type KeyRow = (Uuid, String, Option<Vec<u8>>, String);

/// All keys of the store: subjects' keys, the one that wraps them, and those of the blind index and the fingerprints.
pub(crate) struct KeyRing {
    pool: PgPool,
    masters: Masters,
    index: Secret,
    fingerprint: Secret,
    caches: Mutex<Caches>,
}

impl KeyRing {
    pub(crate) fn new(pool: PgPool, master: &MasterKey, source: Option<KeySource>, capacity: usize) -> Self {
        Self {
            pool,
            masters: Masters::new(master, source),
            index: master.index(),
            fingerprint: master.fingerprint(),
            caches: Mutex::new(Caches {
                by_id: LruCache::new(capacity),
                active: LruCache::new(capacity),
                forgotten: 0,
            }),
        }
    }

    /// Refuses a store whose keys another master key wraps, or that was made with another blind index or other fingerprints, before anything is
    /// written that does not fit. A store that is opened for the first time keeps the names of its keys.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        let names = [("blind-index", name_of(&self.index)), ("fingerprint", name_of(&self.fingerprint))];
        for (purpose, name) in &names {
            let kept: Option<String> = sqlx::query_scalar("select key_id from log.key_name where purpose = $1")
                .bind(purpose)
                .fetch_optional(&self.pool)
                .await?;
            if kept.is_some_and(|kept| kept != *name) {
                return Err(MasterKeyError::Mismatch.into());
            }
        }
        let wrapping: Vec<String> =
            sqlx::query_scalar("select distinct master_id from log.subject_key where destroyed_at is null")
                .fetch_all(&self.pool)
                .await?;
        let named: bool =
            sqlx::query_scalar("select exists (select 1 from log.key_name)").fetch_one(&self.pool).await?;
        if let Some(other) = wrapping.iter().find(|id| !self.masters.brought(id)) {
            return Err(if named { self.masters.lacking(other) } else { MasterKeyError::Mismatch.into() });
        }
        for (purpose, name) in &names {
            sqlx::query("insert into log.key_name (purpose, key_id) values ($1, $2) on conflict do nothing")
                .bind(purpose)
                .bind(name)
                .execute(&self.pool)
                .await?;
            // Of two that open a store for the first time, the names of the first hold.
            let kept: String = sqlx::query_scalar("select key_id from log.key_name where purpose = $1")
                .bind(purpose)
                .fetch_one(&self.pool)
                .await?;
            if kept != *name {
                return Err(MasterKeyError::Mismatch.into());
            }
        }
        sqlx::query("insert into log.master_key (master_id) values ($1) on conflict do nothing")
            .bind(self.masters.in_use())
            .execute(&self.pool)
            .await?;
        self.take_master().await
    }

    /// Wraps new keys with the master key that the store says is in use.
    async fn take_master(&self) -> Result<(), StoreError> {
        let in_use: String = sqlx::query_scalar("select master_id from log.master_key").fetch_one(&self.pool).await?;
        if self.masters.use_key(&in_use) { Ok(()) } else { Err(self.masters.lacking(&in_use)) }
    }

    /// Looks again which master keys are at hand and which of them is in use.
    pub(crate) async fn refresh(&self) {
        self.masters.read_again();
        if let Err(error) = self.take_master().await {
            tracing::error!(error = %error, "this node cannot seal for people it does not know yet");
        }
    }

    pub(crate) fn secrets_key(&self) -> Secret {
        super::secrets::secrets_key(&self.index)
    }

    pub(crate) fn blind_index(&self, label: &str, value: &str) -> [u8; 32] {
        keyed_hash(&self.index, &[label.as_bytes(), value.as_bytes()])
    }

    pub(crate) fn fingerprint(&self, parts: &[&[u8]]) -> [u8; 32] {
        keyed_hash(&self.fingerprint, parts)
    }

    /// Forgets every unwrapped key.
    pub(crate) fn forget(&self) {
        let mut caches = self.caches();
        caches.by_id.clear();
        caches.active.clear();
        caches.forgotten += 1;
    }

    /// The active key of each subject; made, and committed, when there is none.
    pub(crate) async fn active(&self, subjects: &HashSet<Subject>) -> Result<HashMap<Subject, SubjectKey>, StoreError> {
        let mut found = HashMap::with_capacity(subjects.len());
        let mut missing = Vec::new();
        {
            let mut caches = self.caches();
            for &subject in subjects {
                let key_id = caches.active.get(&subject).copied();
                match key_id.and_then(|key_id| Some((key_id, caches.live(key_id)?))) {
                    Some((key_id, KnownKey { key: Some(key), .. })) => {
                        found.insert(subject, SubjectKey { key_id, key });
                    }
                    _ => missing.push(subject),
                }
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let forgotten = self.caches().forgotten;
        for (key_id, subject, wrapped, master_id) in self.made(&missing).await? {
            let Ok(subject_read) = subject.parse::<Subject>() else { continue };
            let Some(wrapped) = wrapped else { continue };
            let key = self.unwrap(&wrapped, key_id, &subject, &master_id)?;
            let mut caches = self.caches();
            if caches.forgotten == forgotten {
                caches.keep(key_id, KnownKey { subject: subject_read, key: Some(key.clone()) });
                caches.active.insert(subject_read, key_id);
            }
            found.insert(subject_read, SubjectKey { key_id, key });
        }
        match missing.into_iter().find(|subject| !found.contains_key(subject)) {
            Some(subject) => Err(StoreError::SubjectErased(subject)),
            None => Ok(found),
        }
    }

    /// The active keys of subjects as the table has them, those that are missing made.
    async fn made(&self, subjects: &[Subject]) -> Result<Vec<KeyRow>, StoreError> {
        let names: Vec<String> = subjects.iter().map(Subject::to_string).collect();
        let ids: Vec<Uuid> = subjects.iter().map(|_| Uuid::now_v7()).collect();
        let mut tried = 0;
        loop {
            let fresh: Vec<_> =
                names.iter().zip(&ids).map(|(subject, id)| (random_secret(), *id, subject.as_str())).collect();
            let (master_id, wrapped) = self.masters.wrap_all(&fresh);
            let rows = sqlx::query_as("select key_id, subject, wrapped, master_id from log.keys_of($1, $2, $3, $4)")
                .bind(&names)
                .bind(&ids)
                .bind(&wrapped)
                .bind(&master_id)
                .fetch_all(&self.pool)
                .await;
            match rows {
                Ok(rows) => return Ok(rows),
                // The master key was changed and this node has not heard of it yet.
                Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(OTHER_MASTER) && tried < 2 => {
                    tried += 1;
                    self.take_master().await?;
                }
                Err(error) => {
                    let error = StoreError::from(error);
                    // Asking again makes no second key: a subject has one that lives.
                    if !error.is_dead_connection() || tried >= connect::AGAIN {
                        return Err(error);
                    }
                    tried += 1;
                }
            }
        }
    }

    /// The keys of these ids, destroyed ones included; an id without a row is left out.
    pub(crate) async fn by_id(&self, ids: &HashSet<Uuid>) -> Result<HashMap<Uuid, KnownKey>, StoreError> {
        let mut found = HashMap::with_capacity(ids.len());
        let mut missing = Vec::new();
        {
            let mut caches = self.caches();
            for &id in ids {
                match caches.live(id) {
                    Some(known) => {
                        found.insert(id, known);
                    }
                    None => missing.push(id),
                }
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let forgotten = self.caches().forgotten;
        for (id, subject, wrapped, master_id) in self.rows_at_hand(&missing).await? {
            let key = wrapped.map(|wrapped| self.unwrap(&wrapped, id, &subject, &master_id)).transpose()?;
            let Ok(subject) = subject.parse::<Subject>() else { continue };
            let known = KnownKey { subject, key };
            let mut caches = self.caches();
            if caches.forgotten == forgotten {
                caches.keep(id, known.clone());
            }
            found.insert(id, known);
        }
        Ok(found)
    }

    /// The rows of keys, all of whose master keys are at hand. A row that was read just before its key was wrapped anew is read again.
    async fn rows_at_hand(&self, ids: &[Uuid]) -> Result<Vec<KeyRow>, StoreError> {
        let mut tried = 0;
        loop {
            let rows: Vec<KeyRow> = sqlx::query_as(
                "select key_id, subject, wrapped, master_id from log.subject_key where key_id = any($1)",
            )
            .bind(ids)
            .fetch_all(&self.pool)
            .await?;
            let lacking =
                rows.iter().find(|(_, _, wrapped, master)| wrapped.is_some() && !self.masters.brought(master));
            match lacking.map(|(.., master)| master.clone()) {
                Some(master) if tried > 0 => return Err(self.masters.lacking(&master)),
                Some(_) => tried += 1,
                None => return Ok(rows),
            }
        }
    }

    fn unwrap(&self, wrapped: &[u8], id: Uuid, subject: &str, master_id: &str) -> Result<Secret, StoreError> {
        if !self.masters.brought(master_id) {
            return Err(self.masters.lacking(master_id));
        }
        self.masters.unwrap(wrapped, id, subject, master_id).unwrap_or_else(|| Err(self.masters.lacking(master_id)))
    }

    fn caches(&self) -> MutexGuard<'_, Caches> {
        // A panic elsewhere leaves the maps whole: every change to them is one call.
        self.caches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Caches {
    fn live(&mut self, id: Uuid) -> Option<KnownKey> {
        self.by_id.get(&id).filter(|kept| kept.until > Instant::now()).map(|kept| kept.known.clone())
    }

    fn keep(&mut self, id: Uuid, known: KnownKey) {
        self.by_id.insert(id, Kept { known, until: Instant::now() + KEPT });
    }
}
