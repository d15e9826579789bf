//! Rows → the caseworker's today, and what cards and caseloads count.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::case::{DueKind, DueNumbers, EXPERT_DAYS, Urgent, due_day, is_shown};
use crate::views::{CivilDate, DueCounts, DueState, NamedRef, Title};
use hamyar_events::Domain;

/// A caseworker's queue on one day.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Today {
    pub date: CivilDate,
    /// Overdue first, then what is due today, within a week and later; in each of these the urgent families first, then by due day.
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
    pub window_from: Option<CivilDate>,
    pub due: CivilDate,
    pub state: DueState,
    /// Days to the due day; negative when it has passed.
    pub days: i64,
    pub entry_id: Option<Uuid>,
    pub task_id: Option<Uuid>,
    /// A calendar entry that was called missed and is still to be made up for, moved or dropped.
    pub missed: bool,
    /// The day from which a calendar entry reminds of itself.
    pub remind_on: Option<CivilDate>,
    /// Days left of the caseworker's year with the family.
    pub days_left_of_year: Option<i64>,
    /// Why it comes before other work of the same days, the gravest first.
    pub urgent: Vec<Urgent>,
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
    missed: bool,
    remind_on: Option<NaiveDate>,
    member_id: Option<Uuid>,
    member_name: Option<String>,
    file_number: Option<String>,
    family_name: Option<String>,
    neighborhood_id: Option<Uuid>,
    neighborhood: Option<String>,
    year_ends: Option<NaiveDate>,
    under_threat: Option<bool>,
    urgent: Option<Vec<String>>,
}

pub(super) fn kind_of(stored: &str) -> DueKind {
    match stored {
        "calendar_entry" => DueKind::CalendarEntry,
        "assessment_due" => DueKind::AssessmentDue,
        "final_assessment_due" => DueKind::FinalAssessmentDue,
        "year_ending" => DueKind::YearEnding,
        "task" => DueKind::Task,
        "consent_missing" => DueKind::ConsentMissing,
        "referral_returned" => DueKind::ReferralReturned,
        "referral_declined" => DueKind::ReferralDeclined,
        "expert_unanswered" => DueKind::ExpertUnanswered,
        "goal_due" => DueKind::GoalDue,
        _ => DueKind::VisitDue,
    }
}

pub(super) fn title_of(kind: DueKind) -> Title {
    match kind {
        DueKind::VisitDue => Title::new("بازدید", "Visit"),
        DueKind::CalendarEntry => Title::new("برنامهٔ تقویم همیاری", "Aid calendar entry"),
        DueKind::AssessmentDue => Title::new("پایش آغازین", "Baseline assessment"),
        DueKind::FinalAssessmentDue => Title::new("پایش پایانی", "Final assessment"),
        DueKind::YearEnding => Title::new("پایان سال همیاری", "The year ends"),
        DueKind::Task => Title::new("وظیفه", "Task"),
        DueKind::ConsentMissing => Title::new("رضایت خانواده", "Consent of the family"),
        DueKind::ReferralReturned => Title::new("ارجاع برگشته است", "A referral was returned"),
        DueKind::ReferralDeclined => Title::new("ارجاع پذیرفته نشد", "A referral was declined"),
        DueKind::ExpertUnanswered => Title::new("پرسش بی‌پاسخ از کارشناس", "An expert has not answered"),
        DueKind::GoalDue => Title::new("روز هدف", "The day of a goal"),
    }
}

/// Joins the title of a calendar entry's kind, `kind` being the column that holds its code.
pub(crate) const KIND_TITLE: &str = "left join lateral (select t.title_fa, t.title_en from catalog_term t
                               where t.code = d.service_kind and t.catalog in ('service_kind', 'focused_aid_method')
                               order by t.catalog desc limit 1) c on true";

/// The queue of a caseworker on `today`, overdue items first (S044), the year's end from some days before (S032). A task of a family that is
/// now held by somebody else is told by its file number alone (S033).
pub async fn today(pool: &PgPool, caseworker_id: Uuid, today: NaiveDate) -> Result<Today, sqlx::Error> {
    let (items, position) =
        futures::try_join!(open_items(pool, caseworker_id, today, false), crate::position(pool, "due_items"))?;
    let mut counts = DueCounts::default();
    for item in &items {
        counts.count(item.state);
    }
    Ok(Today { date: today.into(), items, counts, position })
}

