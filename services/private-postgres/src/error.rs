//! What can go wrong, each with the way out of it.

use std::io;
use std::path::PathBuf;

/// Ways to get PostgreSQL's programs, in the words of an error message.
pub(crate) const HOW_TO_INSTALL: &str = "Install PostgreSQL (Debian, Ubuntu: `apt-get install postgresql`; Fedora: \
    `dnf install postgresql-server postgresql-contrib`; macOS: `brew install postgresql@17`; anywhere with Node.js: \
    `scripts/install-postgres`), or set HAMYAR_PG_BIN to the folder that holds `initdb` and `postgres`, or set \
    DATABASE_URL to use a server of your own.";

/// Why the private PostgreSQL is not running.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No usable programs anywhere.
    #[error("no PostgreSQL programs were found (version {minimum} or newer; looked in {searched}). {HOW_TO_INSTALL}")]
    NoPrograms {
        /// The oldest major version that will do.
        minimum: u32,
        /// The places that were searched.
        searched: String,
    },

    /// The folder was made by another major version than those installed.
    #[error(
        "the cluster in {} was made by PostgreSQL {wanted}, and its programs were not found (found: {found}). Install \
         PostgreSQL {wanted} (Debian, Ubuntu: `apt-get install postgresql-{wanted}`), or set HAMYAR_PG_BIN to the folder \
         that holds its `postgres`. A cluster is never opened by another major version.",
        path.display()
    )]
    NoMatchingPrograms {
        /// The cluster's folder.
        path: PathBuf,
        /// The major version in its `PG_VERSION`.
        wanted: u32,
        /// The versions that were found, for the reader.
        found: String,
    },

    /// A folder or file could not be read or made.
    #[error("{doing} {}: {source}", path.display())]
    Folder {
        /// What was being done, such as "cannot make".
        doing: &'static str,
        /// On which path.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },

    /// Another Hamyar holds the data folder.
    #[error("the data folder {} is in use by another Hamyar{holder}. Stop it first, or use another folder.", path.display())]
    InUse {
        /// The data folder.
        path: PathBuf,
        /// " (process 123)", or nothing when unknown.
        holder: String,
    },

    /// No server runs on the folder.
    #[error("no PostgreSQL of Hamyar runs on the data folder {}", path.display())]
    NotRunning {
        /// The data folder.
        path: PathBuf,
    },

    /// What lies in the folder is not a cluster that Hamyar made.
    #[error("{} is not a cluster that Hamyar made: {why}. It is left untouched; use another data folder.", path.display())]
    ForeignCluster {
        /// The folder.
        path: PathBuf,
        /// What gave it away.
        why: String,
    },

    /// Root must not run PostgreSQL, and no other account is there.
    #[error(
        "PostgreSQL refuses to run as root, and none of the accounts hamyar, postgres and nobody exists. Make one \
         (`useradd --system hamyar`), or start Hamyar as an ordinary user."
    )]
    NoAccount,

    /// The socket's folder cannot be trusted.
    #[error("the socket folder {} {why}. Remove it and start again.", path.display())]
    SocketFolder {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },

    /// `initdb` failed.
    #[error("initdb could not make the cluster in {}: {output}", path.display())]
    Initdb {
        /// The cluster's folder.
        path: PathBuf,
        /// Its last words.
        output: String,
    },

    /// The server's program could not be run.
    #[error("cannot run {}: {source}", program.display())]
    Run {
        /// The program.
        program: PathBuf,
        /// The system's answer.
        source: io::Error,
    },

    /// The server did not come up.
    #[error("PostgreSQL did not start ({why}). The last lines of {}:\n{tail}", log.display())]
    DidNotStart {
        /// How it ended, or that time ran out.
        why: String,
        /// The server's log.
        log: PathBuf,
        /// Its end.
        tail: String,
    },

    /// The name of the database cannot be used in SQL as it stands.
    #[error("«{name}» cannot name the database: use letters a–z, digits and underscores, at most 63, a letter first")]
    DatabaseName {
        /// The name given.
        name: String,
    },

    /// `pg_trgm` is not among the installed extensions.
    #[error(
        "the PostgreSQL programs in {} lack the extension pg_trgm, which name search needs. Install it (Fedora: \
         `dnf install postgresql-contrib`; Debian's postgresql package has it).",
        bin.display()
    )]
    TrigramsMissing {
        /// The programs' folder.
        bin: PathBuf,
    },

    /// Persian words have no trigrams in this database, so a search would silently find nothing.
    #[error(
        "the database «{database}» cannot search Persian text: its character type is {ctype}, under which Persian letters \
         are no letters. Make the database with LC_CTYPE C.UTF-8 and encoding UTF8."
    )]
    PersianTrigramsEmpty {
        /// The database.
        database: String,
        /// Its `datctype`.
        ctype: String,
    },

    /// The database answered with an error.
    #[error("the private PostgreSQL refused {doing}: {source}")]
    Database {
        /// What was asked of it.
        doing: &'static str,
        /// Its answer.
        source: sqlx::Error,
    },

    /// The runtime was shut down while the cluster was being prepared.
    #[error("the start was interrupted")]
    Interrupted,
}

impl Error {
    /// For `map_err` on file operations.
    pub(crate) fn folder(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Folder { doing, path, source }
    }
}
