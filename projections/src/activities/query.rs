//! Rows → activities of a center, and one of them with who was there.

use chrono::NaiveDate;
use hamyar_events::{Domain, Tier};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::names::Names;
use crate::views::{CivilDate, FileGeneralAid, NamedRef};

/// How far an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityState {
    Planned,
    Announced,
    Held,
    Cancelled,
}

/// An activity in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ActivityCard {
    pub id: Uuid,
    pub center_id: Uuid,
    /// Code of catalog `general_aid_form`.
    pub form: String,
    pub title: String,
    pub domain: Option<Domain>,
    pub audience: Vec<Tier>,
    pub state: ActivityState,
    pub planned_for: CivilDate,
    pub held_on: Option<CivilDate>,
    pub hours: i32,
    /// Families of which somebody was there.
    pub families: i64,
    /// Everybody there: named, counted with a family, and counted by head.
    pub persons: i64,
    /// Persons times the hours they were there.
    pub person_hours: i64,
    pub sequence: i64,
}

/// One activity, whole.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ActivityView {
    #[serde(flatten)]
    pub card: ActivityCard,
    pub neighborhood: Option<NamedRef>,
    pub announced_on: Option<CivilDate>,
    pub cancelled_on: Option<CivilDate>,
    /// Those whom no attendance names.
    pub head_count: i64,
    pub attendance: Vec<AttendanceItem>,
    pub tests: TestSummary,
    pub position: i64,
}

/// A member, or so many of a family.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AttendanceItem {
    pub family_id: Uuid,
    pub file_number: Option<String>,
    /// Null for a family that another center keeps now.
    pub family_name: Option<String>,
    pub member: Option<NamedRef>,
    /// Null where only a test is recorded.
    pub persons: Option<i32>,
    pub hours: Option<i32>,
    /// Score of the test before, 0 to 100.
    pub before: Option<i32>,
    /// Score of the test after.
    pub after: Option<i32>,
}

/// What the tests say of those who made both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct TestSummary {
    pub both: i64,
    pub improved: i64,
    /// Mean of the scores before, in whole points.
    pub mean_before: Option<i64>,
    pub mean_after: Option<i64>,
}

#[derive(FromRow)]
struct Row {
    activity_id: Uuid,
    center_id: Uuid,
    form: String,
    title: String,
    domain: String,
    audience: Vec<String>,
    neighborhood_id: Option<Uuid>,
    planned_for: NaiveDate,
    hours: i32,
    announced_on: Option<NaiveDate>,
    held_on: Option<NaiveDate>,
    head_count: i64,
    cancelled_on: Option<NaiveDate>,
    sequence: i64,
    families: i64,
    persons: i64,
    person_hours: i64,
}

const SELECT: &str = "select a.*, coalesce(t.families, 0) as families, coalesce(t.persons, 0) + a.head_count as persons,
       coalesce(t.person_hours, 0) + a.head_count * a.hours as person_hours
  from activity a
  left join lateral (select count(distinct family_id) as families, sum(persons)::bigint as persons, sum(persons::bigint * hours)::bigint as person_hours
                       from activity_attendance t where t.activity_id = a.activity_id) t on true";

/// The activities of a center (of all, when none is given), what is ahead and the latest first.
pub async fn activities(pool: &PgPool, center_id: Option<Uuid>, limit: i64) -> Result<Vec<ActivityCard>, sqlx::Error> {
    let sql = format!(
        "{SELECT} where ($1::uuid is null or a.center_id = $1) order by coalesce(a.held_on, a.planned_for) desc, a.activity_id limit $2"
    );
    let rows: Vec<Row> = sqlx::query_as(&sql).bind(center_id).bind(limit).fetch_all(pool).await?;
    Ok(rows.iter().map(card).collect())
}

/// One activity, with who was there.
pub async fn activity(pool: &PgPool, id: Uuid) -> Result<Option<ActivityView>, sqlx::Error> {
    let sql = format!("{SELECT} where a.activity_id = $1");
    let Some(row) = sqlx::query_as::<_, Row>(&sql).bind(id).fetch_optional(pool).await? else { return Ok(None) };
    let refs: Vec<Uuid> = row.neighborhood_id.into_iter().collect();
    let (names, attendance, position) = futures::try_join!(
        Names::load(pool, &refs),
        attendance(pool, id, row.center_id),
        crate::position(pool, "activities")
    )?;
    let both: Vec<(i32, i32)> = attendance.iter().filter_map(|one| one.before.zip(one.after)).collect();
    let mean = |scores: Vec<i32>| {
        let count = i64::try_from(scores.len()).unwrap_or(i64::MAX);
        let sum: i64 = scores.into_iter().map(i64::from).sum();
        (count > 0).then(|| (sum + count / 2) / count.max(1))
    };
    let tests = TestSummary {
        both: i64::try_from(both.len()).unwrap_or(i64::MAX),
        improved: i64::try_from(both.iter().filter(|(before, after)| after > before).count()).unwrap_or(i64::MAX),
        mean_before: mean(both.iter().map(|(before, _)| *before).collect()),
        mean_after: mean(both.iter().map(|(_, after)| *after).collect()),
    };
    Ok(Some(ActivityView {
        card: card(&row),
        neighborhood: row.neighborhood_id.map(|id| names.named(id)),
        announced_on: row.announced_on.map(Into::into),
        cancelled_on: row.cancelled_on.map(Into::into),
        head_count: row.head_count,
        attendance,
        tests,
        position,
    }))
}