/// Everything open for a caseworker by due day; with `ahead` also what enters the queue later.
pub(crate) async fn open_items(
    pool: &PgPool,
    caseworker_id: Uuid,
    today: NaiveDate,
    ahead: bool,
) -> Result<Vec<TodayItem>, sqlx::Error> {
    let sql = format!(
        "select d.item_id, d.family_id, d.kind, d.domain, case when f.caseworker_id = $1 then d.title end as title, c.title_fa, c.title_en, d.window_from, d.due_on, d.since, d.entry_id,
                d.task_id, d.missed, d.remind_on, m.member_id, m.given_name as member_name, f.file_number, v.family_name, v.neighborhood_id, h.name as neighborhood,
                case when f.caseworker_id = $1 then f.year_ends end as year_ends, v.address_under_threat as under_threat,
                case when v.family_id is not null then u.urgent end as urgent
           from due_item d
           left join due_case u on u.family_id = d.family_id
           left join family f on f.family_id = d.family_id
           left join family v on v.family_id = d.family_id and v.caseworker_id = $1
           left join neighborhood h on h.neighborhood_id = v.neighborhood_id
           left join family_member m on m.member_id = d.member_id and v.family_id is not null
           {KIND_TITLE}
          where d.caseworker_id = $1"
    );
    let rows = sqlx::query_as::<_, Row>(&sql).bind(caseworker_id);
    let (rows, numbers) = futures::try_join!(rows.fetch_all(pool), crate::families::due_numbers(pool, today))?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let kind = kind_of(&row.kind);
        let due = due_day(kind, row.due_on, row.since, &numbers);
        if !ahead && !is_shown(kind, due, today, &numbers) {
            continue;
        }
        let urgent = urgent(&row, today, &numbers);
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
                neighborhood: NamedRef { id: row.neighborhood_id.unwrap_or_default(), name: row.neighborhood },
            },
            member: row.member_id.map(|id| NamedRef { id, name: row.member_name }),
            title,
            domain: row.domain.and_then(|domain| domain.parse().ok()),
            window_from: row.window_from.map(Into::into),
            due: due.into(),
            state: DueState::of(due, today),
            days: (due - today).num_days(),
            entry_id: row.entry_id,
            task_id: row.task_id,
            missed: row.missed,
            remind_on: row.remind_on.map(Into::into),
            days_left_of_year: row.year_ends.map(|ends| (ends - today).num_days()),
            urgent,
        };
        items.push((due, kind, row.item_id, item));
    }
    items.sort_by(|left, right| {
        let key = |(due, kind, id, item): &(NaiveDate, DueKind, String, TodayItem)| {
            (item.state, item.urgent.first().map_or((1, None), |why| (0, Some(*why))), *due, *kind, id.clone())
        };
        key(left).cmp(&key(right))
    });
    Ok(items.into_iter().map(|(_, _, _, item)| item).collect())
}

/// Why the family of an item is urgent, as far as whoever holds the item may know.
fn urgent(row: &Row, today: NaiveDate, numbers: &DueNumbers) -> Vec<Urgent> {
    let recorded = |why: Urgent| row.urgent.as_ref().is_some_and(|found| found.iter().any(|one| one == why.as_str()));
    let ends = row.year_ends.is_some_and(|ends| (ends - today).num_days() <= i64::from(numbers.year_end_notice_days));
    let all = [
        (Urgent::AddressUnderThreat, row.under_threat == Some(true)),
        (Urgent::CriticalIndicator, recorded(Urgent::CriticalIndicator)),
        (Urgent::UrgentReferral, recorded(Urgent::UrgentReferral)),
        (Urgent::YearEnding, ends),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(why, _)| why).collect()
}

/// What a card shows of a family's open items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueSummary {
    /// Earliest due day.
    pub next: Option<NaiveDate>,
    /// Items whose last day has passed.
    pub overdue: u32,
}

/// Open items of owners with the day each is due on under the settings of the day, those not shown yet left out. `$1` owners, `$2` today, `$3` to
/// `$5` the numbers of days that hold until settings are published.
fn due_of(owner: &str) -> String {
    format!(
        "with numbers as (
           select coalesce((v.body->>'visit_every_days')::integer, $3) as visit, coalesce((v.body->>'assessment_within_days')::integer, $4) as baseline,
                  coalesce((v.body->>'year_end_notice_days')::integer, $5) as notice
             from (select 1) one left join lateral (select body from settings_version where effective_from <= $2
                                                      order by effective_from desc, version desc limit 1) v on true),
         due as (
           select d.{owner} as owner, d.kind, n.notice,
                  coalesce(d.due_on, d.since + case d.kind when 'visit_due' then n.visit when 'assessment_due' then n.baseline when 'expert_unanswered' then {EXPERT_DAYS} else 0 end) as due
             from due_item d, numbers n where d.{owner} = any($1)),
         shown as (select * from due where kind not in ('year_ending', 'final_assessment_due', 'goal_due') or due - $2 <= notice)"
    )
}

/// The open items of each family, in short.
pub async fn summaries(
    pool: &PgPool,
    family_ids: &[Uuid],
    today: NaiveDate,
) -> Result<HashMap<Uuid, DueSummary>, sqlx::Error> {
    let sql = format!(
        "{} select owner, min(due), count(*) filter (where due < $2) from shown group by owner",
        due_of("family_id")
    );
    let defaults = DueNumbers::default();
    let rows: Vec<(Uuid, Option<NaiveDate>, i64)> = sqlx::query_as(&sql)
        .bind(family_ids)
        .bind(today)
        .bind(defaults.visit_every_days)
        .bind(defaults.assessment_within_days)
        .bind(defaults.year_end_notice_days)
        .fetch_all(pool)
        .await?;
    let summary = |next, overdue| DueSummary { next, overdue: u32::try_from(overdue).unwrap_or(u32::MAX) };
    Ok(rows.into_iter().map(|(id, next, overdue)| (id, summary(next, overdue))).collect())
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
    let sql = format!(
        "{} select owner, count(*) filter (where due < $2), count(*) filter (where kind = 'year_ending') from shown group by owner",
        due_of("caseworker_id")
    );
    let defaults = DueNumbers::default();
    let rows: Vec<(Uuid, i64, i64)> = sqlx::query_as(&sql)
        .bind(caseworker_ids)
        .bind(today)
        .bind(defaults.visit_every_days)
        .bind(defaults.assessment_within_days)
        .bind(defaults.year_end_notice_days)
        .fetch_all(pool)
        .await?;
    let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
    let due = |overdue, ending| CaseworkerDue { overdue: number(overdue), year_ending: number(ending) };
    Ok(rows.into_iter().map(|(id, overdue, ending)| (id, due(overdue, ending))).collect())
}
