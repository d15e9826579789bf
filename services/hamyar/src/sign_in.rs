//! Signing in on the command line. The password comes from a prompt or the environment, never from an argument, which others could read.

use std::io::{BufRead, IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::process::{Command, Stdio};

use hamyar_identity::{Principal, policy};

use crate::failure::Failure;
use crate::open::Opened;

/// Signs in as an account.
pub async fn sign_in(opened: &Opened, username: &str) -> Result<Principal, Failure> {
    let password = password(username)?;
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    Ok(opened.identity.authenticate(username, &password, here).await?)
}

/// Refuses an action that no role of the person allows, before anything is looked up.
pub fn may(principal: &Principal, action: policy::Action) -> Result<(), Failure> {
    if policy::may_ever(principal, action) { Ok(()) } else { Err(not_allowed(principal)) }
}

fn not_allowed(principal: &Principal) -> Failure {
    Failure::Refused(format!("the account {} may not do this", principal.username))
}

/// Asks for a password, or takes the environment's.
pub fn password(username: &str) -> Result<String, Failure> {
    secret("HAMYAR_PASSWORD", &format!("Password of {username}"))
}

/// Asks for a secret, or takes the environment's.
pub fn secret(variable: &str, what: &str) -> Result<String, Failure> {
    if let Ok(secret) = std::env::var(variable) {
        return Ok(secret);
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Refused(format!(
            "a password is needed: set {variable}, or run the command in a terminal to be asked for it"
        )));
    }
    eprint!("{what}: ");
    std::io::stderr().flush()?;
    let hidden = echo(false);
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    if hidden {
        echo(true);
        eprintln!();
    }
    read?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Switches the terminal's echo; false when that was not possible.
fn echo(on: bool) -> bool {
    let mode = if on { "echo" } else { "-echo" };
    Command::new("stty").arg(mode).stdin(Stdio::inherit()).status().is_ok_and(|status| status.success())
}
