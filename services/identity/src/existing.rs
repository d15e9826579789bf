//! Accounts that stood before rights were events: told to the log once.

use chrono::{DateTime, Utc};
use hamyar_domain::account::{NewGrant, OpenAccount};
use hamyar_event_store::{Actor, CommandContext, ExecuteError, Execution, HappenedAt};
use hamyar_events::{BoundTo, GrantGround, GrantId, Role};
use hamyar_persian::tehran_date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::granting::Change;
use crate::principal::Scope;
use crate::store::Identity;

#[derive(FromRow)]
struct Before {
    id: Uuid,
    roles: Vec<String>,
    caseworker_id: Option<Uuid>,
    center_id: Option<Uuid>,
    commission_ids: Vec<Uuid>,
    agency_id: Option<Uuid>,
    place_id: Option<Uuid>,
    disabled: bool,
    created_at: DateTime<Utc>,
}

impl Identity {
    /// Tells the log of every account that it does not know yet, with the roles that stand in its row. Ids of commands and grants follow from the
    /// account's, so that several nodes may do it at once, and again. Also takes up an account whose making was cut off before its rights: it then
    /// has none.
    pub async fn tell_existing(&self, now: DateTime<Utc>) -> Result<usize, IdentityError> {
        self.catch_up_all().await?;
        let accounts: Vec<Before> = sqlx::query_as(
            "SELECT id, roles, caseworker_id, center_id, commission_ids, agency_id, place_id, disabled, created_at \
             FROM identity.users WHERE account_sequence = 0 ORDER BY id",
        )
        .fetch_all(&self.pool)
        .await?;
        let told = accounts.len();
        for account in accounts {
            self.tell_account(account, now).await?;
        }
        Ok(told)
    }

    async fn tell_account(&self, account: Before, now: DateTime<Utc>) -> Result<(), IdentityError> {
        let user_id = account.id;
        let from = tehran_date(account.created_at);
        let scope = Scope {
            caseworker_id: account.caseworker_id,
            center_id: account.center_id,
            commission_ids: account.commission_ids,
            agency_id: account.agency_id,
            place_id: account.place_id,
        };
        let mut grants = Vec::new();
        for role in account.roles.iter().filter_map(|role| role.parse::<Role>().ok()) {
            // A role that lacked its place saw nothing before, and does not now.
            // An administrator was bound to nothing, whatever place stood in the row for another role.
            let bounds = if role == Role::Administrator { Ok(vec![BoundTo::Nation]) } else { scope.bounds(role) };
            for (n, bound_to) in bounds.unwrap_or_default().into_iter().enumerate() {
                let grant_id = GrantId(Uuid::new_v5(&user_id, format!("{role} {n}").as_bytes()));
                let ground = GrantGround::ExistedBefore;
                grants.push(NewGrant {
                    grant_id,
                    role,
                    bound_to,
                    from,
                    until: None,
                    ground,
                    note: None,
                    by_grant: None,
                });
            }
        }
        let command_id = Uuid::new_v5(&user_id, b"existed before");
        let context = CommandContext::new(command_id, Actor::system("accounts"), HappenedAt::Day(from));
        let change = Change { context, execution: Execution::default(), now };
        let open = OpenAccount {
            ground: GrantGround::ExistedBefore,
            grants,
            disabled: account.disabled,
            today: tehran_date(now),
        };
        match self.execute(user_id, open.into(), change).await {
            // Another node was first.
            Err(IdentityError::Rights(error)) if matches!(*error, ExecuteError::Refused { .. }) => {
                self.catch_up(user_id).await
            }
            other => other.map(|_| ()),
        }
    }
}
