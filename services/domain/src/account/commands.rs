//! What can be asked of an account's rights. Who may ask it is policy's matter; these are the rules that hold for everyone.

use chrono::NaiveDate;
use hamyar_events::*;
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of an account's rights.
    AccountCommand { OpenAccount, GrantRole, WithdrawRole, DisableAccount, EnableAccount }
}

/// Longest note of why, in characters.
pub const NOTE_MAX: u32 = 500;

/// A right as it is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewGrant {
    pub grant_id: GrantId,
    pub role: Role,
    pub bound_to: BoundTo,
    /// The first day on which it counts.
    pub from: NaiveDate,
    /// The last day on which it counts; open without it.
    pub until: Option<NaiveDate>,
    pub ground: GrantGround,
    /// Why, in words; needed where the ground says nothing.
    pub note: Option<Personal<String>>,
    /// The giver's own grant on which it rests, as policy found it.
    #[serde(skip)]
    pub by_grant: Option<GrantId>,
}

/// Open an account, with what its holder is given from the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenAccount {
    pub ground: GrantGround,
    pub grants: Vec<NewGrant>,
    /// For an account that stood before its rights were events: it was disabled then.
    pub disabled: bool,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Give a right, in place of another one if need be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GrantRole {
    pub grant: NewGrant,
    /// The grant that this one takes the place of, in the same step.
    pub replaces: Option<GrantId>,
    /// Lasting administrators of the nation beside this account, as the edge counted them under its lock.
    #[serde(skip)]
    pub other_administrators: u32,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Take a right back, at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawRole {
    pub grant_id: GrantId,
    pub ground: WithdrawalGround,
    pub note: Option<Personal<String>>,
    /// Lasting administrators of the nation beside this account, as the edge counted them under its lock.
    #[serde(skip)]
    pub other_administrators: u32,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Close every door to the account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DisableAccount {
    pub ground: WithdrawalGround,
    pub note: Option<Personal<String>>,
    /// Lasting administrators of the nation beside this account, as the edge counted them under its lock.
    #[serde(skip)]
    pub other_administrators: u32,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Let the account be used again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnableAccount {
    pub note: Option<Personal<String>>,
}
