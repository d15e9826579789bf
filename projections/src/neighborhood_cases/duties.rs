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

/// Which rows of the board are listed. A row is one duty in one neighborhood, so that one report leaves the duty's other neighborhoods where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyRows {
    /// Reported or not.
    All,
    /// Those that something was reported on.
    Reported,
    /// Those that nothing was reported on.
    Unreported,
    /// Those whose last report says so.
    In(DutyState),
}

/// A duty of an agency in a neighborhood, with its last report there.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DutyRow {
    pub agency: NamedRef,
    pub neighborhood: NamedRef,
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
    neighborhood_id: Uuid,
    neighborhood: String,
    number: i32,
    duty: String,
    state: Option<String>,
    text: Option<String>,
    evidence: Option<String>,
    reported_on: Option<NaiveDate>,
    reports: i64,
}

/// Neighborhoods (`$1`: one, `$3`: below a place) and duties (`$2`: of one agency) that a board speaks of.
/// Both are numbered in the order of a board: rows are sorted by two numbers, not by words.
const ASKED: &str = "with hood as materialized (
       select h.neighborhood_id, h.name, row_number() over (order by h.sort_key, h.neighborhood_id) as place from neighborhood h
        where ($1::uuid is null or h.neighborhood_id = $1) and ($3::uuid is null or h.neighborhood_id in (select n from neighborhoods_of($3)))),
     duty as materialized (
       select a.agency_id, a.name as agency, (d.value->>'number')::integer as number, d.value->>'text' as duty,
              row_number() over (order by a.name, a.agency_id, (d.value->>'number')::integer) as place
         from agency a cross join lateral json_array_elements(a.duties) d where $2::uuid is null or a.agency_id = $2)";

