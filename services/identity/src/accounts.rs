//! Accounts: made, listed, disabled; passwords set and changed.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_persian::{clean_name, fold_joined};
use rand::Rng;
use sqlx::FromRow;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

use crate::error::IdentityError;
use crate::password::check_password;
use crate::principal::{Grant, Principal, Role, Scope};
use crate::store::Identity;

/// An account, without its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who the account is, for every right it has.
    pub principal: Principal,
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
    roles: Vec<String>,
    caseworker_id: Option<Uuid>,
    center_id: Option<Uuid>,
    commission_ids: Vec<Uuid>,
    agency_id: Option<Uuid>,
    place_id: Option<Uuid>,
    pub(crate) disabled: bool,
    created_at: DateTime<Utc>,
}

pub(crate) const USER_COLUMNS: &str = "u.id, u.username, u.display_name, u.password_hash, u.roles, u.caseworker_id, u.center_id, \
     u.commission_ids, u.agency_id, u.place_id, u.disabled, u.created_at";

impl UserRow {
    pub(crate) fn user(self) -> Result<User, IdentityError> {
        let roles = self
            .roles
            .iter()
            .map(|role| role.parse().map_err(|_| IdentityError::Fault("identity.users.roles holds an unknown role")))
            .collect::<Result<Vec<Role>, _>>()?;
        let scope = Scope {
            caseworker_id: self.caseworker_id,
            center_id: self.center_id,
            commission_ids: self.commission_ids,
            agency_id: self.agency_id,
            place_id: self.place_id,
        };
        let grants = grants_of(self.id, &roles, &scope, self.created_at.date_naive());
        let principal =
            Principal { user_id: self.id, username: self.username, display_name: self.display_name, grants };
        Ok(User { principal, disabled: self.disabled, created_at: self.created_at })
    }
}

/// One grant for each role, bound to what that role needs and nothing else.
fn grants_of(user_id: Uuid, roles: &[Role], scope: &Scope, from: NaiveDate) -> Vec<Grant> {
    let bound = |role: Role| match role {
        Role::Caseworker => {
            Scope { caseworker_id: scope.caseworker_id, center_id: scope.center_id, ..Scope::default() }
        }
        Role::CenterManager => Scope { center_id: scope.center_id, ..Scope::default() },
        Role::CommissionMember => Scope { commission_ids: scope.commission_ids.clone(), ..Scope::default() },
        Role::AgencyOfficer => Scope { agency_id: scope.agency_id, ..Scope::default() },
        Role::Officer => Scope { place_id: scope.place_id, ..Scope::default() },
        Role::Auditor | Role::Administrator => Scope::default(),
    };
    let grant = |role: Role| Grant {
        grant_id: Uuid::new_v5(&user_id, role.as_str().as_bytes()),
        role,
        scope: bound(role),
        from,
        until: None,
    };
    roles.iter().copied().map(grant).collect()
}

/// The key under which an account name is unique.
pub(crate) fn fold_username(username: &str) -> String {
    // `fold` treats punctuation as blanks; account names tell `a.b` and `ab` apart, so only letters and digits are folded.
    username.trim().split('.').map(fold_joined).collect::<Vec<_>>().join(".")
}

fn check_username(username: &str) -> Result<(), IdentityError> {
    let length = username.chars().count();
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    if (3..=64).contains(&length) && username.chars().all(allowed) && !fold_username(username).is_empty() {
        Ok(())
    } else {
        Err(IdentityError::UsernameInvalid)
    }
}

/// A role without what it is bound to would see nothing or, worse, everything: it is refused when the account is made.
fn check_scope(roles: &[Role], scope: &Scope) -> Result<(), IdentityError> {
    if roles.is_empty() {
        return Err(IdentityError::NoRole);
    }
    for role in roles {
        let missing = match role {
            Role::Caseworker => scope.caseworker_id.is_none().then_some("caseworker_id"),
            Role::CenterManager => scope.center_id.is_none().then_some("center_id"),
            Role::CommissionMember => scope.commission_ids.is_empty().then_some("commission_ids"),
            Role::AgencyOfficer => scope.agency_id.is_none().then_some("agency_id"),
            Role::Auditor | Role::Officer | Role::Administrator => None,
        };
        if let Some(field) = missing {
            return Err(IdentityError::ScopeMissing { role: *role, field });
        }
    }
    Ok(())
}

impl Identity {
    /// Makes an account with a password, as demonstrations, scripts and tests need them; people are invited.
    pub async fn create_user(&self, new: NewUser) -> Result<User, IdentityError> {
        check_password(&new.password, &clean_name(&new.username), &new.roles).map_err(IdentityError::Password)?;
        let hash = self.hasher.hash(new.password.clone()).await?;
        self.insert_user(&new, Some(hash)).await
    }

    /// Writes an account, with or without a password.
    pub(crate) async fn insert_user(
        &self,
        new: &NewUser,
        password_hash: Option<String>,
    ) -> Result<User, IdentityError> {
        let username = clean_name(&new.username);
        let display_name = clean_name(&new.display_name);
        check_username(&username)?;
        if display_name.is_empty() || display_name.chars().count() > 200 {
            return Err(IdentityError::DisplayNameInvalid);
        }
        check_scope(&new.roles, &new.scope)?;
        let roles: Vec<String> = new.roles.iter().map(|role| role.as_str().to_owned()).collect();
        let sql = format!(
            "INSERT INTO identity.users AS u (id, username, username_folded, display_name, password_hash, roles, caseworker_id, center_id, \
             commission_ids, agency_id, place_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING {USER_COLUMNS}"
        );
        let row: UserRow = sqlx::query_as(&sql)
            .bind(new.id.unwrap_or_else(Uuid::now_v7))
            .bind(&username)
            .bind(fold_username(&username))
            .bind(&display_name)
            .bind(password_hash)
            .bind(roles)
            .bind(new.scope.caseworker_id)
            .bind(new.scope.center_id)
            .bind(&new.scope.commission_ids)
            .bind(new.scope.agency_id)
            .bind(new.scope.place_id)
            .fetch_one(&self.pool)
            .await?;
        row.user()
    }

