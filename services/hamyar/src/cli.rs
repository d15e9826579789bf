//! What can be typed, and the help that teaches it.

mod audit;
mod backup;
mod imports;
mod named;
mod notices;
mod proof;
mod reports;
mod serving;
mod users;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use uuid::Uuid;

pub use audit::{AuditCommand, EventsArgs, StreamArgs, TrailFormat};
pub use backup::{BackupArgs, BackupCommand, LockArgs, OpenerArgs, RestoreArgs};
pub use imports::{ImportCommand, ImportFamiliesArgs};
pub use named::{NamedArgs, NamedReport};
pub use notices::NoticeArgs;
pub use proof::{CheckpointArgs, ExportFamilyArgs, SeriesReason, VerifyArgs};
pub use reports::{
    BeforeAfterArgs, NationalArgs, NationalTable, PathwayArgs, PilotArgs, ReportCommand, ResilienceArgs,
    ResilienceTable, TableFormat, TableLanguage, TransfersArgs,
};
pub use serving::{OidcArgs, Role, RunArgs, ScheduleArgs, ServeArgs};
pub use users::{UserAddArgs, UserCommand, UserGrantArgs, UserGrantsArgs, UserWithdrawArgs};

/// Hamyar (همیار): case management for families in need, on an event log that anyone allowed can replay.
#[derive(Debug, Parser)]
#[command(name = "hamyar", version, about, max_term_width = 110, after_long_help = EXIT_CODES, after_help = "`hamyar help COMMAND` explains a command with examples.")]
pub struct Cli {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Which store:
  --data DIR      a folder in which Hamyar runs a PostgreSQL of its own (no Docker, no root, no port)
  DATABASE_URL    a PostgreSQL server of yours, as postgres://user:password@host/database
  A command on a folder whose Hamyar is running works beside it.

Exit codes:
  0  done; for an import: the file was readable, whatever its rows are like
  1  a check found a difference (`rebuild --check`, `verify`)
  2  the command line or the input cannot be read
  3  the store cannot be reached or opened
  4  refused: wrong password, a role that may not, a rule of the program
  5  a fault of the program itself

Only the result is written to standard output; logs and progress go to standard error (RUST_LOG=debug shows more).

Examples:
  hamyar run                                       try Hamyar: demo data, http://127.0.0.1:8080
  hamyar serve --data /var/lib/hamyar-store        a real store; its first start prints the administrator's password once
  hamyar import families register.csv --json       what the register holds, and which rows need mending
  hamyar report before-after --year 1405 --format csv
  HAMYAR_PASSWORD=… hamyar replay family M1-00001 --as momayez --at 1405-03-01
  hamyar rebuild --all --check                     prove that every read model follows from the log
  hamyar verify                                    prove that the log is what was signed
  hamyar backup --out DIR --keys-out OTHER --recipient age1…";

/// Which store the command works on.
#[derive(Clone, Debug, Default, Args)]
pub struct Place {
    /// Folder of the store's own PostgreSQL [default: .data, when DATABASE_URL is not set]
    #[arg(long, global = true, env = "HAMYAR_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// A PostgreSQL server of yours; --data wins over it
    #[arg(long, global = true, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// The same server and database as the role hamyar_app, for everything but preparing the database; without it that role is taken after
    /// signing in
    #[arg(long, global = true, env = "HAMYAR_APP_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub app_database_url: Option<String>,

    /// File of the key that wraps every person's key; made for a new store, mode 0600. Keep a copy apart from the data: without it
    /// nothing personal can be read [default: DIR.key beside the data folder, or ~/.config/hamyar/master.key]
    #[arg(long, global = true, env = "HAMYAR_MASTER_KEY_FILE", value_name = "FILE")]
    pub master_key_file: Option<PathBuf>,

    /// File of the key that signs checkpoints; made for a new store, mode 0600 [default: DIR.signing-key, beside the master key file]
    #[arg(long, global = true, env = "HAMYAR_SIGNING_KEY_FILE", value_name = "FILE")]
    pub signing_key_file: Option<PathBuf>,

