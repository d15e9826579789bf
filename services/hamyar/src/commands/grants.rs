//! `hamyar user grant`, `withdraw`, `grants`: rights, for whoever has the store in hand. Recorded as the command line's, with the reason.

use chrono::Utc;
use hamyar_domain::account::NewGrant;
use hamyar_events::{AccountEvent, BoundTo, GrantGround, GrantId, Personal, Role, StreamEvent, WithdrawalGround};
use hamyar_identity::{Change, Grant, Scope, note_of};
use hamyar_persian::{JalaliDate, tehran_date};
use serde_json::{Value, json};
use uuid::Uuid;

use super::user::{check_scope, find};
use super::{print, print_json};
use crate::cli::{UserGrantArgs, UserGrantsArgs, UserWithdrawArgs};
use crate::failure::Failure;
use crate::open::Opened;

/// Who acts, as the log names it.
pub const ACTOR: &str = "cli";

fn change() -> Change {
    Change::by_system(ACTOR, Utc::now())
}

/// Gives an account a right; prints the grant's id.
pub async fn grant(opened: &Opened, args: &UserGrantArgs) -> Result<(), Failure> {
    let user = find(opened, &args.username).await?;
    let user_id = user.principal.user_id;
    let role: Role = args.role.parse().map_err(|_| super::user::not_a_role(&args.role))?;
    let scope = Scope {
        caseworker_id: args.bound.caseworker_id,
        center_id: args.bound.center_id,
        commission_ids: args.bound.commission_id.into_iter().collect(),
        agency_id: args.bound.agency_id,
        place_id: args.bound.place_id,
    };
    check_scope(opened, &scope).await?;
    let needs = |field| Failure::Refused(format!("the role {role} needs {field}"));
    let bound_to = scope.bounds(role).map_err(needs)?.into_iter().next().unwrap_or(BoundTo::Nation);
    let change = change();
    let today = tehran_date(change.now);
    let grant_id = GrantId(Uuid::now_v7());
    let grant = NewGrant {
        grant_id,
        role,
        bound_to,
        from: args.from.unwrap_or(today),
        until: args.until,
        ground: GrantGround::Other,
        note: note_of(user_id, Some(args.reason.clone())),
        by_grant: None,
    };
    opened.identity.grant_role(user_id, grant, None, change).await?;
    print(&format!("{grant_id}\n"))
}

/// Takes a right back.
pub async fn withdraw(opened: &Opened, args: &UserWithdrawArgs) -> Result<(), Failure> {
    let user_id = find(opened, &args.username).await?.principal.user_id;
    let note = note_of(user_id, Some(args.reason.clone()));
    let grant = GrantId(args.grant_id);
    opened.identity.withdraw_role(user_id, grant, WithdrawalGround::Other, note, change()).await?;
    Ok(())
}

/// Disables an account and ends its sessions.
pub async fn disable(opened: &Opened, username: &str, reason: Option<&str>) -> Result<(), Failure> {
    let user_id = find(opened, username).await?.principal.user_id;
    let note = note_of(user_id, reason.map(str::to_owned));
    let ground = if note.is_some() { WithdrawalGround::Other } else { WithdrawalGround::Left };
    opened.identity.disable_account(user_id, ground, note, change()).await?;
    Ok(())
}

/// Lets an account be used again.
pub async fn enable(opened: &Opened, username: &str, reason: Option<&str>) -> Result<(), Failure> {
    let user_id = find(opened, username).await?.principal.user_id;
    opened.identity.enable_account(user_id, note_of(user_id, reason.map(str::to_owned)), change()).await?;
    Ok(())
}

/// What every account, or one, was ever given.
pub async fn list(opened: &Opened, args: &UserGrantsArgs) -> Result<(), Failure> {
    let user = find(opened, &args.username).await?;
    let events = opened.store.stream(AccountEvent::STREAM, user.principal.user_id, 1, i64::MAX).await?;
    let mut told = Vec::new();
    for one in &events {
        let event: AccountEvent = one.decode()?;
        let mut line =
            json!({ "sequence": one.sequence, "type": one.event_type, "by": one.actor, "at": one.recorded_at });
        say(&mut line, event);
        told.push(line);
    }
    if args.json {
        return print_json(&json!({ "username": user.principal.username, "events": told }));
    }
    let mut text = String::new();
    for (one, line) in events.iter().zip(&told) {
        let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        let at = hamyar_persian::tehran_datetime_text(one.recorded_at);
        let days = format!("{} {}", jalali(&field("from")), jalali(&field("until")));
        text.push_str(&format!(
            "{at}  {:<16} {:<18} {} {} {} {} {}\n",
            one.event_type,
            field("role"),
            field("grant_id"),
            days.trim(),
            field("ground"),
            field("note"),
            one.actor
        ));
    }
    print(&text)
}

fn jalali(day: &str) -> String {
    day.parse().map(|day: chrono::NaiveDate| JalaliDate::from(day).to_string()).unwrap_or_default()
}

fn say(line: &mut Value, event: AccountEvent) {
    let note = |note: Option<Personal<String>>| note.and_then(|note| note.value);
    match event {
        AccountEvent::AccountOpened(event) => line["ground"] = event.ground.as_str().into(),
        AccountEvent::RoleGranted(event) => {
            line["grant_id"] = event.grant_id.to_string().into();
            line["role"] = event.role.as_str().into();
            line["bound_to"] = json!(event.bound_to);
            line["from"] = json!(event.from);
            line["until"] = json!(event.until);
            line["ground"] = event.ground.as_str().into();
            line["note"] = note(event.note).into();
        }
        AccountEvent::RoleWithdrawn(event) => {
            line["grant_id"] = event.grant_id.to_string().into();
            line["ground"] = event.ground.as_str().into();
            line["note"] = note(event.note).into();
        }
        AccountEvent::AccountDisabled(event) => {
            line["ground"] = event.ground.as_str().into();
            line["note"] = note(event.note).into();
        }
        AccountEvent::AccountEnabled(event) => line["note"] = note(event.note).into(),
    }
}

/// Grants in the list of accounts.
pub fn listed(grants: &[Grant]) -> Value {
    grants.iter().map(|grant| json!({ "grant_id": grant.grant_id, "role": grant.role, "bound_to": grant.bound_to, "from": grant.from, "until": grant.until })).collect()
}
