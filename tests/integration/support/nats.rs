//! A real nats-server that can be taken away and brought back.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use uuid::Uuid;

/// A nats-server of the test's own, with JetStream on disk. Killed, and its folder removed, when dropped.
pub struct Nats {
    folder: TempDir,
    port: u16,
    child: Option<Child>,
}

/// A message of the stream as a reader sees it.
pub struct Told {
    pub subject: String,
    pub position: i64,
    pub event_id: Uuid,
    pub text: String,
}

impl Nats {
    pub fn start() -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let mut nats = Self { folder: tempfile::tempdir().expect("a folder"), port, child: None };
        let store = nats.folder.path().join("store");
        let text = format!(
            "listen: 127.0.0.1:{port}\njetstream {{ store_dir: \"{}\", sync_interval: always }}\n",
            store.display()
        );
        std::fs::write(nats.folder.path().join("nats.conf"), text).expect("a file");
        nats.launch();
        nats
    }

    /// Starts the server, again on the same port and folder, and waits until it listens.
    pub fn launch(&mut self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/nats-server");
        let child = Command::new(script)
            .arg("-c")
            .arg(self.folder.path().join("nats.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("scripts/nats-server runs: scripts/install-test-tools installs what it needs");
        self.child = Some(child);
        let until = Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < until, "nats-server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// kill -9.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Every message of the stream, in its order. Empty while there is no stream yet.
    pub async fn messages(&self) -> Vec<Told> {
        let client = async_nats::connect(self.url()).await.expect("a connection");
        let context = async_nats::jetstream::new(client);
        let Ok(mut stream) = context.get_stream(hamyar_relay::STREAM_NAME).await else { return Vec::new() };
        let state = stream.info().await.expect("the stream's state").state.clone();
        let mut all = Vec::new();
        for sequence in state.first_sequence..=state.last_sequence {
            let message = stream.get_raw_message(sequence).await.expect("a message");
            let header =
                |name: &str| message.headers.get(name).map(|value| value.as_str().to_owned()).unwrap_or_default();
            all.push(Told {
                subject: message.subject.to_string(),
                position: header(hamyar_relay::HEADER_POSITION).parse().expect("a position"),
                event_id: header("Nats-Msg-Id").parse().expect("an event id"),
                text: String::from_utf8(message.payload.to_vec()).expect("text"),
            });
        }
        all
    }

    /// Waits until the stream holds so many messages.
    pub async fn until_holds(&self, count: usize) -> Vec<Told> {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            let told = self.messages().await;
            if told.len() >= count {
                return told;
            }
            assert!(Instant::now() < until, "{} of {count} messages arrived", told.len());
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        self.kill();
    }
}
