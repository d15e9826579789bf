//! The product as an operator runs it: the binary, its own data folder or a database of the tests' cluster.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use hamyar_event_store::testing::TestCluster;
use serde_json::Value;
use tempfile::TempDir;

/// The binary just built; `HAMYAR_BIN` names another.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("HAMYAR_BIN") {
        return path.into();
    }
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"), PathBuf::from);
    target.join("debug/hamyar")
}

/// A store and the ways to reach it.
pub struct Store {
    folder: TempDir,
    database_url: Option<String>,
}

/// What a command of the command line left.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("not JSON ({error}): {}\n{}", self.out, self.err))
    }
}

impl Store {
    /// A new database in the tests' cluster; cheap.
    pub async fn new() -> Self {
        let urls = TestCluster::shared().await.new_empty_database().await;
        Self { folder: tempfile::tempdir().expect("a folder"), database_url: Some(urls.admin_url) }
    }

    /// A folder in which the product runs its own PostgreSQL.
    pub fn private() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), database_url: None }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn database_url(&self) -> &str {
        self.database_url.as_deref().expect("a store in the tests' cluster")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(binary());
        command.env_remove("DATABASE_URL").env_remove("NATS_URL").env_remove("HAMYAR_DATA");
        command.env("HAMYAR_MASTER_KEY_FILE", self.folder.path().join("master.key"));
        match &self.database_url {
            Some(url) => command.env("DATABASE_URL", url),
            None => command.env("HAMYAR_DATA", self.folder.path().join("data")),
        };
        command
    }

    /// Runs a command of the command line to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    /// The same with settings from the environment.
    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
        let output = self.command().args(arguments).envs(environment.iter().copied()).output();
        let output = output.expect("the binary is built: cargo build --bin hamyar");
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Serves the store and waits until it answers.
    pub fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// The same with settings from the environment.
    pub fn serve_with(&self, environment: &[(&str, &str)]) -> Server {
        self.start(&["serve", "--listen", "127.0.0.1:0"], environment)
    }

    /// Starts a long-running command and waits for its ready line.
    pub fn start(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Server {
        let mut command = self.command();
        command.args(arguments).envs(environment.iter().copied());
        command.env("RUST_LOG", "info").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary is built: cargo build --bin hamyar");
        let (lines, received) = mpsc::channel();
        follow(child.stdout.take().expect("piped"), lines.clone());
        follow(child.stderr.take().expect("piped"), lines);
        let mut server = Server { child, url: String::new(), said: Vec::new(), received };
        let until = Instant::now() + Duration::from_secs(120);
        while server.url.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(line) = server.received.recv_timeout(left) else {
                panic!("the server did not become ready:\n{}", server.said.join("\n"));
            };
            if let Some((_, url)) = line.split_once("is ready at ").or_else(|| line.split_once("listens on ")) {
                server.url = url.trim().trim_end_matches('/').to_owned();
            }
            server.said.push(line);
        }
        // The sign-ins follow the ready line; give them a moment without waiting for more than there is.
        while let Ok(line) = server.received.recv_timeout(Duration::from_millis(300)) {
            server.said.push(line);
        }
        server
    }
}

fn follow(stream: impl Read + Send + 'static, lines: mpsc::Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if lines.send(line).is_err() {
                return;
            }
        }
    });
}

/// A running server. Dropped, it is stopped as an operator would.
pub struct Server {
    child: Child,
    pub url: String,
    said: Vec<String>,
    received: mpsc::Receiver<String>,
}

impl Server {
    /// Everything it has written so far, on both streams.
    pub fn said(&mut self) -> String {
        while let Ok(line) = self.received.try_recv() {
            self.said.push(line);
        }
        self.said.join("\n")
    }

    /// The first administrator's password, printed once by a new store.
    pub fn administrator_password(&mut self) -> String {
        let said = self.said();
        let line = said.lines().find(|line| line.to_lowercase().contains("password"));
        let line = line.unwrap_or_else(|| panic!("no password was printed:\n{said}"));
        line.split_whitespace().last().expect("a word").trim_matches(|c: char| c == '"' || c == '.').to_owned()
    }

    /// kill -9: nothing is flushed, nobody says good-bye.
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Ctrl-C, and the exit code.
    pub fn stop(mut self) -> i32 {
        self.interrupt();
        self.child.wait().ok().and_then(|status| status.code()).unwrap_or(-1)
    }

    fn interrupt(&self) {
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.interrupt();
            let until = Instant::now() + Duration::from_secs(15);
            while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < until {
                std::thread::sleep(Duration::from_millis(50));
            }
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
