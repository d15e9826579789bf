#![doc = include_str!("../README.md")]

mod account;
mod address;
mod attach;
mod check;
mod cluster;
mod control;
mod error;
mod folders;
mod pidfile;
mod postmaster;
mod programs;
mod supervisor;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

pub use crate::attach::Attached;
use crate::cluster::Cluster;
pub use crate::error::Error;
use crate::postmaster::Postmaster;
pub use crate::programs::{MINIMUM_MAJOR, ProgramSearch, Programs};
pub use crate::supervisor::State;
use crate::supervisor::Wish;

/// The port number in the socket's file name. No TCP port is ever opened; the socket folder already tells clusters apart.
pub const PORT: u16 = 5432;

/// The superuser that `initdb` makes. Only whoever may enter the socket folder (mode 0700) can be this user.
pub const SUPERUSER: &str = "postgres";

/// What to start, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// Hamyar's data folder. The cluster lives in its `postgres` folder, the server's log in its `postgres.log`.
    pub data_dir: PathBuf,
    /// The database that is made when it is missing. Letters, digits and underscores only.
    pub database: String,
    /// How long a start may take, crash recovery included.
    pub start_timeout: Duration,
    /// How long a fast shutdown may take before the server is told to stop at once.
    pub stop_timeout: Duration,
    /// Further server settings, such as `("fsync", "off")` in a throw-away test store. They win over the cluster's own files.
    pub settings: Vec<(String, String)>,
    /// Where to look for PostgreSQL's programs.
    pub search: ProgramSearch,
}

impl Options {
    /// The usual options for a data folder.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            database: "hamyar".to_owned(),
            start_timeout: Duration::from_secs(120),
            stop_timeout: Duration::from_secs(30),
            settings: Vec::new(),
            search: ProgramSearch::from_environment(),
        }
    }
}

/// The way to start a private server; see [`PrivatePostgres::start`].
#[derive(Debug)]
pub struct PrivatePostgres;

impl PrivatePostgres {
    /// Makes the cluster when the folder is new, starts its server (or adopts the one that outlived its Hamyar), and returns
    /// when the database answers and can search Persian text.
    ///
    /// # Errors
    /// Every [`Error`] says in its text what a person can do about it.
    pub async fn start(options: Options) -> Result<Running, Error> {
        check::plain_name(&options.database)?;
        // Making a cluster and asking programs for their versions blocks for up to a second.
        let cluster =
            tokio::task::spawn_blocking(move || Cluster::prepare(options)).await.map_err(|_| Error::Interrupted)??;
        let cluster = Arc::new(cluster);
        let mut server = supervisor::bring_up(&cluster).await?;
        let readied = check::ready_database(&cluster).await;
        if let Err(error) = readied {
            // A server that cannot serve must not be left behind.
            supervisor::stop(&cluster, &mut server).await;
            return Err(error);
        }
        let adopted = matches!(server, Postmaster::Adopted { .. });
        let (state_sender, state) = watch::channel(State::Ready { pid: server.pid() });
        let (wish, wishes) = oneshot::channel();
        let task = tokio::spawn(supervisor::supervise(Arc::clone(&cluster), server, state_sender, wishes));
        Ok(Running { cluster, adopted, state, wish: Some(wish), task: Some(task) })
    }

    /// Finds the server that another Hamyar runs on this folder, for work beside it. A [`PrivatePostgres::start`] that was
    /// refused with [`Error::InUse`] is where this is needed.
    ///
    /// # Errors
    /// [`Error::NotRunning`] where no server of this folder answers.
    pub async fn attach(options: &Options) -> Result<Attached, Error> {
        Attached::find(options).await
    }
}

/// A private server that answers. It is watched and restarted until it is stopped.
///
/// Dropped without [`Running::stop`], the server is asked for a fast shutdown that nobody waits for.
#[derive(Debug)]
pub struct Running {
    cluster: Arc<Cluster>,
    adopted: bool,
    state: watch::Receiver<State>,
    wish: Option<oneshot::Sender<Wish>>,
    task: Option<JoinHandle<()>>,
}

impl Running {
    /// A `postgres://` URL for the superuser, over the Unix socket. It holds no secret.
    pub fn admin_url(&self) -> String {
        self.url_as(SUPERUSER)
    }

    /// The same URL for another role, such as the one that may only call functions.
    pub fn url_as(&self, role: &str) -> String {
        self.cluster.address.url(role, &self.cluster.database)
    }

    /// The short folder (mode 0700) that holds the server's socket.
    pub fn socket_dir(&self) -> &Path {
        &self.cluster.address.socket_dir
    }

    /// The database's name.
    pub fn database(&self) -> &str {
        &self.cluster.database
    }

    /// The cluster's folder (`PGDATA`).
    pub fn cluster_dir(&self) -> &Path {
        &self.cluster.dir
    }

    /// The programs in use.
    pub fn programs(&self) -> &Programs {
        &self.cluster.programs
    }

    /// Whether this start found the server alive, left by a Hamyar that was killed.
    pub fn was_adopted(&self) -> bool {
        self.adopted
    }

    /// How the server is doing, now and at every change.
    pub fn state(&self) -> watch::Receiver<State> {
        self.state.clone()
    }

    /// The postmaster's process id, while the server answers.
    pub fn pid(&self) -> Option<i32> {
        match &*self.state.borrow() {
            State::Ready { pid } => Some(*pid),
            _ => None,
        }
    }

    /// Fast shutdown (SIGINT): open transactions are rolled back, everything committed is on disk. Returns when the server has
    /// gone; after the stop timeout it is stopped hard, which the next start repairs from the write-ahead log.
    pub async fn stop(mut self) {
        self.finish(Wish::Stop).await;
    }

    /// Lets go of the server without stopping it. The next start on this folder adopts it.
    pub async fn leave_running(mut self) {
        self.finish(Wish::Leave).await;
    }

    async fn finish(&mut self, wish: Wish) {
        if let Some(sender) = self.wish.take() {
            // A supervisor that has already ended needs no wish.
            let _ = sender.send(wish);
        }
        if let Some(task) = self.task.take()
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the private PostgreSQL's supervisor failed");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The supervisor sees the dropped wish and stops the server, but if the runtime ends first nobody runs it.
        if self.wish.is_some()
            && let Some(pid) = self.pid()
        {
            postmaster::signal(pid, rustix::process::Signal::INT);
        }
    }
}
