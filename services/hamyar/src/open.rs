//! Opening a store: its server, its schemas, its key, its log and accounts.

use std::path::{Path, PathBuf};

use chrono::Utc;
use hamyar_event_store::{
    APP_ROLE, ErasureRegister, EventStore, StoreOptions, WithoutRegister, apply_register, connect,
};
use hamyar_identity::Identity;
use hamyar_private_postgres::{Attached, Error as PostgresError, Options, PrivatePostgres, Running};
use sqlx::{ConnectOptions, Connection, PgPool};

use crate::cli::Place;
use crate::failure::{Failure, with_causes};
use crate::info::{self, Kind, StoreInfo};
use crate::key;

/// The data folder when nothing is named.
const DEFAULT_DATA: &str = ".data";

/// How often, and how far apart, a command tries to open a store beside a Hamyar that does not answer.
const ATTEMPTS: u32 = 8;
const BETWEEN_ATTEMPTS: std::time::Duration = std::time::Duration::from_millis(500);

/// What a command needs of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Serves it: makes a new one, and does not share the folder with another Hamyar.
    Serve(Kind),
    /// Makes a new one where there is none, or works beside a Hamyar that runs.
    Make(Kind),
    /// Prepares the database and no more.
    Prepare,
    /// Works on one that is there.
    Existing,
    /// The same, where the register of erasures was lost and is written anew from the database.
    WithoutRegister,
}

impl Need {
    const fn kind_of_new(self) -> Option<Kind> {
        match self {
            Self::Serve(kind) | Self::Make(kind) => Some(kind),
            Self::Prepare | Self::Existing | Self::WithoutRegister => None,
        }
    }
}

/// Who runs the database server.
pub enum Server {
    /// This process does.
    Own(Running),
    /// Another Hamyar does, on the same folder.
    Beside(Attached),
    /// Somebody else does.
    Given(String),
}

impl Server {
    pub fn admin_url(&self) -> String {
        match self {
            Self::Own(server) => server.admin_url(),
            Self::Beside(server) => server.admin_url(),
            Self::Given(url) => url.clone(),
        }
    }

    /// What every connection but those that prepare the database signs in with. In a server of our own that is the application's role, which
    /// can take no other; with a server of the operator's it is the given user, who then takes that role, unless a URL of its own is given.
    fn app_url(&self, place: &Place) -> String {
        match self {
            Self::Own(server) => server.url_as(APP_ROLE),
            Self::Beside(server) => server.url_as(APP_ROLE),
            Self::Given(url) => place.app_database_url.clone().unwrap_or_else(|| url.clone()),
        }
    }
}

/// A store, opened.
pub struct Opened {
    /// URL of the application's role.
    pub app_url: String,
    /// URL that may do everything; for what the application's role may not.
    pub admin_url: String,
    pub store: EventStore,
    pub identity: Identity,
    pub info: StoreInfo,
    /// Whom this store has forgotten, kept outside the database.
    pub register: ErasureRegister,
    server: Server,
}

/// Prepares the database of a place, and stops the server again if this process started it.
pub async fn prepare_only(place: &Place) -> Result<(), Failure> {
    let server = start(place, Need::Prepare).await?;
    let prepared = match refuse_half_restored(&server.admin_url()).await {
        Ok(()) => prepare(&server.admin_url()).await,
        Err(failure) => Err(failure),
    };
    stop(server).await;
    prepared
}

/// The database of a store and nothing else: no key is read, and nothing sealed can be opened.
pub struct Bare {
    /// As the application's role.
    pub pool: PgPool,
    server: Server,
}

impl Bare {
    /// Lets go of the database, and stops the server if this process started it.
    pub async fn close(self) {
        self.pool.close().await;
        stop(self.server).await;
    }
}

/// Opens the database of a place without any key.
pub async fn open_bare(place: &Place) -> Result<Bare, Failure> {
    let server = start(place, Need::Existing).await?;
    let app_url = server.app_url(place);
    match bare_pool(&app_url).await {
        Ok(pool) => Ok(Bare { pool, server }),
        Err(failure) => {
            stop(server).await;
            Err(failure)
        }
    }
}