    /// Folder of the checkpoints, outside the data and its backups [default: DIR.checkpoints beside the data folder, or beside the
    /// master key file]
    #[arg(long, global = true, env = "HAMYAR_CHECKPOINTS", value_name = "DIR")]
    pub checkpoints: Option<PathBuf>,

    /// Command that brings the text of the key file instead, as from a key management service; run once at start, never logged
    #[arg(long, global = true, env = "HAMYAR_MASTER_KEY_COMMAND", value_name = "COMMAND", hide_env_values = true)]
    pub master_key_command: Option<String>,

    /// File in which erasures are kept outside the database, mode 0600, so that no backup brings anybody back [default: beside the key
    /// file, as DIR.erasures]
    #[arg(long, global = true, env = "HAMYAR_ERASURE_REGISTER", value_name = "FILE")]
    pub erasure_register: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Try Hamyar: own PostgreSQL, demo data in a new folder, everything in one process on this machine
    #[command(
        after_help = "Examples:\n  hamyar run\n  hamyar run --data /tmp/try --port 0\n\nCtrl-C stops everything; the next start keeps the data."
    )]
    Run(RunArgs),
    /// Serve a real store; never loads demo data
    #[command(after_help = "\
Examples:
  hamyar serve --data /var/lib/hamyar-store
  DATABASE_URL=postgres://hamyar@db/hamyar hamyar serve --listen 0.0.0.0:8080
  hamyar serve --role projector,processes       one node of several

The first start of a new store makes its first administrator and prints the password once.
A demo store is served to this machine only. Outside it, put a TLS proxy in front and pass --https.")]
    Serve(Box<ServeArgs>),
    /// Prepare the database, or bring it up to date (roles, schemas, grants); safe to repeat
    #[command(after_help = "Example:\n  DATABASE_URL=postgres://postgres@db/hamyar hamyar migrate")]
    Migrate,
    /// Load demo data into a new store, or finish a load that broke off
    #[command(
        after_help = "Examples:\n  hamyar demo --data /tmp/try\n  hamyar demo --data /tmp/small --families 60\n\nRefused for a store that holds anything else."
    )]
    Demo(DemoArgs),
    /// Bring in registers of families, or the seed data
    #[command(subcommand)]
    Import(ImportCommand),
    /// Counts and comparisons
    #[command(subcommand)]
    Report(ReportCommand),
    /// A case as it stood at any moment, event by event
    #[command(subcommand)]
    Replay(ReplayCommand),
    /// The auditor's room: the filtered trail, any history, what a commission had before it, why a tier, patterns
    #[command(subcommand, after_help = audit::AUDIT_HELP)]
    Audit(AuditCommand),
    /// The log itself, or a case with its proof, personal fields sealed
    #[command(subcommand)]
    Export(ExportCommand),
    /// Prove that history is what it was: checkpoints, ledger and every event
    #[command(after_help = proof::VERIFY_EXAMPLES)]
    Verify(VerifyArgs),
    /// Sign what the log is now, outside the database; or show a checkpoint
    #[command(after_help = proof::CHECKPOINT_EXAMPLES)]
    Checkpoint(CheckpointArgs),
    /// Make read models anew from the log, or prove that they follow from it
    #[command(after_help = "\
