//! What the log says of rights, in tables that are read at every request.
//!
//! The log is the truth. Each account remembers how far its rows follow its stream; whoever reads an account whose rows lag behind brings them up
//! to date first ([`Identity::catch_up`]). So a crash between the event and the row neither leaves a right that the log has taken back nor loses
//! one that it has given. [`Identity::mend_rights`] compares every row with the log and puts right what differs.

use chrono::NaiveDate;
use hamyar_domain::Account;
use hamyar_event_store::StoreError;
use hamyar_events::{AccountEvent, BoundTo, Role, StreamEvent};
use sqlx::{FromRow, PgConnection};
use std::collections::BTreeMap;
use uuid::Uuid;

use crate::error::IdentityError;
use crate::principal::Grant;
use crate::store::Identity;

/// A row of `identity.grants` that was not withdrawn, as the database writes it into JSON.
#[derive(Clone, Debug, serde::Deserialize)]
pub(crate) struct StandingRow {
    grant_id: Uuid,
    role: String,
    kind: String,
    bound_id: Option<Uuid>,
    from_day: NaiveDate,
    until_day: Option<NaiveDate>,
}

/// How far the log goes beyond the tables, and the grants that stand, as columns of `identity.users u`.
pub(crate) const RIGHTS_COLUMNS: &str = "u.account_sequence, \
     coalesce((SELECT e.sequence FROM log.events e WHERE e.aggregate_type = 'account' AND e.aggregate_id = u.id::text \
               ORDER BY e.sequence DESC LIMIT 1), 0) AS log_sequence, \
     (SELECT coalesce(json_agg(json_build_object('grant_id', g.grant_id, 'role', g.role, 'kind', g.kind, 'bound_id', g.bound_id, \
               'from_day', g.from_day, 'until_day', g.until_day) ORDER BY g.sequence, g.grant_id), '[]'::json) \
        FROM identity.grants g WHERE g.user_id = u.id AND NOT g.withdrawn) AS standing";

/// The kind of what a grant is bound to, and its id.
fn stored(bound_to: BoundTo) -> (&'static str, Option<Uuid>) {
    match bound_to {
        BoundTo::Nation => ("nation", None),
        BoundTo::Caseworker { caseworker_id } => ("caseworker", Some(caseworker_id.0)),
        BoundTo::Center { center_id } => ("center", Some(center_id.0)),
        BoundTo::Commission { commission_id } => ("commission", Some(commission_id.0)),
        BoundTo::Agency { agency_id } => ("agency", Some(agency_id.0)),
        BoundTo::Neighborhood { neighborhood_id } => ("neighborhood", Some(neighborhood_id.0)),
        BoundTo::Place { place_id } => ("place", Some(place_id.0)),
    }
}

fn bound(kind: &str, id: Option<Uuid>) -> Option<BoundTo> {
    Some(match (kind, id) {
        ("nation", None) => BoundTo::Nation,
        ("caseworker", Some(id)) => BoundTo::Caseworker { caseworker_id: id.into() },
        ("center", Some(id)) => BoundTo::Center { center_id: id.into() },
        ("commission", Some(id)) => BoundTo::Commission { commission_id: id.into() },
        ("agency", Some(id)) => BoundTo::Agency { agency_id: id.into() },
        ("neighborhood", Some(id)) => BoundTo::Neighborhood { neighborhood_id: id.into() },
        ("place", Some(id)) => BoundTo::Place { place_id: id.into() },
        _ => return None,
    })
}

impl StandingRow {
    pub(crate) fn grant(self) -> Result<Grant, IdentityError> {
        let role: Role = self.role.parse().map_err(|_| IdentityError::Fault("identity.grants.role is no role"))?;
        let bound_to = bound(&self.kind, self.bound_id);
        let bound_to = bound_to.ok_or(IdentityError::Fault("identity.grants.kind is nothing to be bound to"))?;
        Ok(Grant::new(self.grant_id, role, bound_to, self.from_day, self.until_day))
    }
}