    /// Makes the first administrator of a real store and returns the generated password, which is shown once and stored nowhere.
    pub async fn first_administrator(&self, username: &str) -> Result<(User, String), IdentityError> {
        if sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM identity.users)").fetch_one(&self.pool).await? {
            return Err(IdentityError::NotEmpty);
        }
        let password = generated_password();
        let user = self
            .create_user(NewUser {
                id: None,
                username: username.to_owned(),
                display_name: username.to_owned(),
                password: password.clone(),
                roles: vec![Role::Administrator],
                scope: Scope::default(),
            })
            .await?;
        Ok((user, password))
    }

    /// Disables an account and ends its sessions. The last administrator stays.
    pub async fn disable_user(&self, user_id: Uuid) -> Result<(), IdentityError> {
        let mut transaction = self.pool.begin().await?;
        let administrators: Vec<Uuid> = sqlx::query_scalar(
            "SELECT id FROM identity.users WHERE 'administrator' = ANY (roles) AND NOT disabled ORDER BY id FOR UPDATE",
        )
        .fetch_all(&mut *transaction)
        .await?;
        if administrators == [user_id] {
            return Err(IdentityError::LastAdministrator);
        }
        let changed = sqlx::query("UPDATE identity.users SET disabled = true WHERE id = $1")
            .bind(user_id)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        transaction.commit().await?;
        if changed == 0 {
            return Err(IdentityError::NoSuchUser);
        }
        self.revoke_all(user_id).await
    }

    /// Gives an account other roles, bound to something else. Its sessions go on with them from their next request. The last administrator
    /// stays one, and nobody does this to the own account, so that two people stand behind every right.
    pub async fn set_rights(
        &self,
        user_id: Uuid,
        by: Uuid,
        roles: &[Role],
        scope: &Scope,
    ) -> Result<User, IdentityError> {
        if user_id == by {
            return Err(IdentityError::OwnRights);
        }
        check_scope(roles, scope)?;
        let mut transaction = self.pool.begin().await?;
        let administrators: Vec<Uuid> = sqlx::query_scalar(
            "SELECT id FROM identity.users WHERE 'administrator' = ANY (roles) AND NOT disabled ORDER BY id FOR UPDATE",
        )
        .fetch_all(&mut *transaction)
        .await?;
        if administrators == [user_id] && !roles.contains(&Role::Administrator) {
            return Err(IdentityError::LastAdministrator);
        }
        let names: Vec<String> = roles.iter().map(|role| role.as_str().to_owned()).collect();
        let sql = format!(
            "UPDATE identity.users AS u SET roles = $2, caseworker_id = $3, center_id = $4, commission_ids = $5, agency_id = $6, place_id = $7 \
             WHERE u.id = $1 RETURNING {USER_COLUMNS}"
        );
        let row: Option<UserRow> = sqlx::query_as(&sql)
            .bind(user_id)
            .bind(names)
            .bind(scope.caseworker_id)
            .bind(scope.center_id)
            .bind(&scope.commission_ids)
            .bind(scope.agency_id)
            .bind(scope.place_id)
            .fetch_optional(&mut *transaction)
            .await?;
        transaction.commit().await?;
        row.ok_or(IdentityError::NoSuchUser)?.user()
    }

    /// All accounts, by name.
    pub async fn list_users(&self) -> Result<Vec<User>, IdentityError> {
        let sql = format!("SELECT {USER_COLUMNS} FROM identity.users u ORDER BY u.username_folded");
        let rows: Vec<UserRow> = sqlx::query_as(&sql).fetch_all(&self.pool).await?;
        rows.into_iter().map(UserRow::user).collect()
    }

    /// One account.
    pub async fn user(&self, user_id: Uuid) -> Result<Option<User>, IdentityError> {
        let sql = format!("SELECT {USER_COLUMNS} FROM identity.users u WHERE u.id = $1");
        let row: Option<UserRow> = sqlx::query_as(&sql).bind(user_id).fetch_optional(&self.pool).await?;
        row.map(UserRow::user).transpose()
    }

    /// Shown name and first role of accounts, for timelines: who did what.
    pub async fn names(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, (String, Option<Role>)>, IdentityError> {
        let rows: Vec<(Uuid, String, Vec<String>)> =
            sqlx::query_as("SELECT id, display_name, roles FROM identity.users WHERE id = ANY ($1)")
                .bind(ids)
                .fetch_all(&self.pool)
                .await?;
        let role = |roles: Vec<String>| roles.first().and_then(|role| role.parse().ok());
        Ok(rows.into_iter().map(|(id, name, roles)| (id, (name, role(roles)))).collect())
    }

    /// How many active accounts have each role.
    pub async fn count_by_role(&self) -> Result<BTreeMap<Role, i64>, IdentityError> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT role, count(*) FROM identity.users, unnest(roles) AS role WHERE NOT disabled GROUP BY role",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().filter_map(|(role, count)| role.parse().ok().map(|role| (role, count))).collect())
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
