//! The command line of backups and restores.

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub const BACKUP_HELP: &str = "\
Examples:
  hamyar backup keygen --out backup-identity.txt        once, on another machine; prints the public recipient
  hamyar backup --out /backup/data --keys-out /backup/keys --recipient age1…
  hamyar backup inspect /backup/data/hamyar-….data.age --identity backup-identity.txt
  hamyar backup list /backup/data /backup/keys

Two files are written: everything, and apart from it the wrapped keys of persons and families. Keep them in different places and only
the newest keys: then who was erased can no longer be read in old data files. The master key file is in neither; keep a copy of it too.
Without the identity (or passphrase) and the master key file nobody can read anything, you included.

Nodes may serve meanwhile. Read models are left out; a restore builds them. Both are files of age: `age -d FILE | zstd -d | tar t`.";

pub const RESTORE_HELP: &str = "\
Examples:
  hamyar restore DATA.data.age --keys KEYS.keys.age --identity backup-identity.txt --data /srv/new --master-key-file /srv/old.key
  DATABASE_URL=postgres://hamyar@db/empty hamyar restore DATA.data.age --keys KEYS.keys.age --identity backup-identity.txt

Both files are read to their ends before anything is written; then rows are put back, positions and chains are checked, every sealed
value is opened, every history is folded, and read models are built. Until all of that is done nobody can open the store; broken off, the same
command begins anew. Exit code 1: restored, but the history has faults (only with --accept-faults).";

#[derive(Debug, Args)]
pub struct BackupArgs {
    #[command(subcommand)]
    pub command: Option<BackupCommand>,
    /// Folder (a name is made), or file, for everything but the keys
    #[arg(long, value_name = "PATH", required = true)]
    pub out: Option<PathBuf>,
    /// Folder (a name is made), or file, for the wrapped keys of persons and families
    #[arg(long, value_name = "PATH", required = true)]
    pub keys_out: Option<PathBuf>,
    #[command(flatten)]
    pub lock: LockArgs,
    /// Machine-readable result
    #[arg(long)]
    pub json: bool,
}

/// Who can open the backup.
#[derive(Debug, Args)]
pub struct LockArgs {
    /// Public recipient who can open the backup, as `keygen` printed it; may be given several times
    #[arg(long, value_name = "age1…", env = "HAMYAR_BACKUP_RECIPIENT", value_delimiter = ',')]
    pub recipient: Vec<String>,
    /// Close it with a passphrase instead, asked for or taken from HAMYAR_BACKUP_PASSPHRASE
    #[arg(long, conflicts_with = "recipient")]
    pub passphrase: bool,
}

/// What opens a backup.
#[derive(Debug, Args)]
pub struct OpenerArgs {
    /// File of the identity whose recipient the backup was closed for
    #[arg(long, value_name = "FILE", env = "HAMYAR_BACKUP_IDENTITY", required_unless_present = "passphrase")]
    pub identity: Option<PathBuf>,
    /// It was closed with a passphrase: asked for, or taken from HAMYAR_BACKUP_PASSPHRASE
    #[arg(long, conflicts_with = "identity")]
    pub passphrase: bool,
}

#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Make an identity that opens backups, and print its public recipient
    Keygen {
        /// New file for the identity, mode 0600; keep it away from the server
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Read a backup file to its end, prove that it is whole, and tell what it holds
    Inspect {
        file: PathBuf,
        #[command(flatten)]
        opener: OpenerArgs,
        /// Machine-readable result
        #[arg(long)]
        json: bool,
    },
    /// The backups in folders, by their names: pairs, and files without their other half
    List {
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// Machine-readable result
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The data file
    pub file: PathBuf,
    /// The keys file, of the same backup or of a later one
    #[arg(long, value_name = "FILE")]
    pub keys: PathBuf,
    #[command(flatten)]
    pub opener: OpenerArgs,
    /// Restore even though the history has faults; they are told, and the exit code is 1
    #[arg(long)]
    pub accept_faults: bool,
    /// Machine-readable result
    #[arg(long)]
    pub json: bool,
}
