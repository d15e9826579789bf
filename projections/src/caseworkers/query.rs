//! Rows → caseloads with the 5–15 flag, and one caseworker's page.

use chrono::NaiveDate;
use serde::Serialize;
use sqlx::{FromRow, PgPool, types::Json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::apply::TrainingKept;
use crate::due_items;
use crate::names::Names;
use crate::views::{CivilDate, NamedRef};
use hamyar_events::{TrainingMode, TrainingPhase};

/// How full a caseload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseloadFlag {
    /// Below the least number: spare capacity, flagged and not stopped (S030).
    Spare,
    Ok,
    /// At the greatest number: the next family is refused (S029).
    Full,
}

/// Where a caseworker stands on the way from candidate to another year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Hours before the first family are lacking.
    Candidate,
    /// The hours are complete, the accreditation is lacking.
    Trained,
    /// May take families and holds none.
    Accredited,
    /// Holds families.
    Active,
    Left,
}

/// A caseworker's caseload as the center sees it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Caseload {
    pub caseworker: NamedRef,
    pub center_id: Uuid,
    /// Families held.
    pub families: u32,
    /// Slots set aside for families that have not confirmed yet.
    pub reserved: u32,
    pub min: u16,
    pub max: u16,
    pub flag: CaseloadFlag,
    /// Families more that may be given.
    pub free: u32,
    pub stage: Stage,
    /// First day of the caseworker's year that runs: of the accreditation, or of the last renewal.
    pub term_from: Option<CivilDate>,
    /// The day on which that year ends.
    pub term_ends: Option<CivilDate>,
    /// Codes of catalog `caseworker_skill`.
    pub skills: Vec<String>,
    pub leave_until: Option<CivilDate>,
    pub hours_before: i32,
    /// Hours of the year that runs.
    pub hours_during: i32,
    /// Hours still lacking, before and during together (S028).
    pub hours_missing: i32,
    pub accredited: bool,
    pub on_leave: bool,
    pub left: bool,
    pub overdue_items: u32,
    /// Families whose year ends within the notice, or has ended.
    pub year_ending: u32,
}

/// One training.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Training {
    pub phase: TrainingPhase,
    pub mode: TrainingMode,
    pub hours: u16,
    pub title: String,
    pub held_on: CivilDate,
}

/// One caseworker.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CaseworkerView {
    pub id: Uuid,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub background: String,
    pub center: NamedRef,
    pub neighborhood: Option<NamedRef>,
    pub admitted_on: CivilDate,
    pub accredited_on: Option<CivilDate>,
    pub skills: Vec<String>,
    pub trainings: Vec<Training>,
    pub leave_from: Option<CivilDate>,
    pub leave_until: Option<CivilDate>,
    pub left_on: Option<CivilDate>,
    pub caseload: Caseload,
    /// Families held, by id.
    pub family_ids: Vec<Uuid>,
    pub sequence: i64,
    pub position: i64,
}

/// A caseworker by name, for choosing one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct CaseworkerName {
    pub id: Uuid,
    pub name: Option<String>,
    pub center: NamedRef,
}

/// All caseworkers who are in the program, by name.
pub async fn caseworker_names(pool: &PgPool) -> Result<Vec<CaseworkerName>, sqlx::Error> {
    let rows: Vec<(Uuid, Option<String>, Uuid)> = sqlx::query_as(
        "select caseworker_id, name, center_id from caseworker where left_on is null order by sort_key, caseworker_id",
    )
    .fetch_all(pool)
    .await?;
    let centers: Vec<Uuid> = rows.iter().map(|(_, _, center)| *center).collect();
    let names = Names::load(pool, &centers).await?;
    let one =
        |(id, name, center): (Uuid, Option<String>, Uuid)| CaseworkerName { id, name, center: names.named(center) };
    Ok(rows.into_iter().map(one).collect())
}

#[derive(FromRow)]
struct Row {
    caseworker_id: Uuid,
    center_id: Uuid,
    name: Option<String>,
    phone: Option<String>,
    background: String,
    neighborhood_id: Option<Uuid>,
    admitted_on: NaiveDate,
    accredited_on: Option<NaiveDate>,
    renewed_on: Option<NaiveDate>,
    hours_before: i32,
    hours_during: i32,
    trainings: Json<Vec<TrainingKept>>,
    skills: Vec<String>,
    leave_from: Option<NaiveDate>,
    leave_until: Option<NaiveDate>,
    on_leave: bool,
    left_on: Option<NaiveDate>,
    sequence: i64,
    held: i64,
    reserved: i64,
}

