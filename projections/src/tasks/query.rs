//! Rows → lists of tasks.

use chrono::NaiveDate;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder, types::Json};
use uuid::Uuid;

use super::apply::ProgressKept;
use crate::names::Names;
use crate::views::{
    ConsentState, DueState, FamilyState, Page, Task, TaskProgressNote, TaskResponsible, TaskShown, TaskState,
    TaskStopped,
};
use hamyar_events::{Actor, Domain};
use serde::Serialize;
use utoipa::ToSchema;

/// Which tasks a list holds. Every given condition must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskFilter {
    /// Tasks this agency answers for; of those whose sharing has stopped only file number, state and due day (S016).
    pub agency_id: Option<Uuid>,
    /// Tasks this caseworker answers for; of families that somebody else holds now without title and progress.
    pub caseworker_id: Option<Uuid>,
    /// Tasks of this commission's decisions; the words of those whose case it no longer has before it, or whose sharing has stopped, are left out.
    pub commission_id: Option<Uuid>,
    /// Tasks that were handed on to this person.
    pub delegated_to: Option<Uuid>,
    /// Tasks this party answers for, an agency or a caseworker.
    pub responsible_id: Option<Uuid>,
    /// Past their day.
    pub overdue: bool,
    pub center_id: Option<Uuid>,
    pub family_id: Option<Uuid>,
    /// Open (true) or closed (false).
    pub is_open: Option<bool>,
    pub state: Option<TaskState>,
    /// Due on this day or after it.
    pub due_since: Option<NaiveDate>,
    /// Due on this day or before it.
    pub due_until: Option<NaiveDate>,
    /// Handed on to nobody.
    pub unassigned: bool,
    /// Only of families whose sharing goes on: what waits for nobody is past no day.
    pub goes_on: bool,
    /// Given between two days.
    pub given: Option<(NaiveDate, NaiveDate)>,
    /// Closed between two days: done, declined or dropped.
    pub closed: Option<(NaiveDate, NaiveDate)>,
}

#[derive(FromRow)]
struct Row {
    task_id: Uuid,
    family_id: Uuid,
    file_number: Option<String>,
    title: Option<String>,
    expected: Option<String>,
    domain: String,
    responsible_kind: String,
    responsible_id: Uuid,
    due_on: NaiveDate,
    state: String,
    commission_id: Uuid,
    referral_id: Uuid,
    given_on: NaiveDate,
    delegated_to: Option<Uuid>,
    evidence: Option<Json<TaskShown>>,
    progress: Json<Vec<ProgressKept>>,
    lives: bool,
    holder_id: Option<Uuid>,
    consent: Option<String>,
    file_state: Option<String>,
    enforcement: Option<bool>,
}

impl TaskFilter {
    /// Whether its reader holds the family's tasks by a sharing that can stop.
    fn is_shared(&self) -> bool {
        self.agency_id.is_some() || self.commission_id.is_some()
    }
}

impl Row {
    /// Why the responsible agency is told nothing more. What the read model does not know of is not shared.
    fn stopped(&self) -> Option<TaskStopped> {
        if self.enforcement == Some(true) {
            Some(TaskStopped::EnforcementAgency)
        } else if self.consent.as_deref() != Some(ConsentState::Given.as_str()) {
            Some(TaskStopped::ConsentWithdrawn)
        } else if self.file_state.as_deref() != Some(FamilyState::Open.as_str()) {
            Some(TaskStopped::CaseClosed)
        } else {
            None
        }
    }
}

const SELECT: &str = "select t.task_id, t.family_id, f.file_number, t.title, t.expected, t.domain, t.responsible_kind, t.responsible_id, t.due_on, t.state,
    t.commission_id, t.referral_id, t.given_on, t.delegated_to, t.evidence, t.progress,
    exists (select 1 from task o where o.referral_id = t.referral_id and (o.is_open or o.state = 'declined')) as lives, f.caseworker_id as holder_id, f.consent, f.state as file_state, a.enforcement
    from task t left join family f on f.family_id = t.family_id
    left join agency a on t.responsible_kind = 'agency' and a.agency_id = t.responsible_id where true";

