//! A throw-away PostgreSQL for tests: one cluster shared by all test processes of the machine, a fresh database per test.
//!
//! The first process starts it in `/tmp/hamyar-test-pg-<uid>`; each process holds a shared lock on the file `lease` there while it lives; a small
//! watch outside stops the cluster and removes it when nobody has held the lock for a while. `HAMYAR_TEST_PG` names a running server instead
//! (a URL of a superuser); `HAMYAR_PG_BIN` the folder of PostgreSQL's programs. The cluster runs without fsync: it survives the kill of any
//! process, not of the machine.

use crate::{APP_ROLE, OWNER_ROLE, setup};
use sha2::{Digest, Sha256};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use std::fs::File;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// A running cluster.
pub struct TestCluster {
    admin: Admin,
    template: String,
    _lease: Option<File>,
    own: Option<OwnCluster>,
}

/// A cluster of one test's own; stopped and removed when dropped.
struct OwnCluster {
    folder: PathBuf,
}

impl Drop for OwnCluster {
    fn drop(&mut self) {
        let data = self.folder.join("data").display().to_string();
        run(own_uid(), &programs().join("pg_ctl"), &["-D", &data, "-m", "immediate", "stop"]);
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

enum Admin {
    /// Our own, by the folder of its socket.
    Socket(PathBuf),
    /// Somebody's, by URL.
    Url(String),
}

/// Where a fresh, migrated database is.
#[derive(Clone, Debug)]
pub struct DbUrls {
    /// Its name.
    pub name: String,
    /// As superuser.
    pub admin_url: String,
    /// As the owner of the log.
    pub owner_url: String,
    /// As the application.
    pub app_url: String,
}

static SHARED: OnceCell<TestCluster> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

impl TestCluster {
    /// The cluster of this machine's tests, started when it is not running.
    ///
    /// # Panics
    /// When no PostgreSQL can be started: a test that needs one cannot go on.
    pub async fn shared() -> &'static Self {
        SHARED
            .get_or_init(|| async {
                let (admin, lease) = match std::env::var("HAMYAR_TEST_PG") {
                    Ok(url) => (Admin::Url(url), None),
                    Err(_) => {
                        let (folder, lease) =
                            tokio::task::spawn_blocking(start_or_join).await.expect("the start of the test cluster");
                        (Admin::Socket(folder), Some(lease))
                    }
                };
                let cluster = Self { template: template_name(), admin, _lease: lease, own: None };
                cluster.ensure_template().await;
                cluster
            })
            .await
    }

    /// A cluster nobody else uses, with these further settings (`name=value`), for tests that kill the server or measure it. It is stopped and
    /// removed when dropped. Unlike the shared one it flushes to disk.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn private(settings: &[&str]) -> Self {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = PathBuf::from(format!("/tmp/hamyar-own-pg-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the cluster");
        let mut all = vec!["fsync=on"];
        all.extend(settings);
        begin(own_uid(), &programs(), &folder, &all);
        let cluster = Self {
            admin: Admin::Socket(folder.join("socket")),
            template: template_name(),
            _lease: None,
            own: Some(OwnCluster { folder }),
        };
        cluster.ensure_template().await;
        cluster
    }

    /// Stops the whole private cluster at once, as a crash of the database would, and starts it again.
    ///
    /// # Panics
    /// On the shared cluster, or when it does not come back.
    pub fn crash_and_restart(&self) {
        let own = self.own.as_ref().expect("only a private cluster may be crashed");
        let data = own.folder.join("data").display().to_string();
        run(own_uid(), &programs().join("pg_ctl"), &["-D", &data, "-m", "immediate", "stop"]);
        start(own_uid(), &programs(), &own.folder, &["fsync=on"]);
    }

    /// A fresh database with the log's migrations applied.
    pub async fn new_database(&self) -> DbUrls {
        let name = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut connection = self.connect("postgres").await;
        self.drop_left_overs(&mut connection).await;
        self.create(&mut connection, &format!("create database {name} template {}", self.template)).await;
        connection.close().await.ok();
        self.grant(&name).await;
        self.urls(&name)
    }

