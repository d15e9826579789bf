//! What can be typed, and the help that teaches it.

mod audit;
mod backup;
mod named;
mod notices;
mod proof;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use uuid::Uuid;

pub use audit::{AuditCommand, EventsArgs, StreamArgs, TrailFormat};
pub use backup::{BackupArgs, BackupCommand, LockArgs, OpenerArgs, RestoreArgs};
pub use named::{NamedArgs, NamedReport};
pub use notices::NoticeArgs;
pub use proof::{CheckpointArgs, ExportFamilyArgs, SeriesReason, VerifyArgs};

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
pub struct RunArgs {
    /// Port on 127.0.0.1; 0 takes any free one
    #[arg(long, env = "HAMYAR_PORT", default_value_t = 8080)]
    pub port: u16,
    /// Families of the demo, when the folder is new
    #[arg(long, env = "HAMYAR_DEMO_FAMILIES", default_value_t = 600)]
    pub families: usize,
    #[command(flatten)]
    pub notices: NoticeArgs,
    #[command(flatten)]
    pub nats: NatsArgs,
    #[command(flatten)]
    pub schedule: ScheduleArgs,
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// What this node does [default: everything]
    #[arg(long, env = "HAMYAR_ROLE", value_delimiter = ',', value_enum)]
    pub role: Vec<Role>,
    /// Address and port to listen on
    #[arg(long, env = "HAMYAR_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Served over https by a proxy: cookies are marked so
    #[arg(long, env = "HAMYAR_HTTPS")]
    pub https: bool,
    /// Host under which people reach it; requests that name another are refused [default: any, or this machine's own names where it listens
    /// on 127.0.0.1 without --https]
    #[arg(long = "host", env = "HAMYAR_HOST", value_name = "NAME", value_delimiter = ',')]
    pub hosts: Vec<String>,
    /// Address of a proxy elsewhere that writes the address it saw last into X-Forwarded-For; with --https one on this machine is believed
    /// already
    #[arg(long = "proxy", env = "HAMYAR_PROXY", value_name = "IP", value_delimiter = ',')]
    pub proxies: Vec<IpAddr>,
    #[command(flatten)]
    pub oidc: OidcArgs,
    #[command(flatten)]
    pub notices: NoticeArgs,
    /// Name of the first administrator of a new store
    #[arg(long, env = "HAMYAR_ADMINISTRATOR", default_value = "rahbar")]
    pub administrator: String,
    #[command(flatten)]
    pub nats: NatsArgs,
    #[command(flatten)]
    pub schedule: ScheduleArgs,
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Sign-in through an outside provider (OpenID Connect)")]
pub struct OidcArgs {
    /// The provider's issuer, as it prints it; without it nobody signs in through one
    #[arg(long, env = "HAMYAR_OIDC_ISSUER", value_name = "URL", requires_all = ["oidc_client_id", "public_url"])]
    pub oidc_issuer: Option<String>,
    /// How this installation is known there
    #[arg(long, env = "HAMYAR_OIDC_CLIENT_ID", value_name = "ID")]
    pub oidc_client_id: Option<String>,
    /// File with the client's secret; none for a client without one
    #[arg(long, env = "HAMYAR_OIDC_CLIENT_SECRET_FILE", value_name = "FILE")]
    pub oidc_client_secret_file: Option<std::path::PathBuf>,
    /// Values of `amr` or `acr` by which the provider says that it asked for a second factor [default: none is believed]
    #[arg(long, env = "HAMYAR_OIDC_SECOND_FACTOR", value_name = "VALUE", value_delimiter = ',')]
    pub oidc_second_factor: Vec<String>,
    /// What the button of the sign-in page calls it, in Persian
    #[arg(long, env = "HAMYAR_OIDC_NAME", value_name = "NAME")]
    pub oidc_name: Option<String>,
    /// The same in English
    #[arg(long, env = "HAMYAR_OIDC_NAME_EN", value_name = "NAME")]
    pub oidc_name_en: Option<String>,
    /// Address under which people reach this installation, as https://hamyar.example.ir
    #[arg(long, env = "HAMYAR_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct ScheduleArgs {
    /// Minutes between checkpoints while the log grows
    #[arg(long, env = "HAMYAR_CHECKPOINT_MINUTES", value_name = "MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=1440))]
    pub checkpoint_minutes: u64,
}

#[derive(Clone, Debug, Default, Args)]
pub struct NatsArgs {
    /// NATS server (2.10 or later) to which the log's news go; without it everything stays in PostgreSQL
    #[arg(long, env = "NATS_URL", value_name = "URL", hide_env_values = true)]
    pub nats_url: Option<String>,
}

/// A part of the program that a node can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// The HTTP interface and the web app
    Api,
    /// Read models
    Projector,
    /// News to NATS
    Relay,
    /// What crosses streams: assignments, decisions
    Processes,
    /// Signing of checkpoints; on one node, which has the signing key and the folder
    Checkpoints,
}

