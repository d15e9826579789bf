//! Accounts, sign-in, sessions, roles, and the one policy of who may do and see what.
//!
//! - [`Identity`]: the accounts and sessions of one store, in the schema `identity`;
//! - [`Principal`]: the signed-in person, as every check sees it;
//! - [`Identity::sign_in`], [`Identity::show_factor`], [`step_left`]: a password, a second factor, and who needs one;
//! - [`Identity::make_link`]: how people get accounts and passwords; [`Identity::ask_to_wipe`]: how a lost phone is wiped;
//! - [`Identity::grant_role`] and its like: rights, which are events of the account's stream before they are rows;
//! - [`policy`]: the pure decision, used by every operation of the HTTP interface and by the command line;
//! - [`Identity::set_contact`] and its like: where people want to be written to, and the letters;
//! - [`Identity::record_access`]: the trace that opening a family's file leaves.

mod access_log;
mod access_patterns;
mod account_states;
mod accounts;
mod calendar_feeds;
mod contacts;
mod devices;
mod error;
mod existing;
mod granting;
mod limiter;
mod links;
mod outside;
mod password;
mod phones;
pub mod policy;
mod principal;
mod recorder;
mod rights;
mod second_factor;
mod sessions;
mod sign_in;
mod sign_in_log;
mod store;
mod vault;
mod visitor;

pub use access_log::{Access, AccessRecord, Via};
pub use access_patterns::{AccessFilter, AccountName, BulkReads, FilesRead};
pub use account_states::{AccountState, OpenLinkState};
pub use accounts::{NewUser, User};
pub use calendar_feeds::CalendarFeed;
pub use contacts::{AgencyWeek, CODE_MINUTES, Channel, Contact, Letter, LetterBody, LetterLanguage, Rhythm, Wish};
pub use devices::{DEVICE_DAYS, DEVICE_NAME_MAX, Device};
pub use error::IdentityError;
pub use granting::{Change, grants_of, note_of};
pub use limiter::AttemptLimit;
pub use links::{Invitation, LINK_DAYS, Link};
pub use outside::{OUTSIDE_MINUTES, OutsideStart, OutsideTaken};
pub use password::{
    DEMO_PASSWORD, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MIN_WIDE, PasswordRule, check_password,
    password_length_min,
};
pub use phones::CARRY_FAMILY;
pub use principal::{Grant, Principal, Role, Scope};
#[cfg(feature = "testing")]
pub use second_factor::code_at;
pub use second_factor::{Enrolment, RECOVERY_CODES, Shown, Step, needs_second_factor, step_left};
pub use sessions::{Begun, SessionRecord, SessionToken, SignedIn, lifetime};
pub use sign_in_log::{SignInFilter, SignInKind, SignInRecord, Told};
pub use store::Identity;
pub use visitor::{Token, Visitor, browser_of};