Examples:
  hamyar rebuild families
  hamyar rebuild --all
  hamyar rebuild --all --check --json     nothing is changed; exit 1 where live and rebuilt rows differ")]
    Rebuild(RebuildArgs),
    /// Accounts
    #[command(subcommand)]
    User(UserCommand),
    /// Take a store out whole, encrypted, while it is served
    #[command(after_help = backup::BACKUP_HELP, args_conflicts_with_subcommands = true)]
    Backup(BackupArgs),
    /// Put a backup into an empty database or a new folder, and prove it
    #[command(after_help = backup::RESTORE_HELP)]
    Restore(RestoreArgs),
    /// Begin a new epoch of the log after a failover or a point-in-time recovery, which may give positions a second time
    #[command(after_help = "Example:\n  hamyar promote --reason 'point-in-time recovery to 2026-11-22 10:00'")]
    Promote {
        /// Why, in a few words, kept in the log's table of epochs
        #[arg(long)]
        reason: String,
    },
    /// The master key, and the register of erasures beside it
    #[command(subcommand)]
    Key(KeyCommand),
    /// Forgetting a person or a family: ask, agree, look
    #[command(subcommand)]
    Erase(EraseCommand),
    /// Measure this machine's server against the bars it is held to, on a PostgreSQL of its own; touches no store
    #[command(
        after_help = "Examples:\n  hamyar bench --out docs/benchmarks.md\n  hamyar bench --quick        shows that it runs, not how fast"
    )]
    Bench(BenchArgs),
    /// Print the OpenAPI 3.1 document of the HTTP interface
    Openapi,
}

#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Which master key is in use, how many keys it wraps, and what the register holds
    Status {
        /// Machine-readable result
        #[arg(long)]
        json: bool,
    },
    /// Change the master key while nodes serve: make a new one, wrap every person's and family's key anew, take the old one out of the file
    #[command(after_help = "\
Examples:
  hamyar key rotate
  hamyar key rotate --prepare        only puts a new key into the file; copy the file to every node, then run `hamyar key rotate`

Broken off at any moment, everything still opens; run it again and it goes on. Nodes that read the same file follow by themselves.
Keep a copy of the old key file as long as you keep backups from before: it opens them.")]
    Rotate {
        /// Put a new key into the file beside the present one, and no more
        #[arg(long)]
        prepare: bool,
        /// Machine-readable result
        #[arg(long)]
        json: bool,
    },
    /// Write the register of erasures anew from the database, where it was lost. Wrong for a database that is an older copy
    Register {
        /// Say that you know what that means
        #[arg(long, required = true)]
        write_anew: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum EraseCommand {
    /// Ask that a family, or one member, be forgotten (center manager)
    #[command(after_help = "\
Examples:
  hamyar erase request M1-00001 --ground person_request --as modir
  hamyar erase request M1-00001 --member 0190c1f2-… --ground legal_order --as modir

A note with the request is written on the screen, not here: it would stay in the shell's history.")]
    Request {
        /// The family's id or file number
        family: String,
        /// One member, by id; without it the whole family
        #[arg(long)]
        member: Option<Uuid>,
        #[arg(long, value_parser = ["person_request", "retention_ended", "entered_by_mistake", "legal_order"])]
        ground: String,
        #[command(flatten)]
        sign_in: SignIn,
    },
    /// Agree to a request; another account than any that ever asked in the same file (administrator). It cannot be undone
    Approve {
        /// The request's id, as `erase list` shows it
        erasure: Uuid,
        #[command(flatten)]
        sign_in: SignIn,
    },
    /// Requests and what became of them
    List {
        #[command(flatten)]
        sign_in: SignIn,
    },
}

#[derive(Debug, Args)]
pub struct BenchArgs {
    /// File for the table [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Families of the screens' read models
    #[arg(long, default_value_t = 100_000)]
    pub families: u32,
    /// Persons of the register that is searched
    #[arg(long, default_value_t = 1_000_000)]
    pub persons: u32,
    /// Short rounds on little data
    #[arg(long)]
    pub quick: bool,
    /// Only these groups of bars, separated by commas [default: all]
    #[arg(long, value_name = "GROUP", value_delimiter = ',', value_parser = clap::builder::PossibleValuesParser::new(hamyar_bench::GROUPS))]
    pub only: Vec<String>,
}

#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Families that come over the years
    #[arg(long, default_value_t = 600)]
    pub families: usize,
    /// Caseworkers, candidates among them
    #[arg(long, default_value_t = 60)]
    pub caseworkers: usize,
    /// The same seed and day give the same demo
    #[arg(long, default_value_t = 1405)]
    pub seed: u64,
    /// Last day of the demo, Jalali or ISO [default: today]
    #[arg(long, value_parser = date)]
    pub today: Option<NaiveDate>,
    /// Machine-readable result
    #[arg(long)]
    pub json: bool,
}

