//! Where things are: the data folder and its lock, the cluster's folder, the socket's folder.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

use crate::account::Account;
use crate::control;
use crate::error::Error;

/// The cluster's folder inside the data folder.
const CLUSTER: &str = "postgres";
/// Where root keeps clusters of data folders that the unprivileged account cannot reach.
const STATE_ROOT: &str = "/var/lib/hamyar";
/// In such a data folder, the file that names the cluster's folder.
const LOCATION: &str = "postgres.location";
/// Beside such a cluster, the file that names its data folder.
const OWNER: &str = "data-folder";
/// The longest socket folder: a socket's path has at most 103 bytes on macOS, and its file name needs 18 of them.
const SOCKET_FOLDER_BYTES_MAX: usize = 80;

/// Makes the data folder if it is missing, and returns its real path.
pub(crate) fn open_data_folder(path: &Path) -> Result<PathBuf, Error> {
    // Under root, the unprivileged account must be able to pass through to the cluster inside, but not to list the folder.
    let mode = if rustix::process::geteuid().is_root() { 0o711 } else { 0o700 };
    DirBuilder::new()
        .recursive(true)
        .mode(mode)
        .create(path)
        .map_err(Error::folder("cannot make the data folder", path))?;
    let path = path.canonicalize().map_err(Error::folder("cannot open the data folder", path))?;
    if path.join("PG_VERSION").exists() {
        let why =
            "it is a PostgreSQL cluster itself, while Hamyar keeps its cluster in a folder inside its data folder";
        return Err(Error::ForeignCluster { path, why: why.to_owned() });
    }
    Ok(path)
}

/// Takes the lock on a folder. It is held as long as the file is open, and the system releases it when the process dies.
pub(crate) fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.join("hamyar.lock");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(Error::folder("cannot open the lock file (was this folder last used by another user?)", &path))?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {}
        Err(rustix::io::Errno::WOULDBLOCK) => {
            let mut text = String::new();
            // The number is a courtesy to the reader; without it the message still stands.
            let _ = file.read_to_string(&mut text);
            let holder = text.trim().parse::<u32>().map(|pid| format!(" (process {pid})")).unwrap_or_default();
            return Err(Error::InUse { path: folder.to_owned(), holder });
        }
        Err(error) => return Err(Error::folder("cannot lock", path)(error.into())),
    }
    let noted = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{}", std::process::id()));
    noted.map_err(Error::folder("cannot write", path))?;
    Ok(file)
}

/// The cluster's place: its folder, and a second lock where it lies outside the data folder.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) cluster: PathBuf,
    pub(crate) account: Account,
    pub(crate) lock: Option<File>,
}

/// Where the cluster of a data folder is, or would be. Makes nothing and locks nothing.
pub(crate) fn locate(data_dir: &Path) -> Result<PathBuf, Error> {
    let data_dir = data_dir.canonicalize().map_err(Error::folder("cannot open the data folder", data_dir))?;
    Ok(outside(&data_dir).unwrap_or(data_dir).join(CLUSTER))
}

/// The folder that a data folder's pointer names.
fn outside(data_dir: &Path) -> Option<PathBuf> {
    std::fs::read_to_string(data_dir.join(LOCATION)).ok().map(|text| PathBuf::from(text.trim_end_matches('\n')))
}

/// Finds the cluster's place for a data folder, and who runs its server.
pub(crate) fn place(data_dir: &Path) -> Result<Place, Error> {
    let inside = data_dir.join(CLUSTER);
    let pointer = data_dir.join(LOCATION);
    if let Some(outside) = outside(data_dir) {
        return place_outside(data_dir, &outside);
    }
    let account = Account::choose(&[&inside, data_dir])?;
    if inside.exists() || account.can_enter(data_dir) {
        return Ok(Place { cluster: inside, account, lock: None });
    }
    let outside = Path::new(STATE_ROOT).join(hash(data_dir));
    let place = place_outside(data_dir, &outside)?;
    std::fs::write(&pointer, format!("{}\n", outside.display())).map_err(Error::folder("cannot write", pointer))?;
    Ok(place)
}

/// A cluster in root's state folder. A copied data folder must not open the original's cluster.
fn place_outside(data_dir: &Path, outside: &Path) -> Result<Place, Error> {
    DirBuilder::new().recursive(true).mode(0o711).create(outside).map_err(Error::folder("cannot make", outside))?;
    let lock = lock(outside)?;
    let owner_file = outside.join(OWNER);
    let owner = std::fs::read_to_string(&owner_file).unwrap_or_default();
    let owner = Path::new(owner.trim_end_matches('\n'));
    if owner != data_dir {
        if owner.is_absolute() && owner.exists() {
            let why = format!("it belongs to the data folder {}", owner.display());
            return Err(Error::ForeignCluster { path: outside.to_owned(), why });
        }
        std::fs::write(&owner_file, format!("{}\n", data_dir.display()))
            .map_err(Error::folder("cannot write", owner_file))?;
    }
    let cluster = outside.join(CLUSTER);
    let account = Account::choose(&[&cluster])?;
    Ok(Place { cluster, account, lock: Some(lock) })
}

