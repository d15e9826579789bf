//! `hamyar audit`: the auditor's room at the command line, through the same doors as the screens.

use super::{print_json, replay};
use crate::cli::{AuditCommand, EventsArgs, SignIn, StreamArgs, TrailFormat};
use crate::failure::Failure;
use crate::inside::Inside;
use crate::open::Opened;
use crate::read_models::{ReadModels, caught_up};

pub async fn run(opened: &Opened, command: &AuditCommand) -> Result<(), Failure> {
    let read = caught_up(opened).await?;
    let outcome = ask(opened, &read, command).await;
    read.close().await;
    outcome
}

async fn ask(opened: &Opened, read: &ReadModels, command: &AuditCommand) -> Result<(), Failure> {
    // Who asks is known before anything is looked up.
    let inside = Inside::sign_in(opened, read, &sign_in(command).user).await?;
    let outcome = answer(&inside, read, command).await;
    inside.sign_out().await?;
    outcome
}

const fn sign_in(command: &AuditCommand) -> &SignIn {
    match command {
        AuditCommand::Events(args) => &args.sign_in,
        AuditCommand::Patterns { sign_in, .. }
        | AuditCommand::Stream { sign_in, .. }
        | AuditCommand::Compare { sign_in, .. }
        | AuditCommand::Referral { sign_in, .. }
        | AuditCommand::Tier { sign_in, .. } => sign_in,
    }
}

async fn answer(inside: &Inside, read: &ReadModels, command: &AuditCommand) -> Result<(), Failure> {
    let path = match command {
        AuditCommand::Events(args) => {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            return inside.copy(&with_query("events/export", &events(args)), &mut out).await;
        }
        AuditCommand::Patterns { from, to, .. } => {
            with_query("patterns", &[("from", from.clone()), ("to", to.clone())])
        }
        AuditCommand::Stream { stream, at, axis, .. } => {
            let at = at.as_deref().map(replay::read_moment).transpose()?;
            let query = [("axis", Some(axis.as_str().to_owned())), ("at", at)];
            with_query(&format!("streams/{}/replay", named(read, stream).await?), &query)
        }
        AuditCommand::Compare { stream, at, .. } => {
            let at = [("at", Some(replay::read_moment(at)?))];
            with_query(&format!("streams/{}/compare", named(read, stream).await?), &at)
        }
        AuditCommand::Referral { id, .. } => with_query(&format!("referrals/{id}"), &[]),
        AuditCommand::Tier { family, sequence, .. } => {
            with_query(&format!("families/{}/tiers/{sequence}", replay::find(read, family).await?), &[])
        }
    };
    print_json(&inside.get(&path).await?)
}

/// A stream as a part of an address. What is no stream's name is refused here, so that it cannot be another address.
async fn named(read: &ReadModels, wanted: &StreamArgs) -> Result<String, Failure> {
    if !wanted.stream.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
        return Err(Failure::Unreadable(format!("«{}» is no kind of history", wanted.stream)));
    }
    let id = match wanted.stream.as_str() {
        "family" => replay::find(read, &wanted.id).await?,
        _ => wanted.id.parse().map_err(|_| Failure::Unreadable(format!("«{}» is no id", wanted.id)))?,
    };
    Ok(format!("{}/{id}", wanted.stream))
}

fn events(args: &EventsArgs) -> Vec<(&'static str, Option<String>)> {
    let format = match args.format {
        TrailFormat::Csv => "csv",
        TrailFormat::Jsonl => "jsonl",
    };
    vec![
        ("format", Some(format.to_owned())),
        ("stream", args.stream.clone()),
        ("actor", args.actor.clone()),
        ("type", args.event_type.clone()),
        ("from", args.from.clone()),
        ("to", args.to.clone()),
        ("happened_from", args.happened_from.clone()),
        ("happened_to", args.happened_to.clone()),
        ("center_id", args.center.map(|id| id.to_string())),
        ("place_id", args.place.map(|id| id.to_string())),
        ("night", args.night.then(|| "true".to_owned())),
        ("days_late", args.days_late.map(|days| days.to_string())),
        ("overridden", args.overridden.then(|| "true".to_owned())),
    ]
}

/// An address of the auditor's room with the values that are given.
fn with_query(path: &str, query: &[(&str, Option<String>)]) -> String {
    let given: Vec<String> =
        query.iter().filter_map(|(name, value)| Some(format!("{name}={}", escaped(value.as_deref()?)))).collect();
    let query = if given.is_empty() { String::new() } else { format!("?{}", given.join("&")) };
    format!("/api/v1/audit/{path}{query}")
}

/// Every byte that is no letter, digit or one of `-._:,` as `%XX`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._:,".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stays_a_value_of_the_query() {
        let typed = [("actor", Some("user:1&limit=9".to_owned())), ("to", None), ("from", Some("۱۴۰۵/۱/۱".to_owned()))];
        let path = with_query("events/export", &typed);
        assert_eq!(
            path,
            "/api/v1/audit/events/export?actor=user:1%26limit%3D9&from=%DB%B1%DB%B4%DB%B0%DB%B5%2F%DB%B1%2F%DB%B1"
        );
    }
}