    /// A fresh database that begins as `make` left one, and what `make` told of it. `make` runs once for all test processes of one build of one
    /// binary: what takes a test seconds to prepare is copied in a fraction of one. It ends whatever it started on the database before it returns.
    ///
    /// # Panics
    /// When the database cannot be made: a test that needs it cannot go on.
    pub async fn new_database_like<Made>(&self, what: &str, make: impl FnOnce(DbUrls) -> Made) -> (DbUrls, String)
    where
        Made: Future<Output = String>,
    {
        self.copy_of(what, &self.template, make).await
    }

    /// The same, where `make` begins with nothing, not even the log.
    ///
    /// # Panics
    /// When the database cannot be made.
    pub async fn new_database_like_own<Made>(&self, what: &str, make: impl FnOnce(DbUrls) -> Made) -> (DbUrls, String)
    where
        Made: Future<Output = String>,
    {
        self.copy_of(what, "template1", make).await
    }

    async fn copy_of<Made>(&self, what: &str, base: &str, make: impl FnOnce(DbUrls) -> Made) -> (DbUrls, String)
    where
        Made: Future<Output = String>,
    {
        let kept = format!("kept_{what}_{}", build_name());
        let told = format!(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = '{kept}' and datistemplate"
        );
        let mut connection = self.connect("postgres").await;
        self.drop_left_overs(&mut connection).await;
        connection.execute("select pg_advisory_lock(7236837, 4)").await.expect("a lock");
        let known: Option<Option<String>> =
            sqlx::query_scalar(&told).fetch_optional(&mut connection).await.expect("the list of databases");
        let told = match known {
            Some(told) => told.unwrap_or_default(),
            None => {
                connection.execute(format!("drop database if exists {kept}").as_str()).await.expect("a clean start");
                self.create(&mut connection, &format!("create database {kept} template {base}")).await;
                if base == self.template {
                    self.grant(&kept).await;
                }
                let told = make(self.urls(&kept)).await;
                for statement in [
                    format!("alter database {kept} allow_connections false"),
                    format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{kept}'"),
                    format!("comment on database {kept} is '{}'", told.replace('\'', "''")),
                    format!("alter database {kept} is_template true"),
                ] {
                    connection.execute(statement.as_str()).await.expect("a database to copy");
                }
                told
            }
        };
        connection.execute("select pg_advisory_unlock(7236837, 4)").await.expect("the lock");
        let name = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        self.create(&mut connection, &format!("create database {name} template {kept}")).await;
        connection.close().await.ok();
        self.grant(&name).await;
        (self.urls(&name), told)
    }

    async fn grant(&self, name: &str) {
        let mut connection = self.connect(name).await;
        setup::grant_database(&mut connection).await.expect("grants on a test database");
        connection.close().await.ok();
    }

    /// A fresh database with nothing in it, not even the log.
    pub async fn new_empty_database(&self) -> DbUrls {
        let name = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut connection = self.connect("postgres").await;
        self.create(&mut connection, &format!("create database {name}")).await;
        connection.close().await.ok();
        self.urls(&name)
    }

    fn urls(&self, name: &str) -> DbUrls {
        match &self.admin {
            Admin::Socket(folder) => {
                let url = |user: &str| format!("postgres://{user}@localhost/{name}?host={}", folder.display());
                DbUrls {
                    admin_url: url("postgres"),
                    owner_url: format!("{}&options=-c%20role%3D{OWNER_ROLE}", url("postgres")),
                    app_url: url(APP_ROLE),
                    name: name.to_owned(),
                }
            }
            Admin::Url(url) => {
                let (base, query) = url.split_once('?').unwrap_or((url, ""));
                let server = base.rsplit_once('/').map_or(base, |(server, _)| server);
                let own = format!("{server}/{name}?{query}");
                DbUrls {
                    owner_url: format!("{own}&options=-c%20role%3D{OWNER_ROLE}"),
                    app_url: own.clone(),
                    admin_url: own,
                    name: name.to_owned(),
                }
            }
        }
    }

