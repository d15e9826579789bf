//! Keeping the server up: bringing it up, adopting one that is up, restarting one that fell.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, sleep, timeout};

use crate::cluster::Cluster;
use crate::control;
use crate::error::Error;
use crate::pidfile::{self, Leftover};
use crate::postmaster::Postmaster;

/// How often a server that is coming up is asked whether it is ready.
const ASK_INTERVAL: Duration = Duration::from_millis(20);
/// How long one question may take.
const ASK_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a living server of ours may be silent before it is replaced.
const ADOPTION_PATIENCE: Duration = Duration::from_secs(15);
/// Starts at once after a crash: children of a killed postmaster may hold its memory for a moment, which makes a start fail.
const QUICK_ATTEMPTS: u32 = 7;
/// The longest pause between two restarts.
const BACK_OFF_MAX: Duration = Duration::from_secs(10);
/// A server that ran this long is well again: its next fall starts the back-off anew.
const WELL_AFTER: Duration = Duration::from_secs(60);

/// How the private server is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It answers.
    Ready {
        /// The postmaster's process id.
        pid: i32,
    },
    /// It fell, and is being restarted.
    Restarting {
        /// Which attempt this is, from 1.
        attempt: u32,
        /// How it ended, or why the attempt before failed.
        reason: String,
    },
    /// It was stopped, or let go, as wished.
    Stopped,
}

/// What the supervisor is to do at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    Stop,
    Leave,
}

/// Brings the server up for the first time.
pub(crate) async fn bring_up(cluster: &Cluster) -> Result<Postmaster, Error> {
    let mut attempt = 1;
    loop {
        let mut server = find_or_spawn(cluster).await?;
        match await_ready(cluster, &mut server).await {
            Ok(()) => return Ok(server),
            Err(NotReady::Exited(why)) if attempt < QUICK_ATTEMPTS => {
                tracing::debug!(attempt, why, "the private PostgreSQL ended while starting");
                sleep(back_off(attempt)).await;
                attempt += 1;
            }
            Err(not_ready) => {
                stop(cluster, &mut server).await;
                return Err(not_ready.into_error(cluster));
            }
        }
    }
}

/// Watches the server until it is to stop; restarts it when it falls.
pub(crate) async fn supervise(
    cluster: Arc<Cluster>,
    mut server: Postmaster,
    state: watch::Sender<State>,
    mut wishes: oneshot::Receiver<Wish>,
) {
    let mut up_since = Instant::now();
    let mut attempt: u32 = 0;
    loop {
        let mut reason = tokio::select! {
            biased;
            // Dropped without a wish means: stop.
            wish = &mut wishes => return end(&cluster, Some(server), wish.unwrap_or(Wish::Stop), &state).await,
            how = server.exited() => how,
        };
        if up_since.elapsed() > WELL_AFTER {
            attempt = 0;
        }
        server = loop {
            attempt = attempt.saturating_add(1);
            tracing::warn!(attempt, reason, "the private PostgreSQL ended; restarting it");
            state.send_replace(State::Restarting { attempt, reason: reason.clone() });
            tokio::select! {
                biased;
                wish = &mut wishes => return end(&cluster, None, wish.unwrap_or(Wish::Stop), &state).await,
                () = sleep(back_off(attempt)) => {}
            }
            let mut next = match find_or_spawn(&cluster).await {
                Ok(next) => next,
                Err(error) => {
                    reason = error.to_string();
                    continue;
                }
            };
            let readied = tokio::select! {
                biased;
                wish = &mut wishes => return end(&cluster, Some(next), wish.unwrap_or(Wish::Stop), &state).await,
                readied = await_ready(&cluster, &mut next) => readied,
            };
            match readied {
                Ok(()) => break next,
                Err(not_ready) => {
                    next.shut_down(cluster.stop_timeout).await;
                    reason = not_ready.into_error(&cluster).to_string();
                }
            }
        };
        up_since = Instant::now();
        tracing::info!(attempt, "the private PostgreSQL answers again");
        state.send_replace(State::Ready { pid: server.pid() });
    }
}

async fn end(cluster: &Cluster, server: Option<Postmaster>, wish: Wish, state: &watch::Sender<State>) {
    if let (Some(mut server), Wish::Stop) = (server, wish) {
        stop(cluster, &mut server).await;
    }
    state.send_replace(State::Stopped);
}

