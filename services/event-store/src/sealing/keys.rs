//! The key ring: subjects' keys, unwrapped and kept for a minute, so that a key destroyed elsewhere is soon forgotten here.

use super::cipher::{self, Secret, random_secret};
use super::master_key::{MasterKey, MasterKeyError, keyed_hash, name_of};
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
}

/// All keys of the store: subjects' keys, the one that wraps them, and those of the blind index and the fingerprints.
pub(crate) struct KeyRing {
    pool: PgPool,
    master_id: String,
    wrapping: Secret,
    index: Secret,
    fingerprint: Secret,
    caches: Mutex<Caches>,
}

impl KeyRing {
    pub(crate) fn new(pool: PgPool, master: &MasterKey, capacity: usize) -> Self {
        Self {
            pool,
            master_id: master.id(),
            wrapping: master.derive("hamyar/wrap/v1"),
            index: master.index(),
            fingerprint: master.fingerprint(),
            caches: Mutex::new(Caches { by_id: LruCache::new(capacity), active: LruCache::new(capacity) }),
        }
    }

    /// Refuses a store whose keys another master key wraps, or that was made with another blind index or other fingerprints, before anything is
    /// written that does not fit. A store that is opened for the first time keeps the names of its keys.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        let other: bool = sqlx::query_scalar(
            "select exists (select 1 from (select master_id from log.subject_key where destroyed_at is null limit 1) k where k.master_id <> $1)",
        )
        .bind(&self.master_id)
        .fetch_one(&self.pool)
        .await?;
        if other {
            return Err(MasterKeyError::Mismatch.into());
        }
        let names = [("blind-index", name_of(&self.index)), ("fingerprint", name_of(&self.fingerprint))];
        for (purpose, name) in names {
            sqlx::query("insert into log.key_name (purpose, key_id) values ($1, $2) on conflict do nothing")
                .bind(purpose)
                .bind(&name)
                .execute(&self.pool)
                .await?;
            let kept: String = sqlx::query_scalar("select key_id from log.key_name where purpose = $1")
                .bind(purpose)
                .fetch_one(&self.pool)
                .await?;
            if kept != name {
                return Err(MasterKeyError::Mismatch.into());
            }
        }
        Ok(())
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
        let names: Vec<String> = missing.iter().map(Subject::to_string).collect();
        let ids: Vec<Uuid> = missing.iter().map(|_| Uuid::now_v7()).collect();
        let wrapped: Vec<Vec<u8>> =
            names.iter().zip(&ids).map(|(subject, id)| self.wrap(&random_secret(), *id, subject)).collect();
        let mut tried = 0;
        let rows: Vec<(String, Uuid, Vec<u8>)> = loop {
            let rows = sqlx::query_as("select subject, key_id, wrapped from log.keys_of($1, $2, $3, $4)")
                .bind(&names)
                .bind(&ids)
                .bind(&wrapped)
                .bind(&self.master_id)
                .fetch_all(&self.pool)
                .await;
            match rows.map_err(StoreError::from) {
                // Asking again makes no second key: a subject has one that lives.
                Err(error) if error.is_dead_connection() && tried < connect::AGAIN => tried += 1,
                rows => break rows?,
            }
        };
        for (subject, key_id, wrapped) in rows {
            let key = self.unwrap(&wrapped, key_id, &subject)?;
            let Ok(subject) = subject.parse::<Subject>() else { continue };
            let mut caches = self.caches();
            caches.keep(key_id, KnownKey { subject, key: Some(key.clone()) });
            caches.active.insert(subject, key_id);
            found.insert(subject, SubjectKey { key_id, key });
        }
        match missing.into_iter().find(|subject| !found.contains_key(subject)) {
            Some(subject) => Err(StoreError::SubjectErased(subject)),
            None => Ok(found),
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
        let rows: Vec<(Uuid, String, Option<Vec<u8>>)> =
            sqlx::query_as("select key_id, subject, wrapped from log.subject_key where key_id = any($1)")
                .bind(&missing)
                .fetch_all(&self.pool)
                .await?;
        for (id, subject, wrapped) in rows {
            let key = wrapped.map(|wrapped| self.unwrap(&wrapped, id, &subject)).transpose()?;
            let Ok(subject) = subject.parse::<Subject>() else { continue };
            let known = KnownKey { subject, key };
            self.caches().keep(id, known.clone());
            found.insert(id, known);
        }
        Ok(found)
    }

    fn wrap(&self, key: &Secret, id: Uuid, subject: &str) -> Vec<u8> {
        let (nonce, cipher) = cipher::encrypt(&self.wrapping, &key[..], wrapped_as(id, subject).as_bytes());
        [&nonce[..], &cipher].concat()
    }

    fn unwrap(&self, wrapped: &[u8], id: Uuid, subject: &str) -> Result<Secret, StoreError> {
        wrapped
            .split_first_chunk::<12>()
            .and_then(|(nonce, cipher)| {
                cipher::decrypt(&self.wrapping, nonce, cipher, wrapped_as(id, subject).as_bytes())
            })
            .and_then(|plain| <[u8; 32]>::try_from(plain.as_slice()).ok())
            .map(Secret::new)
            .ok_or_else(|| MasterKeyError::Mismatch.into())
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

fn wrapped_as(id: Uuid, subject: &str) -> String {
    format!("hamyar-subject-key|{id}|{subject}")
}
