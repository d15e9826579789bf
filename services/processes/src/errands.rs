//! What is under way between streams: one row per process that has begun and not ended, folded from the log.

use chrono::{DateTime, Utc};
use hamyar_event_store::{StoreError, StoredEvent};
use serde::Deserialize;
use sqlx::{Executor, PgConnection, PgPool};
use uuid::Uuid;

/// Schema and tables, owned by the application's role.
const DDL: &str = "
    create schema if not exists process;
    create table if not exists process.checkpoint (
        name text primary key,
        position bigint not null
    );
    -- One row per process that has begun and not ended: the event whose step is still to be taken.
    create table if not exists process.errand (
        kind text not null,
        id uuid not null,
        position bigint not null,
        stream text not null,
        stream_id uuid not null,
        sequence bigint not null,
        since timestamptz not null,
        tries integer not null default 0,
        primary key (kind, id)
    );
    -- An errand whose step failed again and again for a cause that time does not mend; null while it is tried.
    alter table process.errand add column if not exists set_aside text;";

/// The kinds of processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrandKind {
    /// A slot is reserved and not yet held or released; the id is the assignment's.
    Assignment,
    /// A family is released and its slot not yet free; the id is the assignment's.
    Release,
    /// A case is decided and the decision neither recorded nor voided; the id is the decision's.
    Decision,
    /// A file is merged into another which has not taken its members in yet, or a merge is undone on one side; the id is the merge's.
    Merge,
    /// Members have left for another family which has not taken them in yet; the id is the move's.
    Move,
    /// An event that calls for a step and does not even tell its id; the id is made of the event's position.
    Unreadable,
}

impl ErrandKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Assignment => "assignment",
            Self::Release => "release",
            Self::Decision => "decision",
            Self::Merge => "merge",
            Self::Move => "move",
            Self::Unreadable => "unreadable",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Assignment, Self::Release, Self::Decision, Self::Merge, Self::Move, Self::Unreadable]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// A process that has begun and not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    pub kind: ErrandKind,
    /// The assignment or decision it is about.
    pub id: Uuid,
    /// Position of the event whose step is still to be taken.
    pub position: i64,
    pub stream: String,
    pub stream_id: Uuid,
    pub sequence: i64,
    /// When that event was recorded. An errand older than a minute means that something keeps failing.
    pub since: DateTime<Utc>,
    /// How often the step was tried in vain.
    pub tries: i32,
}

/// What an event means for the errands.
#[derive(Debug, PartialEq, Eq)]
enum Change {
    Begins(ErrandKind, Uuid),
    /// The errand goes on from this event; it need not be open.
    GoesOn(ErrandKind, Uuid),
    Ends(ErrandKind, Uuid),
}

#[derive(Deserialize)]
struct OfAssignment {
    assignment_id: Uuid,
}

#[derive(Deserialize)]
struct OfMerge {
    merge_id: Uuid,
}

#[derive(Deserialize)]
struct OfMove {
    move_id: Uuid,
}

#[derive(Deserialize)]
struct OfDecision {
    decision_id: Uuid,
}

/// Only ids are read, which are never sealed, so the stored bytes serve.
fn changes(event: &StoredEvent) -> Result<Vec<Change>, StoreError> {
    use ErrandKind::{Assignment, Decision, Merge, Move, Release};
    let assignment = || id_of::<OfAssignment>(event).map(|found| found.assignment_id);
    let moving = || id_of::<OfMove>(event).map(|found| found.move_id);
    let merge = || id_of::<OfMerge>(event).map(|found| found.merge_id);
    let decision = || id_of::<OfDecision>(event).map(|found| found.decision_id);
    Ok(match (event.stream.as_str(), event.event_type.as_str()) {
        ("caseworker", "slot_reserved") => vec![Change::Begins(Assignment, assignment()?)],
        ("family", "caseworker_assigned") => vec![Change::GoesOn(Assignment, assignment()?)],
        ("caseworker", "family_taken_on" | "reservation_released") => vec![Change::Ends(Assignment, assignment()?)],
        ("family", "caseworker_released") => vec![Change::Begins(Release, assignment()?)],
        ("caseworker", "family_handed_over") => {
            let id = assignment()?;
            vec![Change::Ends(Assignment, id), Change::Ends(Release, id)]
        }
        ("commission", "case_decided") => vec![Change::Begins(Decision, decision()?)],
        ("family", "commission_decision_recorded") | ("commission", "decision_voided") => {
            vec![Change::Ends(Decision, decision()?)]
        }
        ("family", "merged_away" | "family_unmerged") => vec![Change::Begins(Merge, merge()?)],
        ("family", "family_merged" | "merge_undone") => vec![Change::Ends(Merge, merge()?)],
        ("family", "members_moved_out") => vec![Change::Begins(Move, moving()?)],
        ("family", "members_moved_in" | "members_returned") => vec![Change::Ends(Move, moving()?)],
        _ => Vec::new(),
    })
}

