//! Servers: started, used beside, stopped, started again.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Ran, Store, program};

/// A running server; told to stop when dropped.
struct Server {
    child: Child,
    address: String,
    out: String,
}

impl Server {
    #[allow(clippy::zombie_processes, reason = "a test that fails here ends the whole process")]
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = std::sync::mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        let mut out = String::new();
        let until = Instant::now() + Duration::from_secs(120);
        loop {
            let line = lines.recv_timeout(until - Instant::now()).unwrap_or_else(|_| panic!("no server: {out}"));
            out.push_str(&line);
            out.push('\n');
            if let Some((_, address)) = line.split_once("http://") {
                let address = address.trim().to_owned();
                return Self { child, address, out };
            }
        }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    fn signal(&self, name: &str) {
        Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
    }

    /// Waits for the end and returns the exit code.
    fn ended(&mut self) -> i32 {
        let until = Instant::now() + Duration::from_secs(40);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            assert!(Instant::now() < until, "the server does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.signal("TERM");
            let _ = self.child.wait();
        }
    }
}

fn run(data: &Path) -> Server {
    Server::start(program().args(["run", "--port", "0", "--families", "12", "--data"]).arg(data))
}

#[test]
fn run_makes_a_demo_works_beside_commands_stops_cleanly_and_keeps_the_data() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("store");
    let mut server = run(&data);
    assert!(server.out.contains("Hamyar is ready at http://127.0.0.1:"), "{}", server.out);
    assert!(folder.path().join("store.key").exists(), "the key lies beside the data, never in it");
    assert!(server.get("/api/v1/health").contains(r#""status":"ok""#));
    assert!(server.get("/api/v1/meta").contains(r#""demo":true"#));

    let beside =
        |arguments: &[&str]| -> Ran { program().args(arguments).arg("--data").arg(&data).output().unwrap().into() };
    let report = beside(&["report", "before-after", "--year", "1403"]);
    assert_eq!(report.code, 0, "{}", report.err);
    let exported = beside(&["export", "events"]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    let seeds = beside(&["import", "seeds", "--json"]);
    assert_eq!(seeds.json()["added"], 0);
    let second = beside(&["run", "--port", "0"]);
    assert_eq!(second.code, 3, "one Hamyar serves a folder");
    assert!(server.get("/api/v1/health").contains(r#""status":"ok""#), "commands beside it leave the server alone");

    server.signal("INT");
    assert_eq!(server.ended(), 0);
    let after: Ran = program().args(["export", "events", "--data"]).arg(&data).output().unwrap().into();
    assert_eq!(after.out, exported.out);

    let begun = Instant::now();
    let mut server = run(&data);
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(!server.out.contains("Making a demo"), "the second start keeps the data");
    server.signal("TERM");
    assert_eq!(server.ended(), 0);
}

#[test]
fn a_killed_server_leaves_a_store_that_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("store");
    let mut server = run(&data);
    server.signal("KILL");
    server.ended();
    let mut server = run(&data);
    assert!(server.get("/api/v1/health").contains(r#""status":"ok""#));
    server.signal("TERM");
    assert_eq!(server.ended(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_store_starts_with_its_first_administrator_only() {
    let store = Store::new().await;
    let mut server = Server::start(store.command().args(["serve", "--listen", "127.0.0.1:0"]));
    assert_eq!(server.out.matches("Password, shown only now:").count(), 1, "{}", server.out);
    assert!(server.get("/api/v1/meta").contains(r#""demo":false"#));
    let users = store.hamyar(&["user", "list", "--json"]).json();
    assert_eq!(users["users"].as_array().unwrap().len(), 1);
    assert_eq!(users["users"][0]["roles"], serde_json::json!(["administrator"]));
    server.signal("TERM");
    assert_eq!(server.ended(), 0);
    let server = Server::start(store.command().args(["serve", "--listen", "127.0.0.1:0"]));
    assert!(!server.out.contains("Password"), "it is shown once");
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_with_single_roles_share_a_store() {
    let store = Store::demo().await;
    let node = |role: &str| Server::start(store.command().args(["serve", "--listen", "127.0.0.1:0", "--role", role]));
    let (api, projector) = (node("api"), node("projector,processes"));
    assert!(api.get("/api/v1/health").contains(r#""status":"ok""#));
    assert!(projector.get("/api/v1/health").contains(r#""status":"ok""#));
    assert!(projector.get("/").starts_with("HTTP/1.1 404"), "only the api role serves screens");
}

/// With a URL of its own for the application's role, no connection of a server that runs signs in as the database's owner.
#[tokio::test]
async fn a_server_works_as_the_application_alone() {
    let urls = hamyar_event_store::testing::TestCluster::shared().await.new_empty_database().await;
    let store = Store { url: urls.admin_url, folder: tempfile::tempdir().unwrap() };
    let mut command = store.command();
    command.args(["serve", "--listen", "127.0.0.1:0"]).env("HAMYAR_APP_DATABASE_URL", &urls.app_url);
    let server = Server::start(&mut command);
    assert!(server.get("/api/v1/health").contains("\"ok\""));
    let pool = store.pool().await;
    let users: Vec<String> = sqlx::query_scalar(
        "select distinct usename::text from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and \
         backend_type = 'client backend' and application_name like 'hamyar%'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(users, ["hamyar_app"]);
}

/// What was written while it served is under a checkpoint when the server is gone; another program on the folder works beside it.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_signs_the_log_at_its_start_and_before_it_is_gone() {
    let store = Store::demo().await;
    let mut server = Server::start(store.command().args(["serve", "--listen", "127.0.0.1:0"]));
    let pool = store.pool().await;
    let signed =
        async || -> i64 { sqlx::query_scalar("select count(*) from log.checkpoint").fetch_one(&pool).await.unwrap() };
    let until = Instant::now() + Duration::from_secs(60);
    while signed().await == 0 {
        assert!(Instant::now() < until, "nothing is signed at the start");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // A right that is given is an event of the log.
    let made = store.hamyar(&["user", "add", "nazer.dovom", "--role", "auditor"]);
    assert_eq!(made.code, 0, "{}", made.err);
    server.signal("TERM");
    assert_eq!(server.ended(), 0);
    let report = store.hamyar(&["verify", "--json"]).json();
    assert_eq!((&report["intact"], &report["covered_to"]), (&true.into(), &report["head"]), "{report}");
    assert_eq!(report["checkpoints"], signed().await);
    assert!(signed().await >= 2);
}
