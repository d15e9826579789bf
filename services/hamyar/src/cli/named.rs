//! The names of the catalog of reports as commands: one list says what there is.

use clap::{ArgMatches, Args, Command, FromArgMatches, Subcommand};
use hamyar_api::report_catalog::REPORTS;
use uuid::Uuid;

use super::{SignIn, TableFormat, TableLanguage};

/// Of what, and how it is printed.
#[derive(Clone, Debug, Args)]
pub struct NamedArgs {
    /// Below this place; the country, or the own place, when absent
    #[arg(long)]
    pub place: Option<Uuid>,
    /// Of this neighborhood
    #[arg(long)]
    pub neighborhood: Option<Uuid>,
    /// Of this family, by id
    #[arg(long)]
    pub family: Option<Uuid>,
    /// Of this agency; the own one when absent
    #[arg(long)]
    pub agency: Option<Uuid>,
    /// Of this facilitation office
    #[arg(long)]
    pub office: Option<Uuid>,
    /// Of this commission; the own one when absent
    #[arg(long)]
    pub commission: Option<Uuid>,
    /// Of this center
    #[arg(long)]
    pub center: Option<Uuid>,
    /// Jalali year
    #[arg(long)]
    pub year: Option<i32>,
    /// 1 to 4
    #[arg(long)]
    pub quarter: Option<u8>,
    /// Last day that counts, Jalali or Gregorian, where a report has one; today when absent
    #[arg(long)]
    pub until: Option<String>,
    #[arg(long, value_enum, default_value_t = TableFormat::Json)]
    pub format: TableFormat,
    /// Of headings and words in CSV
    #[arg(long, value_enum, default_value_t = TableLanguage::Fa)]
    pub language: TableLanguage,
    #[command(flatten)]
    pub sign_in: SignIn,
}

/// A report by its name.
#[derive(Clone, Debug)]
pub struct NamedReport {
    pub key: String,
    pub args: NamedArgs,
}

/// Has a command of its own, which says more.
const OWN: &[&str] = &["before-after"];

fn names() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    REPORTS.iter().filter(|one| !OWN.contains(&one.key)).map(|one| (one.key, one.number, one.en))
}

impl FromArgMatches for NamedReport {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (key, given) = matches.subcommand().ok_or_else(missing)?;
        if !Self::has_subcommand(key) {
            return Err(clap::Error::new(clap::error::ErrorKind::InvalidSubcommand));
        }
        Ok(Self { key: key.to_owned(), args: NamedArgs::from_arg_matches(given)? })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for NamedReport {
    fn augment_subcommands(mut command: Command) -> Command {
        for (key, number, title) in names() {
            command =
                command.subcommand(NamedArgs::augment_args(Command::new(key).about(format!("{title} ({number})"))));
        }
        command
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        names().any(|(key, _, _)| key == name)
    }
}
