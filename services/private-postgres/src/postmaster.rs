//! The server's process: our child, or one that outlived an earlier Hamyar.

use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::process::Child;
use tokio::time::{sleep, timeout};

use crate::pidfile;

/// How often an adopted server is looked at. Its exit cannot be waited for, because it is not our child.
const LOOK_INTERVAL: Duration = Duration::from_millis(200);
/// How long an immediate shutdown may take before the process is killed.
const IMMEDIATE_TIMEOUT: Duration = Duration::from_secs(10);

/// The server's main process.
#[derive(Debug)]
pub(crate) enum Postmaster {
    /// Started by us.
    Child { child: Box<Child>, pid: i32 },
    /// Found alive.
    Adopted { pid: i32 },
}

impl Postmaster {
    pub(crate) fn from_child(child: Child) -> Self {
        // A child that was just spawned and never waited for has an id; 0 would name no process and is never signalled.
        let pid = child.id().map_or(0, u32::cast_signed);
        Self::Child { child: Box::new(child), pid }
    }

    pub(crate) fn pid(&self) -> i32 {
        match self {
            Self::Child { pid, .. } | Self::Adopted { pid } => *pid,
        }
    }

    /// Waits until the process has gone, and says how. Nothing is lost when the wait is dropped.
    pub(crate) async fn exited(&mut self) -> String {
        match self {
            Self::Child { child, .. } => match child.wait().await {
                Ok(status) => status.to_string(),
                Err(error) => format!("its end could not be seen: {error}"),
            },
            Self::Adopted { pid } => {
                while pidfile::is_alive(*pid) {
                    sleep(LOOK_INTERVAL).await;
                }
                "the process has gone".to_owned()
            }
        }
    }

    /// Fast shutdown, then immediate, then none of the server's business any more. Returns when the process has gone.
    pub(crate) async fn shut_down(&mut self, fast_timeout: Duration) {
        for (name, how, patience) in
            [("fast", Signal::INT, fast_timeout), ("immediate", Signal::QUIT, IMMEDIATE_TIMEOUT)]
        {
            signal(self.pid(), how);
            if timeout(patience, self.exited()).await.is_ok() {
                return;
            }
            tracing::warn!(
                seconds = patience.as_secs(),
                "the private PostgreSQL did not finish its {name} shutdown in time"
            );
        }
        signal(self.pid(), Signal::KILL);
        self.exited().await;
    }
}

/// Sends a signal; a process that has gone already needs none.
pub(crate) fn signal(pid: i32, signal: Signal) {
    // Ids 0 and below name groups of processes, never one server.
    if pid > 0
        && let Some(id) = Pid::from_raw(pid)
        && let Err(error) = kill_process(id, signal)
        && error != rustix::io::Errno::SRCH
    {
        tracing::warn!(%error, "the private PostgreSQL could not be signalled");
    }
}
