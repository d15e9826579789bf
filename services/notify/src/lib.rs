//! Notices outside the program: e-mail over SMTP, and text messages through the operator's gateway.
//!
//! A letter says how many things of which kind wait and where to sign in. It names no family, no file number and no place: whoever reads over
//! a shoulder, or at the mail server, learns nothing about anybody.
//!
//! - [`Notifier`]: looks from time to time at what waits for whoever wants to be told, makes letters and sends them;
//! - [`Outlets`]: the channels that an operator has set up;
//! - [`check_address`]: an address as a person typed it, and as it is kept.

mod address;
mod mail;
mod run;
mod sms;
mod words;

pub use address::check_address;
pub use mail::{Mail, MailError};
pub use run::{NotHours, Notifier, Outlets, QuietHours, waiting_for};
pub use sms::{SmsError, SmsGateway};
pub use words::{Text, text_of};

/// How sending one letter ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    Yes,
    /// The other side is away or busy: later.
    Later,
    /// There is no such mailbox or telephone.
    NoSuchAddress,
    /// It says nothing any more, or to somebody who may not be told.
    Stale,
}