impl Role {
    pub const ALL: [Self; 5] = [Self::Api, Self::Projector, Self::Relay, Self::Processes, Self::Checkpoints];
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

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// A register of families as an agency sends it (CSV or XLSX)
    #[command(after_help = "\
Examples:
  hamyar import families register.csv --center M1
  hamyar import families register.xlsx --json --mend mend.csv --center M1

Right rows are kept, wrong ones come back with line, column and reason; --mend writes them to a file that can be mended
and sent again. Sending a file twice adds nothing. `line` counts data rows from 1.")]
    Families(ImportFamiliesArgs),
    /// Places, neighborhoods, agencies and catalogs: the program's own copy, or a folder of the same files
    #[command(after_help = "Examples:\n  hamyar import seeds\n  hamyar import seeds ./our-seeds --json")]
    Seeds {
        /// Folder whose files are taken instead of the program's own
        dir: Option<PathBuf>,
        /// Machine-readable result
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct ImportFamiliesArgs {
    /// The register; `-` reads standard input
    pub file: PathBuf,
    /// Machine-readable result
    #[arg(long)]
    pub json: bool,
    /// Write the rows that need mending to this file
    #[arg(long, value_name = "CSV")]
    pub mend: Option<PathBuf>,
    /// Write the rows to this file that are surely of a family known already: they are held back for a person to look
    #[arg(long, value_name = "CSV")]
    pub held_back: Option<PathBuf>,
    /// Add such rows all the same: somebody has looked
    #[arg(long)]
    pub add_held_back: bool,
    /// Center in which the files are opened: its file prefix, name or id. Without it, the center that alone covers a row's neighborhood
    #[arg(long)]
    pub center: Option<String>,
    /// Label of the register, kept in the files in clear: letters, digits, - and _, at most 40; never a person's name
    #[arg(long)]
    pub register: Option<String>,
    /// Names the source where two agencies' rows must not be taken for one another
    #[arg(long, default_value = "")]
    pub source: String,
    #[command(flatten)]
    pub sign_in: OptionalSignIn,
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
pub enum ReportCommand {
    /// Baseline and final tiers of a Jalali year: 3×3 families, and those without a final tier apart
    #[command(after_help = "\
Examples:
  hamyar report before-after --year 1404
  hamyar report before-after --year 1405 --format csv
  hamyar report before-after --year 1404 --families --from harmed --to stable --as modir

Counts need no sign-in; the families behind a cell do, and opening them is recorded.")]
    BeforeAfter(BeforeAfterArgs),
    /// The program of social resilience: facilitators, classes, roadmaps, the summary of a province, all from records
    #[command(after_help = "\
Examples:
  hamyar report resilience facilitators
  hamyar report resilience summary --place 0190c1f2-…
  hamyar report resilience consolidated --format csv

Counts and codes need no sign-in: nobody who came to a class is named, and facilitators are named by their codes. Their degrees
in words are told to who signs in and may see them.")]
    Resilience(ResilienceArgs),
    /// The national work: declared figures once each, credits without double sums, equipment, licences, the matrix of interventions, the division of labour, series
    #[command(after_help = "\
Examples:
  hamyar report national figures
  hamyar report national credits --year 1405
  hamyar report national licences --from 1392-05-01 --until 1399-03-20
  hamyar report national matrix --format csv
  hamyar report national division

A credit that is drawn from another stands beneath it and is added to nothing. A printed figure keeps its qualifier, period and source, and is
never added to what is counted.")]
    National(NationalArgs),
    /// The figures of the empowerment pilot, counted again, beside those its report prints
    #[command(after_help = "\
Examples:
  hamyar report pilot
  hamyar report pilot --until 1393-12-29 --format csv
  hamyar report pilot --place 0190c1f2-…

A printed figure keeps its qualifier (exact, about, more than); the counted one is exact, and empty where nothing the program records says it.")]
    Pilot(PilotArgs),
    /// Every report of the program: its name, its readers, the operation that answers it, its screen and its source
    #[command(after_help = "\
Examples:
  hamyar report list --format csv
  hamyar report settlements --as karshenas --format csv --language en
  hamyar report office-work-plan --as karshenas --format csv
  hamyar report neighborhood-roadmap --neighborhood 0190c1f2-… --as modir

A report that is one table prints, as CSV, the file that its screen hands out: units, sums, notes and stamp. Lists come whole, however many
pages a screen shows them on.")]
    List {
        #[arg(long, value_enum, default_value_t = TableFormat::Json)]
        format: TableFormat,
    },
    // A report by its name, read as somebody: by the rights and the rounding of the screens.
    #[command(flatten)]
    Named(NamedReport),
    /// Women who head households, from identified to empowered: how many stand at each step, how long the way takes, who left it and why
    #[command(after_help = "\
Examples:
  hamyar report pathway
  hamyar report pathway --year 1404 --by agency
  hamyar report pathway --center 0190c1f2-… --format csv

Each woman counts once; lessons, services and jobs are counted apart. Exact numbers, and no names: no sign-in is needed.")]
    Pathway(PathwayArgs),
    /// Households that were sent to a body outside: its answers and the phases of its support
    #[command(after_help = "\
Examples:
  hamyar report transfers --agency 0190c1f2-…
  hamyar report transfers --agency 0190c1f2-… --households --list not_agreed --format csv --as modir

Counts need no sign-in; the households, by file number, do, and taking their list away is recorded.")]
    Transfers(TransfersArgs),
}

#[derive(Debug, Args)]
pub struct PathwayArgs {
    /// Jalali year: as things stood at its end, with who came to each step in it
    #[arg(long)]
    pub year: Option<i32>,
    /// Only women of this center
    #[arg(long)]
    pub center: Option<Uuid>,
    /// Only households that this agency covers
    #[arg(long)]
    pub agency: Option<Uuid>,
    /// Told apart by center, neighborhood, agency or year of enrollment
    #[arg(long, value_parser = ["center", "neighborhood", "agency", "year"])]
    pub by: Option<String>,
    #[arg(long, value_enum, default_value_t = TableFormat::Json)]
    pub format: TableFormat,
}

#[derive(Debug, Args)]
pub struct TransfersArgs {
    /// The body
    #[arg(long)]
    pub agency: Uuid,
    /// Only households of this center
    #[arg(long)]
    pub center: Option<Uuid>,
    /// List the households instead of counting them
    #[arg(long, requires = "user")]
    pub households: bool,
    /// Which of them
    #[arg(long, value_parser = ["sent", "agreed", "not_agreed"], requires = "households")]
    pub list: Option<String>,
    #[arg(long, value_enum, default_value_t = TableFormat::Json)]
    pub format: TableFormat,
    #[command(flatten)]
    pub sign_in: OptionalSignIn,
}

#[derive(Debug, Args)]
pub struct ResilienceArgs {
    #[arg(value_enum)]
    pub table: ResilienceTable,
    /// Below this place; everywhere when absent
    #[arg(long)]
    pub place: Option<Uuid>,
    #[arg(long, value_enum, default_value_t = TableFormat::Json)]
    pub format: TableFormat,
    #[command(flatten)]
    pub sign_in: OptionalSignIn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ResilienceTable {
    /// Facilitators of level 2 who were trained, with their hours
    Facilitators,
    /// Classes of neighborhoods, with hours, participants and person-hours
    Classes,
    /// What each neighborhood's card says: audience, risk, period, hours, facilitator
    Neighborhoods,
    /// Risk, type, level and horizons of each roadmap
    Roadmaps,
    /// Actions by horizon in each neighborhood
    Horizons,
    /// Every action with its agencies
    Actions,
    /// Actions and neighborhoods of each agency
    Agencies,
    /// Actions of all neighborhoods, the same ones put together
    Consolidated,
    /// Strengths and weaknesses by phase and assessor
    Findings,
    /// What the place counts
    Summary,
}

#[derive(Debug, Args)]
pub struct NationalArgs {
    #[arg(value_enum)]
    pub table: NationalTable,
    /// Jalali year of the budget, for credits
    #[arg(long)]
    pub year: Option<i32>,
    /// For this place and below it, for credits
    #[arg(long)]
    pub place: Option<Uuid>,
    /// First day, Jalali or Gregorian, for licences; the beginning when absent
    #[arg(long)]
    pub from: Option<String>,
    /// Last day, Jalali or Gregorian, for licences; today when absent
    #[arg(long)]
    pub until: Option<String>,
    #[arg(long, value_enum, default_value_t = TableFormat::Json)]
    pub format: TableFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NationalTable {
    /// Declared figures, each once, with the parts of the document that tell it
    Figures,
    /// Credits by source and purpose, drawn ones beneath their source
    Credits,
    /// Coverage of equipment, counted from deliveries and as declared
    Equipment,
    /// Licences of organizations by level in a time
    Licences,
    /// Programs in the six cells of the matrix of interventions, and in none
    Matrix,
    /// Which agency has which part in which program, what is expected of it and by when
    Division,
    /// Values of indicators by year, with changes against the stated base
    Series,
}

#[derive(Debug, Args)]
pub struct PilotArgs {
    /// Counted within this place; everywhere when absent
    #[arg(long)]
    pub place: Option<Uuid>,
    /// Last day that counts, Jalali or Gregorian; today when absent
    #[arg(long)]
    pub until: Option<String>,
    #[arg(long, value_enum, default_value_t = TableFormat::Json)]
    pub format: TableFormat,
}

#[derive(Debug, Args)]
pub struct BeforeAfterArgs {
    /// Jalali year of the baseline
    #[arg(long)]
    pub year: i32,
    #[arg(long, value_enum, default_value_t = TableFormat::Json)]
    pub format: TableFormat,
    /// Only families of this center
    #[arg(long)]
    pub center: Option<Uuid>,
    /// Only families of this caseworker
    #[arg(long)]
    pub caseworker: Option<Uuid>,
    /// By the tier of one domain
    #[arg(long, value_parser = ["social", "economic", "cultural"])]
    pub domain: Option<String>,
    /// Only this type of household
    #[arg(long, value_parser = ["female_headed", "male_headed", "child_headed", "unknown"])]
    pub household_type: Option<String>,
    /// List the families of a cell instead of the counts
    #[arg(long, requires = "from", requires = "user")]
    pub families: bool,
    /// Baseline tier of the cell
    #[arg(long, value_parser = ["stable", "at_risk", "harmed"])]
    pub from: Option<String>,
    /// Final tier of the cell; `none` for those without one
    #[arg(long, value_parser = ["stable", "at_risk", "harmed", "none"])]
    pub to: Option<String>,
    #[command(flatten)]
    pub sign_in: OptionalSignIn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Json,
    Csv,
}

/// Whose words a table is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableLanguage {
    Fa,
    En,
}

impl TableLanguage {
    /// As addresses and titles name it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fa => "fa",
            Self::En => "en",
        }
    }
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

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account. For a person, --link prints a one-time link; without it, for scripts, a password is printed when none is given in
    /// HAMYAR_NEW_PASSWORD
    #[command(after_help = "\
Examples:
  hamyar user add hamyar7 --name «همیار هفتم» --role caseworker --caseworker-id 0190… --link
  hamyar user add momayez --role auditor
  HAMYAR_NEW_PASSWORD=… hamyar user add modir --role center_manager --center-id 0190…")]
    Add(UserAddArgs),
    /// List the accounts
    List {
        /// Machine-readable result
        #[arg(long)]
        json: bool,
    },
    /// Set a password; prints a new one when none is given in HAMYAR_NEW_PASSWORD. Every session of the account ends. With --link
    /// the person sets it by a one-time link, and nothing ends before that
    Password {
        username: String,
        /// Print a one-time link instead of a password
        #[arg(long)]
        link: bool,
    },
    /// Take a lost second factor from an account and end its sessions; the person makes a new one at the next sign-in
    #[command(after_help = "Example:\n  hamyar user reset-factor rahbar --reason «گوشی گم شد»")]
    ResetFactor {
        username: String,
        /// Why; kept in the record of signing in
        #[arg(long)]
        reason: String,
    },
    /// Disable an account and end its sessions
    Disable {
        username: String,
        /// Why; kept in the log
        #[arg(long)]
        reason: Option<String>,
    },
    /// Let a disabled account be used again
    Enable {
        username: String,
        /// Why; kept in the log
        #[arg(long)]
        reason: Option<String>,
    },
    /// Give an account a right, over one place and for a time; prints its id
    #[command(after_help = "\
Examples:
  hamyar user grant modir7 --role center_manager --center-id 0190… --until 1405-12-29 --reason «به جای مدیر مرکز تا پایان مرخصی»
  hamyar user grant karshenas --role officer --place-id 0190… --reason «حکم استانداری»")]
    Grant(UserGrantArgs),
    /// Take a right back, at once
    #[command(after_help = "Example:\n  hamyar user withdraw modir7 0190… --reason «پایان جانشینی»")]
    Withdraw(UserWithdrawArgs),
    /// Who gave an account what, when and why, and who took it back
    Grants(UserGrantsArgs),
}

/// What a role is bound to.
#[derive(Debug, Args)]
pub struct BoundArgs {
    #[arg(long)]
    pub caseworker_id: Option<Uuid>,
    #[arg(long)]
    pub center_id: Option<Uuid>,
    #[arg(long)]
    pub commission_id: Option<Uuid>,
    #[arg(long)]
    pub agency_id: Option<Uuid>,
    /// For an officer or an administrator; the whole country without it
    #[arg(long)]
    pub place_id: Option<Uuid>,
}

#[derive(Debug, Args)]
pub struct UserGrantArgs {
    pub username: String,
    /// What the person may be
    #[arg(long)]
    pub role: String,
    #[command(flatten)]
    pub bound: BoundArgs,
    /// The first day on which it counts [default: today]
    #[arg(long, value_parser = date)]
    pub from: Option<NaiveDate>,
    /// The last day on which it counts [default: no end]
    #[arg(long, value_parser = date)]
    pub until: Option<NaiveDate>,
    /// Why; kept in the log, sealed with the account holder's own key
    #[arg(long)]
    pub reason: String,
}

#[derive(Debug, Args)]
pub struct UserWithdrawArgs {
    pub username: String,
    /// The grant, as `hamyar user grants` lists it
    pub grant_id: Uuid,
    /// Why; kept in the log, sealed with the account holder's own key
    #[arg(long)]
    pub reason: String,
}

#[derive(Debug, Args)]
pub struct UserGrantsArgs {
    pub username: String,
    /// Machine-readable result
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct UserAddArgs {
    /// Name typed at sign-in
    pub username: String,
    /// Name shown to others
    #[arg(long)]
    pub name: Option<String>,
    /// What the person may be; may be given several times
    #[arg(long, required = true, value_delimiter = ',')]
    pub role: Vec<String>,
    #[arg(long)]
    pub caseworker_id: Option<Uuid>,
    #[arg(long)]
    pub center_id: Option<Uuid>,
    #[arg(long, value_delimiter = ',')]
    pub commission_id: Vec<Uuid>,
    #[arg(long)]
    pub agency_id: Option<Uuid>,
    #[arg(long)]
    pub place_id: Option<Uuid>,
    /// Print a one-time link, by which the person sets a password, instead of a password
    #[arg(long)]
    pub link: bool,
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