#[derive(FromRow)]
struct AttendedRow {
    activity_id: Uuid,
    form: String,
    title: String,
    domain: String,
    held_on: NaiveDate,
    member_id: Option<Uuid>,
    persons: i32,
    hours: i32,
}

/// The activities that somebody of a family attended, the latest first.
pub async fn attended(pool: &PgPool, family_id: Uuid) -> Result<Vec<FileGeneralAid>, sqlx::Error> {
    let rows: Vec<AttendedRow> = sqlx::query_as(
        "select t.activity_id, a.form, a.title, a.domain, coalesce(a.held_on, a.planned_for) as held_on, t.member_id, t.persons, t.hours
           from activity_attendance t join activity a using (activity_id) where t.family_id = $1
          order by held_on desc, t.attendance_id",
    )
    .bind(family_id)
    .fetch_all(pool)
    .await?;
    let items = rows.into_iter().map(|row| FileGeneralAid {
        activity_id: row.activity_id,
        form: row.form,
        title: row.title,
        domain: row.domain.parse().unwrap_or(Domain::Social),
        held_on: row.held_on.into(),
        member_id: row.member_id,
        persons: row.persons,
        hours: row.hours,
    });
    Ok(items.collect())
}

#[derive(FromRow)]
struct AttendanceRow {
    family_id: Uuid,
    file_number: Option<String>,
    family_name: Option<String>,
    member_id: Option<Uuid>,
    member_name: Option<String>,
    persons: Option<i32>,
    hours: Option<i32>,
    before: Option<i32>,
    after: Option<i32>,
}

async fn attendance(pool: &PgPool, id: Uuid, center_id: Uuid) -> Result<Vec<AttendanceItem>, sqlx::Error> {
    let rows: Vec<AttendanceRow> = sqlx::query_as(
        "select coalesce(t.family_id, s.family_id) as family_id, f.file_number, v.family_name, coalesce(t.member_id, s.member_id) as member_id,
                case when v.family_id is not null then m.given_name end as member_name, t.persons, t.hours, s.before, s.after
           from (select * from activity_attendance where activity_id = $1) t
           full join (select * from activity_test where activity_id = $1) s on s.member_id = t.member_id
           left join family f on f.family_id = coalesce(t.family_id, s.family_id)
           left join family v on v.family_id = f.family_id and v.center_id = $2
           left join family_member m on m.member_id = coalesce(t.member_id, s.member_id)
          order by f.file_number, m.given_name nulls first, t.attendance_id",
    )
    .bind(id)
    .bind(center_id)
    .fetch_all(pool)
    .await?;
    let item = |row: AttendanceRow| AttendanceItem {
        family_id: row.family_id,
        file_number: row.file_number,
        family_name: row.family_name,
        member: row.member_id.map(|id| NamedRef { id, name: row.member_name }),
        persons: row.persons,
        hours: row.hours,
        before: row.before,
        after: row.after,
    };
    Ok(rows.into_iter().map(item).collect())
}

fn card(row: &Row) -> ActivityCard {
    let state = if row.cancelled_on.is_some() {
        ActivityState::Cancelled
    } else if row.held_on.is_some() {
        ActivityState::Held
    } else if row.announced_on.is_some() {
        ActivityState::Announced
    } else {
        ActivityState::Planned
    };
    ActivityCard {
        id: row.activity_id,
        center_id: row.center_id,
        form: row.form.clone(),
        title: row.title.clone(),
        domain: row.domain.parse().ok(),
        audience: row.audience.iter().filter_map(|tier| tier.parse().ok()).collect(),
        state,
        planned_for: row.planned_for.into(),
        held_on: row.held_on.map(Into::into),
        hours: row.hours,
        families: row.families,
        persons: row.persons,
        person_hours: row.person_hours,
        sequence: row.sequence,
    }
}