/// A page of the board, by agency, number and neighborhood. Pool: [`read pool`](crate#reading).
pub async fn duty_board(
    pool: &PgPool,
    filter: &DutyFilter,
    rows: DutyRows,
    offset: i64,
    limit: i64,
) -> Result<Vec<DutyRow>, sqlx::Error> {
    const THERE: &str =
        "duty_standing s on s.agency_id = d.agency_id and s.duty = d.number and s.neighborhood_id = h.neighborhood_id";
    let (joined, asked) = match rows {
        DutyRows::All => ("left join", "true"),
        DutyRows::Unreported => ("left join", "s.report_id is null"),
        DutyRows::Reported | DutyRows::In(_) => ("join", "true"),
    };
    let state = match rows {
        DutyRows::In(state) => Some(state.as_str()),
        _ => None,
    };
    let sql = format!(
        "{ASKED},
         shown as materialized (
           select d.agency_id, d.agency, h.neighborhood_id, h.name as neighborhood, d.number, d.duty, s.report_id, s.state, s.reported_on,
                  coalesce(s.reports, 0)::bigint as reports, d.place as duty_place, h.place as hood_place
             from duty d cross join hood h {joined} {THERE} where {asked} and ($6::text is null or s.state = $6)
            order by d.place, h.place offset $4 limit $5)
         select s.agency_id, s.agency, s.neighborhood_id, s.neighborhood, s.number, s.duty, s.state, r.text, r.evidence, s.reported_on, s.reports
           from shown s left join duty_report r on r.report_id = s.report_id
          order by s.duty_place, s.hood_place"
    );
    let rows: Vec<DutyFound> = sqlx::query_as(&sql)
        .bind(filter.neighborhood_id)
        .bind(filter.agency_id)
        .bind(filter.place_id)
        .bind(offset)
        .bind(limit)
        .bind(state)
        .fetch_all(pool)
        .await?;
    let row = |row: DutyFound| DutyRow {
        agency: NamedRef { id: row.agency_id, name: Some(row.agency) },
        neighborhood: NamedRef { id: row.neighborhood_id, name: Some(row.neighborhood) },
        number: row.number,
        duty: row.duty,
        state: row.state.and_then(|state| state.parse().ok()),
        text: row.text,
        evidence: row.evidence,
        reported_on: row.reported_on.map(Into::into),
        reports: row.reports,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// How far an agency is: each of its duties once in each neighborhood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct AgencyDuties {
    pub agency: NamedRef,
    /// Duties that it has.
    pub duties: i64,
    pub done: i64,
    pub underway: i64,
    pub hindered: i64,
    pub not_begun: i64,
    /// Nothing was reported.
    pub unreported: i64,
}

/// How many rows a board has of which agencies have so many.
#[must_use]
pub fn rows_of(agencies: &[AgencyDuties], rows: DutyRows) -> i64 {
    let reported = |one: &AgencyDuties| one.done + one.underway + one.hindered + one.not_begun;
    let of = |one: &AgencyDuties| match rows {
        DutyRows::All => reported(one) + one.unreported,
        DutyRows::Reported => reported(one),
        DutyRows::Unreported => one.unreported,
        DutyRows::In(DutyState::NotBegun) => one.not_begun,
        DutyRows::In(DutyState::Underway) => one.underway,
        DutyRows::In(DutyState::Done) => one.done,
        DutyRows::In(DutyState::Hindered) => one.hindered,
    };
    agencies.iter().map(of).sum()
}

#[derive(FromRow)]
struct Counted {
    agency_id: Uuid,
    agency: String,
    duties: i64,
    done: i64,
    underway: i64,
    hindered: i64,
    not_begun: i64,
    unreported: i64,
}

/// The whole board by agency, counted from all of its rows and not from a page. Pool: [`read pool`](crate#reading).
pub async fn duties_by_agency(pool: &PgPool, filter: &DutyFilter) -> Result<Vec<AgencyDuties>, sqlx::Error> {
    let sql = format!(
        "{ASKED},
         told as (
           select d.agency_id, count(*) as reported, count(*) filter (where s.state = 'done') as done, count(*) filter (where s.state = 'underway') as underway,
                  count(*) filter (where s.state = 'hindered') as hindered, count(*) filter (where s.state = 'not_begun') as not_begun
             from duty_standing s join duty d on d.agency_id = s.agency_id and d.number = s.duty join hood h on h.neighborhood_id = s.neighborhood_id
            group by d.agency_id),
         has as (select agency_id, agency, count(*) as duties from duty group by agency_id, agency)
         select a.agency_id, a.agency, a.duties, coalesce(t.done, 0) as done, coalesce(t.underway, 0) as underway, coalesce(t.hindered, 0) as hindered,
                coalesce(t.not_begun, 0) as not_begun, a.duties * (select count(*) from hood) - coalesce(t.reported, 0) as unreported
           from has a left join told t on t.agency_id = a.agency_id order by a.agency, a.agency_id"
    );
    let rows: Vec<Counted> = sqlx::query_as(&sql)
        .bind(filter.neighborhood_id)
        .bind(filter.agency_id)
        .bind(filter.place_id)
        .fetch_all(pool)
        .await?;
    let counts = |row: Counted| AgencyDuties {
        agency: NamedRef { id: row.agency_id, name: Some(row.agency) },
        duties: row.duties,
        done: row.done,
        underway: row.underway,
        hindered: row.hindered,
        not_begun: row.not_begun,
        unreported: row.unreported,
    };
    Ok(rows.into_iter().map(counts).collect())
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
    total: i64,
}

/// A page of the requests to utility companies: what waits first, out of turn before the rest, the oldest first; and how many there are. Pool:
/// [`read pool`](crate#reading).
pub async fn utility_requests(
    pool: &PgPool,
    filter: &DutyFilter,
    offset: i64,
    limit: i64,
) -> Result<(Vec<UtilityRow>, i64), sqlx::Error> {
    let rows: Vec<UtilityFound> = sqlx::query_as(
        "select u.request_id, u.neighborhood_id, n.name as neighborhood, u.agency_id, a.name as agency, u.utility, u.text, u.out_of_turn,
                u.municipality_agreed_on, u.requested_on, u.answer, u.answer_text, u.answered_on, count(*) over () as total
           from utility_request u left join neighborhood n on n.neighborhood_id = u.neighborhood_id left join agency a on a.agency_id = u.agency_id
          where ($1::uuid is null or u.neighborhood_id = $1) and ($2::uuid is null or u.agency_id = $2)
            and ($3::uuid is null or u.neighborhood_id in (select n from neighborhoods_of($3)))
          order by (u.answer is not null and u.answer <> 'accepted'), not u.out_of_turn, u.requested_on, u.request_id offset $4 limit $5",
    )
    .bind(filter.neighborhood_id)
    .bind(filter.agency_id)
    .bind(filter.place_id)
    .bind(offset)
    .bind(limit)
    .fetch_all(pool)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let shown = rows
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
        .collect();
    Ok((shown, total))
}
