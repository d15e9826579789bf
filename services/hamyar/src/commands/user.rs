//! `hamyar user`: accounts, for whoever has the store in hand.

use chrono::Utc;
use hamyar_domain::{Agency, Caseworker, Center, Commission, Place};
use hamyar_events::GrantGround;
use hamyar_identity::{Change, Link, NewUser, Role, Scope, User, grants_of};
use serde::Serialize;
use uuid::Uuid;

use super::{grants, print, print_json};
use crate::cli::{UserAddArgs, UserCommand};
use crate::failure::Failure;
use crate::open::Opened;
use rand::Rng;

pub async fn run(opened: &Opened, command: &UserCommand) -> Result<(), Failure> {
    match command {
        UserCommand::Add(args) => add(opened, args).await,
        UserCommand::List { json } => list(opened, *json).await,
        UserCommand::Password { username, link: true } => {
            let user = find(opened, username).await?;
            let link = opened.identity.make_link(user.principal.user_id, None, false, Utc::now()).await?;
            print_link(&link)
        }
        UserCommand::ResetFactor { username, reason } => {
            let user = find(opened, username).await?;
            Ok(opened.identity.reset_factor(user.principal.user_id, None, reason, Utc::now()).await?)
        }
        UserCommand::Password { username, link: false } => {
            let user = find(opened, username).await?;
            let (password, made) = new_password();
            opened.identity.set_password(user.principal.user_id, &password).await?;
            if made { print(&format!("{password}\n")) } else { Ok(()) }
        }
        UserCommand::Disable { username, reason } => grants::disable(opened, username, reason.as_deref()).await,
        UserCommand::Enable { username, reason } => grants::enable(opened, username, reason.as_deref()).await,
        UserCommand::Grant(args) => grants::grant(opened, args).await,
        UserCommand::Withdraw(args) => grants::withdraw(opened, args).await,
        UserCommand::Grants(args) => grants::list(opened, args).await,
    }
}

async fn add(opened: &Opened, args: &UserAddArgs) -> Result<(), Failure> {
    let roles = args
        .role
        .iter()
        .map(|role| role.parse::<Role>().map_err(|_| not_a_role(role)))
        .collect::<Result<Vec<_>, _>>()?;
    let scope = Scope {
        caseworker_id: args.caseworker_id,
        center_id: args.center_id,
        commission_ids: args.commission_id.clone(),
        agency_id: args.agency_id,
        place_id: args.place_id,
    };
    check_scope(opened, &scope).await?;
    let username = args.username.clone();
    let display_name = args.name.clone().unwrap_or_else(|| username.clone());
    let new = |password: String, roles: Vec<Role>| NewUser { id: None, username, display_name, password, roles, scope };
    if args.link {
        let change = Change::by_system("setup", Utc::now());
        let new = new(String::new(), roles);
        let (ground, today) = (GrantGround::Appointed, hamyar_persian::tehran_date(change.now));
        let grants = grants_of(&new.roles, &new.scope, ground, today)?;
        let (user, link) = opened.identity.invite_account(new, None, ground, grants, change).await?;
        eprintln!("The account {} is made.", user.principal.username);
        return print_link(&link);
    }
    let (password, made) = new_password();
    let user = opened.identity.create_user(new(password.clone(), roles)).await?;
    eprintln!(
        "The account {} is made.{}",
        user.principal.username,
        if made { " Its password is shown once:" } else { "" }
    );
    if made { print(&format!("{password}\n")) } else { Ok(()) }
}

/// The path alone is the result: which host serves it is for whoever hands it over to know.
fn print_link(link: &Link) -> Result<(), Failure> {
    eprintln!(
        "Put the address of your server before it and hand it over; it works once, until {}:",
        link.expires_at.date_naive()
    );
    print(&format!("/invitation#{}\n", link.token.as_str()))
}

/// An id that names nothing would make an account that sees nothing, and nobody would know why.
pub async fn check_scope(opened: &Opened, args: &Scope) -> Result<(), Failure> {
    let unknown = |what: &str, id: Uuid| Err(Failure::Unreadable(format!("no {what} has the id {id}")));
    let store = &opened.store;
    if let Some(id) = args.caseworker_id
        && store.load::<Caseworker>(id).await?.sequence == 0
    {
        return unknown("caseworker", id);
    }
    if let Some(id) = args.center_id
        && store.load::<Center>(id).await?.sequence == 0
    {
        return unknown("center", id);
    }
    for &id in &args.commission_ids {
        if store.load::<Commission>(id).await?.sequence == 0 {
            return unknown("commission", id);
        }
    }
    if let Some(id) = args.place_id
        && store.load::<Place>(id).await?.sequence == 0
    {
        return unknown("place", id);
    }
    if let Some(id) = args.agency_id {
        let agency = store.load::<Agency>(id).await?.state;
        if !agency.registered {
            return unknown("agency", id);
        }
        if agency.enforcement {
            return Err(Failure::Refused("this is an enforcement body, which is told nothing of families".to_owned()));
        }
    }
    Ok(())
}

/// The password of the environment, or a new one and the fact that it was made.
fn new_password() -> (String, bool) {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    match std::env::var("HAMYAR_NEW_PASSWORD") {
        Ok(password) => (password, false),
        Err(_) => {
            let mut chance = rand::rng();
            let group = |chance: &mut rand::rngs::ThreadRng| -> String {
                (0..4).map(|_| char::from(LETTERS[chance.random_range(0..LETTERS.len())])).collect()
            };
            let groups: Vec<String> = (0..4).map(|_| group(&mut chance)).collect();
            (groups.join("-"), true)
        }
    }
}

/// A text that names no role.
pub fn not_a_role(text: &str) -> Failure {
    let known: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
    Failure::Unreadable(format!("«{text}» is no role; the roles are {}", known.join(", ")))
}

pub async fn find(opened: &Opened, username: &str) -> Result<User, Failure> {
    let users = opened.identity.list_users(Utc::now()).await?;
    users
        .into_iter()
        .find(|user| user.principal.username == username)
        .ok_or_else(|| Failure::Refused(format!("there is no account {username}")))
}

#[derive(Serialize)]
struct Listed<'a> {
    id: Uuid,
    username: &'a str,
    display_name: &'a str,
    roles: Vec<Role>,
    scope: Scope,
    disabled: bool,
    /// Every grant that was not taken back.
    grants: serde_json::Value,
}

async fn list(opened: &Opened, json: bool) -> Result<(), Failure> {
    let users = opened.identity.list_users(Utc::now()).await?;
    if json {
        let listed: Vec<_> = users
            .iter()
            .map(|user| Listed {
                id: user.principal.user_id,
                username: &user.principal.username,
                display_name: &user.principal.display_name,
                roles: user.principal.roles(),
                scope: user.principal.scope(),
                disabled: user.disabled,
                grants: grants::listed(&user.grants),
            })
            .collect();
        return print_json(&serde_json::json!({ "users": listed }));
    }
    let mut text = String::new();
    for user in &users {
        let roles: Vec<&str> = user.principal.roles().into_iter().map(Role::as_str).collect();
        let disabled = if user.disabled { "  (disabled)" } else { "" };
        text.push_str(&format!(
            "{:<16} {:<20} {}{disabled}\n",
            user.principal.username,
            roles.join(","),
            user.principal.display_name
        ));
    }
    print(&text)
}
