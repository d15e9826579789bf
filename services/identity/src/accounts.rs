//! Accounts: made, listed, disabled; passwords set and changed.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_domain::Account;
use hamyar_domain::account::{NewGrant, OpenAccount};
use hamyar_event_store::ExecuteError;
use hamyar_events::GrantGround;
use hamyar_persian::{clean_name, fold_joined, tehran_date};
use rand::Rng;
use sqlx::FromRow;
use sqlx::types::Json;
use std::collections::HashMap;
use std::sync::LazyLock;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::granting::{Change, grants_of};
use crate::password::check_password;
use crate::principal::{Grant, Principal, Role, Scope};
use crate::rights::{RIGHTS_COLUMNS, StandingRow};
use crate::store::Identity;

/// An account, without its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who the account is, for every right it has.
    pub principal: Principal,
    /// Every grant that was not withdrawn, also those that have not begun and those that are over.
    pub grants: Vec<Grant>,
    /// A disabled account cannot sign in; its name stays on what it did.
    pub disabled: bool,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

/// What a new account needs.
#[derive(Clone)]
pub struct NewUser {
    /// The id, when the caller brings one (the demo and repeated commands do).
    pub id: Option<Uuid>,
    /// The name typed at sign-in.
    pub username: String,
    /// The name shown to others.
    pub display_name: String,
    /// The first password.
    pub password: String,
    /// What the person may be.
    pub roles: Vec<Role>,
    /// What the roles are bound to.
    pub scope: Scope,
}

#[derive(FromRow)]
pub(crate) struct UserRow {
    pub(crate) id: Uuid,
    username: String,
    display_name: String,
    pub(crate) password_hash: Option<String>,
    pub(crate) disabled: bool,
    created_at: DateTime<Utc>,
    account_sequence: i64,
    log_sequence: i64,
    standing: Json<Vec<StandingRow>>,
}

/// Columns of a [`UserRow`], from `identity.users u`.
pub(crate) static USER_COLUMNS: LazyLock<String> = LazyLock::new(|| {
    format!("u.id, u.username, u.display_name, u.password_hash, u.disabled, u.created_at, {RIGHTS_COLUMNS}")
});

impl UserRow {
    /// Whether the log knows more, or less, of the account's rights than the tables: they are brought up to date before anything is believed.
    pub(crate) fn is_behind(&self) -> bool {
        self.account_sequence != self.log_sequence
    }

    /// The account as of a day in Tehran: grants that have not begun or are over stand in it, but do not count.
    pub(crate) fn user(self, today: NaiveDate) -> Result<User, IdentityError> {
        let grants = self.standing.0.into_iter().map(StandingRow::grant).collect::<Result<Vec<_>, _>>()?;
        let counting = grants.iter().filter(|grant| grant.counts_on(today)).cloned().collect();
        let principal =
            Principal { user_id: self.id, username: self.username, display_name: self.display_name, grants: counting };
        Ok(User { principal, grants, disabled: self.disabled, created_at: self.created_at })
    }
}

/// The key under which an account name is unique.
pub(crate) fn fold_username(username: &str) -> String {
    // `fold` treats punctuation as blanks; account names tell `a.b` and `ab` apart, so only letters and digits are folded.
    username.trim().split('.').map(fold_joined).collect::<Vec<_>>().join(".")
}

fn check_username(username: &str) -> Result<(), IdentityError> {
    let length = username.chars().count();
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    // Letters of two scripts in one name look like another name.
    let script = |c: char| match c {
        'a'..='z' | 'A'..='Z' => Some(true),
        c if c.is_alphabetic() => Some(false).filter(|_| ('\u{600}'..='\u{6ff}').contains(&c)),
        _ => None,
    };
    let letters = || username.chars().filter(|c| c.is_alphabetic());
    let is_one = letters().all(|c| script(c) == Some(true)) || letters().all(|c| script(c) == Some(false));
    if (3..=64).contains(&length) && username.chars().all(allowed) && is_one && !fold_username(username).is_empty() {
        Ok(())
    } else {
        Err(IdentityError::UsernameInvalid)
    }
}