async fn bare_pool(url: &str) -> Result<PgPool, Failure> {
    refuse_half_restored(url).await?;
    if !info::is_prepared(url).await? {
        return Err(no_store());
    }
    let pool = connect::app_pool(url, "hamyar-proof", 6, "").await?;
    let current: bool = sqlx::query_scalar("select to_regclass('log.store') is not null").fetch_one(&pool).await?;
    if current {
        return Ok(pool);
    }
    pool.close().await;
    let text = "this database is of an older version, which has no checkpoints: start `hamyar serve` or run `hamyar migrate` once";
    Err(Failure::Unavailable(text.to_owned()))
}

/// Opens the store of a place.
pub async fn open(place: &Place, need: Need) -> Result<Opened, Failure> {
    let mut attempts = 0;
    loop {
        let server = start(place, need).await?;
        match open_on(&server, place, need).await {
            Ok((store, identity, info, register)) => {
                let (app_url, admin_url) = (server.app_url(place), server.admin_url());
                return Ok(Opened { app_url, admin_url, store, identity, info, register, server });
            }
            // The Hamyar beside which this began was just stopping: a moment later the folder is free.
            Err(Failure::Unavailable(_)) if matches!(server, Server::Beside(_)) && attempts < ATTEMPTS => {
                attempts += 1;
                tokio::time::sleep(BETWEEN_ATTEMPTS).await;
            }
            Err(failure) => {
                stop(server).await;
                return Err(failure);
            }
        }
    }
}

impl Opened {
    /// A pool of the app role.
    pub async fn pool(&self, application: &str, connections: u32) -> Result<PgPool, Failure> {
        Ok(connect::app_pool(&self.app_url, application, connections, "").await?)
    }

    /// Process id of the database server, where this process runs it.
    pub fn server_pid(&self) -> Option<i32> {
        match &self.server {
            Server::Own(server) => server.pid(),
            _ => None,
        }
    }

    /// Lets go of the store, and stops the server if this process started it.
    pub async fn close(self) {
        drop(self.identity);
        drop(self.store);
        stop(self.server).await;
    }
}

pub async fn stop(server: Server) {
    if let Server::Own(server) = server {
        server.stop().await;
    }
}

/// The folder of the store, or `None` for a server of the operator's.
pub fn data_folder(place: &Place) -> Option<PathBuf> {
    match (&place.data, &place.database_url) {
        (Some(folder), _) => Some(folder.clone()),
        (None, Some(_)) => None,
        (None, None) => Some(PathBuf::from(DEFAULT_DATA)),
    }
}

pub async fn start(place: &Place, need: Need) -> Result<Server, Failure> {
    let Some(folder) = data_folder(place) else {
        return Ok(Server::Given(place.database_url.clone().unwrap_or_default()));
    };
    if matches!(need, Need::Existing | Need::WithoutRegister) && !holds_a_store(&folder) {
        return Err(Failure::Unavailable(format!(
            "there is no store in {}: `hamyar run --data {0}` makes one to try, `hamyar serve --data {0}` a real one",
            folder.display()
        )));
    }
    let options = Options::new(&folder);
    match PrivatePostgres::start(options.clone()).await {
        Ok(server) => Ok(Server::Own(server)),
        Err(error @ PostgresError::InUse { .. }) if matches!(need, Need::Serve(_)) => {
            Err(Failure::Unavailable(with_causes(&error)))
        }
        Err(PostgresError::InUse { .. }) => {
            PrivatePostgres::attach(&options).await.map(Server::Beside).map_err(Failure::store)
        }
        Err(error) => Err(Failure::store(error)),
    }
}

fn holds_a_store(folder: &Path) -> bool {
    folder.join("postgres").exists() || folder.join("postgres.location").exists()
}

type OpenedOn = (EventStore, Identity, StoreInfo, ErasureRegister);

