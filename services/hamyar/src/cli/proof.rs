//! What can be typed about history and its proof.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::SignIn;

pub const VERIFY_EXAMPLES: &str = "\
Examples:
  hamyar verify                                  the whole log
  hamyar verify --json                           the same for a script; exit 1 where anything differs
  hamyar verify --family M1-00001                one family's history
  hamyar verify --since 00000042                 only what is newer than a checkpoint
  hamyar verify --witness paper.txt              against a checkpoint from paper, mail or another machine too
  hamyar verify --export case.jsonl --key AbC…=  a carried-away case: no database, no master key

Needs no master key: what is verified are the sealed bytes. What no checkpoint covers yet is held to the chain of its
stream and to the answers of commands only, so verify against a fresh checkpoint.";

pub const CHECKPOINT_EXAMPLES: &str = "\
Examples:
  hamyar checkpoint                              sign what the log is now
  hamyar checkpoint --qr                         the same, shown as a code to photograph or print
  hamyar checkpoint --number 42 --svg 42.svg     an earlier one as a picture
  hamyar checkpoint --new-series key-lost        begin again after the signing key was lost; said in the checkpoint for ever
  hamyar checkpoint --new-series restored        begin again after an older backup was restored";

pub const EXPORT_EXAMPLES: &str = "\
Examples:
  hamyar export family M1-00001 --as momayez --out case.jsonl
  hamyar verify --export case.jsonl

Personal fields stay sealed. The reading is recorded in the family's access log.";

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Only this family's history: its id or file number
    #[arg(long, value_name = "FAMILY", conflicts_with_all = ["since", "export"])]
    pub family: Option<String>,
    /// Only what is newer than this checkpoint: its number, or a file with its text
    #[arg(long, value_name = "CHECKPOINT", conflicts_with = "export")]
    pub since: Option<String>,
    /// A file with a checkpoint's text from elsewhere; may be given several times
    #[arg(long, value_name = "FILE", conflicts_with = "export")]
    pub witness: Vec<PathBuf>,
    /// A case that was exported; `-` reads standard input. No store is opened
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
    /// Public key that the checkpoints must be signed with, or a file with it [default: the one of the signing key file]
    #[arg(long, value_name = "PUBLIC")]
    pub key: Option<String>,
    /// Machine-readable result
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct CheckpointArgs {
    /// Show this one instead of making one
    #[arg(long, conflicts_with = "new_series")]
    pub number: Option<u64>,
    /// Draw it as a QR code
    #[arg(long, conflicts_with = "json")]
    pub qr: bool,
    /// Write the QR code as a picture
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Begin a new series, and say why
    #[arg(long, value_name = "WHY", value_enum)]
    pub new_series: Option<SeriesReason>,
    /// Machine-readable result
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SeriesReason {
    /// The signing key is lost; a fresh one is made
    KeyLost,
    /// The store was restored from a backup older than the newest checkpoint
    Restored,
}

#[derive(Debug, Args)]
pub struct ExportFamilyArgs {
    /// Id of the family, or its file number
    pub id: String,
    /// File for the case; never over another one
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[command(flatten)]
    pub sign_in: SignIn,
}
