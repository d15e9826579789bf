//! Being told to stop: the first Ctrl-C or SIGTERM asks, the second one insists.

use std::sync::atomic::{AtomicI32, Ordering};

use rustix::process::{Pid, Signal, kill_process};
use tokio::signal::unix::{SignalKind, signal};

use crate::open::Need;

/// The private database server, for a stop that cannot wait for it.
static SERVER: AtomicI32 = AtomicI32::new(0);

/// Notes the private database server's process.
pub fn remember_server(pid: Option<i32>) {
    SERVER.store(pid.unwrap_or(0), Ordering::Relaxed);
}

/// Resolves at the first SIGINT, SIGTERM or SIGHUP from now on.
pub async fn stopped() {
    let (Ok(mut interrupt), Ok(mut terminate), Ok(mut hang_up)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()), signal(SignalKind::hangup()))
    else {
        // Without signals the process can still be killed.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
}

/// Resolves when a command other than a server is told to stop. A server watches for itself once it serves.
pub async fn stop_now(need: Need) {
    match need {
        Need::Serve(_) => std::future::pending().await,
        _ => stopped().await,
    }
}

/// From now on the next signal ends the process at once. The database is told to do the same, and repairs itself at its next start.
pub fn force_on_second() {
    tokio::spawn(async {
        stopped().await;
        if let Some(server) = Pid::from_raw(SERVER.load(Ordering::Relaxed)) {
            // It may be gone already.
            let _ = kill_process(server, Signal::QUIT);
        }
        eprintln!("Stopped at once.");
        std::process::exit(130);
    });
}
