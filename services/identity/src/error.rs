//! What can go wrong with accounts and sign-in, one variant per answer a caller gives.

use hamyar_domain::AccountRefusal;
use hamyar_event_store::{ExecuteError, StoreError};

use crate::password::PasswordRule;

/// Why an operation on accounts did not succeed. Texts never carry a name, a password or a token.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// Unknown name, wrong password or disabled account; which of them is not told.
    #[error("the name and the password do not fit")]
    WrongCredentials,
    /// Too many failed attempts for this account from this address.
    #[error("too many attempts; try again in {retry_after_seconds} s")]
    TooManyAttempts {
        /// Whole seconds after which another attempt is looked at.
        retry_after_seconds: u64,
    },
    /// Another account has that name.
    #[error("the name is taken")]
    UsernameTaken,
    /// The name is shorter than 3 or longer than 64 characters, or has blanks or control characters in it.
    #[error("an account name has 3 to 64 characters and no blanks")]
    UsernameInvalid,
    /// The shown name is empty or longer than 200 characters.
    #[error("the shown name is empty or too long")]
    DisplayNameInvalid,
    /// The password breaks a rule.
    #[error("the password is not accepted: {0}")]
    Password(PasswordRule),
    /// An account has at least one role.
    #[error("an account needs a role")]
    NoRole,
    /// A role lacks what it is scoped to: a caseworker without a caseworker id, say.
    #[error("the role {role} needs {field}")]
    ScopeMissing {
        /// The role.
        role: crate::Role,
        /// The scope field that is missing.
        field: &'static str,
    },
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchUser,
    /// A link that was never made, is used up, revoked or too old; which of them is not told.
    #[error("the link cannot be used")]
    LinkInvalid,
    /// Done to others only: for the own account there is another way.
    #[error("nobody does this to the own account")]
    OwnAccount,
    /// The account is disabled.
    #[error("the account is disabled")]
    AccountDisabled,
    /// The code is wrong or was used before.
    #[error("the code does not fit")]
    WrongCode,
    /// An outside sign-in that was not begun in this browser, was used, or took too long; which of them is not told.
    #[error("the outside sign-in cannot be gone on with")]
    OutsideInvalid,
    /// The outside identity opens no account here.
    #[error("the outside identity is linked to no account")]
    OutsideUnknown,
    /// The outside identity opens another account.
    #[error("the outside identity is linked to another account")]
    OutsideTaken,
    /// The account is linked to no outside identity.
    #[error("the account is linked to no outside identity")]
    OutsideNotLinked,
    /// The account has no second factor.
    #[error("the account has no second factor")]
    NoFactor,
    /// No second factor was begun, or its beginning was overtaken by another.
    #[error("no second factor was begun")]
    NoFactorBegun,
    /// There is no such session of this person.
    #[error("there is no such session")]
    NoSuchSession,
    /// There is no such device.
    #[error("there is no such device")]
    NoSuchDevice,
    /// The store has accounts already, so it has a first administrator.
    #[error("the store already has accounts")]
    NotEmpty,
    /// A rule about rights refused.
    #[error("refused: {0}")]
    Rights(#[source] Box<ExecuteError<AccountRefusal>>),
    /// The log cannot be read.
    #[error("the log of rights cannot be read")]
    Log(#[source] StoreError),
    /// Nobody changes the own roles or what they are bound to.
    #[error("nobody changes the own roles")]
    OwnRights,
    /// The database did not answer.
    #[error("the accounts cannot be reached")]
    Unavailable(#[source] sqlx::Error),
    /// A fault of ours: a stored row or hash that cannot be read, a worker that died.
    #[error("fault in the accounts: {0}")]
    Fault(&'static str),
}

impl From<StoreError> for IdentityError {
    fn from(error: StoreError) -> Self {
        Self::Log(error)
    }
}

impl From<ExecuteError<AccountRefusal>> for IdentityError {
    fn from(error: ExecuteError<AccountRefusal>) -> Self {
        Self::Rights(Box::new(error))
    }
}

impl From<sqlx::Error> for IdentityError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.constraint() == Some("users_username_folded_key") => {
                Self::UsernameTaken
            }
            _ => Self::Unavailable(error),
        }
    }
}