/// Who works, where it is recorded but not required.
#[derive(Clone, Debug, Args)]
pub struct OptionalSignIn {
    /// Account to work as; the password is asked for, or taken from HAMYAR_PASSWORD, and the code of a second factor from HAMYAR_CODE
    #[arg(long = "as", value_name = "USER")]
    pub user: Option<String>,
}

/// Who works, where sealed data is opened.
#[derive(Clone, Debug, Args)]
pub struct SignIn {
    /// Account to work as; the password is asked for, or taken from HAMYAR_PASSWORD, and the code of a second factor from HAMYAR_CODE.
    /// What is opened is recorded
    #[arg(long = "as", value_name = "USER", env = "HAMYAR_USER")]
    pub user: String,
}

#[derive(Debug, Subcommand)]
pub enum ReplayCommand {
    /// A family's file as it stood at a sequence, day or instant
    #[command(after_help = "\
Examples:
  hamyar replay family M1-00001 --as momayez
  hamyar replay family 0190c1f2-… --as momayez --at 12
  hamyar replay family M1-00001 --as momayez --at 1404-06-31
  hamyar replay family M1-00001 --as momayez --at 1404-06-31 --axis recorded
  hamyar replay family M1-00001 --as momayez --at 2025-09-22T10:00:00Z --json

Every event has two times. By `happened`, a day or instant shows what was so then, as far as is known today, however late it was
written down; by `recorded` it shows what had been written down by then. A sequence counts what was written down.

The reading is recorded in the family's access log.")]
    Family {
        /// Id of the family, or its file number
        id: String,
        /// A sequence, a Jalali or ISO day, or an instant; the last event when left out
        #[arg(long)]
        at: Option<String>,
        /// The time that a day or instant is compared with
        #[arg(long, value_enum, default_value_t = Axis::Happened)]
        axis: Axis,
        /// Machine-readable result
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        sign_in: SignIn,
    },
}

/// One of the two times of every event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Axis {
    /// When it happened in the field
    Happened,
    /// When the server recorded it
    Recorded,
}

impl Axis {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Recorded => "recorded",
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Every event in the order of the log, one JSON object a line
    #[command(after_help = "\
Examples:
  hamyar export events > events.jsonl
  hamyar export events --after 120000 | wc -l

Personal fields stay sealed, so no sign-in is needed; whoever holds the master key can open them.")]
    Events {
        #[arg(long, value_enum, default_value_t = EventFormat::Jsonl)]
        format: EventFormat,
        /// Only events after this position
        #[arg(long, default_value_t = 0)]
        after: i64,
    },
    /// A family's events, each with the proof that it stands under a signed checkpoint
    #[command(after_help = proof::EXPORT_EXAMPLES)]
    Family(ExportFamilyArgs),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EventFormat {
    Jsonl,
}

#[derive(Debug, Args)]
pub struct RebuildArgs {
    /// Name of the read model
    #[arg(required_unless_present = "all")]
    pub name: Option<String>,
    /// Every read model
    #[arg(long, conflicts_with = "name")]
    pub all: bool,
    /// Build beside and compare; the live rows stay as they are
    #[arg(long)]
    pub check: bool,
    /// Machine-readable result
    #[arg(long)]
    pub json: bool,
}

fn date(text: &str) -> Result<NaiveDate, String> {
    hamyar_persian::parse_date_input(text).map_err(|_| "a day is written 1405-09-01 or 2026-11-22".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn roles_are_a_list() {
        let cli = Cli::parse_from(["hamyar", "serve", "--role", "projector,relay"]);
        assert!(matches!(cli.command, Command::Serve(args) if args.role == [Role::Projector, Role::Relay]));
    }

    #[test]
    fn a_replay_needs_somebody() {
        assert!(Cli::try_parse_from(["hamyar", "replay", "family", "M1-00001"]).is_err());
        assert!(Cli::try_parse_from(["hamyar", "replay", "family", "M1-00001", "--as", "momayez"]).is_ok());
    }
}
