//! Rows → the caseworker's today, and what cards and caseloads count.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::case::{DueKind, due_day, is_shown};
use crate::names::Names;
use crate::views::{Date, DueCounts, DueState, NamedRef, Title};
use hamyar_events::Domain;

/// A caseworker's queue on one day.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Today {
    pub date: Date,
    /// Overdue first, then by due day.
    pub items: Vec<TodayItem>,
    pub counts: DueCounts,
    pub position: i64,
}

/// The family an item is about.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DueFamily {
    pub id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
    pub neighborhood: NamedRef,
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TodayItem {
    pub kind: DueKind,
    pub family: DueFamily,
    pub member: Option<NamedRef>,
    pub title: Title,
    pub domain: Option<Domain>,
    pub window_from: Option<Date>,
    pub due: Date,
    pub state: DueState,
    /// Days to the due day; negative when it has passed.
    pub days: i64,
    pub entry_id: Option<Uuid>,
    pub task_id: Option<Uuid>,
    /// Days left of the caseworker's year with the family.
    pub days_left_of_year: Option<i64>,
}

#[derive(FromRow)]
struct Row {
    item_id: String,
    family_id: Uuid,
    kind: String,
    domain: Option<String>,
    title: Option<String>,
    title_fa: Option<String>,
    title_en: Option<String>,
    window_from: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    since: Option<NaiveDate>,
    entry_id: Option<Uuid>,
    task_id: Option<Uuid>,
    member_id: Option<Uuid>,
    member_name: Option<String>,
    file_number: Option<String>,
    family_name: Option<String>,
    neighborhood_id: Option<Uuid>,
    year_ends: Option<NaiveDate>,
}

fn kind_of(stored: &str) -> DueKind {
    match stored {
        "calendar_entry" => DueKind::CalendarEntry,
        "assessment_due" => DueKind::AssessmentDue,
        "final_assessment_due" => DueKind::FinalAssessmentDue,
        "year_ending" => DueKind::YearEnding,
        "task" => DueKind::Task,
        "consent_missing" => DueKind::ConsentMissing,
        _ => DueKind::VisitDue,
    }
}

fn title_of(kind: DueKind) -> Title {
    match kind {
        DueKind::VisitDue => Title::new("بازدید", "Visit"),
        DueKind::CalendarEntry => Title::new("برنامهٔ تقویم همیاری", "Aid calendar entry"),
        DueKind::AssessmentDue => Title::new("پایش آغازین", "Baseline assessment"),
        DueKind::FinalAssessmentDue => Title::new("پایش پایانی", "Final assessment"),
        DueKind::YearEnding => Title::new("پایان سال همیاری", "The year ends"),
        DueKind::Task => Title::new("وظیفه", "Task"),
        DueKind::ConsentMissing => Title::new("رضایت خانواده", "Consent of the family"),
    }
}

