//! How people are written to outside the program.

use clap::Args;
use hamyar_notify::QuietHours;
use std::path::PathBuf;

fn quiet_hours(text: &str) -> Result<QuietHours, String> {
    text.parse().map_err(|_| "two hours from 0 to 23 as 21-7, or none".to_owned())
}

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Notices outside the program (e-mail, text messages)")]
pub struct NoticeArgs {
    /// Mail server, as smtps://user@mail.example.ir or smtp://mail.example.ir:587?tls=required; without it no mail is sent
    #[arg(long, env = "HAMYAR_SMTP_URL", value_name = "URL", hide_env_values = true, requires = "mail_from")]
    pub smtp_url: Option<String>,
    /// File with the password of the mail server
    #[arg(long, env = "HAMYAR_SMTP_PASSWORD_FILE", value_name = "FILE")]
    pub smtp_password_file: Option<PathBuf>,
    /// Sender of the mail, as hamyar@example.ir
    #[arg(long, env = "HAMYAR_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Gateway for text messages: it is sent {"id", "to", "text"} by POST; without it none are sent
    #[arg(long, env = "HAMYAR_SMS_URL", value_name = "URL", hide_env_values = true)]
    pub sms_url: Option<String>,
    /// File with the bearer token of that gateway
    #[arg(long, env = "HAMYAR_SMS_TOKEN_FILE", value_name = "FILE")]
    pub sms_token_file: Option<PathBuf>,
    /// Hours of Tehran in which nobody is written to, as 21-7, or `none`
    #[arg(long, env = "HAMYAR_QUIET_HOURS", value_name = "FROM-UNTIL", default_value = "21-7", value_parser = quiet_hours)]
    pub quiet_hours: QuietHours,
    /// Seconds between two looks at what waits
    #[arg(long, env = "HAMYAR_NOTICE_SECONDS", value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub notice_seconds: u64,
}
