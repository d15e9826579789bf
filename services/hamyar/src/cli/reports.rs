//! Reports with options of their own.

use clap::{Args, Subcommand, ValueEnum};
use uuid::Uuid;

use super::{NamedReport, OptionalSignIn};

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