/// The queue of a caseworker on `today`, overdue items first (S044), the year's end from some days before (S032).
pub async fn today(pool: &PgPool, caseworker_id: Uuid, today: NaiveDate) -> Result<Today, sqlx::Error> {
    let rows = sqlx::query_as::<_, Row>(
        "select d.item_id, d.family_id, d.kind, d.domain, d.title, c.title_fa, c.title_en, d.window_from, d.due_on, d.since, d.entry_id,
                d.task_id, d.member_id, m.given_name as member_name, f.file_number, f.family_name, f.neighborhood_id,
                case when f.caseworker_id = $1 then f.year_ends end as year_ends
           from due_item d
           left join family f on f.family_id = d.family_id
           left join family_member m on m.member_id = d.member_id
           left join lateral (select t.title_fa, t.title_en from catalog_term t
                               where t.code = d.service_kind and t.catalog in ('service_kind', 'focused_aid_method')
                               order by t.catalog desc limit 1) c on true
          where d.caseworker_id = $1",
    )
    .bind(caseworker_id);
    let (rows, numbers, position) = futures::try_join!(
        rows.fetch_all(pool),
        crate::families::due_numbers(pool, today),
        crate::position(pool, "due_items")
    )?;
    let mut places: Vec<Uuid> = rows.iter().filter_map(|row| row.neighborhood_id).collect();
    places.sort_unstable();
    places.dedup();
    let names = Names::load(pool, &places).await?;
    let mut counts = DueCounts::default();
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let kind = kind_of(&row.kind);
        let due = due_day(kind, row.due_on, row.since, &numbers);
        if !is_shown(kind, due, today, &numbers) {
            continue;
        }
        let state = DueState::of(due, today);
        counts.count(state);
        let title = match (row.title, row.title_fa.zip(row.title_en)) {
            (Some(written), _) => Title::new(written.clone(), written),
            (None, Some((fa, en))) => Title { fa, en },
            (None, None) => title_of(kind),
        };
        let item = TodayItem {
            kind,
            family: DueFamily {
                id: row.family_id,
                file_number: row.file_number.unwrap_or_default(),
                family_name: row.family_name,
                neighborhood: names.named(row.neighborhood_id.unwrap_or_default()),
            },
            member: row.member_id.map(|id| NamedRef { id, name: row.member_name }),
            title,
            domain: row.domain.and_then(|domain| domain.parse().ok()),
            window_from: row.window_from.map(Into::into),
            due: due.into(),
            state,
            days: (due - today).num_days(),
            entry_id: row.entry_id,
            task_id: row.task_id,
            days_left_of_year: row.year_ends.map(|ends| (ends - today).num_days()),
        };
        items.push((due, kind, row.item_id, item));
    }
    items.sort_by(|left, right| (left.0, left.1, &left.2).cmp(&(right.0, right.1, &right.2)));
    let items = items.into_iter().map(|(_, _, _, item)| item).collect();
    Ok(Today { date: today.into(), items, counts, position })
}

/// What a card shows of a family's open items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueSummary {
    /// Earliest due day.
    pub next: Option<NaiveDate>,
    /// Items whose last day has passed.
    pub overdue: u32,
}

#[derive(FromRow)]
struct Brief {
    owner: Uuid,
    kind: String,
    due_on: Option<NaiveDate>,
    since: Option<NaiveDate>,
}

/// The open items of each family, in short.
pub async fn summaries(
    pool: &PgPool,
    family_ids: &[Uuid],
    today: NaiveDate,
) -> Result<HashMap<Uuid, DueSummary>, sqlx::Error> {
    let rows = sqlx::query_as::<_, Brief>(
        "select family_id as owner, kind, due_on, since from due_item where family_id = any($1)",
    )
    .bind(family_ids);
    let (rows, numbers) = futures::try_join!(rows.fetch_all(pool), crate::families::due_numbers(pool, today))?;
    let mut summaries: HashMap<Uuid, DueSummary> = HashMap::new();
    for row in rows {
        let kind = kind_of(&row.kind);
        let due = due_day(kind, row.due_on, row.since, &numbers);
        if is_shown(kind, due, today, &numbers) {
            let summary = summaries.entry(row.owner).or_default();
            summary.next = Some(summary.next.map_or(due, |next| next.min(due)));
            summary.overdue += u32::from(due < today);
        }
    }
    Ok(summaries)
}

/// What a caseload shows of a caseworker's open items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseworkerDue {
    pub overdue: u32,
    /// Families whose year ends within the notice, or has ended.
    pub year_ending: u32,
}

/// The open items of each caseworker, in short.
pub async fn caseworker_due(
    pool: &PgPool,
    caseworker_ids: &[Uuid],
    today: NaiveDate,
) -> Result<HashMap<Uuid, CaseworkerDue>, sqlx::Error> {
    let rows = sqlx::query_as::<_, Brief>(
        "select caseworker_id as owner, kind, due_on, since from due_item where caseworker_id = any($1)",
    )
    .bind(caseworker_ids);
    let (rows, numbers) = futures::try_join!(rows.fetch_all(pool), crate::families::due_numbers(pool, today))?;
    let mut found: HashMap<Uuid, CaseworkerDue> = HashMap::new();
    for row in rows {
        let kind = kind_of(&row.kind);
        let due = due_day(kind, row.due_on, row.since, &numbers);
        if is_shown(kind, due, today, &numbers) {
            let summary = found.entry(row.owner).or_default();
            summary.overdue += u32::from(due < today);
            summary.year_ending += u32::from(kind == DueKind::YearEnding);
        }
    }
    Ok(found)
}
