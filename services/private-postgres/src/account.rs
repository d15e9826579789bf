//! Who runs the server: PostgreSQL refuses to run as root, so root lends it an unprivileged account.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::Error;

/// Accounts to look for, best first. `hamyar` is what a package would create.
const CANDIDATES: [&str; 3] = ["hamyar", "postgres", "nobody"];

/// The account that owns the cluster and runs its programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    /// Whether programs must be started under this account because we are root.
    lent: bool,
}

impl Account {
    /// Ourselves; or, when we are root, whoever owns `folders` already (the first that exists and is not root's), or else
    /// the first candidate account.
    pub(crate) fn choose(folders: &[&Path]) -> Result<Self, Error> {
        let uid = rustix::process::geteuid().as_raw();
        let gid = rustix::process::getegid().as_raw();
        if uid != 0 {
            return Ok(Self { uid, gid, lent: false });
        }
        let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        for folder in folders {
            // `initdb` and `postgres` look their user up by name, so an owner without an account cannot run them.
            if let Ok(metadata) = std::fs::metadata(folder)
                && metadata.uid() != 0
                && let Some((uid, gid)) = entries(&passwd).find(|entry| entry.1 == metadata.uid()).map(|e| (e.1, e.2))
            {
                return Ok(Self { uid, gid, lent: true });
            }
        }
        CANDIDATES
            .iter()
            .find_map(|name| entries(&passwd).find(|entry| entry.0 == *name))
            .map(|(_, uid, gid)| Self { uid, gid, lent: true })
            .ok_or(Error::NoAccount)
    }

    /// Whether we are root and this account is somebody else.
    pub(crate) fn is_lent(self) -> bool {
        self.lent
    }

    /// A command that runs under this account with a known environment: none of the caller's `PG…` settings and no locale can
    /// change what the programs do, and the working folder is one that every account may read.
    pub(crate) fn command(self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("LANG", "C")
            .env("TZ", "UTC")
            .current_dir("/")
            .stdin(Stdio::null());
        if self.lent {
            // The standard library drops the supplementary groups when root sets a user id.
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Whether this account can enter the folder. Asked of the system, not worked out from modes, so that access lists count.
    pub(crate) fn can_enter(self, folder: &Path) -> bool {
        if !self.lent {
            return true;
        }
        self.command(Path::new("/bin/sh"))
            .args(["-c", "cd \"$1\"", "sh"])
            .arg(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }

    /// Gives a folder or file that root made to this account.
    pub(crate) fn give(self, path: &Path) -> Result<(), Error> {
        if self.lent {
            std::os::unix::fs::lchown(path, Some(self.uid), Some(self.gid))
                .map_err(Error::folder("cannot hand over", path))?;
        }
        Ok(())
    }
}

/// Name, uid and gid of each line of a passwd file.
fn entries(passwd: &str) -> impl Iterator<Item = (&str, u32, u32)> {
    passwd.lines().filter_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some((name, uid, gid))
    })
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn a_passwd_file_is_read_and_odd_lines_are_skipped() {
        let text = "root:x:0:0:root:/root:/bin/sh\n+::::::\n\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n";
        let found: Vec<_> = entries(text).collect();
        assert_eq!(found, [("root", 0, 0), ("postgres", 101, 104)]);
    }
}
