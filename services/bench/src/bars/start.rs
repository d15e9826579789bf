//! The program itself: how soon it answers when there is data, and what it holds when nobody asks.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use futures::{StreamExt, TryStreamExt};
use hamyar_event_store::{EventStore, MasterKey, StoreOptions};
use hamyar_identity::{Identity, NewUser, Role, Scope};
use hamyar_private_postgres::{Options, PrivatePostgres};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use uuid::Uuid;

use super::Rows;
use crate::Fault;
use crate::client::Connection;
use crate::machine::resident;
use crate::place::Place;
use crate::report::{Bar, Row};

const SERVE: &[&str] = &["serve", "--listen", "127.0.0.1:0"];

fn command(place: &Place, data: &Path, arguments: &[&str]) -> Command {
    let mut command = bare(place);
    command.args(arguments).arg("--data").arg(data);
    command
}

fn bare(place: &Place) -> Command {
    let mut command = Command::new(&place.options.program);
    for name in ["DATABASE_URL", "NATS_URL", "HAMYAR_DATA", "HAMYAR_MASTER_KEY_FILE", "HAMYAR_ROLE"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
    command
}

/// Starts the server and returns it with the time to its first answer.
async fn start(mut serve: Command) -> Result<(Child, SocketAddr, Duration), Fault> {
    let began = Instant::now();
    let mut server = serve.stderr(Stdio::piped()).spawn()?;
    let mut lines = BufReader::new(server.stderr.take().ok_or("no standard error")?).lines();
    let address: SocketAddr = loop {
        let line = lines.next_line().await?.ok_or("the server ended")?;
        if let Some((_, address)) = line.split_once("http://") {
            break address.trim().parse()?;
        }
    };
    Connection::open(address, "").await?.get("/health").await?.ok()?;
    // Whatever it says further must not fill the pipe.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((server, address, began.elapsed()))
}

/// What the program holds for many who are signed in, each with a connection of their own and the stream of changes open on it.
async fn crowd(place: &Place, data: &Path) -> Result<Row, Fault> {
    let people = place.size(10_000, 200);
    let postgres = PrivatePostgres::start(Options::new(data.to_owned())).await?;
    let url = postgres.admin_url();
    let key = MasterKey::from_file(&data.with_extension("key"), false)?;
    let identity = Identity::of(&EventStore::open(StoreOptions::new(url.clone(), key)).await?);
    let user = NewUser {
        id: None,
        username: format!("bench-{}", Uuid::new_v4().simple()),
        display_name: "اندازه‌گیری".to_owned(),
        password: Uuid::new_v4().to_string(),
        roles: vec![Role::Auditor],
        scope: Scope::default(),
    };
    let user = identity.create_user(user).await?.principal.user_id;
    let cookies: Vec<String> = futures::stream::iter(0..people)
        .map(|_| identity.begin_session(user, chrono::Utc::now()))
        .buffer_unordered(8)
        .map_ok(|token| format!("hamyar_session={}", token.as_str()))
        .try_collect()
        .await?;
    let mut serve = bare(place);
    serve.args(SERVE).args(["--database-url", &url, "--master-key-file"]).arg(data.with_extension("key"));
    let (server, address, _) = start(serve).await?;
    let opened: Result<Vec<Connection>, Fault> = futures::stream::iter(cookies)
        .map(|cookie| async move {
            let mut connection = Connection::open(address, &cookie).await?;
            connection.get("/session").await?.ok()?;
            connection.listen().await?;
            Ok(connection)
        })
        .buffer_unordered(32)
        .try_collect()
        .await;
    tokio::time::sleep(Duration::from_secs(6)).await;
    let memory = server.id().and_then(|pid| resident(&pid.to_string())).ok_or("no /proc");
    stop(server).await?;
    postgres.stop().await;
    let open = opened?.len();
    let how = format!("resident, binary alone; {open} connections, each signed in with the stream of changes open");
    Ok(Row::new("server memory at 10,000 signed-in users", Bar::AtMost(400.0), memory?, "MiB", how))
}

async fn stop(mut server: Child) -> Result<(), Fault> {
    let pid = server.id().ok_or("the server has ended")?;
    Command::new("kill").args(["-INT", &pid.to_string()]).status().await?;
    server.wait().await?;
    Ok(())
}

pub(super) async fn measure(place: &Place) -> Rows {
    let data = place.folder().join("served");
    let families = place.size("600", "20");
    let made = command(place, &data, &["demo", "--families", families]).stderr(Stdio::null()).status().await?;
    if !made.success() {
        return Err("no demo could be made".into());
    }
    let mut times = Vec::new();
    let mut memory = f64::NAN;
    for _ in 0..place.size(3, 1) {
        let (server, _, took) = start(command(place, &data, SERVE)).await?;
        times.push(took.as_secs_f64());
        tokio::time::sleep(Duration::from_secs(2)).await;
        memory = server.id().and_then(|pid| resident(&pid.to_string())).ok_or("no /proc")?;
        stop(server).await?;
    }
    let many = crowd(place, &data).await;
    if let Ok(elsewhere) = std::fs::read_to_string(data.join("postgres.location")) {
        std::fs::remove_dir_all(elsewhere.trim()).ok();
    }
    times.sort_by(f64::total_cmp);
    let how = format!(
        "`hamyar serve` on a demo of {families} families, its PostgreSQL started too; median of {}",
        times.len()
    );
    let many = match many {
        Ok(row) => row,
        Err(fault) => Row::missing("server memory at 10,000 signed-in users", fault.to_string()),
    };
    Ok(vec![
        Row::new("start with data present → first answer", Bar::AtMost(2.0), times[times.len() / 2], "s", how),
        Row::new(
            "server memory, idle",
            Bar::AtMost(64.0),
            memory,
            "MiB",
            "resident, binary alone, 2 s after its start",
        ),
        many,
    ])
}
