//! Signing in on the command line. Password and code come from a prompt or the environment, never from an argument, which others could read.

use std::io::{BufRead, IsTerminal, Write};
use std::process::{Command, Stdio};

use hamyar_identity::{Principal, Shown, SignInKind, Step, Told, Visitor, policy, step_left};

use crate::failure::Failure;
use crate::info::Kind;
use crate::open::Opened;

/// Signs in as an account, with its second factor where it has one, or where a real store needs one.
pub async fn sign_in(opened: &Opened, username: &str) -> Result<Principal, Failure> {
    let password = password(username)?;
    let (here, now, identity) = (Visitor::here(), chrono::Utc::now(), &opened.identity);
    let principal = identity.check_credentials(username, &password, &here, now).await?;
    let has_factor = identity.has_factor(principal.user_id).await?;
    match step_left(&principal.roles(), opened.info.kind == Kind::Real, has_factor, false) {
        None => {}
        Some(Step::Enrolment) => return Err(no_factor(username)),
        Some(Step::Code) => {
            let code = code(username)?;
            let shown = if is_recovery(&code) { Shown::Recovery(&code) } else { Shown::Code(&code) };
            identity.show_factor(principal.user_id, shown, &here, now).await?;
        }
    }
    identity.tell(Told::of(SignInKind::SignedIn, principal.user_id).from(&here), now).await?;
    Ok(principal)
}

/// Ten letters and digits are a recovery code, six digits are one of the authenticator.
fn is_recovery(code: &str) -> bool {
    code.chars().filter(|character| character.is_alphanumeric()).count() > 8
}

/// The body in which a code is shown.
pub fn shown(code: &str) -> serde_json::Value {
    let field = if is_recovery(code) { "recovery_code" } else { "code" };
    serde_json::json!({ field: code })
}

/// The account needs a second factor and has none: it is made where its picture can be scanned.
pub fn no_factor(username: &str) -> Failure {
    Failure::Refused(format!(
        "the account {username} needs a second factor and has none yet: sign in on the web app once to make it"
    ))
}

/// A code that is wrong, too old, or was used before.
pub fn wrong_code() -> Failure {
    Failure::Refused("the code does not fit, or was used before".to_owned())
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

/// Asks for a code of the second factor, or takes the environment's.
pub fn code(username: &str) -> Result<String, Failure> {
    secret("HAMYAR_CODE", &format!("Code of {username} (six digits, or a recovery code)"))
}

/// Asks for a secret, or takes the environment's.
pub fn secret(variable: &str, what: &str) -> Result<String, Failure> {
    if let Ok(secret) = std::env::var(variable) {
        return Ok(secret);
    }
    if !std::io::stdin().is_terminal() {
        let kind = if variable == "HAMYAR_CODE" { "a code of the second factor" } else { "a password" };
        return Err(Failure::Refused(format!(
            "{kind} is needed: set {variable}, or run the command in a terminal to be asked for it"
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
