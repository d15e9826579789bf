//! The PostgreSQL that a store runs for itself, as a fault meets it.

use std::path::PathBuf;
use std::process::Command;

use super::Store;

impl Store {
    /// Process id of the private server, as its own pid file tells.
    pub fn postmaster(&self) -> Option<u32> {
        let cluster = self.cluster_elsewhere().unwrap_or_else(|| self.folder().join("data/postgres"));
        std::fs::read_to_string(cluster.join("postmaster.pid")).ok()?.lines().next()?.trim().parse().ok()
    }

    /// Under root the cluster lies outside the data folder, owned by the account that runs it.
    fn cluster_elsewhere(&self) -> Option<PathBuf> {
        let text = std::fs::read_to_string(self.folder().join("data/postgres.location")).ok()?;
        Some(PathBuf::from(text.trim()))
    }

    /// kill -9 of the private server and everything it started, at once.
    pub fn kill_postgres(&self) {
        let postmaster = self.postmaster().expect("a private server runs");
        let mut all = vec![postmaster.to_string()];
        all.extend(children(postmaster).iter().map(u32::to_string));
        let killed = Command::new("kill").arg("-KILL").args(&all).status();
        assert!(killed.is_ok(), "kill runs");
    }
}

/// What lies outside the folder goes with it, and so does a server that a failed test left running.
impl Drop for Store {
    fn drop(&mut self) {
        if self.postmaster().is_some_and(|pid| PathBuf::from(format!("/proc/{pid}")).exists()) {
            self.kill_postgres();
        }
        if let Some(cluster) = self.cluster_elsewhere() {
            let _ = std::fs::remove_dir_all(cluster);
        }
    }
}

/// Processes whose parent is the given one.
fn children(parent: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").expect("/proc").flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let after_name = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        after_name.split(' ').nth(1) == Some(&parent.to_string())
    })
    .collect()
}