/// Whether the family's sharing goes on: a task of one whose sharing has stopped waits for nobody, and is past no day.
const GOES_ON: &str = "coalesce(f.consent = 'given' and f.state = 'open', false)";

/// A page of tasks: open ones first, the earliest due first. `cursor` is the id of the last task of the page before.
pub async fn tasks(
    pool: &PgPool,
    filter: &TaskFilter,
    cursor: Option<Uuid>,
    limit: i64,
    today: NaiveDate,
) -> Result<Page<Task>, sqlx::Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(id) = filter.agency_id {
        query.push(" and t.responsible_kind = 'agency' and t.responsible_id = ").push_bind(id);
    }
    if let Some(id) = filter.caseworker_id {
        query.push(" and t.responsible_kind = 'caseworker' and t.responsible_id = ").push_bind(id);
    }
    if let Some(id) = filter.commission_id {
        query.push(" and t.commission_id = ").push_bind(id);
    }
    if let Some(id) = filter.delegated_to {
        query.push(" and t.delegated_to = ").push_bind(id);
    }
    if let Some(id) = filter.responsible_id {
        query.push(" and t.responsible_id = ").push_bind(id);
    }
    if filter.overdue {
        query.push(" and t.is_open and t.due_on < ").push_bind(today);
        if filter.is_shared() {
            query.push(" and ").push(GOES_ON);
        }
    }
    if let Some(id) = filter.center_id {
        query.push(" and f.center_id = ").push_bind(id);
    }
    if let Some(id) = filter.family_id {
        query.push(" and t.family_id = ").push_bind(id);
    }
    if let Some(open) = filter.is_open {
        query.push(" and t.is_open = ").push_bind(open);
    }
    if let Some(state) = filter.state {
        query.push(" and t.state = ").push_bind(state_name(state));
    }
    if let Some(since) = filter.due_since {
        query.push(" and t.due_on >= ").push_bind(since);
    }
    if let Some(until) = filter.due_until {
        query.push(" and t.due_on <= ").push_bind(until);
    }
    if filter.unassigned {
        query.push(" and t.delegated_to is null");
    }
    if filter.goes_on {
        query.push(" and ").push(GOES_ON);
    }
    for (column, days) in [("given_on", filter.given), ("closed_on", filter.closed)] {
        if let Some((since, until)) = days {
            query.push(format!(" and t.{column} between ")).push_bind(since).push(" and ").push_bind(until);
        }
    }
    if let Some(cursor) = cursor {
        query.push(
            " and (not t.is_open, t.due_on, t.task_id) > (select not c.is_open, c.due_on, c.task_id from task c where c.task_id = ",
        );
        query.push_bind(cursor).push(")");
    }
    query.push(" order by not t.is_open, t.due_on, t.task_id limit ").push_bind(limit + 1);
    let mut rows: Vec<Row> = query.build_query_as().fetch_all(pool).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > limit);
    rows.truncate(usize::try_from(limit).unwrap_or(0));
    let next = if more { rows.last().map(|row| row.task_id.to_string()) } else { None };
    if let Some(id) = filter.caseworker_id {
        // Whoever no longer holds the family reads nothing that was written about it (S033).
        for row in rows.iter_mut().filter(|row| row.holder_id != Some(id)) {
            (row.title, row.expected) = (None, None);
            row.progress = Json(Vec::new());
        }
    }
    let shared = filter.is_shared();
    if filter.agency_id.is_some() {
        // What a party before wrote is between it and the commission.
        rows.iter_mut().for_each(|row| row.progress.retain(|word| !word.former));
    }
    let stopped: Vec<Option<TaskStopped>> = rows.iter().map(|row| row.stopped().filter(|_| shared)).collect();
    let over: Vec<bool> = rows.iter().map(|row| filter.commission_id.is_some() && !row.lives).collect();
    let mut items = to_tasks(pool, rows, today).await?;
    for ((task, stopped), over) in items.iter_mut().zip(stopped).zip(over) {
        if over {
            (task.title, task.expected, task.evidence) = (None, None, None);
            task.progress = Vec::new();
        }
        if stopped.is_some() {
            task.stopped = stopped;
            task.due_state = None;
            task.evidence = None;
            (task.title, task.expected) = (None, None);
            task.domain = None;
            task.commission.name = None;
            task.progress = Vec::new();
        }
    }
    Ok(Page { items, next, total: None, position: crate::position(pool, "tasks").await? })
}