fn id_of<'a, T: Deserialize<'a>>(event: &'a StoredEvent) -> Result<T, StoreError> {
    serde_json::from_str(&event.payload).map_err(|_| StoreError::Corrupt {
        stream: event.stream.clone(),
        id: event.stream_id.to_string(),
        sequence: event.sequence,
        what: "the payload names no assignment, decision, merge or move".to_owned(),
    })
}

/// Makes the tables where they are missing. Several nodes may do so at once.
pub async fn prepare(pool: &PgPool) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await?;
    transaction.execute("select pg_advisory_xact_lock(7236837, 20)").await?;
    transaction.execute(DDL).await?;
    transaction.commit().await?;
    Ok(())
}

/// Position up to which the log has been folded.
pub(crate) async fn checkpoint(pool: &PgPool, name: &str) -> Result<i64, StoreError> {
    let position: Option<i64> = sqlx::query_scalar("select position from process.checkpoint where name = $1")
        .bind(name)
        .fetch_optional(pool)
        .await?;
    Ok(position.unwrap_or(0))
}

/// Folds a batch and moves the checkpoint from `after`, in one transaction. False when another node was faster; nothing was written then.
pub(crate) async fn fold(pool: &PgPool, name: &str, after: i64, batch: &[StoredEvent]) -> Result<bool, StoreError> {
    let Some(last) = batch.last() else { return Ok(true) };
    let mut transaction = pool.begin().await?;
    let moved = sqlx::query(
        "insert into process.checkpoint (name, position) select $1, $3 where $2 = 0 or exists (select 1 from process.checkpoint where name = $1)
         on conflict (name) do update set position = excluded.position where process.checkpoint.position = $2",
    )
    .bind(name)
    .bind(after)
    .bind(last.position)
    .execute(&mut *transaction)
    .await?;
    if moved.rows_affected() != 1 {
        return Ok(false);
    }
    for event in batch {
        match changes(event) {
            Ok(changes) => {
                for change in changes {
                    apply(&mut transaction, event, change).await?;
                }
            }
            // One event that does not tell what it is about must not stop all others behind it.
            Err(error) => {
                tracing::error!(position = event.position, error = %error, "an event is set aside by the processes");
                let id = Uuid::from_u128(u128::try_from(event.position).unwrap_or_default());
                apply(&mut transaction, event, Change::Begins(ErrandKind::Unreadable, id)).await?;
                sqlx::query("update process.errand set set_aside = $3 where kind = $1 and id = $2")
                    .bind(ErrandKind::Unreadable.as_str())
                    .bind(id)
                    .bind(error.to_string())
                    .execute(&mut *transaction)
                    .await?;
            }
        }
    }
    transaction.commit().await?;
    Ok(true)
}

async fn apply(connection: &mut PgConnection, event: &StoredEvent, change: Change) -> Result<(), StoreError> {
    let (kind, id, sql) = match change {
        Change::Ends(kind, id) => {
            sqlx::query("delete from process.errand where kind = $1 and id = $2")
                .bind(kind.as_str())
                .bind(id)
                .execute(connection)
                .await?;
            return Ok(());
        }
        Change::Begins(kind, id) | Change::GoesOn(kind, id) => (
            kind,
            id,
            "insert into process.errand (kind, id, position, stream, stream_id, sequence, since) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (kind, id) do update set position = excluded.position, stream = excluded.stream,
                stream_id = excluded.stream_id, sequence = excluded.sequence, since = excluded.since, tries = 0, set_aside = null",
        ),
    };
    sqlx::query(sql)
        .bind(kind.as_str())
        .bind(id)
        .bind(event.position)
        .bind(&event.stream)
        .bind(event.stream_id)
        .bind(event.sequence)
        .bind(event.recorded_at)
        .execute(connection)
        .await?;
    Ok(())
}

