//! Rows → the board of duties, and what is asked of utility companies.

use chrono::NaiveDate;
use hamyar_events::{DutyState, Utility, UtilityAnswer};
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, NamedRef};

/// Which duties and requests a board holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DutyFilter {
    pub neighborhood_id: Option<Uuid>,
    pub agency_id: Option<Uuid>,
    /// Neighborhoods below this place or in this group.
    pub place_id: Option<Uuid>,
}

/// A duty of an agency with its last report in a neighborhood; without one where nothing was reported there.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DutyRow {
    pub agency: NamedRef,
    pub neighborhood: Option<NamedRef>,
    pub number: i32,
    pub duty: String,
    /// Null until something was reported.
    pub state: Option<DutyState>,
    pub text: Option<String>,
    pub evidence: Option<String>,
    pub reported_on: Option<CivilDate>,
    /// Reports so far.
    pub reports: i64,
}

#[derive(FromRow)]
struct DutyFound {
    agency_id: Uuid,
    agency: String,
    neighborhood_id: Option<Uuid>,
    neighborhood: Option<String>,
    number: i32,
    duty: String,
    state: Option<String>,
    text: Option<String>,
    evidence: Option<String>,
    reported_on: Option<NaiveDate>,
    reports: i64,
}

/// Duties with their last report. For one neighborhood: every duty of every agency that has any, reported or not. For several: what was
/// reported, and each agency's duties that nobody reported on once, without a neighborhood. Pool: [`read pool`](crate#reading).
pub async fn duty_board(pool: &PgPool, filter: &DutyFilter) -> Result<Vec<DutyRow>, sqlx::Error> {
    let rows: Vec<DutyFound> = sqlx::query_as(
        "with duty as (
           select a.agency_id, a.name as agency, (d.value->>'number')::integer as number, d.value->>'text' as duty
             from agency a cross join lateral json_array_elements(a.duties) d where $2::uuid is null or a.agency_id = $2),
         last as (
           select distinct on (r.neighborhood_id, r.agency_id, r.duty) r.*,
                  count(*) over (partition by r.neighborhood_id, r.agency_id, r.duty) as reports
             from duty_report r
            where ($1::uuid is null or r.neighborhood_id = $1) and ($2::uuid is null or r.agency_id = $2)
              and ($3::uuid is null or r.neighborhood_id in (select n from neighborhoods_of($3)))
            order by r.neighborhood_id, r.agency_id, r.duty, r.position desc)
         select d.agency_id, d.agency, n.neighborhood_id, n.name as neighborhood, d.number, d.duty, l.state, l.text, l.evidence, l.reported_on,
                coalesce(l.reports, 0) as reports
           from duty d left join last l on l.agency_id = d.agency_id and l.duty = d.number
           left join neighborhood n on n.neighborhood_id = coalesce(l.neighborhood_id, $1)
          order by d.agency, d.agency_id, d.number, n.sort_key nulls last, n.neighborhood_id limit 2000",
    )
    .bind(filter.neighborhood_id)
    .bind(filter.agency_id)
    .bind(filter.place_id)
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| DutyRow {
            agency: NamedRef { id: row.agency_id, name: Some(row.agency) },
            neighborhood: row.neighborhood_id.map(|id| NamedRef { id, name: row.neighborhood }),
            number: row.number,
            duty: row.duty,
            state: row.state.and_then(|state| state.parse().ok()),
            text: row.text,
            evidence: row.evidence,
            reported_on: row.reported_on.map(Into::into),
            reports: row.reports,
        })
        .collect())
}

/// What was asked of a utility company.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct UtilityRow {
    pub id: Uuid,
    pub neighborhood: NamedRef,
    pub agency: NamedRef,
    pub utility: Utility,
    pub text: String,
    /// Out of turn and with priority, because the place was approved.
    pub out_of_turn: bool,
    pub municipality_agreed_on: Option<CivilDate>,
    pub requested_on: CivilDate,
    /// Null while it waits.
    pub answer: Option<UtilityAnswer>,
    pub answer_text: Option<String>,
    pub answered_on: Option<CivilDate>,
}

#[derive(FromRow)]
struct UtilityFound {
    request_id: Uuid,
    neighborhood_id: Uuid,
    neighborhood: Option<String>,
    agency_id: Uuid,
    agency: Option<String>,
    utility: String,
    text: String,
    out_of_turn: bool,
    municipality_agreed_on: Option<NaiveDate>,
    requested_on: NaiveDate,
    answer: Option<String>,
    answer_text: Option<String>,
    answered_on: Option<NaiveDate>,
}

/// Requests to utility companies: what waits first, out of turn before the rest, the oldest first. Pool: [`read pool`](crate#reading).
pub async fn utility_requests(pool: &PgPool, filter: &DutyFilter) -> Result<Vec<UtilityRow>, sqlx::Error> {
    let rows: Vec<UtilityFound> = sqlx::query_as(
        "select u.request_id, u.neighborhood_id, n.name as neighborhood, u.agency_id, a.name as agency, u.utility, u.text, u.out_of_turn,
                u.municipality_agreed_on, u.requested_on, u.answer, u.answer_text, u.answered_on
           from utility_request u left join neighborhood n on n.neighborhood_id = u.neighborhood_id left join agency a on a.agency_id = u.agency_id
          where ($1::uuid is null or u.neighborhood_id = $1) and ($2::uuid is null or u.agency_id = $2)
            and ($3::uuid is null or u.neighborhood_id in (select n from neighborhoods_of($3)))
          order by (u.answer is not null and u.answer <> 'accepted'), not u.out_of_turn, u.requested_on, u.request_id limit 500",
    )
    .bind(filter.neighborhood_id)
    .bind(filter.agency_id)
    .bind(filter.place_id)
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| UtilityRow {
            id: row.request_id,
            neighborhood: NamedRef { id: row.neighborhood_id, name: row.neighborhood },
            agency: NamedRef { id: row.agency_id, name: row.agency },
            utility: row.utility.parse().unwrap_or(Utility::Water),
            text: row.text,
            out_of_turn: row.out_of_turn,
            municipality_agreed_on: row.municipality_agreed_on.map(Into::into),
            requested_on: row.requested_on.into(),
            answer: row.answer.and_then(|answer| answer.parse().ok()),
            answer_text: row.answer_text,
            answered_on: row.answered_on.map(Into::into),
        })
        .collect())
}
