//! What can keep history from being proven. What does not agree is no error: it is a finding.

use crate::checkpoint::CheckpointFault;
use crate::key::KeyError;
use crate::ledger::LedgerError;

/// A fault on the way. No text carries a value of a payload.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The database.
    #[error("the log cannot be read")]
    Database(#[from] sqlx::Error),
    /// The reading ended before its last row.
    #[error("the reading of the log was cut off")]
    CutOff,
    /// The folder of checkpoints.
    #[error("the folder of checkpoints cannot be used")]
    Folder(#[source] std::io::Error),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The signing key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A checkpoint that cannot be built on.
    #[error("checkpoint {number}: {fault}")]
    Checkpoint {
        /// Which, by its file's name.
        number: u64,
        /// Why.
        fault: CheckpointFault,
    },
    /// The log does not agree with what was signed; nothing is signed over it.
    #[error("{0}")]
    Disagrees(#[from] Disagreement),
    /// No checkpoint of that number, or not one that holds.
    #[error("there is no such checkpoint that holds")]
    NoSuchCheckpoint,
    /// The log does not lead to the root that was signed, so there is no proof to give.
    #[error("the log does not agree with checkpoint {0}, so nothing can be proven by it; `hamyar verify` says more")]
    Unprovable(u64),
    /// No stream of that name.
    #[error("there is no such file in the log, and none was ever signed")]
    NoSuchStream,
    /// What lies before the checkpoint cannot be taken as proven.
    #[error(
        "what lies before position {after} is not proven here: the ledger beside the checkpoints holds up to position {covered}; verify the whole log"
    )]
    Since {
        /// Where reading was to begin.
        after: i64,
        /// How far the ledger is believed.
        covered: i64,
    },
    /// A task of the program failed.
    #[error("a task of the program failed")]
    Panicked,
}

/// Why a new checkpoint is not signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Disagreement {
    /// The folder is another store's.
    #[error("the folder holds checkpoints of another store ({0})")]
    OtherStore(uuid::Uuid),
    /// The log ends before what was signed.
    #[error(
        "the log ends at position {head}, but checkpoint {number} covers {size}: it was cut off, or restored from an older backup"
    )]
    CutOff {
        /// Position of the last event.
        head: i64,
        /// The newest checkpoint.
        number: u64,
        /// Its size.
        size: u64,
    },
    /// An event is not what was signed, or does not continue its stream.
    #[error("the event at position {0} is not what it must be; `hamyar verify` says more")]
    Event(i64),
    /// The ledger does not have the root that was signed.
    #[error("the ledger beside the checkpoints does not agree with checkpoint {0}")]
    Ledger(u64),
    /// The series was signed with another key.
    #[error("checkpoint {number} was signed with the key {expected}, and this is {found}")]
    OtherKey {
        /// The newest checkpoint.
        number: u64,
        /// Fingerprint of its key.
        expected: String,
        /// Fingerprint of the key at hand.
        found: String,
    },
    /// There are checkpoints, and their key is gone.
    #[error("the signing key is missing, and checkpoint {0} was signed with one")]
    KeyMissing(u64),
    /// The database knows newer checkpoints than the folder holds.
    #[error(
        "the database has a copy of checkpoint {0}, which the folder lacks: another folder is the true one, or files are gone"
    )]
    FolderBehind(u64),
}

impl Disagreement {
    /// A stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherStore(_) => "other_store",
            Self::CutOff { .. } => "cut_off",
            Self::Event(_) => "event_differs",
            Self::Ledger(_) => "ledger_differs",
            Self::OtherKey { .. } => "other_key",
            Self::KeyMissing(_) => "key_missing",
            Self::FolderBehind(_) => "folder_behind",
        }
    }
}
