//! A PostgreSQL of the measurement's own, and fresh databases in it.

use std::path::{Path, PathBuf};

use hamyar_event_store::{EventStore, MasterKey, StoreOptions, connect};
use hamyar_identity::Identity;
use hamyar_private_postgres::{Options, PrivatePostgres, Running};
use tempfile::TempDir;

use crate::{BenchOptions, Fault};

pub(crate) struct Place {
    server: Running,
    folder: TempDir,
    pub(crate) options: BenchOptions,
}

/// A database with every schema of the product.
pub(crate) struct Database {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) key: MasterKey,
    pub(crate) store: EventStore,
}

impl Place {
    pub(crate) async fn start(options: &BenchOptions) -> Result<Self, Fault> {
        let folder = tempfile::tempdir()?;
        let server = PrivatePostgres::start(Options::new(folder.path().join("data"))).await?;
        Ok(Self { server, folder, options: options.clone() })
    }

    pub(crate) fn asks_for(&self, group: &str) -> bool {
        self.options.only.is_empty() || self.options.only.iter().any(|only| only == group)
    }

    /// Seconds of one round.
    pub(crate) fn seconds(&self) -> u64 {
        if self.options.quick { 1 } else { 5 }
    }

    /// The first figure, or the second in a quick run.
    pub(crate) fn size<T>(&self, whole: T, quick: T) -> T {
        if self.options.quick { quick } else { whole }
    }

    pub(crate) fn major(&self) -> u32 {
        self.server.programs().major
    }

    pub(crate) fn programs(&self) -> &Path {
        &self.server.programs().bin
    }

    pub(crate) fn socket(&self) -> &Path {
        self.server.socket_dir()
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A fresh database. `settings` hold for every connection to it, as `commit_delay = 1000`.
    pub(crate) async fn database(&self, name: &str, settings: &[&str]) -> Result<Database, Fault> {
        let admin_url = self.server.admin_url();
        let admin = sqlx::PgPool::connect(&admin_url).await?;
        sqlx::raw_sql(&format!("create database {name}")).execute(&admin).await?;
        for setting in settings {
            sqlx::raw_sql(&format!("alter database {name} set {setting}")).execute(&admin).await?;
        }
        admin.close().await;
        let url = admin_url.replacen(&format!("/{}?", self.server.database()), &format!("/{name}?"), 1);
        hamyar_event_store::setup(&url).await?;
        let accounts = connect::app_pool(&url, "hamyar-bench", 1, "").await?;
        Identity::new(accounts.clone()).migrate().await?;
        accounts.close().await;
        hamyar_projector::ensure(&url, &hamyar_projections::all()).await?;
        let key = MasterKey::generate();
        let store = EventStore::open(StoreOptions::new(&url, key.clone())).await?;
        Ok(Database { name: name.to_owned(), url, key, store })
    }

    pub(crate) async fn stop(self) {
        let cluster: PathBuf = self.server.cluster_dir().to_owned();
        self.server.stop().await;
        // Under root the cluster lies outside the folder.
        std::fs::remove_dir_all(cluster).ok();
    }
}
