//! The overdue work of a center's families, piece by piece, for whoever manages them.

use chrono::NaiveDate;
use hamyar_events::Domain;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::case::{DueKind, DueNumbers, due_day, is_shown};
use super::query::{KIND_TITLE, kind_of, title_of};
use crate::views::{CivilDate, NamedRef, Title};

/// One piece of overdue work.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OverdueWork {
    /// Its stable name.
    pub id: String,
    pub kind: DueKind,
    pub family_id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
    /// Whose work it is.
    pub caseworker: Option<NamedRef>,
    pub title: Title,
    pub domain: Option<Domain>,
    pub window_from: Option<CivilDate>,
    pub due: CivilDate,
    /// Days since its last day.
    pub days_late: i64,
    /// A calendar entry that was called missed and is still to be made up for.
    pub missed: bool,
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
    missed: bool,
    file_number: String,
    family_name: Option<String>,
    caseworker_id: Option<Uuid>,
    caseworker: Option<String>,
}

/// What is overdue in the families of these centers, of one caseworker or of all, the latest first.
pub async fn overdue(
    pool: &PgPool,
    center_ids: &[Uuid],
    caseworker_id: Option<Uuid>,
    limit: usize,
    today: NaiveDate,
) -> Result<Vec<OverdueWork>, sqlx::Error> {
    let sql = format!(
        "select d.item_id, d.family_id, d.kind, d.domain, d.title, c.title_fa, c.title_en, d.window_from, d.due_on, d.since, d.missed,
                f.file_number, f.family_name, w.caseworker_id, w.name as caseworker
           from due_item d join family f on f.family_id = d.family_id and f.center_id = any($1)
           left join caseworker w on w.caseworker_id = d.caseworker_id
           {KIND_TITLE}
          where ($2::uuid is null or d.caseworker_id = $2) and (d.due_on < $3 or d.due_on is null)"
    );
    let rows = sqlx::query_as::<_, Row>(&sql).bind(center_ids).bind(caseworker_id).bind(today).fetch_all(pool);
    let (rows, numbers) = futures::try_join!(rows, crate::families::due_numbers(pool, today))?;
    let mut found: Vec<OverdueWork> = rows.into_iter().filter_map(|row| late(row, today, &numbers)).collect();
    found.sort_by(|left, right| (right.days_late, &left.id).cmp(&(left.days_late, &right.id)));
    found.truncate(limit);
    Ok(found)
}

fn late(row: Row, today: NaiveDate, numbers: &DueNumbers) -> Option<OverdueWork> {
    let kind = kind_of(&row.kind);
    let due = due_day(kind, row.due_on, row.since, numbers);
    if due >= today || !is_shown(kind, due, today, numbers) {
        return None;
    }
    let title = match (row.title, row.title_fa.zip(row.title_en)) {
        (Some(written), _) => Title::new(written.clone(), written),
        (None, Some((fa, en))) => Title { fa, en },
        (None, None) => title_of(kind),
    };
    Some(OverdueWork {
        id: row.item_id,
        kind,
        family_id: row.family_id,
        file_number: row.file_number,
        family_name: row.family_name,
        caseworker: row.caseworker_id.map(|id| NamedRef { id, name: row.caseworker }),
        title,
        domain: row.domain.and_then(|domain| domain.parse().ok()),
        window_from: row.window_from.map(Into::into),
        due: due.into(),
        days_late: (today - due).num_days(),
        missed: row.missed,
    })
}