const SELECT: &str = "select w.caseworker_id, w.center_id, w.name, w.phone, w.background, w.neighborhood_id, w.admitted_on, w.accredited_on, w.renewed_on,
       w.hours_before, w.hours_during, w.trainings, w.skills, w.leave_from, w.leave_until, w.on_leave, w.left_on, w.sequence,
       (select count(*) from caseload_slot s where s.caseworker_id = w.caseworker_id and s.state = 'held') as held,
       (select count(*) from caseload_slot s where s.caseworker_id = w.caseworker_id and s.state = 'reserved') as reserved
  from caseworker w";

/// The caseloads of a center (of all centers, when none is given), by name. Those who left are listed while they still hold a family.
pub async fn caseloads(pool: &PgPool, center_id: Option<Uuid>, today: NaiveDate) -> Result<Vec<Caseload>, sqlx::Error> {
    let sql = format!(
        "{SELECT} where ($1::uuid is null or w.center_id = $1)
            and (w.left_on is null or exists (select 1 from caseload_slot s where s.caseworker_id = w.caseworker_id))
          order by w.sort_key, w.caseworker_id"
    );
    let rows: Vec<Row> = sqlx::query_as(&sql).bind(center_id).fetch_all(pool).await?;
    to_caseloads(pool, &rows, today).await
}

/// One caseworker's caseload.
pub async fn caseload_of(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<Caseload>, sqlx::Error> {
    let rows: Vec<Row> =
        sqlx::query_as(&format!("{SELECT} where w.caseworker_id = $1")).bind(id).fetch_all(pool).await?;
    Ok(to_caseloads(pool, &rows, today).await?.pop())
}

async fn to_caseloads(pool: &PgPool, rows: &[Row], today: NaiveDate) -> Result<Vec<Caseload>, sqlx::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.caseworker_id).collect();
    let (numbers, due) = futures::try_join!(
        crate::directory::program_numbers(pool, today),
        due_items::caseworker_due(pool, &ids, today)
    )?;
    let caseloads = rows.iter().map(|row| {
        let due = due.get(&row.caseworker_id).copied().unwrap_or_default();
        let taken = row.held + row.reserved;
        let flag = if taken >= i64::from(numbers.caseload_max) {
            CaseloadFlag::Full
        } else if taken < i64::from(numbers.caseload_min) {
            CaseloadFlag::Spare
        } else {
            CaseloadFlag::Ok
        };
        let lacking = |needed: u16, done: i32| (i32::from(needed) - done).max(0);
        let hours_during = hours_of_term(row);
        let term_from = row.renewed_on.or(row.accredited_on);
        Caseload {
            caseworker: NamedRef { id: row.caseworker_id, name: row.name.clone() },
            center_id: row.center_id,
            families: u32::try_from(row.held).unwrap_or_default(),
            reserved: u32::try_from(row.reserved).unwrap_or_default(),
            min: numbers.caseload_min,
            max: numbers.caseload_max,
            flag,
            free: u32::try_from(i64::from(numbers.caseload_max) - taken).unwrap_or_default(),
            stage: stage(row, numbers.hours_before),
            term_from: term_from.map(Into::into),
            term_ends: term_from.map(|from| hamyar_persian::add_jalali_year(from).into()),
            skills: row.skills.clone(),
            leave_until: row.leave_until.map(Into::into),
            hours_before: row.hours_before,
            hours_during,
            hours_missing: lacking(numbers.hours_before, row.hours_before)
                + lacking(numbers.hours_during, hours_during),
            accredited: row.accredited_on.is_some(),
            on_leave: row.on_leave,
            left: row.left_on.is_some(),
            overdue_items: due.overdue,
            year_ending: due.year_ending,
        }
    });
    Ok(caseloads.collect())
}

fn stage(row: &Row, hours_before: u16) -> Stage {
    if row.left_on.is_some() {
        Stage::Left
    } else if row.accredited_on.is_some() {
        if row.held + row.reserved > 0 { Stage::Active } else { Stage::Accredited }
    } else if row.hours_before >= i32::from(hours_before) {
        Stage::Trained
    } else {
        Stage::Candidate
    }
}

