//! What an auditor can ask at the command line.

use clap::{Args, Subcommand, ValueEnum};
use uuid::Uuid;

use super::{Axis, SignIn};

pub const AUDIT_HELP: &str = "\
Examples:
  hamyar audit events --type tier_assigned --overridden --from 1405-07-01 --as momayez > overrides.csv
  hamyar audit patterns --from 1405-07-01 --to 1405-07-30 --as momayez
  hamyar audit stream commission 0190c1f2-… --at 12 --as momayez
  hamyar audit compare family M1-00001 --at 1404-06-31 --as momayez
  hamyar audit referral 0190c1f2-… --as momayez
  hamyar audit tier M1-00001 5 --as momayez

Every reading is recorded, as it is on the screens.";

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// The trail of the whole log, filtered: who did what and when, without what was written
    Events(Box<EventsArgs>),
    /// Patterns worth a look over some days, with their thresholds
    Patterns {
        /// First day, Jalali or ISO [default: 30 days back]
        #[arg(long)]
        from: Option<String>,
        /// Last day [default: today]
        #[arg(long)]
        to: Option<String>,
        #[command(flatten)]
        sign_in: SignIn,
    },
    /// Any history at a sequence, day or instant, and what its event changed
    Stream {
        #[command(flatten)]
        stream: StreamArgs,
        /// A sequence, a Jalali or ISO day, or an instant; the last event when left out
        #[arg(long)]
        at: Option<String>,
        /// The time that a day or instant is compared with
        #[arg(long, value_enum, default_value_t = Axis::Happened)]
        axis: Axis,
        #[command(flatten)]
        sign_in: SignIn,
    },
    /// A day as it was beside how it was known
    Compare {
        #[command(flatten)]
        stream: StreamArgs,
        /// A Jalali or ISO day, or an instant
        #[arg(long)]
        at: String,
        #[command(flatten)]
        sign_in: SignIn,
    },
    /// What a commission had before it when it decided
    Referral {
        /// Id of the referral
        id: Uuid,
        #[command(flatten)]
        sign_in: SignIn,
    },
    /// Why a tier: rule, scores, readings, assessment, visit, people
    Tier {
        /// Id of the family, or its file number
        family: String,
        /// Sequence of the event that gave the tier
        sequence: u32,
        #[command(flatten)]
        sign_in: SignIn,
    },
}

/// Which history.
#[derive(Debug, Args)]
pub struct StreamArgs {
    /// Kind of history: family, commission, caseworker, center, neighborhood, agency …
    pub stream: String,
    /// Its id; for a family also the file number
    pub id: String,
}

#[derive(Debug, Args)]
pub struct EventsArgs {
    /// Kind of history, as `family`; with an id, as `family:0190c1f2-…`
    #[arg(long)]
    pub stream: Option<String>,
    /// `user:ID` or `system:NAME`
    #[arg(long)]
    pub actor: Option<String>,
    /// Event types, as `tier_assigned`; several with commas
    #[arg(long = "type")]
    pub event_type: Option<String>,
    /// Recorded on this day or later
    #[arg(long)]
    pub from: Option<String>,
    /// Recorded on this day or earlier
    #[arg(long)]
    pub to: Option<String>,
    /// Happened on this day or later
    #[arg(long)]
    pub happened_from: Option<String>,
    /// Happened on this day or earlier
    #[arg(long)]
    pub happened_to: Option<String>,
    /// Of this center at the time
    #[arg(long)]
    pub center: Option<Uuid>,
    /// In the neighborhoods of this place, or in this neighborhood
    #[arg(long)]
    pub place: Option<Uuid>,
    /// Recorded between 22:00 and 06:00 in Tehran
    #[arg(long)]
    pub night: bool,
    /// Recorded at least so many days after it happened
    #[arg(long)]
    pub days_late: Option<u32>,
    /// Tiers given against the computed one
    #[arg(long)]
    pub overridden: bool,
    #[arg(long, value_enum, default_value_t = TrailFormat::Csv)]
    pub format: TrailFormat,
    #[command(flatten)]
    pub sign_in: SignIn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TrailFormat {
    /// For a spreadsheet; no cell is a formula
    Csv,
    /// One JSON object a line
    Jsonl,
}
