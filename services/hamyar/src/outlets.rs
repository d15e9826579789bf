//! The channels for notices outside the program, from the settings of the operator.

use hamyar_notify::{Mail, Outlets, SmsGateway};
use std::path::Path;

use crate::cli::NoticeArgs;
use crate::failure::Failure;

fn secret(file: Option<&Path>, what: &str) -> Result<Option<String>, Failure> {
    let Some(file) = file else { return Ok(None) };
    let text = std::fs::read_to_string(file);
    let text =
        text.map_err(|error| Failure::Unreadable(format!("{what} cannot be read from {}: {error}", file.display())))?;
    Ok(Some(text.trim().to_owned()))
}

/// The channels that are set up. No server is asked anything yet: one that is away keeps nobody from starting.
pub fn outlets(args: &NoticeArgs, public_url: Option<&str>) -> Result<Outlets, Failure> {
    let password = secret(args.smtp_password_file.as_deref(), "the password of the mail server")?;
    let mail = match (&args.smtp_url, &args.mail_from) {
        (Some(server), Some(from)) => {
            let mail = Mail::new(server, password.as_deref(), from);
            Some(mail.map_err(|error| Failure::Unreadable(format!("e-mail: {error}")))?)
        }
        _ => None,
    };
    let sms = match &args.sms_url {
        Some(url) => {
            let token = secret(args.sms_token_file.as_deref(), "the token of the gateway for text messages")?;
            Some(SmsGateway::new(url, token).map_err(|error| Failure::Unreadable(error.to_string()))?)
        }
        None => None,
    };
    Ok(Outlets { mail, sms, public_url: public_url.map(str::to_owned) })
}
