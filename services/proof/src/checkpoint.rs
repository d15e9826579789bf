//! A checkpoint: what the whole log was at a moment, signed, in a few lines of text.
//!
//! The text is a *checkpoint* of the transparency-log world (C2SP `tlog-checkpoint`) in a *signed note* (C2SP `signed-note`): name of the log,
//! number of leaves, root; then lines of our own, each a word and its values; an empty line; the signature. `docs/contracts.md` says what
//! each line means. There is one way to write a checkpoint: what reads back to another text is no checkpoint.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::key::{PublicKey, SigningKey};
use crate::merkle::Hash;

/// Before the store's id in the name of its log.
const ORIGIN: &str = "hamyar/";

/// Why a series of checkpoints began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// The first of the store.
    New,
    /// The key of the series before was lost.
    KeyLost,
    /// The store was restored from a backup: of the series before, only what speaks of the log up to this position holds on.
    Restored {
        /// Position up to which the log is as it was.
        kept: u64,
    },
}

/// What is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which store.
    pub store: Uuid,
    /// Position of the last event, and so the number of leaves.
    pub size: u64,
    /// Root over the leaves of all events up to it.
    pub root: Hash,
    /// From 1, without gaps.
    pub number: u64,
    /// From 1; a new one begins with a new key or a restored store.
    pub series: u32,
    /// Set on the first of a series.
    pub begins: Option<Begins>,
    /// Reign of the primary of the last event.
    pub epoch: i32,
    /// When it was signed, to the second.
    pub time: DateTime<Utc>,
    /// How many streams the log had.
    pub streams: u64,
    /// Root over the heads of all streams, ordered by kind and id.
    pub heads: Hash,
    /// SHA-256 of the text of the checkpoint before, without its signature.
    pub previous: Option<Hash>,
    /// The key that signs the series.
    pub key: PublicKey,
}

/// Why a text is not a checkpoint to build on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// It does not read as one, or not in the one way in which it is written.
    #[error("this is not the text of a checkpoint")]
    Unreadable,
    /// No signature of the key it names.
    #[error("the checkpoint is not signed by the key it names")]
    Unsigned,
    /// The signature is over another text.
    #[error("the checkpoint was altered after it was signed")]
    Altered,
}

/// A checkpoint with a signature that holds, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    checkpoint: Checkpoint,
    text: String,
}

impl Checkpoint {
    /// Name of the store's log.
    pub fn origin(&self) -> String {
        format!("{ORIGIN}{}", self.store)
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        let mut lines = vec![
            self.origin(),
            self.size.to_string(),
            STANDARD.encode(self.root),
            format!("number {}", self.number),
            format!("series {}", self.series),
        ];
        match self.begins {
            None => {}
            Some(Begins::New) => lines.push("begins new".to_owned()),
            Some(Begins::KeyLost) => lines.push("begins key-lost".to_owned()),
            Some(Begins::Restored { kept }) => lines.push(format!("begins restored {kept}")),
        }
        lines.push(format!("epoch {}", self.epoch));
        lines.push(format!("time {}", self.time.to_rfc3339_opts(SecondsFormat::Secs, true)));
        lines.push(format!("heads {} {}", self.streams, STANDARD.encode(self.heads)));
        if let Some(previous) = &self.previous {
            lines.push(format!("previous {}", STANDARD.encode(previous)));
        }
        lines.push(format!("key {}", self.key));
        lines.join("\n") + "\n"
    }

    /// Signs it. The key becomes the checkpoint's own.
    pub fn sign(mut self, key: &SigningKey) -> Signed {
        self.key = key.public();
        let text = self.text();
        let mut signature = self.key.note_id(&self.origin()).to_vec();
        signature.extend(key.sign(text.as_bytes()));
        let text = format!("{text}\n\u{2014} {} {}\n", self.origin(), STANDARD.encode(signature));
        Signed { checkpoint: self, text }
    }

    /// Reads what is signed; nothing where it is not written in the one way.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().peekable();
        let store = lines.next()?.strip_prefix(ORIGIN)?.parse().ok()?;
        let size = lines.next()?.parse().ok()?;
        let root = hash(lines.next()?)?;
        let number = lines.next()?.strip_prefix("number ")?.parse().ok()?;
        let series = lines.next()?.strip_prefix("series ")?.parse().ok()?;
        let begins = match lines.next_if(|line| line.starts_with("begins ")) {
            None => None,
            Some("begins new") => Some(Begins::New),
            Some("begins key-lost") => Some(Begins::KeyLost),
            Some(other) => Some(Begins::Restored { kept: other.strip_prefix("begins restored ")?.parse().ok()? }),
        };
        let epoch = lines.next()?.strip_prefix("epoch ")?.parse().ok()?;
        let time = DateTime::parse_from_rfc3339(lines.next()?.strip_prefix("time ")?).ok()?.to_utc();
        let (streams, heads) = lines.next()?.strip_prefix("heads ")?.split_once(' ')?;
        let previous = match lines.next_if(|line| line.starts_with("previous ")) {
            None => None,
            Some(line) => Some(hash(line.strip_prefix("previous ")?)?),
        };
        let key = lines.next()?.strip_prefix("key ")?.parse().ok()?;
        let (streams, heads) = (streams.parse().ok()?, hash(heads)?);
        let read = Self { store, size, root, number, series, begins, epoch, time, streams, heads, previous, key };
        (read.text() == text).then_some(read)
    }
}

fn hash(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

impl Signed {
    /// Reads a checkpoint and checks its signature against the key it names. Whether that key is to be trusted is another question.
    pub fn read(text: &str) -> Result<Self, CheckpointFault> {
        let (signed, signatures) = text.split_once("\n\n").ok_or(CheckpointFault::Unreadable)?;
        let signed = format!("{signed}\n");
        let checkpoint = Checkpoint::parse(&signed).ok_or(CheckpointFault::Unreadable)?;
        // Others may have signed below, as witnesses do; their lines are theirs.
        let begin = format!("\u{2014} {} ", checkpoint.origin());
        let id = checkpoint.key.note_id(&checkpoint.origin());
        let ours = signatures.lines().filter_map(|line| STANDARD.decode(line.strip_prefix(&begin)?).ok());
        let ours: Vec<[u8; 64]> = ours.filter_map(|bytes| bytes.strip_prefix(&id)?.try_into().ok()).collect();
        if ours.is_empty() {
            return Err(CheckpointFault::Unsigned);
        }
        if !ours.iter().any(|signature| checkpoint.key.signed(signed.as_bytes(), signature)) {
            return Err(CheckpointFault::Altered);
        }
        Ok(Self { checkpoint, text: text.to_owned() })
    }

    /// What it says.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The whole text, signature included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the signed text, by which the next checkpoint names it.
    pub fn digest(&self) -> Hash {
        Sha256::digest(self.checkpoint.text()).into()
    }
}

impl std::ops::Deref for Signed {
    type Target = Checkpoint;

    fn deref(&self) -> &Checkpoint {
        &self.checkpoint
    }
}

#[cfg(test)]
mod tests;