/// The folder for the server's socket: short, mode 0700, owned by the account that runs the server.
pub(crate) fn socket_dir(data_dir: &Path, account: Account) -> Result<PathBuf, Error> {
    let mut parents: Vec<PathBuf> = Vec::new();
    if account.is_lent() {
        parents.push(PathBuf::from("/run"));
    } else if let Some(runtime) = std::env::var_os("XDG_RUNTIME_DIR") {
        parents.push(PathBuf::from(runtime));
    }
    let name = format!("hamyar-{}-{}", account.uid, hash(data_dir));
    for parent in parents {
        let path = parent.join(&name);
        if is_plain(&path) && make_private(&path, account).is_ok() && account.can_enter(&path) {
            return Ok(path);
        }
    }
    let path = Path::new("/tmp").join(&name);
    make_private(&path, account)?;
    Ok(path)
}

/// Makes a folder that only the account (and root) can enter; one that is there already must be exactly that, because anyone
/// may make folders in `/tmp`.
pub(crate) fn make_private(path: &Path, account: Account) -> Result<(), Error> {
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => account.give(path),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let metadata = path.symlink_metadata().map_err(Error::folder("cannot read", path))?;
            let wrong = |why| Err(Error::SocketFolder { path: path.to_owned(), why });
            if !metadata.is_dir() {
                wrong("is not a folder")
            } else if metadata.uid() != account.uid {
                wrong("belongs to another user")
            } else if metadata.permissions().mode() & 0o077 != 0 {
                wrong("is open to other users")
            } else {
                Ok(())
            }
        }
        Err(error) => Err(Error::folder("cannot make", path)(error)),
    }
}

/// Whether a path can stand in `unix_socket_directories` as it is, and is short enough.
fn is_plain(path: &Path) -> bool {
    let Some(text) = path.to_str() else { return false };
    text.starts_with('/')
        && text.len() <= SOCKET_FOLDER_BYTES_MAX
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte))
}

/// Programs that the account cannot run (npm's, in a home folder) are copied to where it can.
pub(crate) fn reachable_programs(bin: &Path, major: u32, account: Account) -> Result<PathBuf, Error> {
    let runs = |bin: &Path| {
        let mut command = account.command(&bin.join("postgres"));
        command.arg("--version").output().is_ok_and(|output| output.status.success())
    };
    if !account.is_lent() || runs(bin) {
        return Ok(bin.to_owned());
    }
    let Some(root) = bin.parent() else { return Ok(bin.to_owned()) };
    let copy = Path::new(STATE_ROOT).join(format!("programs-{major}-{}", hash(root)));
    let copied_bin = copy.join("bin");
    if runs(&copied_bin) {
        return Ok(copied_bin);
    }
    let unfinished = Path::new(STATE_ROOT).join(format!("programs-{major}-{}.new", std::process::id()));
    DirBuilder::new()
        .recursive(true)
        .mode(0o755)
        .create(STATE_ROOT)
        .map_err(Error::folder("cannot make", STATE_ROOT))?;
    // A folder of the same name can only be our own unfinished copy: its name holds our process id.
    let _ = std::fs::remove_dir_all(&unfinished);
    copy_tree(root, &unfinished).map_err(Error::folder("cannot copy PostgreSQL's programs to", &unfinished))?;
    if runs(&copied_bin) {
        // Another Hamyar was quicker, and may be running that copy by now.
        let _ = std::fs::remove_dir_all(&unfinished);
        return Ok(copied_bin);
    }
    let _ = std::fs::remove_dir_all(&copy);
    std::fs::rename(&unfinished, &copy).map_err(Error::folder("cannot make", &copy))?;
    Ok(copied_bin)
}

/// Copies a tree with its links, readable by everyone.
fn copy_tree(from: &Path, to: &Path) -> std::io::Result<()> {
    DirBuilder::new().mode(0o755).create(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(std::fs::read_link(entry.path())?, &target)?;
        } else {
            std::fs::copy(entry.path(), &target)?;
            let mode = entry.metadata()?.permissions().mode();
            let mode = if mode & 0o100 != 0 { 0o755 } else { 0o644 };
            std::fs::set_permissions(&target, std::fs::Permissions::from_mode(mode))?;
        }
    }
    Ok(())
}

/// Whether the folder holds a cluster; refuses one that is not ours.
pub(crate) fn existing_cluster(cluster: &Path) -> Result<Option<u32>, Error> {
    let major = control::major_version(cluster)?;
    if major.is_some() {
        control::check_mark(cluster)?;
    } else if std::fs::read_dir(cluster).is_ok_and(|mut entries| entries.next().is_some()) {
        let why = "it holds files but no PG_VERSION".to_owned();
        return Err(Error::ForeignCluster { path: cluster.to_owned(), why });
    }
    Ok(major)
}

/// A short name for a path: 64-bit FNV-1a, which never changes from one build to the next.
fn hash(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut value: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in path.as_os_str().as_bytes() {
        value = (value ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{value:016x}")
}

#[cfg(test)]
mod tests {
    use super::{hash, is_plain};
    use std::path::Path;

    #[test]
    fn a_path_has_one_short_name_for_ever() {
        assert_eq!(hash(Path::new("")), "cbf29ce484222325");
        assert_eq!(hash(Path::new("a")), "af63dc4c8601ec8c");
    }

    #[test]
    fn only_a_short_and_plain_folder_may_hold_a_socket() {
        assert!(is_plain(Path::new("/run/user/1000/hamyar-1000-0123456789abcdef")));
        assert!(!is_plain(Path::new("relative/hamyar")));
        assert!(!is_plain(Path::new("/run/with space/hamyar")));
        assert!(!is_plain(Path::new("/run/a,b/hamyar")));
        assert!(!is_plain(&Path::new("/").join("x".repeat(90))));
    }
}