/// Hours during the year that runs; those of the first year count from the beginning.
fn hours_of_term(row: &Row) -> i32 {
    let Some(renewed_on) = row.renewed_on else { return row.hours_during };
    let of_term = row.trainings.iter().filter(|one| one.phase == TrainingPhase::During && one.held_on > renewed_on);
    of_term.map(|one| i32::from(one.hours)).sum()
}

/// How near a caseworker is to a neighborhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Near {
    pub caseworker_id: Uuid,
    /// Lives in it.
    pub lives_there: bool,
    /// Holds a family of it.
    pub comes_there: bool,
    /// Lives in the same city or village.
    pub same_place: bool,
}

/// How near the caseworkers of a center are to a neighborhood.
pub async fn nearness(pool: &PgPool, center_id: Uuid, neighborhood_id: Uuid) -> Result<Vec<Near>, sqlx::Error> {
    sqlx::query_as(
        "select w.caseworker_id, coalesce(w.neighborhood_id = $2, false) as lives_there,
                exists (select 1 from caseload_slot s join family f on f.family_id = s.family_id
                         where s.caseworker_id = w.caseworker_id and f.neighborhood_id = $2) as comes_there,
                coalesce(n.place_id = m.place_id, false) as same_place
           from caseworker w
           left join neighborhood n on n.neighborhood_id = w.neighborhood_id
           left join neighborhood m on m.neighborhood_id = $2
          where w.center_id = $1 and w.left_on is null",
    )
    .bind(center_id)
    .bind(neighborhood_id)
    .fetch_all(pool)
    .await
}

/// One caseworker, whole.
pub async fn caseworker(pool: &PgPool, id: Uuid, today: NaiveDate) -> Result<Option<CaseworkerView>, sqlx::Error> {
    let rows: Vec<Row> =
        sqlx::query_as(&format!("{SELECT} where w.caseworker_id = $1")).bind(id).fetch_all(pool).await?;
    let Some(caseload) = to_caseloads(pool, &rows, today).await?.pop() else { return Ok(None) };
    let Some(row) = rows.into_iter().next() else { return Ok(None) };
    let refs: Vec<Uuid> = [Some(row.center_id), row.neighborhood_id].into_iter().flatten().collect();
    let (names, family_ids, position) = futures::try_join!(
        Names::load(pool, &refs),
        caseworker_family_ids(pool, id),
        crate::position(pool, "caseworkers")
    )?;
    let trainings = row.trainings.0.into_iter().map(|training| Training {
        phase: training.phase,
        mode: training.mode,
        hours: training.hours,
        title: training.title,
        held_on: training.held_on.into(),
    });
    Ok(Some(CaseworkerView {
        id: row.caseworker_id,
        name: row.name,
        phone: row.phone,
        background: row.background,
        center: names.named(row.center_id),
        neighborhood: row.neighborhood_id.map(|id| names.named(id)),
        admitted_on: row.admitted_on.into(),
        accredited_on: row.accredited_on.map(Into::into),
        skills: row.skills,
        trainings: trainings.collect(),
        leave_from: row.leave_from.map(Into::into),
        leave_until: row.leave_until.map(Into::into),
        left_on: row.left_on.map(Into::into),
        caseload,
        family_ids,
        sequence: row.sequence,
        position,
    }))
}

/// The families a caseworker holds.
pub async fn caseworker_family_ids(pool: &PgPool, id: Uuid) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar(
        "select family_id from caseload_slot where caseworker_id = $1 and state = 'held' order by family_id",
    )
    .bind(id)
    .fetch_all(pool)
    .await
}

/// The caseworkers of a center who have not left, by name.
pub async fn caseworkers_of_center(pool: &PgPool, center_id: Option<Uuid>) -> Result<Vec<NamedRef>, sqlx::Error> {
    let rows: Vec<(Uuid, Option<String>)> = sqlx::query_as(
        "select caseworker_id, name from caseworker where ($1::uuid is null or center_id = $1) and left_on is null
          order by sort_key, caseworker_id",
    )
    .bind(center_id)
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|(id, name)| NamedRef { id, name }).collect())
}
