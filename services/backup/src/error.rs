//! What can go wrong, in words for whoever stands at the console at night.

/// Why a backup could not be made, read or put back. No text carries a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database refused or went away.
    #[error("the database refused a statement")]
    Database(#[from] sqlx::Error),
    /// The database cannot be connected to or prepared.
    #[error(transparent)]
    Store(#[from] hamyar_event_store::StoreError),
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file of that name is there already.
    #[error("{0} is there already; a backup is never written over another")]
    Exists(String),
    /// A recipient, identity or passphrase cannot be used.
    #[error("{0}")]
    Lock(String),
    /// The file does not open with what was given.
    #[error(
        "{path} cannot be opened with this identity or passphrase: it was encrypted to another, or its head was altered"
    )]
    WrongIdentity {
        /// Which.
        path: String,
    },
    /// The file ends before its end.
    #[error("{path} is cut off: it ends before its last part")]
    CutOff {
        /// Which.
        path: String,
    },
    /// The file is not what was written.
    #[error("{path} was altered or damaged: {what}")]
    Damaged {
        /// Which.
        path: String,
        /// What was noticed.
        what: String,
    },
    /// The file is no backup.
    #[error("{path} is not a backup file: {what}")]
    NotABackup {
        /// Which.
        path: String,
        /// What was noticed.
        what: String,
    },
    /// The file was not made by this store's own key.
    #[error(
        "{path} was not made with this master key file: it belongs to another store, or somebody who only knew the recipient made it. Give the \
         key file that the store had when the backup was made"
    )]
    NotAuthentic {
        /// Which.
        path: String,
    },
    /// Two files that do not go together, or a file that this program cannot put back.
    #[error("{0}")]
    DoesNotFit(String),
    /// The place to restore into holds something.
    #[error("{0}")]
    NotEmpty(String),
    /// The part that reads or writes files ended without a word.
    #[error("the reading or writing of the backup stopped unexpectedly")]
    Stopped,
}
