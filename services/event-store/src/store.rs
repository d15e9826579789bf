//! The store: one per process.

use crate::appender::Appender;
use crate::cache::Cache;
use crate::erasure::ErasureRegister;
use crate::keyed_lock::KeyedLock;
use crate::sealing::{KeyRing, KeySource, MasterKey};
use crate::snapshot::Snapshots;
use crate::{StoreError, connect, wake};
use sqlx::PgPool;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::AbortHandle;

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// URL of the database, as the application's role or a user that may take it.
    pub app_url: String,
    /// Wraps the subjects' keys, and brings the keys of the blind index and the fingerprints.
    pub master_key: MasterKey,
    /// Where the keys came from, to look there again when the store has another master key.
    pub key_source: Option<KeySource>,
    /// The erasure register, which [`apply_register`](crate::apply_register) has applied. Without it nobody can be forgotten through this store.
    pub register: Option<ErasureRegister>,
    /// Connections for reading. The appender and the listener have one more each.
    pub max_connections: u32,
    /// Aggregates kept folded in memory.
    pub cache_capacity: usize,
    /// Unwrapped keys kept in memory.
    pub key_capacity: usize,
    /// Commands that may wait for the appender; beyond, they are answered as busy.
    pub queue_capacity: usize,
    /// How long a batch is sent again while the database is away.
    pub patience: Duration,
    /// A snapshot is written each time a stream passes a multiple of so many events. 0 writes none.
    pub snapshot_every: i64,
    /// Version of the code that folds: snapshots of another version are not used.
    pub snapshot_version: String,
}

impl StoreOptions {
    /// The usual sizes.
    pub fn new(app_url: impl Into<String>, master_key: MasterKey) -> Self {
        Self {
            app_url: app_url.into(),
            master_key,
            key_source: None,
            register: None,
            max_connections: 8,
            cache_capacity: 20_000,
            key_capacity: 65_536,
            queue_capacity: 1_024,
            patience: Duration::from_secs(10),
            snapshot_every: 100,
            snapshot_version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// The log, opened. Cheap to clone; everything behind it ends with the last clone.
#[derive(Clone)]
pub struct EventStore {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub pool: PgPool,
    pub keys: Arc<KeyRing>,
    pub register: Option<ErasureRegister>,
    /// Counts the times opened keys were dropped because somebody was forgotten.
    pub forgotten: watch::Sender<u64>,
    pub appender: Appender,
    pub cache: Cache,
    pub streams: KeyedLock,
    pub snapshots: Snapshots,
    pub known: watch::Sender<i64>,
    wake: AbortHandle,
}

impl Inner {
    /// Drops every opened key, and tells whoever keeps opened values.
    pub(crate) fn drop_opened(&self) {
        self.keys.forget();
        self.forgotten.send_modify(|count| *count += 1);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.wake.abort();
    }
}

impl EventStore {
    /// Opens the log of a database that [`setup`](crate::setup()) prepared.
    pub async fn open(options: StoreOptions) -> Result<Self, StoreError> {
        let pool = connect::app_pool(&options.app_url, "hamyar-log", options.max_connections, "").await?;
        let (source, capacity) = (options.key_source.clone(), options.key_capacity.max(1));
        let keys = Arc::new(KeyRing::new(pool.clone(), &options.master_key, source, capacity));
        keys.check().await?;
        let (known, _) = watch::channel(crate::feed::head(&pool).await?);
        let listening = connect::app_pool(&options.app_url, "hamyar-wake", 2, "").await?;
        let (forgotten, _) = watch::channel(0);
        let told = wake::Told { keys: keys.clone(), register: options.register.clone(), forgotten: forgotten.clone() };
        let wake = tokio::spawn(wake::keep_awake(listening, known.clone(), told)).abort_handle();
        let inner = Inner {
            appender: Appender::start(&options, known.clone()),
            cache: Cache::new(options.cache_capacity),
            streams: KeyedLock::new(),
            snapshots: Snapshots::start(pool.clone(), options.snapshot_every, options.snapshot_version),
            pool,
            keys,
            register: options.register,
            forgotten,
            known,
            wake,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The pool this store reads with, as the application's role.
    pub fn pool(&self) -> &PgPool {
        &self.inner.pool
    }

    /// HMAC-SHA256 of a value under the store's index key, for equality search over personal values. `label` keeps kinds of values apart.
    pub fn blind_index(&self, label: &str, value: &str) -> [u8; 32] {
        self.inner.keys.blind_index(label, value)
    }

    /// A number that only this store can derive from a text: a keyed hash that stays the same for ever. `label` keeps uses apart.
    pub fn keyed_number(&self, label: &str, text: &str) -> u64 {
        let hash = self.inner.keys.fingerprint(&[label.as_bytes(), text.as_bytes()]);
        hash.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
    }

    /// Forgets everything folded and every unwrapped key held in memory. What is needed is read again.
    pub fn forget_caches(&self) {
        self.inner.cache.clear();
        self.inner.keys.forget();
    }
}

/// Says nothing of keys.
impl std::fmt::Debug for EventStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EventStore")
    }
}
