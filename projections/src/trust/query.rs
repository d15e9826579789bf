//! Rows → what is open for a person, what a center and a caseworker are told, what a center compares.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::names::Names;
use crate::views::{ActorRef, CivilDate, Instant, NamedRef};

/// What is open for a person now, and until when.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OpenNow {
    pub id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    /// `glass` or `reveal`.
    pub kind: String,
    /// Of a broken glass: `foreign_file` or `threatened_address`.
    pub purpose: Option<String>,
    pub until: Instant,
}

/// Somebody broke the glass over a family that the reader answers for, and the reader has not acknowledged it yet.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GlassNotice {
    pub id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    /// `foreign_file` or `threatened_address`.
    pub purpose: Option<String>,
    pub by: ActorRef,
    /// The center whose manager it was.
    pub center: Option<NamedRef>,
    pub reason: Option<String>,
    pub opened_at: Instant,
    pub until: Instant,
}

/// A question from elsewhere about a family of the reader's center.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Comparison {
    pub id: Uuid,
    pub family_id: Uuid,
    pub file_number: String,
    pub family_name: Option<String>,
    pub by: ActorRef,
    /// The center that asks.
    pub center: Option<NamedRef>,
    /// What was searched for there.
    pub names: Option<String>,
    pub birth_year: Option<i32>,
    pub phone: Option<String>,
    pub national_id_matches: bool,
    pub asked_on: CivilDate,
}

/// A question the reader asked. Nothing of the families behind it is told, not even how many.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AskedComparison {
    pub id: Uuid,
    /// What the reader searched for.
    pub names: Option<String>,
    pub asked_on: CivilDate,
    /// `waiting`, `same` or `not_same`.
    pub answer: String,
}

#[derive(FromRow)]
struct Opening {
    opening_id: Uuid,
    family_id: Uuid,
    file_number: String,
    kind: String,
    purpose: Option<String>,
    user_id: Uuid,
    center_id: Option<Uuid>,
    reason: Option<String>,
    opened_at: DateTime<Utc>,
    until: DateTime<Utc>,
}

const OPENING: &str = "select o.opening_id, o.family_id, f.file_number, o.kind, o.purpose, o.user_id, o.center_id, o.reason, o.opened_at, o.until
      from opening o join family f using (family_id)";

/// What is open for a person at an instant, what closes first first.
pub async fn open_now(pool: &PgPool, user_id: Uuid, now: DateTime<Utc>) -> Result<Vec<OpenNow>, sqlx::Error> {
    let sql = format!("{OPENING} where o.user_id = $1 and o.until > $2 order by o.until, o.opening_id");
    let rows: Vec<Opening> = sqlx::query_as(&sql).bind(user_id).bind(now).fetch_all(pool).await?;
    let open = rows.into_iter().map(|row| OpenNow {
        id: row.opening_id,
        family_id: row.family_id,
        file_number: row.file_number,
        kind: row.kind,
        purpose: row.purpose,
        until: row.until.into(),
    });
    Ok(open.collect())
}

/// Notices shown at most.
const NOTICES_MAX: i64 = 50;

/// Breakings of the glass over families of these centers and caseworkers which the reader has neither done nor acknowledged, newest first.
pub async fn glass_notices(
    pool: &PgPool,
    reader: Uuid,
    center_ids: &[Uuid],
    caseworker_ids: &[Uuid],
) -> Result<Vec<GlassNotice>, sqlx::Error> {
    let sql = format!(
        "{OPENING} where o.kind = 'glass' and (f.center_id = any($1) or f.caseworker_id = any($2)) and o.user_id <> $3
            and not ($3 = any(o.acknowledged_by)) order by o.opened_at desc, o.opening_id limit {NOTICES_MAX}"
    );
    let rows: Vec<Opening> =
        sqlx::query_as(&sql).bind(center_ids).bind(caseworker_ids).bind(reader).fetch_all(pool).await?;
    let centers: Vec<Uuid> = rows.iter().filter_map(|row| row.center_id).collect();
    let names = Names::load(pool, &centers).await?;
    let notices = rows.into_iter().map(|row| GlassNotice {
        id: row.opening_id,
        family_id: row.family_id,
        file_number: row.file_number,
        purpose: row.purpose,
        by: user(row.user_id),
        center: row.center_id.map(|id| names.named(id)),
        reason: row.reason,
        opened_at: row.opened_at.into(),
        until: row.until.into(),
    });
    Ok(notices.collect())
}

#[derive(FromRow)]
struct Question {
    comparison_id: Uuid,
    family_id: Uuid,
    file_number: String,
    family_name: Option<String>,
    user_id: Uuid,
    center_id: Option<Uuid>,
    names: Option<String>,
    birth_year: Option<i32>,
    phone: Option<String>,
    national_id_matches: bool,
    asked_on: NaiveDate,
}

/// Questions about families of these centers that wait for an answer, oldest first.
pub async fn to_compare(pool: &PgPool, center_ids: &[Uuid]) -> Result<Vec<Comparison>, sqlx::Error> {
    let rows: Vec<Question> = sqlx::query_as(
        "select c.comparison_id, c.family_id, f.file_number, f.family_name, c.user_id, c.center_id, c.names, c.birth_year, c.phone,
                c.national_id_matches, c.asked_on
           from comparison c join family f using (family_id)
          where c.same is null and f.center_id = any($1) order by c.asked_on, c.case_id limit 100",
    )
    .bind(center_ids)
    .fetch_all(pool)
    .await?;
    let centers: Vec<Uuid> = rows.iter().filter_map(|row| row.center_id).collect();
    let names = Names::load(pool, &centers).await?;
    let questions = rows.into_iter().map(|row| Comparison {
        id: row.comparison_id,
        family_id: row.family_id,
        file_number: row.file_number,
        family_name: row.family_name,
        by: user(row.user_id),
        center: row.center_id.map(|id| names.named(id)),
        names: row.names,
        birth_year: row.birth_year,
        phone: row.phone,
        national_id_matches: row.national_id_matches,
        asked_on: row.asked_on.into(),
    });
    Ok(questions.collect())
}

/// The questions a person asked, newest first. One that several families could answer is one question: the same as soon as one is, not the
/// same when all are answered.
pub async fn asked_by(pool: &PgPool, user_id: Uuid) -> Result<Vec<AskedComparison>, sqlx::Error> {
    let rows: Vec<(Uuid, Option<String>, NaiveDate, String)> = sqlx::query_as(
        "select comparison_id, min(names), min(asked_on),
                case when bool_or(coalesce(same, false)) then 'same' when bool_or(same is null) then 'waiting' else 'not_same' end
           from comparison where user_id = $1 group by comparison_id order by min(asked_on) desc, comparison_id desc limit 50",
    )
    .bind(user_id)
    .fetch_all(pool)
    .await?;
    let asked = rows.into_iter().map(|(id, names, asked_on, answer)| AskedComparison {
        id,
        names,
        asked_on: asked_on.into(),
        answer,
    });
    Ok(asked.collect())
}

fn user(id: Uuid) -> ActorRef {
    ActorRef { id: Some(id), name: None, kind: "user".to_owned() }
}