/// One task.
pub async fn task(pool: &PgPool, task_id: Uuid, today: NaiveDate) -> Result<Option<Task>, sqlx::Error> {
    let rows = sqlx::query_as(&format!("{SELECT} and t.task_id = $1")).bind(task_id).fetch_all(pool).await?;
    Ok(to_tasks(pool, rows, today).await?.pop())
}

async fn to_tasks(pool: &PgPool, rows: Vec<Row>, today: NaiveDate) -> Result<Vec<Task>, sqlx::Error> {
    let mut ids: Vec<Uuid> = rows.iter().flat_map(|row| [row.responsible_id, row.commission_id]).collect();
    ids.sort_unstable();
    ids.dedup();
    let names = Names::load(pool, &ids).await?;
    let tasks = rows.into_iter().map(|row| {
        let state = state_of(&row.state);
        let progress = row.progress.0.into_iter().map(|word| TaskProgressNote {
            note: word.note,
            why: word.why,
            on: word.on.into(),
        });
        Task {
            task_id: row.task_id,
            family_id: row.family_id,
            file_number: row.file_number.unwrap_or_default(),
            title: row.title,
            expected: row.expected,
            domain: Some(row.domain.parse().unwrap_or(Domain::Social)),
            responsible: TaskResponsible {
                kind: row.responsible_kind,
                id: row.responsible_id,
                name: names.get(row.responsible_id).map(str::to_owned),
            },
            given_on: row.given_on.into(),
            due_on: row.due_on.into(),
            due_state: (!state.is_closed()).then(|| DueState::of(row.due_on, today)),
            state,
            commission: names.named(row.commission_id),
            referral_id: row.referral_id,
            progress: progress.collect(),
            delegated_to: row.delegated_to.map(|id| (&Actor::User(id)).into()),
            evidence: row.evidence.map(|evidence| evidence.0),
            stopped: None,
        }
    });
    Ok(tasks.collect())
}

fn state_name(state: TaskState) -> &'static str {
    match state {
        TaskState::Assigned => "assigned",
        TaskState::Accepted => "accepted",
        TaskState::InProgress => "in_progress",
        TaskState::Done => "done",
        TaskState::Declined => "declined",
        TaskState::Dropped => "dropped",
    }
}

fn state_of(stored: &str) -> TaskState {
    match stored {
        "accepted" => TaskState::Accepted,
        "in_progress" => TaskState::InProgress,
        "done" => TaskState::Done,
        "declined" => TaskState::Declined,
        "dropped" => TaskState::Dropped,
        _ => TaskState::Assigned,
    }
}

/// What one party owes a commission.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgencyLoad {
    pub responsible: TaskResponsible,
    pub open: i64,
    /// Not accepted yet.
    pub waiting: i64,
    pub overdue: i64,
    pub declined: i64,
    pub done: i64,
    /// Days since the oldest open task was given.
    pub oldest_days: Option<i64>,
}

#[derive(FromRow)]
struct LoadRow {
    responsible_kind: String,
    responsible_id: Uuid,
    open: i64,
    waiting: i64,
    overdue: i64,
    declined: i64,
    done: i64,
    oldest: Option<NaiveDate>,
}