impl Identity {
    /// Makes an account with a password, as scripts and tests need them, and gives it its roles from today on.
    pub async fn create_user(&self, new: NewUser) -> Result<User, IdentityError> {
        let change = Change::by_system("setup", Utc::now());
        let grants = grants_of(&new.roles, &new.scope, GrantGround::Appointed, tehran_date(change.now))?;
        self.create_account(new, GrantGround::Appointed, grants, change).await
    }

    /// Makes an account with a password and what it is given from the start; roles and scope of `new` are left out of account. First the row,
    /// which opens no door to anything, then the event, then the grants: cut off between, the account has no right.
    pub async fn create_account(
        &self,
        new: NewUser,
        ground: GrantGround,
        grants: Vec<NewGrant>,
        change: Change,
    ) -> Result<User, IdentityError> {
        let roles: Vec<Role> = grants.iter().map(|grant| grant.role).collect();
        check_password(&new.password, &clean_name(&new.username), &roles).map_err(IdentityError::Password)?;
        let hash = self.hasher.hash(new.password.clone()).await?;
        self.write_account(new, Some(hash), ground, grants, change).await
    }

    /// Writes an account with its first rights, with a password or, for who is invited, without one.
    pub(crate) async fn write_account(
        &self,
        new: NewUser,
        password_hash: Option<String>,
        ground: GrantGround,
        grants: Vec<NewGrant>,
        change: Change,
    ) -> Result<User, IdentityError> {
        let username = clean_name(&new.username);
        let display_name = clean_name(&new.display_name);
        check_username(&username)?;
        if display_name.is_empty() || display_name.chars().count() > 200 {
            return Err(IdentityError::DisplayNameInvalid);
        }
        // Asked before the row is made, so that a refusal leaves nothing behind.
        may_open(ground, &grants, tehran_date(change.now))?;
        let user_id = new.id.unwrap_or_else(Uuid::now_v7);
        sqlx::query(
            "INSERT INTO identity.users (id, username, username_folded, display_name, password_hash) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(user_id)
        .bind(&username)
        .bind(fold_username(&username))
        .bind(&display_name)
        .bind(password_hash)
        .execute(&self.pool)
        .await?;
        let now = change.now;
        self.open_rights(user_id, ground, grants, change).await?;
        self.user(user_id, now).await?.ok_or(IdentityError::NoSuchUser)
    }

    /// Makes the first administrator of a real store and returns the generated password, which is shown once and stored nowhere.
    pub async fn first_administrator(&self, username: &str) -> Result<(User, String), IdentityError> {
        if sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM identity.users)").fetch_one(&self.pool).await? {
            return Err(IdentityError::NotEmpty);
        }
        let password = generated_password();
        let new = NewUser {
            id: None,
            username: username.to_owned(),
            display_name: username.to_owned(),
            password: password.clone(),
            roles: vec![Role::Administrator],
            scope: Scope::default(),
        };
        let (ground, change) = (GrantGround::FirstAdministrator, Change::by_system("setup", Utc::now()));
        let grants = grants_of(&new.roles, &new.scope, ground, tehran_date(change.now))?;
        let user = self.create_account(new, ground, grants, change).await?;
        Ok((user, password))
    }

    /// All accounts, by name, as they stand at a moment.
    pub async fn list_users(&self, now: DateTime<Utc>) -> Result<Vec<User>, IdentityError> {
        self.catch_up_all().await?;
        let sql = format!("SELECT {} FROM identity.users u ORDER BY u.username_folded", *USER_COLUMNS);
        let rows: Vec<UserRow> = sqlx::query_as(&sql).fetch_all(&self.pool).await?;
        rows.into_iter().map(|row| row.user(tehran_date(now))).collect()
    }

    /// The accounts that are these caseworkers, each with its caseworker, as they stand at a moment.
    pub(crate) async fn users_of_caseworkers(
        &self,
        caseworker_ids: &[Uuid],
        now: DateTime<Utc>,
    ) -> Result<HashMap<Uuid, Uuid>, IdentityError> {
        self.catch_up_all().await?;
        let sql = format!(
            "SELECT {} FROM identity.users u WHERE u.id IN \
               (SELECT g.user_id FROM identity.grants g \
                WHERE g.role = 'caseworker' AND NOT g.withdrawn AND g.bound_id = ANY ($1))",
            *USER_COLUMNS
        );
        let rows: Vec<UserRow> = sqlx::query_as(&sql).bind(caseworker_ids).fetch_all(&self.pool).await?;
        let users = rows.into_iter().map(|row| row.user(tehran_date(now)));
        // A right that has not begun, or is over, makes nobody a caseworker today.
        let found = users.filter_map(|user| match user {
            Ok(user) => {
                let caseworker = user.principal.caseworker_id().filter(|id| caseworker_ids.contains(id))?;
                Some(Ok((user.principal.user_id, caseworker)))
            }
            Err(error) => Some(Err(error)),
        });
        found.collect()
    }

    /// One account, as it stands at a moment.
    pub async fn user(&self, user_id: Uuid, now: DateTime<Utc>) -> Result<Option<User>, IdentityError> {
        let sql = format!("SELECT {} FROM identity.users u WHERE u.id = $1", *USER_COLUMNS);
        let mut row: Option<UserRow> = sqlx::query_as(&sql).bind(user_id).fetch_optional(&self.pool).await?;
        if row.as_ref().is_some_and(UserRow::is_behind) {
            self.catch_up(user_id).await?;
            row = sqlx::query_as(&sql).bind(user_id).fetch_optional(&self.pool).await?;
        }
        row.map(|row| row.user(tehran_date(now))).transpose()
    }

    /// Shown name and first role of accounts, for timelines: who did what. A role that is over is told where there is no other.
    pub async fn names(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, (String, Option<Role>)>, IdentityError> {
        let rows: Vec<(Uuid, String, Option<String>)> = sqlx::query_as(
            "SELECT u.id, u.display_name, \
               (SELECT g.role FROM identity.grants g WHERE g.user_id = u.id ORDER BY g.withdrawn, g.sequence LIMIT 1) \
             FROM identity.users u WHERE u.id = ANY ($1)",
        )
        .bind(ids)
        .fetch_all(&self.pool)
        .await?;
        let role = |role: Option<String>| role.and_then(|role| role.parse().ok());
        Ok(rows.into_iter().map(|(id, name, first)| (id, (name, role(first)))).collect())
    }
}

