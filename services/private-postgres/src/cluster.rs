//! The cluster: making it, and starting its server.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::account::Account;
use crate::address::Address;
use crate::error::Error;
use crate::pidfile::{self, Leftover};
use crate::postmaster::Postmaster;
use crate::programs::Programs;
use crate::{Options, PORT, SUPERUSER, control, folders};

/// Settings of a new cluster. They stand at the end of its `postgresql.conf`, where an operator may change them.
const SETTINGS: &str = "
# Hamyar's settings, for a small machine shared with other programs. Change them as the machine allows.
shared_buffers = 64MB
max_connections = 200
jit = off
synchronous_commit = on
random_page_cost = 1.1
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_line_prefix = '%m [%p] '
";

/// Settings that Hamyar relies on. They stand on the server's command line and win over every file. The log settings keep
/// statements, parameters and key values, which may be a person's data, out of the server's log.
const FIXED_SETTINGS: [&str; 10] = [
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "logging_collector=off",
    "log_destination=stderr",
    "log_statement=none",
    "log_min_error_statement=panic",
    "log_min_duration_statement=-1",
    "log_error_verbosity=terse",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
];

/// Persian letters must be letters to the server, and order must not depend on the machine's libraries: see the crate's front
/// page. macOS knows the same character type by another name.
const CHARACTER_TYPE: &str = if cfg!(target_os = "macos") { "UTF-8" } else { "C.UTF-8" };

/// The server's log starts anew beyond this size; one older log is kept.
const LOG_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// Everything needed to start this cluster's server, and the locks that make it ours.
#[derive(Debug)]
pub(crate) struct Cluster {
    pub(crate) dir: PathBuf,
    pub(crate) address: Address,
    pub(crate) log: PathBuf,
    pub(crate) programs: Programs,
    pub(crate) database: String,
    pub(crate) start_timeout: Duration,
    pub(crate) stop_timeout: Duration,
    account: Account,
    settings: Vec<(String, String)>,
    /// Held for as long as anything of this cluster is.
    _locks: (File, Option<File>),
}

impl Cluster {
    /// Locks the data folder and makes the cluster when there is none. Blocks.
    pub(crate) fn prepare(options: Options) -> Result<Self, Error> {
        let data_dir = folders::open_data_folder(&options.data_dir)?;
        let lock = folders::lock(&data_dir)?;
        let place = folders::place(&data_dir)?;
        let existing = folders::existing_cluster(&place.cluster)?;
        let mut programs = options.search.choose(&place.cluster, existing)?;
        programs.bin = folders::reachable_programs(&programs.bin, programs.major, place.account)?;
        if existing.is_none() {
            make(&place.cluster, &programs, place.account)?;
        }
        let socket_dir = match pidfile::leftover(&place.cluster) {
            // The server that we may adopt listens where it was told to then. We stay there, so that no address changes later.
            Leftover::Alive(file) if file.port == PORT && file.socket_dir.is_absolute() => file.socket_dir,
            _ => folders::socket_dir(&data_dir, place.account)?,
        };
        Ok(Self {
            dir: place.cluster,
            address: Address { socket_dir },
            log: data_dir.join("postgres.log"),
            programs,
            database: options.database,
            start_timeout: options.start_timeout,
            stop_timeout: options.stop_timeout,
            account: place.account,
            settings: options.settings,
            _locks: (lock, place.lock),
        })
    }

    /// Starts the server's process. It is not ready yet when this returns.
    pub(crate) fn spawn(&self) -> Result<Postmaster, Error> {
        let socket_dir = &self.address.socket_dir;
        if !socket_dir.exists() {
            // Cleaners of /tmp and of /run may have removed it since.
            folders::make_private(socket_dir, self.account)?;
        }
        let log = self.open_log()?;
        let errors = log.try_clone().map_err(Error::folder("cannot open", &self.log))?;
        let program = self.programs.bin.join("postgres");
        let mut command = self.account.command(&program);
        command.arg("-D").arg(&self.dir);
        for setting in FIXED_SETTINGS {
            command.arg("-c").arg(setting);
        }
        command.arg("-c").arg(format!("port={PORT}"));
        command.arg("-c").arg(format!("unix_socket_directories={}", socket_dir.display()));
        for (name, value) in &self.settings {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        // A group of its own: Ctrl-C at the terminal must reach only us, so that we can drain before the server goes.
        command.process_group(0).stdout(log).stderr(errors);
        let child = tokio::process::Command::from(command).spawn().map_err(|source| Error::Run { program, source })?;
        Ok(Postmaster::from_child(child))
    }

    /// The last lines of the server's log, for an error message.
    pub(crate) fn log_tail(&self) -> String {
        let read = || -> std::io::Result<String> {
            let mut file = File::open(&self.log)?;
            let length = file.metadata()?.len();
            file.seek(SeekFrom::Start(length.saturating_sub(2048)))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        let text = read().unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    }

    fn open_log(&self) -> Result<File, Error> {
        if std::fs::metadata(&self.log).is_ok_and(|metadata| metadata.len() > LOG_BYTES_MAX) {
            // Losing an old log is no reason not to start.
            let _ = std::fs::rename(&self.log, self.log.with_extension("log.1"));
        }
        let opened = OpenOptions::new().create(true).append(true).mode(0o600).open(&self.log);
        opened.map_err(Error::folder("cannot open", &self.log))
    }
}

/// Makes a new cluster beside its place and moves it there when it is complete, so that an interrupted start leaves nothing
/// that looks like a cluster.
fn make(cluster: &Path, programs: &Programs, account: Account) -> Result<(), Error> {
    let unfinished = cluster.with_extension("new");
    match std::fs::remove_dir_all(&unfinished) {
        Ok(()) => tracing::info!("removed the cluster that an interrupted start had begun"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(Error::folder("cannot remove", unfinished)(error)),
    }
    folders::make_private(&unfinished, account)?;
    let program = programs.bin.join("initdb");
    let output = account
        .command(&program)
        .arg("-D")
        .arg(&unfinished)
        .args(["-U", SUPERUSER, "-E", "UTF8", "--locale=C"])
        .arg(format!("--lc-ctype={CHARACTER_TYPE}"))
        .args(["--data-checksums", "--auth=trust", "--no-instructions"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .map_err(|source| Error::Run { program, source })?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let _ = std::fs::remove_dir_all(&unfinished);
        return Err(Error::Initdb { path: cluster.to_owned(), output: words });
    }
    let configuration = unfinished.join("postgresql.conf");
    let mut file =
        OpenOptions::new().append(true).open(&configuration).map_err(Error::folder("cannot open", &configuration))?;
    file.write_all(SETTINGS.as_bytes()).map_err(Error::folder("cannot write", &configuration))?;
    // Whoever can enter the socket's folder is trusted; nobody comes from a network.
    let access = unfinished.join("pg_hba.conf");
    let rule = "# The socket's folder (mode 0700) decides who may connect.\nlocal all all trust\n";
    std::fs::write(&access, rule).map_err(Error::folder("cannot write", &access))?;
    control::mark(&unfinished)?;
    account.give(&unfinished.join("hamyar.cluster"))?;
    if cluster.exists() {
        // Only an empty folder comes this far.
        std::fs::remove_dir(cluster).map_err(Error::folder("cannot replace", cluster))?;
    }
    std::fs::rename(&unfinished, cluster).map_err(Error::folder("cannot make", cluster))?;
    let parent = cluster.parent().unwrap_or(cluster);
    File::open(parent).and_then(|folder| folder.sync_all()).map_err(Error::folder("cannot sync", parent))
}