/// A row as it must be, by the log.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
struct Row {
    grant_id: Uuid,
    role: String,
    kind: String,
    bound_id: Option<Uuid>,
    from_day: NaiveDate,
    until_day: Option<NaiveDate>,
    withdrawn: bool,
}

impl Identity {
    /// Brings the rows of an account to where its stream is. Nothing happens where they are there already.
    pub async fn catch_up(&self, user_id: Uuid) -> Result<(), IdentityError> {
        let mut transaction = self.pool.begin().await?;
        let known: Option<i64> =
            sqlx::query_scalar("SELECT account_sequence FROM identity.users WHERE id = $1 FOR UPDATE")
                .bind(user_id)
                .fetch_optional(&mut *transaction)
                .await?;
        let Some(known) = known else { return Ok(()) };
        let events = self.events_of(user_id).await?;
        let head = events.last().map_or(0, |(sequence, _)| *sequence);
        if head < known {
            // Rows that know more than the log, as after a restore of the log alone: nothing in them is believed.
            tracing::error!("rights of an account went further than its log; they were made anew from the log");
            sqlx::query("DELETE FROM identity.grants WHERE user_id = $1")
                .bind(user_id)
                .execute(&mut *transaction)
                .await?;
        }
        let after = if head < known { 0 } else { known };
        for (sequence, event) in events.iter().filter(|(sequence, _)| *sequence > after) {
            apply(&mut transaction, user_id, *sequence, event).await?;
        }
        sqlx::query("UPDATE identity.users SET account_sequence = $2 WHERE id = $1")
            .bind(user_id)
            .bind(head)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Brings every account whose rows lag to where its stream is.
    pub async fn catch_up_all(&self) -> Result<(), IdentityError> {
        let behind: Vec<Uuid> = sqlx::query_scalar(
            "SELECT u.id FROM identity.users u LEFT JOIN LATERAL \
               (SELECT e.sequence FROM log.events e WHERE e.aggregate_type = 'account' AND e.aggregate_id = u.id::text \
                ORDER BY e.sequence DESC LIMIT 1) head ON true \
             WHERE u.account_sequence <> coalesce(head.sequence, 0) ORDER BY u.id",
        )
        .fetch_all(&self.pool)
        .await?;
        for user_id in behind {
            self.catch_up(user_id).await?;
        }
        Ok(())
    }

    /// Compares the rows of every account with its stream and puts right what differs, however it came about; answers how many accounts differed.
    /// Safe beside everything else; run at the start and from time to time.
    pub async fn mend_rights(&self) -> Result<usize, IdentityError> {
        self.catch_up_all().await?;
        let accounts: Vec<Uuid> =
            sqlx::query_scalar("SELECT id FROM identity.users ORDER BY id").fetch_all(&self.pool).await?;
        let mut mended = 0;
        for user_id in accounts {
            if !self.rows_follow(user_id).await? {
                self.remake(user_id).await?;
                mended += 1;
            }
        }
        if mended > 0 {
            tracing::error!(accounts = mended, "rights differed from the log; they were made anew from the log");
        }
        Ok(mended)
    }

    /// Whether the rows of an account are what its stream says. An account whose stream moved on meanwhile is not judged.
    async fn rows_follow(&self, user_id: Uuid) -> Result<bool, IdentityError> {
        let (known, disabled): (i64, bool) =
            sqlx::query_as("SELECT account_sequence, disabled FROM identity.users WHERE id = $1")
                .bind(user_id)
                .fetch_one(&self.pool)
                .await?;
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT grant_id, role, kind, bound_id, from_day, until_day, withdrawn FROM identity.grants WHERE user_id = $1 ORDER BY grant_id",
        )
        .bind(user_id)
        .fetch_all(&self.pool)
        .await?;
        let events = self.events_of(user_id).await?;
        if events.last().map_or(0, |(sequence, _)| *sequence) != known {
            return Ok(true);
        }
        let (wanted, off) = told(&events);
        Ok(rows == wanted && disabled == off)
    }

