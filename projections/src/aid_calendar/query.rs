//! Rows → the days of a caseworker's calendar.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::due_items::{DueFamily, DueKind, KIND_TITLE, TodayItem, open_items};
use crate::views::{CivilDate, DueState, EntryState, NamedRef, Title};

/// What lies on some days of a caseworker.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Calendar {
    pub from: CivilDate,
    pub to: CivilDate,
    pub today: CivilDate,
    /// Open items whose window or due day lies within, those overdue while today lies within, and entries done within; by due day.
    pub items: Vec<CalendarItem>,
    pub position: i64,
}

/// One thing on the calendar: as in the queue, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CalendarItem {
    #[serde(flatten)]
    pub item: TodayItem,
    pub status: EntryState,
    pub done_on: Option<CivilDate>,
    /// It was done after its window, or after it was called missed.
    pub late: bool,
}

#[derive(FromRow)]
struct DoneRow {
    entry_id: Uuid,
    family_id: Uuid,
    domain: String,
    title: Option<String>,
    title_fa: Option<String>,
    title_en: Option<String>,
    window_from: NaiveDate,
    window_to: NaiveDate,
    done_on: NaiveDate,
    late: bool,
    member_id: Option<Uuid>,
    member_name: Option<String>,
    file_number: String,
    family_name: Option<String>,
    neighborhood_id: Uuid,
    neighborhood: Option<String>,
    year_ends: Option<NaiveDate>,
}

/// The calendar of a caseworker between two days, both counted: of the families now held, and of tasks that are still the caseworker's.
pub async fn calendar(
    pool: &PgPool,
    caseworker_id: Uuid,
    (from, to): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<Calendar, sqlx::Error> {
    let sql = format!(
        "select d.entry_id, d.family_id, d.domain, d.title, c.title_fa, c.title_en, d.window_from, d.window_to, d.done_on, d.late,
                m.member_id, m.given_name as member_name, f.file_number, f.family_name, f.neighborhood_id, h.name as neighborhood, f.year_ends
           from family f
           join aid_entry d on d.family_id = f.family_id and d.done_on between $2 and $3
           left join neighborhood h on h.neighborhood_id = f.neighborhood_id
           left join family_member m on m.member_id = d.member_id
           {KIND_TITLE}
          where f.caseworker_id = $1 and d.status = 'done'
          order by d.done_on, d.entry_id"
    );
    let done = sqlx::query_as::<_, DoneRow>(&sql).bind(caseworker_id).bind(from).bind(to);
    let (done, open, position) = futures::try_join!(
        done.fetch_all(pool),
        open_items(pool, caseworker_id, today, true),
        crate::position(pool, "aid_calendar")
    )?;
    let within = from <= today && today <= to;
    let lies_within = |item: &TodayItem| {
        let begins = item.window_from.as_ref().map_or(item.due.iso, |day| day.iso);
        (begins <= to && item.due.iso >= from) || (within && item.due.iso < today)
    };
    let mut items: Vec<CalendarItem> = open
        .into_iter()
        .filter(lies_within)
        .map(|item| {
            let status = if item.missed { EntryState::Missed } else { EntryState::Planned };
            CalendarItem { item, status, done_on: None, late: false }
        })
        .collect();
    items.extend(done.into_iter().map(|row| done_item(row, today)));
    Ok(Calendar { from: from.into(), to: to.into(), today: today.into(), items, position })
}

fn done_item(row: DoneRow, today: NaiveDate) -> CalendarItem {
    let title = match (row.title, row.title_fa.zip(row.title_en)) {
        (Some(written), _) => Title::new(written.clone(), written),
        (None, Some((fa, en))) => Title { fa, en },
        (None, None) => Title::new("برنامهٔ تقویم همیاری", "Aid calendar entry"),
    };
    let item = TodayItem {
        kind: DueKind::CalendarEntry,
        family: DueFamily {
            id: row.family_id,
            file_number: row.file_number,
            family_name: row.family_name,
            neighborhood: NamedRef { id: row.neighborhood_id, name: row.neighborhood },
        },
        member: row.member_id.map(|id| NamedRef { id, name: row.member_name }),
        title,
        domain: row.domain.parse().ok(),
        window_from: Some(row.window_from.into()),
        due: row.window_to.into(),
        state: DueState::of(row.window_to, today),
        urgent: Vec::new(),
        days: (row.window_to - today).num_days(),
        entry_id: Some(row.entry_id),
        task_id: None,
        missed: false,
        remind_on: None,
        days_left_of_year: row.year_ends.map(|ends| (ends - today).num_days()),
    };
    CalendarItem { item, status: EntryState::Done, done_on: Some(row.done_on.into()), late: row.late }
}
