//! Questions to experts that wait for an answer, the oldest first (statement 57).

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::case::{DueKind, DueNumbers, due_day};
use crate::views::{CivilDate, DueState, NamedRef};

/// One question without an answer.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ExpertQuestion {
    pub id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
    /// The caseworker who holds the family.
    pub caseworker: Option<NamedRef>,
    /// Field of the expert; null once the family is erased.
    pub specialty: Option<String>,
    pub asked_on: CivilDate,
    pub answer_by: CivilDate,
    pub state: DueState,
    /// Days since it was asked.
    pub days_open: i64,
}

#[derive(FromRow)]
struct Row {
    item_id: String,
    family_id: Uuid,
    file_number: String,
    family_name: Option<String>,
    caseworker_id: Option<Uuid>,
    caseworker: Option<String>,
    title: Option<String>,
    since: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
}

/// The unanswered questions of the families of these centers and of those that this caseworker holds, the oldest first.
pub async fn expert_questions(
    pool: &PgPool,
    center_ids: &[Uuid],
    caseworker_id: Option<Uuid>,
    limit: i64,
    today: NaiveDate,
) -> Result<Vec<ExpertQuestion>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select d.item_id, d.family_id, f.file_number, f.family_name, f.caseworker_id,
                w.name as caseworker, d.title, d.since, d.due_on
           from due_item d join family f using (family_id)
           left join caseworker w on w.caseworker_id = f.caseworker_id
          where d.kind = 'expert_unanswered' and (f.center_id = any($1) or f.caseworker_id = $2)
          order by d.since, d.item_id limit $3",
    )
    .bind(center_ids)
    .bind(caseworker_id)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    let question = |row: Row| {
        let asked = row.since?;
        let due = due_day(DueKind::ExpertUnanswered, row.due_on, row.since, &DueNumbers::default());
        Some(ExpertQuestion {
            id: row.item_id.parse().ok()?,
            family_id: row.family_id,
            file_number: row.file_number,
            family_name: row.family_name,
            caseworker: row.caseworker_id.map(|id| NamedRef { id, name: row.caseworker }),
            specialty: row.title,
            asked_on: asked.into(),
            answer_by: due.into(),
            state: DueState::of(due, today),
            days_open: (today - asked).num_days(),
        })
    };
    Ok(rows.into_iter().filter_map(question).collect())
}