/// Stops the server and removes its socket's folder.
pub(crate) async fn stop(cluster: &Cluster, server: &mut Postmaster) {
    server.shut_down(cluster.stop_timeout).await;
    // The folder is ours and now empty. One that something else uses stays.
    let _ = std::fs::remove_dir(&cluster.address.socket_dir);
}

/// Adopts the living server of this cluster, or starts one.
async fn find_or_spawn(cluster: &Cluster) -> Result<Postmaster, Error> {
    match pidfile::leftover(&cluster.dir) {
        Leftover::Nothing => {}
        Leftover::StaleFile => {
            // We hold the data folder's lock. Should workers of a killed server still be alive, PostgreSQL sees them by their
            // shared memory, and the next attempt comes when they have gone.
            tracing::info!("removed a stale postmaster.pid");
            let path = pidfile::path(&cluster.dir);
            std::fs::remove_file(&path).map_err(Error::folder("cannot remove", path))?;
        }
        Leftover::Alive(file) => {
            let mut server = Postmaster::Adopted { pid: file.pid };
            let is_ours = file.socket_dir == cluster.address.socket_dir && !file.stopping;
            // A server whose socket was cleaned away can never be reached again.
            if is_ours && cluster.address.socket().exists() {
                let patience = cluster.start_timeout.min(ADOPTION_PATIENCE);
                if let Ok(Ok(())) = timeout(patience, await_ready(cluster, &mut server)).await {
                    tracing::info!(
                        pid = file.pid,
                        "adopted the private PostgreSQL that an earlier Hamyar left running"
                    );
                    return Ok(server);
                }
            }
            tracing::info!(
                pid = file.pid,
                "stopping the private PostgreSQL that an earlier Hamyar left, to start it anew"
            );
            server.shut_down(cluster.stop_timeout).await;
        }
    }
    // No server of ours is alive, so what lies in the socket's folder is stale, too; PostgreSQL judges it by a process id again.
    for file in [cluster.address.socket(), cluster.address.socket_lock()] {
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::folder("cannot remove", file)(error));
            }
            _ => {}
        }
    }
    cluster.spawn()
}

/// Why a server is not ready.
enum NotReady {
    Exited(String),
    TimedOut(Duration),
    WrongCluster,
    Broken(Error),
}

impl NotReady {
    fn into_error(self, cluster: &Cluster) -> Error {
        let why = match self {
            Self::Exited(how) => how,
            Self::TimedOut(after) => format!("it did not answer within {} seconds", after.as_secs()),
            Self::WrongCluster => {
                let why = "the server at its socket serves another cluster".to_owned();
                return Error::ForeignCluster { path: cluster.dir.clone(), why };
            }
            Self::Broken(error) => return error,
        };
        Error::DidNotStart { why, log: cluster.log.clone(), tail: cluster.log_tail() }
    }
}

/// Waits until the server answers and proves to be this cluster's.
async fn await_ready(cluster: &Cluster, server: &mut Postmaster) -> Result<(), NotReady> {
    let answered = async {
        loop {
            if cluster.address.socket().exists()
                && let Ok(Ok(identifier)) = timeout(ASK_TIMEOUT, cluster.address.system_identifier()).await
            {
                return identifier;
            }
            sleep(ASK_INTERVAL).await;
        }
    };
    let identifier = tokio::select! {
        answer = timeout(cluster.start_timeout, answered) =>
            answer.map_err(|_| NotReady::TimedOut(cluster.start_timeout))?,
        how = server.exited() => return Err(NotReady::Exited(how)),
    };
    let expected = control::system_identifier(&cluster.dir).map_err(NotReady::Broken)?;
    if identifier == expected { Ok(()) } else { Err(NotReady::WrongCluster) }
}

/// 50 ms, doubled with every attempt.
fn back_off(attempt: u32) -> Duration {
    let factor = 2_u32.saturating_pow(attempt.saturating_sub(1).min(10));
    Duration::from_millis(50).saturating_mul(factor).min(BACK_OFF_MAX)
}

#[cfg(test)]
mod tests {
    use super::{BACK_OFF_MAX, back_off};
    use std::time::Duration;

    #[test]
    fn restarts_come_quickly_at_first_and_never_stop_coming() {
        assert_eq!(back_off(1), Duration::from_millis(50));
        assert_eq!(back_off(3), Duration::from_millis(200));
        assert_eq!(back_off(u32::MAX), BACK_OFF_MAX);
    }
}
