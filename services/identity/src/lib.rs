//! Accounts, sign-in, sessions, roles, and the one policy of who may do and see what.
//!
//! - [`Identity`]: the accounts and sessions of one store, in the schema `identity`;
//! - [`Principal`]: the signed-in person, as every check sees it;
//! - [`Identity::grant_role`] and its like: rights, which are events of the account's stream before they are rows;
//! - [`policy`]: the pure decision, used by every operation of the HTTP interface and by the command line;
//! - [`Identity::record_access`]: the trace that opening a family's file leaves.

mod access_log;
mod access_patterns;
mod accounts;
mod error;
mod existing;
mod granting;
mod limiter;
mod password;
pub mod policy;
mod principal;
mod recorder;
mod rights;
mod sessions;
mod store;

pub use access_log::{Access, AccessRecord, Via};
pub use access_patterns::{AccessFilter, AccountName, BulkReads, FilesRead};
pub use accounts::{NewUser, User};
pub use error::IdentityError;
pub use granting::{Change, grants_of, note_of};
pub use limiter::AttemptLimit;
pub use password::{PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, PasswordRule, check_password};
pub use principal::{Grant, Principal, Role, Scope};
pub use sessions::{SESSION_HOURS, SessionToken, SignedIn};
pub use store::Identity;
