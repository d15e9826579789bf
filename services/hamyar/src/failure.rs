//! How a command fails: what to say, and which exit code says it to a script.

use std::process::ExitCode;

/// A command that did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// A check found a difference; the result has been written.
    Different,
    /// The command line or the input cannot be read.
    Unreadable(String),
    /// The store cannot be reached or opened.
    Unavailable(String),
    /// Somebody may not, or a rule says no.
    Refused(String),
    /// A fault of the program.
    Fault(String),
}

impl Failure {
    /// The exit code, as `hamyar --help` documents it.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Different => 1,
            Self::Unreadable(_) => 2,
            Self::Unavailable(_) => 3,
            Self::Refused(_) => 4,
            Self::Fault(_) => 5,
        })
    }

    /// What to tell the person; nothing where the result says it all.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Different => None,
            Self::Unreadable(text) | Self::Unavailable(text) | Self::Refused(text) | Self::Fault(text) => Some(text),
        }
    }

    /// A fault of the store: out of reach, or broken.
    pub fn store(error: impl std::error::Error) -> Self {
        Self::Unavailable(with_causes(&error))
    }

    /// A fault of the program.
    pub fn fault(error: impl std::error::Error) -> Self {
        Self::Fault(with_causes(&error))
    }
}

/// An error and what caused it, in one line.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = inner.source();
    }
    text
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::store(error)
    }
}

impl From<hamyar_event_store::StoreError> for Failure {
    fn from(error: hamyar_event_store::StoreError) -> Self {
        Self::store(error)
    }
}

impl From<hamyar_backup::BackupError> for Failure {
    fn from(error: hamyar_backup::BackupError) -> Self {
        use hamyar_backup::BackupError as E;
        match error {
            E::Database(_) | E::Store(_) => Self::store(error),
            E::NotEmpty(_) | E::NotAuthentic { .. } | E::WrongIdentity { .. } => Self::Refused(with_causes(&error)),
            E::File { .. }
            | E::Exists(_)
            | E::Lock(_)
            | E::CutOff { .. }
            | E::Damaged { .. }
            | E::NotABackup { .. }
            | E::DoesNotFit(_) => Self::Unreadable(with_causes(&error)),
            E::Stopped => Self::fault(error),
        }
    }
}

impl From<hamyar_identity::IdentityError> for Failure {
    fn from(error: hamyar_identity::IdentityError) -> Self {
        use hamyar_identity::IdentityError as E;
        match error {
            E::Unavailable(_) => Self::store(error),
            E::Fault(_) => Self::fault(error),
            _ => Self::Refused(with_causes(&error)),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::fault(error)
    }
}
