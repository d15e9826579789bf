//! The program itself: how soon it answers when there is data, and what it holds when nobody asks.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::Rows;
use crate::Fault;
use crate::client::Connection;
use crate::machine::resident;
use crate::place::Place;
use crate::report::{Bar, Row};

fn command(place: &Place, data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(&place.options.program);
    command.args(arguments).arg("--data").arg(data);
    for name in ["DATABASE_URL", "NATS_URL", "HAMYAR_DATA", "HAMYAR_MASTER_KEY_FILE", "HAMYAR_ROLE"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
    command
}

/// Starts the server and returns it with the time to its first answer.
async fn start(place: &Place, data: &Path) -> Result<(Child, Duration), Fault> {
    let began = Instant::now();
    let mut server = command(place, data, &["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn()?;
    let mut lines = BufReader::new(server.stderr.take().ok_or("no standard error")?).lines();
    let address = loop {
        let line = lines.next_line().await?.ok_or("the server ended")?;
        if let Some((_, address)) = line.split_once("http://") {
            break address.trim().parse()?;
        }
    };
    Connection::open(address, "").await?.get("/health").await?.ok()?;
    // Whatever it says further must not fill the pipe.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((server, began.elapsed()))
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
        let (server, took) = start(place, &data).await?;
        times.push(took.as_secs_f64());
        tokio::time::sleep(Duration::from_secs(2)).await;
        memory = server.id().and_then(|pid| resident(&pid.to_string())).ok_or("no /proc")?;
        stop(server).await?;
    }
    if let Ok(elsewhere) = std::fs::read_to_string(data.join("postgres.location")) {
        std::fs::remove_dir_all(elsewhere.trim()).ok();
    }
    times.sort_by(f64::total_cmp);
    let how = format!(
        "`hamyar serve` on a demo of {families} families, its PostgreSQL started too; median of {}",
        times.len()
    );
    Ok(vec![
        Row::new("start with data present → first answer", Bar::AtMost(2.0), times[times.len() / 2], "s", how),
        Row::new(
            "server memory, idle",
            Bar::AtMost(64.0),
            memory,
            "MiB",
            "resident, binary alone, 2 s after its start",
        ),
    ])
}
