//! E-mail over SMTP.

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MessageBuilder};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;
use uuid::Uuid;

use crate::Sent;
use crate::words::Text;

/// How long a mail server may take over one letter.
const PATIENCE: Duration = Duration::from_secs(10);
/// Answers that are about the mailbox. Every other one, a password that ran out among them, is mended by the operator.
const NO_SUCH_MAILBOX: [u16; 3] = [550, 551, 553];

/// Why mail cannot be set up. Texts carry no password.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Neither `smtp://`, `smtps://` nor a host.
    #[error(
        "the address of the mail server cannot be read; it looks like smtps://user@mail.example.ir or smtp://mail.example.ir:587?tls=required"
    )]
    Server,
    /// No mailbox.
    #[error("the sender cannot be read; it looks like hamyar@example.ir")]
    From,
    /// A password would cross the network in clear.
    #[error("a name and a password are sent over an encrypted line only: smtps://, or smtp://…?tls=required")]
    Clear,
}

/// A way to send mail. Cheap to clone.
#[derive(Clone)]
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
}

impl Mail {
    /// Mail through a server, as `smtps://user@host` or `smtp://host:587?tls=required`, from a mailbox. The password may stand in the address
    /// or apart from it.
    pub fn new(server: &str, password: Option<&str>, from: &str) -> Result<Self, MailError> {
        let from: Mailbox = from.trim().parse().map_err(|_| MailError::From)?;
        let url = reqwest::Url::parse(server).map_err(|_| MailError::Server)?;
        let encrypted =
            url.scheme() == "smtps" || url.query_pairs().any(|(name, value)| name == "tls" && value == "required");
        let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let has_password = !url.username().is_empty() || password.is_some();
        if has_password && !encrypted && !here {
            return Err(MailError::Clear);
        }
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server).map_err(|_| MailError::Server)?;
        if let Some(password) = password {
            let name = percent_decoded(url.username()).ok_or(MailError::Server)?;
            builder = builder.credentials(Credentials::new(name, password.to_owned()));
        }
        let host = from.email.domain().to_owned();
        Ok(Self { transport: builder.timeout(Some(PATIENCE)).build(), from, host })
    }

    /// Sends one letter. Its message id follows from the letter, so that a second copy is known as one.
    pub(crate) async fn send(&self, letter: Uuid, to: &str, text: &Text) -> Sent {
        let Ok(to) = to.parse::<Mailbox>() else { return Sent::NoSuchAddress };
        let message = MessageBuilder::new()
            .from(self.from.clone())
            .to(to)
            .message_id(Some(format!("<{letter}@{}>", self.host)))
            .subject(text.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .header(AutoSubmitted)
            .body(text.body.clone());
        let message: Message = match message {
            Ok(message) => message,
            Err(error) => {
                tracing::error!(%letter, %error, "a letter cannot be written");
                return Sent::NoSuchAddress;
            }
        };
        match self.transport.send(message).await {
            Ok(_) => Sent::Yes,
            // The answer of the server may repeat the address, so only its code is told.
            Err(error) if error.status().map(u16::from).is_some_and(|status| NO_SUCH_MAILBOX.contains(&status)) => {
                tracing::warn!(%letter, status = ?error.status().map(u16::from), "the mail server knows no such mailbox");
                Sent::NoSuchAddress
            }
            Err(error) => {
                tracing::warn!(%letter, status = ?error.status().map(u16::from), timeout = error.is_timeout(), "a letter was not taken; it is tried again");
                Sent::Later
            }
        }
    }
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// No machine answers a letter of a machine (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(server: &str, password: Option<&str>) -> Result<(), String> {
        Mail::new(server, password, "hamyar@example.ir").map(|_| ()).map_err(|error| error.to_string())
    }

    // The pool of connections wants a runtime.
    #[tokio::test]
    async fn a_password_never_crosses_the_network_in_clear() {
        assert_eq!(of("smtps://u@mail.example.ir", Some("p")), Ok(()));
        assert_eq!(of("smtp://u:p@mail.example.ir:587?tls=required", None), Ok(()));
        assert_eq!(of("smtp://u:p@127.0.0.1:2525", None), Ok(()));
        assert_eq!(of("smtp://mail.example.ir", None), Ok(()));
        assert!(of("smtp://u:p@mail.example.ir", None).is_err_and(|error| error.contains("encrypted")));
        assert!(
            of("smtp://u@mail.example.ir?tls=opportunistic", Some("p")).is_err_and(|error| error.contains("encrypted"))
        );
        assert!(of("smtp://mail.example.ir", Some("p")).is_err_and(|error| error.contains("encrypted")));
        assert!(of("mail.example.ir", None).is_err());
        assert!(Mail::new("smtp://mail.example.ir", None, "nobody").is_err());
    }
}