/// Errands that began on or before an instant and are tried, oldest first.
pub(crate) async fn open_since(pool: &PgPool, until: DateTime<Utc>) -> Result<Vec<Errand>, StoreError> {
    type Row = (String, Uuid, i64, String, Uuid, i64, DateTime<Utc>, i32);
    let rows: Vec<Row> = sqlx::query_as(
        "select kind, id, position, stream, stream_id, sequence, since, tries from process.errand where since <= $1 and set_aside is null order by position",
    )
    .bind(until)
    .fetch_all(pool)
    .await?;
    let errand = |(kind, id, position, stream, stream_id, sequence, since, tries): Row| {
        Some(Errand { kind: ErrandKind::parse(&kind)?, id, position, stream, stream_id, sequence, since, tries })
    };
    Ok(rows.into_iter().filter_map(errand).collect())
}

/// The step was taken: the errand is over unless the log has it go on from a later event.
pub(crate) async fn end(pool: &PgPool, errand: &Errand) -> Result<(), StoreError> {
    sqlx::query("delete from process.errand where kind = $1 and id = $2 and position = $3")
        .bind(errand.kind.as_str())
        .bind(errand.id)
        .bind(errand.position)
        .execute(pool)
        .await?;
    Ok(())
}

/// An errand that is not tried any more, until the program is started anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// What it was about.
    pub errand: Errand,
    /// What went wrong the last time. Names places in the log and no person.
    pub error: String,
}

/// Errands that were set aside, oldest first. None before the first runner made its tables.
pub async fn set_aside(pool: &PgPool) -> Result<Vec<SetAside>, StoreError> {
    let made: bool = sqlx::query_scalar("select exists (select 1 from information_schema.columns where table_schema = 'process' and table_name = 'errand' and column_name = 'set_aside')")
        .fetch_one(pool)
        .await?;
    if !made {
        return Ok(Vec::new());
    }
    type Row = (String, Uuid, i64, String, Uuid, i64, DateTime<Utc>, i32, String);
    let rows: Vec<Row> = sqlx::query_as(
        "select kind, id, position, stream, stream_id, sequence, since, tries, set_aside from process.errand
         where set_aside is not null order by position",
    )
    .fetch_all(pool)
    .await?;
    let read = |(kind, id, position, stream, stream_id, sequence, since, tries, error): Row| {
        let kind = ErrandKind::parse(&kind)?;
        Some(SetAside { errand: Errand { kind, id, position, stream, stream_id, sequence, since, tries }, error })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// A program that starts, perhaps a newer one, tries everything once more.
pub(crate) async fn take_up_again(pool: &PgPool) -> Result<(), StoreError> {
    sqlx::query("update process.errand set set_aside = null, tries = 0 where set_aside is not null")
        .execute(pool)
        .await?;
    Ok(())
}

/// The errand is not tried any more; it stays where the administrator sees it.
pub(crate) async fn put_aside(pool: &PgPool, errand: &Errand, error: &str) -> Result<(), StoreError> {
    sqlx::query("update process.errand set set_aside = $4 where kind = $1 and id = $2 and position = $3")
        .bind(errand.kind.as_str())
        .bind(errand.id)
        .bind(errand.position)
        .bind(error)
        .execute(pool)
        .await?;
    Ok(())
}

/// The step was tried in vain.
pub(crate) async fn tried(pool: &PgPool, errand: &Errand) -> Result<(), StoreError> {
    sqlx::query("update process.errand set tries = tries + 1 where kind = $1 and id = $2 and position = $3")
        .bind(errand.kind.as_str())
        .bind(errand.id)
        .bind(errand.position)
        .execute(pool)
        .await?;
    Ok(())
}
