//! What comes into the store in files.

use clap::{Args, Subcommand};
use std::path::PathBuf;

use super::OptionalSignIn;

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
