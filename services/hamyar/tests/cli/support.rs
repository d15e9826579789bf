//! Stores of a test's own, and the program run on them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use hamyar_event_store::testing::{DbUrls, TestCluster};
use serde_json::Value;
use sqlx::PgPool;
use tempfile::TempDir;

/// A store in a database of its own, with its key.
pub struct Store {
    pub url: String,
    pub folder: TempDir,
}

/// What a command left.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Standard output as JSON, after exit code 0.
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Store {
    /// An empty database.
    pub async fn new() -> Self {
        let urls = TestCluster::shared().await.new_empty_database().await;
        Self { url: urls.admin_url, folder: tempfile::tempdir().unwrap() }
    }

    /// A small demo.
    pub async fn demo() -> Self {
        let built = std::fs::metadata(env!("CARGO_BIN_EXE_hamyar")).and_then(|program| program.modified()).unwrap();
        let built = built.duration_since(std::time::UNIX_EPOCH).unwrap().as_micros();
        let load = async |urls: DbUrls| {
            let store = Self { url: urls.admin_url, folder: tempfile::tempdir().unwrap() };
            let loaded =
                store.hamyar(&["demo", "--families", "25", "--caseworkers", "12", "--today", "1405-09-01", "--json"]);
            assert_eq!(loaded.code, 0, "{}", loaded.err);
            let files = std::fs::read_dir(store.folder.path()).unwrap().map(|file| file.unwrap());
            let told = files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap()));
            serde_json::to_string(&told.collect::<BTreeMap<_, _>>()).unwrap()
        };
        let cluster = TestCluster::shared().await;
        let (urls, told) = cluster.new_database_like_own(&format!("demo_{built}"), load).await;
        let store = Self { url: urls.admin_url, folder: tempfile::tempdir().unwrap() };
        for (name, content) in serde_json::from_str::<BTreeMap<String, Vec<u8>>>(&told).unwrap() {
            write_private(&store.folder.path().join(name), &content);
        }
        store
    }

    pub fn key(&self) -> PathBuf {
        self.folder.path().join("master.key")
    }

    /// The program on this store.
    pub fn command(&self) -> Command {
        let mut command = program();
        command.env("DATABASE_URL", &self.url).env("HAMYAR_MASTER_KEY_FILE", self.key());
        command
    }

    pub fn hamyar(&self, arguments: &[&str]) -> Ran {
        self.command().args(arguments).output().unwrap().into()
    }

    /// The same, with a password at hand.
    pub fn hamyar_as(&self, password: &str, arguments: &[&str]) -> Ran {
        self.command().args(arguments).env("HAMYAR_PASSWORD", password).output().unwrap().into()
    }

    pub async fn pool(&self) -> PgPool {
        PgPool::connect(&self.url).await.unwrap()
    }
}

/// The program, untouched by the environment of whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hamyar"));
    for name in [
        "DATABASE_URL",
        "HAMYAR_APP_DATABASE_URL",
        "HAMYAR_DATA",
        "HAMYAR_MASTER_KEY_FILE",
        "HAMYAR_MASTER_KEY",
        "HAMYAR_MASTER_KEY_COMMAND",
        "HAMYAR_ERASURE_REGISTER",
        "NATS_URL",
        "HAMYAR_PASSWORD",
        "HAMYAR_USER",
        "RUST_LOG",
    ] {
        command.env_remove(name);
    }
    command
}

/// A key that others may read is refused.
fn write_private(path: &Path, content: &[u8]) {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true).mode(0o600).open(path).unwrap().write_all(content).unwrap();
}

/// A register with one right row, one that joins it, and one wrong row.
pub fn register(folder: &Path) -> PathBuf {
    let path = folder.join("register.csv");
    let head =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/families-register.csv"))
            .unwrap();
    std::fs::write(&path, head).unwrap();
    path
}