    async fn connect(&self, database: &str) -> PgConnection {
        let options = crate::connect::options(&self.urls(database).admin_url, "hamyar-testing").expect("a URL");
        options.connect().await.expect("a connection to the test cluster")
    }

    async fn ensure_template(&self) {
        let mut connection = self.connect("postgres").await;
        connection.execute("select pg_advisory_lock(7236837, 3)").await.expect("a lock");
        let there: bool =
            sqlx::query_scalar("select exists (select 1 from pg_database where datname = $1 and datistemplate)")
                .bind(&self.template)
                .fetch_one(&mut connection)
                .await
                .expect("the list of databases");
        if !there {
            connection
                .execute(format!("drop database if exists {}", self.template).as_str())
                .await
                .expect("a clean start");
            self.create(&mut connection, &format!("create database {}", self.template)).await;
            setup(&self.urls(&self.template).admin_url).await.expect("the log's migrations");
            connection
                .execute(format!("alter database {} is_template true", self.template).as_str())
                .await
                .expect("a template");
        }
        connection.close().await.ok();
    }

    /// Two processes that copy a template at once disturb each other; the loser tries again.
    async fn create(&self, connection: &mut PgConnection, statement: &str) {
        for attempt in 0..100 {
            match connection.execute(statement).await {
                Ok(_) => return,
                Err(sqlx::Error::Database(error)) if attempt < 99 && error.code().as_deref() == Some("55006") => {
                    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                }
                Err(error) => panic!("a test database cannot be created: {error}"),
            }
        }
    }

    /// Drops the databases of test processes that are gone.
    async fn drop_left_overs(&self, connection: &mut PgConnection) {
        let names: Vec<String> =
            sqlx::query_scalar("select datname from pg_database where datname ~ '^t_[0-9]+_[0-9]+$' limit 200")
                .fetch_all(&mut *connection)
                .await
                .unwrap_or_default();
        let gone = |name: &String| {
            let process = name.split('_').nth(1).unwrap_or_default();
            !Path::new("/proc").join(process).exists()
        };
        for name in names.iter().filter(|name| gone(name)).take(3) {
            connection.execute(format!("drop database if exists {name} with (force)").as_str()).await.ok();
        }
    }
}

/// Named after the migrations it holds, so that an older run's template is not taken for today's.
fn template_name() -> String {
    let mut sha = Sha256::new();
    for migration in setup::MIGRATOR.iter() {
        sha.update(&migration.checksum);
    }
    sha.update(include_bytes!("setup.rs"));
    let hex: String = sha.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("template_{hex}")
}

/// Names the binary that runs, as it was built: what another build prepared is not taken for this one's.
fn build_name() -> String {
    let path = std::env::current_exe().expect("the own binary");
    let built = std::fs::metadata(&path).expect("the own binary");
    let mut sha = Sha256::new();
    sha.update(path.display().to_string());
    sha.update(built.mtime_nsec().to_le_bytes());
    sha.update(built.mtime().to_le_bytes());
    sha.update(built.len().to_le_bytes());
    sha.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn own_uid() -> u32 {
    std::fs::metadata("/proc/self").expect("/proc").uid()
}

fn start_or_join() -> (PathBuf, File) {
    let own = own_uid();
    let folder = PathBuf::from(format!("/tmp/hamyar-test-pg-{own}"));
    std::fs::create_dir_all(&folder).expect("a folder for the test cluster");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).ok();
    let open = |name: &str| {
        let mut options = File::options();
        options.create(true).truncate(false).read(true).write(true).open(folder.join(name)).expect("a lock file")
    };
    let lease = open("lease");
    lease.lock_shared().expect("the lease");
    let starting = open("start");
    starting.lock().expect("the start lock");
    let socket = folder.join("socket");
    let programs = programs();
    if !run(own, &programs.join("pg_isready"), &["-q", "-h", &socket.display().to_string()]) {
        begin(own, &programs, &folder, &["fsync=off", "full_page_writes=off"]);
        watch(own, &programs, &folder);
    }
    drop(starting);
    (socket, lease)
}