/// Whether an account may be opened with these grants.
fn may_open(ground: GrantGround, grants: &[NewGrant], today: NaiveDate) -> Result<(), IdentityError> {
    let open = OpenAccount { ground, grants: grants.to_vec(), disabled: false, today };
    match Account::default().decide(&open.into()) {
        Ok(_) => Ok(()),
        Err(refusal) => {
            let told = serde_json::to_value(&refusal).unwrap_or_default();
            Err(ExecuteError::Refused { refusal: told, error: Some(refusal), repeated: false }.into())
        }
    }
}

/// Four groups of four letters and digits that are not mistaken for one another: about 79 bits.
fn generated_password() -> String {
    const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut chance = rand::rng();
    (0..4)
        .map(|_| (0..4).map(|_| char::from(ALPHABET[chance.random_range(0..ALPHABET.len())])).collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_is_of_one_script_so_that_no_two_look_alike() {
        for name in ["rahbar", "rahbar.2", "hamyar_7", "رهبر", "رهبر-۲"] {
            assert!(check_username(name).is_ok(), "{name}");
        }
        // A Cyrillic letter, a Greek one, two scripts, a mark that turns the direction.
        for name in ["rahb\u{430}r", "\u{3b1}lpha", "rahbarرهبر", "abc\u{202e}def", "ab"] {
            assert!(check_username(name).is_err(), "{name}");
        }
    }
}
