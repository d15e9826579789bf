//! Changing rights: each change is an event of the account's stream first, and a row after it.

use chrono::{DateTime, NaiveDate, Utc};
use hamyar_domain::account::{DisableAccount, EnableAccount, GrantRole, NewGrant, OpenAccount, WithdrawRole};
use hamyar_domain::{Account, AccountCommand};
use hamyar_event_store::{Actor, CommandContext, Committed, Execution, HappenedAt};
use hamyar_events::{BoundTo, GrantGround, GrantId, Personal, Role, WithdrawalGround};
use hamyar_persian::tehran_date;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::principal::Scope;
use crate::sign_in_log::{SignInKind, Told};
use crate::store::Identity;

/// Who changes rights, under which command id, and when.
#[derive(Clone, Debug)]
pub struct Change {
    /// Who and when, with the id under which a repetition is known.
    pub context: CommandContext,
    /// What tells a repetition from another wish.
    pub execution: Execution,
    /// Now, by the caller's clock; days are days in Tehran.
    pub now: DateTime<Utc>,
}

impl Change {
    /// A change by a part of the system, once.
    pub fn by_system(name: &str, now: DateTime<Utc>) -> Self {
        Self::by(Actor::system(name), now)
    }

    /// A change by somebody, once.
    pub fn by(actor: Actor, now: DateTime<Utc>) -> Self {
        let context = CommandContext::new(Uuid::now_v7(), actor, HappenedAt::Instant(now));
        Self { context, execution: Execution::default(), now }
    }

    fn today(&self) -> NaiveDate {
        tehran_date(self.now)
    }
}

/// The grants that roles over a scope come to, from today on and without an end. Refused when a role lacks what it is bound to.
pub fn grants_of(
    roles: &[Role],
    scope: &Scope,
    ground: GrantGround,
    today: NaiveDate,
) -> Result<Vec<NewGrant>, IdentityError> {
    if roles.is_empty() {
        return Err(IdentityError::NoRole);
    }
    let mut grants = Vec::new();
    for &role in roles {
        let bounds = scope.bounds(role).map_err(|field| IdentityError::ScopeMissing { role, field })?;
        grants.extend(bounds.into_iter().map(|bound_to| new_grant(role, bound_to, ground, today)));
    }
    Ok(grants)
}

fn new_grant(role: Role, bound_to: BoundTo, ground: GrantGround, from: NaiveDate) -> NewGrant {
    NewGrant {
        grant_id: GrantId(Uuid::now_v7()),
        role,
        bound_to,
        from,
        until: None,
        ground,
        note: None,
        by_grant: None,
    }
}

/// A note of why, sealed with the account holder's own key.
pub fn note_of(user_id: Uuid, text: Option<String>) -> Option<Personal<String>> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .map(|text| Personal::of_person(user_id, text))
}

impl Identity {
    /// Opens the stream of an account whose row stands already.
    pub(crate) async fn open_rights(
        &self,
        user_id: Uuid,
        ground: GrantGround,
        grants: Vec<NewGrant>,
        change: Change,
    ) -> Result<(), IdentityError> {
        let open = OpenAccount { ground, grants, disabled: false, today: change.today() };
        self.execute(user_id, open.into(), change).await?;
        Ok(())
    }

    /// Gives a right, in place of another one if need be.
    pub async fn grant_role(
        &self,
        user_id: Uuid,
        grant: NewGrant,
        replaces: Option<GrantId>,
        change: Change,
    ) -> Result<Committed, IdentityError> {
        let today = change.today();
        let command = |other_administrators| GrantRole { grant, replaces, other_administrators, today }.into();
        self.change_rights(user_id, command, change).await
    }

    /// Takes a right back. It ends with the next request, and open live streams with it.
    pub async fn withdraw_role(
        &self,
        user_id: Uuid,
        grant_id: GrantId,
        ground: WithdrawalGround,
        note: Option<Personal<String>>,
        change: Change,
    ) -> Result<Committed, IdentityError> {
        let today = change.today();
        let command =
            |other_administrators| WithdrawRole { grant_id, ground, note, other_administrators, today }.into();
        self.change_rights(user_id, command, change).await
    }

    /// Disables an account and ends its sessions.
    pub async fn disable_account(
        &self,
        user_id: Uuid,
        ground: WithdrawalGround,
        note: Option<Personal<String>>,
        change: Change,
    ) -> Result<Committed, IdentityError> {
        let today = change.today();
        let command = |other_administrators| DisableAccount { ground, note, other_administrators, today }.into();
        let now = change.now;
        let by = match &change.context.actor {
            Actor::User(by) => Some(*by),
            _ => None,
        };
        let committed = self.change_rights(user_id, command, change).await?;
        self.revoke_all(user_id).await?;
        self.tell(Told::of(SignInKind::AccountDisabled, user_id).by(by), now).await?;
        Ok(committed)
    }

    /// Lets an account be used again, with the grants it has.
    pub async fn enable_account(
        &self,
        user_id: Uuid,
        note: Option<Personal<String>>,
        change: Change,
    ) -> Result<Committed, IdentityError> {
        self.change_rights(user_id, |_| EnableAccount { note }.into(), change).await
    }

    /// Rights are changed one after another over the whole store, so that two administrators cannot take the last right from each other at once.
    async fn change_rights(
        &self,
        user_id: Uuid,
        command: impl FnOnce(u32) -> AccountCommand,
        change: Change,
    ) -> Result<Committed, IdentityError> {
        // First in this process, so that those who wait hold no connection.
        let _turn = self.turn.lock().await;
        let mut lock = self.pool.begin().await?;
        sqlx::query("SELECT pg_advisory_xact_lock(7236837, 40)").execute(&mut *lock).await?;
        self.catch_up_all().await?;
        // Counted are those who could sign in today: an invitation that nobody took up administrates nothing.
        let others: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM identity.users u WHERE u.id <> $1 AND NOT u.disabled AND u.password_hash IS NOT NULL \
               AND (NOT $3 OR EXISTS (SELECT 1 FROM identity.second_factors f WHERE f.user_id = u.id AND f.secret IS NOT NULL)) AND EXISTS \
               (SELECT 1 FROM identity.grants g WHERE g.user_id = u.id AND NOT g.withdrawn AND g.role = 'administrator' \
                   AND g.kind = 'nation' AND g.until_day IS NULL AND g.from_day <= $2)",
        )
        .bind(user_id)
        .bind(change.today())
        .bind(self.enforces_factor)
        .fetch_one(&self.pool)
        .await?;
        let exists: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM identity.users WHERE id = $1)")
            .bind(user_id)
            .fetch_one(&self.pool)
            .await?;
        if !exists {
            return Err(IdentityError::NoSuchUser);
        }
        let committed = self.execute(user_id, command(u32::try_from(others).unwrap_or(u32::MAX)), change).await?;
        lock.commit().await?;
        Ok(committed)
    }

    pub(crate) async fn execute(
        &self,
        user_id: Uuid,
        command: AccountCommand,
        change: Change,
    ) -> Result<Committed, IdentityError> {
        let log = self.log()?;
        let committed = log.execute_with::<Account>(user_id, command, change.context, change.execution).await?;
        self.catch_up(user_id).await?;
        Ok(committed)
    }
}
