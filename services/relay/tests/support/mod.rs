//! A real nats-server, a throw-away PostgreSQL for the checkpoint, and a log in memory.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hamyar_event_store::APP_ROLE;
use hamyar_event_store::testing::TestCluster;
use hamyar_relay::{Log, News, RelayError, RelayStatus};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tokio::sync::watch;
use uuid::Uuid;

/// The program: `HAMYAR_NATS_SERVER`, else the one `make test` put into `.tools`, else the one on the `PATH`.
pub fn nats_program() -> PathBuf {
    if let Some(path) = std::env::var_os("HAMYAR_NATS_SERVER") {
        return path.into();
    }
    let tools = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../.tools");
    let places = [tools.join("nats-server"), tools.join("bin/nats-server")];
    places.into_iter().find(|path| path.is_file()).unwrap_or_else(|| "nats-server".into())
}

/// A nats-server of the test's own. Killed, and its folder removed, when dropped.
pub struct Nats {
    folder: tempfile::TempDir,
    port: u16,
    child: Option<Child>,
}

impl Nats {
    pub fn start() -> Self {
        Self::with_jetstream(true)
    }

    pub fn with_jetstream(jetstream: bool) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut nats = Self { folder: tempfile::tempdir().unwrap(), port, child: None };
        let mut text = format!("listen: 127.0.0.1:{port}\n");
        if jetstream {
            let store = nats.folder.path().join("store");
            text += &format!("jetstream {{ store_dir: \"{}\", sync_interval: always }}\n", store.display());
        }
        std::fs::write(nats.folder.path().join("nats.conf"), text).unwrap();
        nats.launch();
        nats
    }

    /// Starts the server (again, on the same port and folder) and waits until it listens.
    pub fn launch(&mut self) {
        let child = Command::new(nats_program())
            .arg("-c")
            .arg(self.folder.path().join("nats.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("nats-server starts: set HAMYAR_NATS_SERVER, or run `make test`, which installs it");
        self.child = Some(child);
        let until = Instant::now() + Duration::from_secs(10);
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < until, "nats-server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Kills the server without a word.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    pub async fn context(&self) -> async_nats::jetstream::Context {
        async_nats::jetstream::new(async_nats::connect(self.url()).await.unwrap())
    }

    /// Every message of the stream, in stream order: subject, headers and text.
    pub async fn messages(&self) -> Vec<Told> {
        let mut stream = self.context().await.get_stream(hamyar_relay::STREAM_NAME).await.unwrap();
        let state = stream.info().await.unwrap().state.clone();
        let mut all = Vec::new();
        for sequence in state.first_sequence..=state.last_sequence {
            let message = stream.get_raw_message(sequence).await.unwrap();
            let header =
                |name: &str| message.headers.get(name).map(|value| value.as_str().to_owned()).unwrap_or_default();
            all.push(Told {
                subject: message.subject.to_string(),
                position: header(hamyar_relay::HEADER_POSITION).parse().unwrap(),
                epoch: header(hamyar_relay::HEADER_EPOCH),
                event_id: header("Nats-Msg-Id").parse().unwrap(),
                text: String::from_utf8(message.payload.to_vec()).unwrap(),
            });
        }
        all
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        self.kill();
    }
}

/// One message as a reader of the stream sees it.
pub struct Told {
    pub subject: String,
    pub position: i64,
    pub epoch: String,
    pub event_id: Uuid,
    pub text: String,
}

/// A database of the test's own with the log's and the relay's schemas.
pub struct Database {
    pub pool: PgPool,
    pub app_url: String,
}

impl Database {
    pub async fn start() -> Self {
        let urls = TestCluster::shared().await.new_database().await;
        let pool = PgPoolOptions::new().max_connections(4).connect(&urls.admin_url).await.unwrap();
        hamyar_relay::migrate(&pool, APP_ROLE).await.unwrap();
        Self { pool, app_url: urls.app_url }
    }
}

/// A log in memory.
#[derive(Clone)]
pub struct Memory {
    all: Arc<Mutex<Vec<News>>>,
    wake: Arc<watch::Sender<i64>>,
}

impl Memory {
    pub fn new() -> Self {
        Self { all: Arc::default(), wake: Arc::new(watch::channel(0).0) }
    }

    /// Appends so many events of changing streams.
    pub fn append(&self, count: usize) {
        let mut all = self.all.lock().unwrap();
        for _ in 0..count {
            let position = all.len() as i64 + 1;
            let stream = ["family", "caseworker", "commission"][position as usize % 3].to_owned();
            let line = Bytes::from(format!("{{\"position\":{position}}}"));
            all.push(News { position, epoch: 1, stream, event_id: Uuid::new_v4(), line });
        }
        self.wake.send_replace(all.len() as i64);
    }

    pub fn ids(&self) -> Vec<Uuid> {
        self.all.lock().unwrap().iter().map(|news| news.event_id).collect()
    }
}

impl Log for Memory {
    async fn after(&self, position: i64, limit: i64) -> Result<Vec<News>, RelayError> {
        let all = self.all.lock().unwrap();
        let (from, limit) = (usize::try_from(position).unwrap_or(0), usize::try_from(limit).unwrap());
        Ok(all.iter().skip(from).take(limit).cloned().collect())
    }

    async fn head(&self) -> Result<i64, RelayError> {
        Ok(self.all.lock().unwrap().len() as i64)
    }

    fn wake(&self) -> watch::Receiver<i64> {
        self.wake.subscribe()
    }
}

/// Waits until the relay's status is as wanted.
pub async fn until(status: &mut watch::Receiver<RelayStatus>, wanted: impl Fn(&RelayStatus) -> bool) -> RelayStatus {
    let waited = tokio::time::timeout(Duration::from_secs(30), status.wait_for(|status| wanted(status))).await;
    if let Ok(Ok(status)) = waited {
        return status.clone();
    }
    drop(waited);
    panic!("the relay stays at {:?}", *status.borrow())
}
