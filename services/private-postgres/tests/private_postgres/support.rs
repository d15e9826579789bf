//! Folders, connections and processes for the tests.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use hamyar_private_postgres::Options;
use rustix::process::{Pid, Signal, getpgid, kill_process, test_kill_process};
use sqlx::{Connection, Executor, PgConnection};

/// A data folder that goes away with the test, and a server left in it with it.
pub struct DataFolder {
    folder: tempfile::TempDir,
}

impl DataFolder {
    /// One that every account may pass through.
    pub fn new() -> Self {
        Self::with_mode(0o711)
    }

    /// One that only its owner may enter, like a home folder.
    pub fn closed() -> Self {
        Self::with_mode(0o700)
    }

    /// One that belongs to another user.
    pub fn of(uid: u32) -> Self {
        let folder = Self::new();
        std::os::unix::fs::chown(folder.path(), Some(uid), Some(uid)).unwrap();
        folder
    }

    fn with_mode(mode: u32) -> Self {
        let folder = tempfile::Builder::new().prefix("hamyar-test-").tempdir_in("/tmp").unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn options(&self) -> Options {
        options(self.path())
    }
}

impl Drop for DataFolder {
    fn drop(&mut self) {
        // A failed test may leave its server running; its folder must not be pulled from under it.
        let pid_file = std::fs::read_to_string(self.path().join("postgres/postmaster.pid")).unwrap_or_default();
        if let Some(pid) = pid_file.lines().next().and_then(|line| line.parse().ok())
            && pid != std::process::id().cast_signed()
            && let Some(pid) = Pid::from_raw(pid)
        {
            let _ = kill_process(pid, Signal::QUIT);
        }
    }
}

/// Nothing is written for ever here, so nothing needs to reach the disk.
pub fn options(folder: &Path) -> Options {
    let mut options = Options::new(folder);
    options.start_timeout = Duration::from_secs(60);
    options.settings.push(("fsync".to_owned(), "off".to_owned()));
    options
}

pub async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap()
}

pub async fn execute(url: &str, statements: &str) {
    connect(url).await.execute(statements).await.unwrap();
}

pub async fn text(url: &str, query: &str) -> String {
    let mut connection = connect(url).await;
    sqlx::query_scalar::<_, String>(query).fetch_one(&mut connection).await.unwrap_or_else(|_| panic!("{query}"))
}

pub async fn count(url: &str, table: &str) -> i64 {
    let mut connection = connect(url).await;
    sqlx::query_scalar(&format!("SELECT count(*) FROM {table}")).fetch_one(&mut connection).await.unwrap()
}

/// Starts this test program again as another Hamyar, under another user if wished, and waits until its server is up.
pub fn hold_in_another_process(folder: &DataFolder, user: Option<u32>) -> (Child, i32) {
    let mut program = std::env::current_exe().unwrap();
    if user.is_some() {
        // The build folder may be closed to the other user.
        let copy = folder.path().join("held-test");
        std::fs::copy(&program, &copy).unwrap();
        program = copy;
    }
    let mut command = Command::new(program);
    command
        .args(["--exact", "hold_a_server_for_another_process", "--nocapture"])
        .env("HAMYAR_TEST_HOLD", folder.path())
        .env_remove("XDG_RUNTIME_DIR")
        .current_dir("/")
        .stdout(Stdio::piped());
    if let Some(uid) = user {
        command.uid(uid).gid(uid);
    }
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let pid = lines
        .map_while(Result::ok)
        .find_map(|line| line.strip_prefix("holding ").and_then(|pid| pid.parse().ok()))
        .expect("the other process holds a server");
    (child, pid)
}

/// A process of a user that has been killed and stays in the process table, because its parent (this test) does not ask for it.
pub fn killed_but_not_reaped(uid: u32) -> Child {
    let mut command = Command::new("sleep");
    command.arg("1000");
    if am_root() {
        command.uid(uid);
    }
    let mut child = command.spawn().unwrap();
    child.kill().unwrap();
    while !is_gone(child.id().cast_signed()) {
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

fn process(pid: i32) -> Pid {
    Pid::from_raw(pid).unwrap()
}

pub fn kill(pid: i32) {
    kill_process(process(pid), Signal::KILL).unwrap();
}

pub fn interrupt(pid: i32) {
    kill_process(process(pid), Signal::INT).unwrap();
}

pub fn process_group(pid: i32) -> i32 {
    getpgid(Some(process(pid))).unwrap().as_raw_nonzero().get()
}

/// Whether the process has ended; one that only waits to be reaped has.
pub fn is_gone(pid: i32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    test_kill_process(process(pid)).is_err() || stat.contains(") Z ")
}

pub async fn wait_until_gone(pid: i32) {
    while !is_gone(pid) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

pub fn am_root() -> bool {
    rustix::process::geteuid().is_root()
}

pub fn owner(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().uid()
}

pub fn make_private(folder: &Path, uid: u32) {
    std::fs::create_dir(folder).unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    std::os::unix::fs::chown(folder, Some(uid), None).unwrap();
}

pub fn assert_private(folder: &Path) {
    let mode = std::fs::metadata(PathBuf::from(folder)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