/// Makes a cluster in `folder` anew and starts it.
fn begin(own: u32, programs: &Path, folder: &Path, settings: &[&str]) {
    let (data, socket) = (folder.join("data"), folder.join("socket"));
    std::fs::remove_dir_all(&data).ok();
    for made in [&data, &socket] {
        std::fs::create_dir_all(made).expect("a folder of the test cluster");
        if own == 0 {
            let chowned = run_plain("chown", &["postgres", &made.display().to_string()]);
            assert!(chowned, "root needs the user postgres to run a test cluster");
        }
    }
    let data = data.display().to_string();
    let arguments = format!("-D {data} -U postgres -A trust -E UTF8 --locale=C --lc-ctype=C.UTF-8 --no-sync -N");
    assert!(run(own, &programs.join("initdb"), &arguments.split(' ').collect::<Vec<_>>()), "initdb failed");
    start(own, programs, folder, settings);
}

/// Starts the cluster in `folder`.
fn start(own: u32, programs: &Path, folder: &Path, settings: &[&str]) {
    let (data, socket) = (folder.join("data").display().to_string(), folder.join("socket").display().to_string());
    let mut all =
        format!("-c listen_addresses='' -c unix_socket_directories={socket} -c max_connections=400 -c jit=off");
    for setting in ["shared_buffers=128MB", "max_wal_size=4GB"].iter().chain(settings) {
        all.push_str(&format!(" -c {setting}"));
    }
    let log = format!("{data}/server.log");
    let arguments = ["-D", &data, "-l", &log, "-w", "-t", "60", "-o", &all, "start"];
    assert!(run(own, &programs.join("pg_ctl"), &arguments), "pg_ctl failed; see {log}");
}

/// Leaves a watch behind that outlives this process.
fn watch(own: u32, programs: &Path, folder: &Path) {
    let data = folder.join("data").display().to_string();
    // Ends the cluster when no test process has held the lease for three looks in a row.
    let script = format!(
        "idle=0; while sleep 10; do exec 9<>{lease}; if flock -n -x 9; then idle=$((idle+1)); else idle=0; fi; \
         if [ $idle -ge 3 ]; then {stop} {pg_ctl} -D {data} -m immediate stop; rm -rf {data}; exit 0; fi; exec 9>&-; done",
        lease = folder.join("lease").display(),
        stop = if own == 0 { "setpriv --reuid=postgres --regid=postgres --init-groups" } else { "env" },
        pg_ctl = programs.join("pg_ctl").display(),
    );
    #[expect(clippy::zombie_processes, reason = "the watch must outlive this process")]
    Command::new("setsid")
        .args(["sh", "-c", &script])
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the watch over the test cluster");
}

/// The folder of PostgreSQL's programs: named by `HAMYAR_PG_BIN`, Debian's newest, or the one on `PATH`.
pub fn programs() -> PathBuf {
    if let Ok(folder) = std::env::var("HAMYAR_PG_BIN") {
        return folder.into();
    }
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").exists())
        .collect();
    versions.sort();
    if let Some((_, folder)) = versions.pop() {
        return folder;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .find(|folder| folder.join("initdb").exists())
        .expect("PostgreSQL's programs: install them or name their folder in HAMYAR_PG_BIN")
}

/// Runs a program of PostgreSQL's, which refuses root, as an unprivileged user.
fn run(own: u32, program: &Path, arguments: &[&str]) -> bool {
    let program = program.display().to_string();
    if own == 0 {
        let mut all = vec!["--reuid=postgres", "--regid=postgres", "--init-groups", program.as_str()];
        all.extend(arguments);
        run_plain("setpriv", &all)
    } else {
        run_plain(&program, arguments)
    }
}

fn run_plain(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
