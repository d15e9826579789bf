//! The postmaster's pid file, and whether the process it names is really this cluster's server.

use std::path::{Path, PathBuf};

use rustix::process::{Pid, test_kill_process};

/// The fields of `postmaster.pid` that matter here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PidFile {
    pub(crate) pid: i32,
    pub(crate) port: u16,
    pub(crate) socket_dir: PathBuf,
    pub(crate) stopping: bool,
}

/// What an earlier server left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Leftover {
    /// No pid file, or one whose process has gone: PostgreSQL replaces it by itself.
    Nothing,
    /// The process id belongs to some other program now, or to a killed server that nobody has reaped. PostgreSQL takes both for
    /// a living server and would refuse to start.
    StaleFile,
    /// This cluster's server is alive.
    Alive(PidFile),
}

/// The path of a cluster's pid file.
pub(crate) fn path(cluster: &Path) -> PathBuf {
    cluster.join("postmaster.pid")
}

/// Reads the pid file; `None` where there is none or it is not complete yet.
pub(crate) fn read(cluster: &Path) -> Option<PidFile> {
    parse(&std::fs::read_to_string(path(cluster)).ok()?)
}

fn parse(text: &str) -> Option<PidFile> {
    let lines: Vec<&str> = text.lines().collect();
    let pid: i32 = lines.first()?.trim().parse().ok()?;
    Some(PidFile {
        // A single-user server writes its id as a negative number.
        pid: pid.checked_abs()?,
        port: lines.get(3).and_then(|line| line.trim().parse().ok()).unwrap_or(0),
        socket_dir: lines.get(4).map(|line| PathBuf::from(line.trim())).unwrap_or_default(),
        stopping: lines.get(7).is_some_and(|line| line.trim() == "stopping"),
    })
}

/// Looks at what an earlier server left in the cluster's folder.
pub(crate) fn leftover(cluster: &Path) -> Leftover {
    match read(cluster) {
        None => Leftover::Nothing,
        Some(file) if !exists(file.pid) => Leftover::Nothing,
        Some(file) if is_alive(file.pid) && serves(file.pid, cluster) => Leftover::Alive(file),
        Some(_) => Leftover::StaleFile,
    }
}

/// Whether a process exists and is not merely waiting to be reaped.
pub(crate) fn is_alive(pid: i32) -> bool {
    exists(pid) && !is_zombie(pid)
}

/// Whether the process table has this number, of whoever's process.
fn exists(pid: i32) -> bool {
    let Some(id) = Pid::from_raw(pid) else { return false };
    matches!(test_kill_process(id), Ok(()) | Err(rustix::io::Errno::PERM))
}

/// A killed server whose parent does not reap it stays in the process table.
fn is_zombie(pid: i32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat"))
        .ok()
        // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
        .and_then(|text| text.rsplit_once(") ").map(|(_, rest)| rest.starts_with(['Z', 'X'])))
        .unwrap_or(false)
}

/// Whether the process is a postmaster of this cluster: a postmaster works inside its cluster's folder.
#[cfg(target_os = "linux")]
fn serves(pid: i32, cluster: &Path) -> bool {
    let folder = std::fs::read_link(format!("/proc/{pid}/cwd"));
    folder.is_ok_and(|folder| cluster.canonicalize().is_ok_and(|cluster| folder == cluster))
}

/// Without `/proc`, the command line is the evidence: we always name the cluster's folder there.
#[cfg(not(target_os = "linux"))]
fn serves(pid: i32, cluster: &Path) -> bool {
    let output = std::process::Command::new("/bin/ps").args(["-o", "command=", "-p", &pid.to_string()]).output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(&*cluster.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::{PidFile, is_alive, parse};
    use std::path::PathBuf;

    #[test]
    fn a_full_pid_file_tells_process_port_socket_and_status() {
        let text = "4711\n/data/postgres\n1795000000\n5432\n/run/hamyar-1\n\n  2228226  32769\nready   \n";
        let expected = PidFile { pid: 4711, port: 5432, socket_dir: PathBuf::from("/run/hamyar-1"), stopping: false };
        assert_eq!(parse(text), Some(expected));
    }

    #[test]
    fn a_stopping_server_says_so_and_rubbish_is_no_pid_file() {
        let text = "4711\n/data/postgres\n1795000000\n5432\n/run/hamyar-1\n\n  2228226  32769\nstopping\n";
        assert!(parse(text).is_some_and(|file| file.stopping));
        assert_eq!(parse(""), None);
        assert_eq!(parse("not a number\n"), None);
    }

    #[test]
    fn we_are_alive_and_no_process_has_an_impossible_number() {
        assert!(is_alive(std::process::id().cast_signed()));
        assert!(!is_alive(i32::MAX));
        assert!(!is_alive(0));
    }
}