/// What each party owes a commission, those with the most past their day first.
pub async fn agency_loads(
    pool: &PgPool,
    commission_id: Uuid,
    today: NaiveDate,
) -> Result<Vec<AgencyLoad>, sqlx::Error> {
    let rows: Vec<LoadRow> = sqlx::query_as(&format!(
        "select t.responsible_kind, t.responsible_id, count(*) filter (where t.is_open) as open,
                count(*) filter (where t.state = 'assigned') as waiting,
                count(*) filter (where t.is_open and t.due_on < $2 and {GOES_ON}) as overdue,
                count(*) filter (where t.state = 'declined') as declined, count(*) filter (where t.state = 'done') as done,
                min(t.given_on) filter (where t.is_open) as oldest
           from task t left join family f on f.family_id = t.family_id where t.commission_id = $1 group by t.responsible_kind, t.responsible_id
          order by overdue desc, declined desc, open desc, t.responsible_id"
    ))
    .bind(commission_id)
    .bind(today)
    .fetch_all(pool)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.responsible_id).collect();
    let names = Names::load(pool, &ids).await?;
    let loads = rows.into_iter().map(|row| AgencyLoad {
        responsible: TaskResponsible {
            name: names.get(row.responsible_id).map(str::to_owned),
            kind: row.responsible_kind,
            id: row.responsible_id,
        },
        open: row.open,
        waiting: row.waiting,
        overdue: row.overdue,
        declined: row.declined,
        done: row.done,
        oldest_days: row.oldest.map(|oldest| (today - oldest).num_days()),
    });
    Ok(loads.collect())
}

/// A week of an agency in numbers; each is the length of a list that can be asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema, FromRow)]
pub struct TaskWeek {
    /// Given in the week.
    pub given: i64,
    /// Given and not accepted, whenever.
    pub waiting: i64,
    /// Due in the week, and not done.
    pub due: i64,
    /// Past their day at the end of the week, or today where it runs.
    pub overdue: i64,
    /// Done in the week.
    pub done: i64,
    /// Declined in the week.
    pub declined: i64,
    /// Open and not yet handed on to anybody.
    pub unassigned: i64,
}

/// The agency's week from one day to another.
pub async fn week(
    pool: &PgPool,
    agency_id: Uuid,
    from: NaiveDate,
    until: NaiveDate,
    today: NaiveDate,
) -> Result<TaskWeek, sqlx::Error> {
    sqlx::query_as(&format!(
        "select count(*) filter (where t.given_on between $2 and $3) as given, count(*) filter (where t.state = 'assigned') as waiting,
                count(*) filter (where t.is_open and t.due_on between $2 and $3) as due,
                count(*) filter (where t.is_open and t.due_on < least($4, $3 + 1) and {GOES_ON}) as overdue,
                count(*) filter (where t.state = 'done' and t.closed_on between $2 and $3) as done,
                count(*) filter (where t.state = 'declined' and t.closed_on between $2 and $3) as declined,
                count(*) filter (where t.is_open and t.delegated_to is null) as unassigned
           from task t left join family f on f.family_id = t.family_id
          where t.responsible_kind = 'agency' and t.responsible_id = $1"
    ))
    .bind(agency_id)
    .bind(from)
    .bind(until)
    .bind(today)
    .fetch_one(pool)
    .await
}

/// How many tasks an agency has accepted and not finished, of families whose sharing goes on.
pub async fn under_way(pool: &PgPool, agency_id: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(&format!(
        "select count(*) from task t left join family f on f.family_id = t.family_id
          where t.responsible_kind = 'agency' and t.responsible_id = $1 and t.is_open and t.state <> 'assigned' and {GOES_ON}"
    ))
    .bind(agency_id)
    .fetch_one(pool)
    .await
}