    async fn remake(&self, user_id: Uuid) -> Result<(), IdentityError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("UPDATE identity.users SET account_sequence = 0, disabled = false WHERE id = $1")
            .bind(user_id)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM identity.grants WHERE user_id = $1").bind(user_id).execute(&mut *transaction).await?;
        for (sequence, event) in self.events_of(user_id).await? {
            apply(&mut transaction, user_id, sequence, &event).await?;
            sqlx::query("UPDATE identity.users SET account_sequence = $2 WHERE id = $1")
                .bind(user_id)
                .bind(sequence)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The events of an account's stream, with their sequences.
    async fn events_of(&self, user_id: Uuid) -> Result<Vec<(i64, AccountEvent)>, IdentityError> {
        let recorded = self.log()?.stream(AccountEvent::STREAM, user_id, 1, i64::MAX).await?;
        let read = recorded.iter().map(|one| Ok((one.sequence, one.decode()?)));
        Ok(read.collect::<Result<_, StoreError>>()?)
    }

    /// The account's rights as the log has them now.
    pub async fn account(&self, user_id: Uuid) -> Result<Account, IdentityError> {
        Ok(self.log()?.load::<Account>(user_id).await?.state)
    }
}

/// The rows that a history makes, by grant, and whether the account is disabled.
fn told(events: &[(i64, AccountEvent)]) -> (Vec<Row>, bool) {
    let mut rows: BTreeMap<Uuid, Row> = BTreeMap::new();
    let mut off = false;
    for (_, event) in events {
        match event {
            AccountEvent::AccountOpened(_) => {}
            AccountEvent::RoleGranted(event) => {
                let (kind, bound_id) = stored(event.bound_to);
                let row = Row {
                    grant_id: event.grant_id.0,
                    role: event.role.as_str().to_owned(),
                    kind: kind.to_owned(),
                    bound_id,
                    from_day: event.from,
                    until_day: event.until,
                    withdrawn: false,
                };
                rows.insert(row.grant_id, row);
            }
            AccountEvent::RoleWithdrawn(event) => {
                if let Some(row) = rows.get_mut(&event.grant_id.0) {
                    row.withdrawn = true;
                }
            }
            AccountEvent::AccountDisabled(_) => off = true,
            AccountEvent::AccountEnabled(_) => off = false,
        }
    }
    (rows.into_values().collect(), off)
}

/// One event in the rows. Applied twice it changes nothing more.
async fn apply(
    connection: &mut PgConnection,
    user_id: Uuid,
    sequence: i64,
    event: &AccountEvent,
) -> Result<(), sqlx::Error> {
    match event {
        AccountEvent::AccountOpened(_) => {}
        AccountEvent::RoleGranted(event) => {
            let (kind, bound_id) = stored(event.bound_to);
            sqlx::query(
                "INSERT INTO identity.grants (grant_id, user_id, role, kind, bound_id, from_day, until_day, sequence) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (user_id, grant_id) DO NOTHING",
            )
            .bind(event.grant_id.0)
            .bind(user_id)
            .bind(event.role.as_str())
            .bind(kind)
            .bind(bound_id)
            .bind(event.from)
            .bind(event.until)
            .bind(sequence)
            .execute(connection)
            .await?;
        }
        AccountEvent::RoleWithdrawn(event) => {
            sqlx::query("UPDATE identity.grants SET withdrawn = true WHERE grant_id = $1 AND user_id = $2")
                .bind(event.grant_id.0)
                .bind(user_id)
                .execute(connection)
                .await?;
        }
        AccountEvent::AccountDisabled(_) => {
            sqlx::query("UPDATE identity.users SET disabled = true WHERE id = $1")
                .bind(user_id)
                .execute(&mut *connection)
                .await?;
            sqlx::query("DELETE FROM identity.sessions WHERE user_id = $1").bind(user_id).execute(connection).await?;
        }
        AccountEvent::AccountEnabled(_) => {
            sqlx::query("UPDATE identity.users SET disabled = false WHERE id = $1")
                .bind(user_id)
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}