async fn open_on(server: &Server, place: &Place, need: Need) -> Result<OpenedOn, Failure> {
    let url = server.admin_url();
    refuse_half_restored(&url).await?;
    let makes = need.kind_of_new();
    // Beside another Hamyar nothing is prepared: it did that when it started, and it may be of another version.
    if makes.is_some() && !matches!(server, Server::Beside(_)) {
        prepare(&url).await?;
    } else if !info::is_prepared(&url).await? {
        return Err(no_store());
    }
    let url = server.app_url(place);
    let pool = connect::app_pool(&url, "hamyar-accounts", 8, "").await?;
    let found = info::read(&pool).await?;
    let folder = data_folder(place);
    let source = key::source(place, folder.as_deref())?;
    let info = match (found, makes) {
        (Some(info), _) => info,
        (None, Some(kind)) => {
            // The key is on disk before the store exists, so that no store is ever without one.
            key::load(&source, true)?;
            info::declare(&pool, kind).await?
        }
        (None, None) => return Err(no_store()),
    };
    let master_key = key::load(&source, false)?;
    let register = ErasureRegister::new(key::register(place, folder.as_deref())?, &master_key);
    // Beside another Hamyar this was done when it started.
    if !matches!(server, Server::Beside(_)) || need == Need::WithoutRegister {
        let without = if need == Need::WithoutRegister { WithoutRegister::WriteAnew } else { WithoutRegister::Refuse };
        forget_again(&server.admin_url(), &register, without).await?;
    }
    let mut options = StoreOptions::new(&url, master_key);
    options.key_source = Some(source);
    options.register = Some(register.clone());
    options.snapshot_version = env!("HAMYAR_FOLDING").to_owned();
    let store = EventStore::open(options).await?;
    // What was decided and cut off is carried out before anybody reads.
    if let Err(error) = store.carry_out_erasures().await {
        tracing::error!(error = %with_causes(&error), "an erasure is decided and cannot be carried out yet");
    }
    let enforces = info.kind == Kind::Real;
    let identity = Identity::new(pool).with_log(store.clone()).enforcing_second_factor(enforces);
    // Beside another Hamyar this was done when it started.
    if !matches!(server, Server::Beside(_)) {
        let told = identity.tell_existing(Utc::now()).await?;
        if told > 0 {
            tracing::info!(accounts = told, "rights of existing accounts now stand in the log");
        }
    }
    Ok((store, identity, info, register))
}

/// Whoever stands in the register is forgotten in this database too, before anything is read from it: it may be an older copy.
pub async fn forget_again(url: &str, register: &ErasureRegister, without: WithoutRegister) -> Result<(), Failure> {
    let applied = apply_register(url, register, without).await.map_err(key::without_register)?;
    if applied.erased > 0 {
        eprintln!(
            "The register of erasures names {} that this database still knew: they are forgotten here too{}.",
            applied.erased,
            if applied.read_models_dropped { ", and the read models are built anew" } else { "" }
        );
    }
    Ok(())
}

/// What a restore that was broken off left is no store.
pub async fn refuse_half_restored(url: &str) -> Result<(), Failure> {
    let mut connection = connect::options(url, "hamyar-look")?.connect().await?;
    let unfinished = hamyar_backup::has_unfinished_restore(&mut connection).await;
    connection.close().await.ok();
    if unfinished? {
        return Err(Failure::Unavailable(
            "a restore into this store has not ended: if none is under way, it was broken off; run `hamyar restore` with the same files \
             again, which begins anew"
                .to_owned(),
        ));
    }
    Ok(())
}

pub fn no_store() -> Failure {
    Failure::Unavailable(
        "the database holds no store yet: `hamyar run` makes one to try, `hamyar serve` a real one".to_owned(),
    )
}

/// Roles, schemas and grants of every part.
pub async fn prepare(admin_url: &str) -> Result<(), Failure> {
    prepare_until(admin_url, Migrations::NEWEST).await
}

/// Migrations of the parts that count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrations {
    pub log: i64,
    pub identity: i64,
}

impl Migrations {
    pub const NEWEST: Self = Self { log: i64::MAX, identity: i64::MAX };
}

/// The same, as a store was at an earlier time.
pub async fn prepare_until(admin_url: &str, until: Migrations) -> Result<(), Failure> {
    hamyar_event_store::setup_until(admin_url, until.log).await?;
    info::migrate(admin_url).await?;
    let accounts = connect::app_pool(admin_url, "hamyar-setup", 1, "").await?;
    let migrated = Identity::new(accounts.clone()).migrate_until(until.identity).await;
    let imported = hamyar_import::families::prepare(&accounts).await;
    let processes = hamyar_processes::prepare(&accounts).await;
    accounts.close().await;
    migrated?;
    imported?;
    processes?;
    let options = connect::options(admin_url, "hamyar-setup")?;
    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect_with(options).await?;
    let made = hamyar_relay::migrate(&pool, APP_ROLE).await;
    pool.close().await;
    Ok(made?)
}
