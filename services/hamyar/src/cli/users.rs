//! Accounts and what they may do.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::date;

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
