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
    /// Of the duties of the page, from 1.
    duty: i64,
    neighborhood_id: Uuid,
    neighborhood: String,
    state: Option<String>,
    text: Option<String>,
    evidence: Option<String>,
    reported_on: Option<NaiveDate>,
    reports: i64,
}

/// Neighborhoods (`$1`: one, `$2`: below a place) that a board speaks of, numbered in its order: rows are sorted by a number, not by words.
const HOODS: &str = "hood as materialized (
       select h.neighborhood_id, h.name, row_number() over (order by h.sort_key, h.neighborhood_id) as place from neighborhood h
        where ($1::uuid is null or h.neighborhood_id = $1) and ($2::uuid is null or h.neighborhood_id in (select n from neighborhoods_of($2))))";

/// How far a duty is: once in each neighborhood of the board.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct DutyCounts {
    agency_id: Uuid,
    agency: String,
    number: i32,
    duty: String,
    done: i64,
    underway: i64,
    hindered: i64,
    not_begun: i64,
    /// Neighborhoods of the board.
    neighborhoods: i64,
}

impl DutyCounts {
    const fn reported(&self) -> i64 {
        self.done + self.underway + self.hindered + self.not_begun
    }

    const fn unreported(&self) -> i64 {
        self.neighborhoods - self.reported()
    }

    const fn of(&self, rows: DutyRows) -> i64 {
        match rows {
            DutyRows::All => self.neighborhoods,
            DutyRows::Reported => self.reported(),
            DutyRows::Unreported => self.unreported(),
            DutyRows::In(DutyState::NotBegun) => self.not_begun,
            DutyRows::In(DutyState::Underway) => self.underway,
            DutyRows::In(DutyState::Done) => self.done,
            DutyRows::In(DutyState::Hindered) => self.hindered,
        }
    }
}

/// The whole board, counted by duty from all of its rows, in its order: by agency and number. Pool: [`read pool`](crate#reading).
pub async fn duty_counts(pool: &PgPool, filter: &DutyFilter) -> Result<Vec<DutyCounts>, sqlx::Error> {
    let sql = format!(
        "with {HOODS},
         told as (
           select s.agency_id, s.duty, count(*) filter (where s.state = 'done') as done, count(*) filter (where s.state = 'underway') as underway,
                  count(*) filter (where s.state = 'hindered') as hindered, count(*) filter (where s.state = 'not_begun') as not_begun
             from duty_standing s where s.neighborhood_id in (select neighborhood_id from hood) and ($3::uuid is null or s.agency_id = $3)
            group by s.agency_id, s.duty)
         select a.agency_id, a.name as agency, (d.value->>'number')::integer as number, d.value->>'text' as duty, coalesce(t.done, 0) as done,
                coalesce(t.underway, 0) as underway, coalesce(t.hindered, 0) as hindered, coalesce(t.not_begun, 0) as not_begun,
                (select count(*) from hood) as neighborhoods
           from agency a cross join lateral json_array_elements(a.duties) with ordinality as d(value, place)
           left join told t on t.agency_id = a.agency_id and t.duty = (d.value->>'number')::integer
          where $3::uuid is null or a.agency_id = $3 order by a.name, a.agency_id, number, d.place"
    );
    // Planned for what is asked: one neighborhood and a province are read by different ways.
    sqlx::query_as(&sql)
        .persistent(false)
        .bind(filter.neighborhood_id)
        .bind(filter.place_id)
        .bind(filter.agency_id)
        .fetch_all(pool)
        .await
}

/// The duties in which the rows of a page lie, and how many rows of the first of them come before it.
fn on_page(counts: &[DutyCounts], rows: DutyRows, offset: i64, limit: i64) -> (&[DutyCounts], i64) {
    let mut before = 0;
    let Some(first) = counts.iter().position(|one| {
        before += one.of(rows);
        before > offset
    }) else {
        return (&[], 0);
    };
    before -= counts[first].of(rows);
    let mut reached = before;
    let wanted = counts[first..].iter().take_while(|one| {
        let begins = reached;
        reached += one.of(rows);
        begins < offset.saturating_add(limit)
    });
    (&counts[first..first + wanted.count()], offset - before)
}

/// A page of the board, by agency, number and neighborhood; `counts` are those of the same filter, by which duties that lie on other pages are
/// not read. Pool: [`read pool`](crate#reading).
pub async fn duty_board(
    pool: &PgPool,
    filter: &DutyFilter,
    counts: &[DutyCounts],
    rows: DutyRows,
    offset: i64,
    limit: i64,
) -> Result<Vec<DutyRow>, sqlx::Error> {
    let (duties, offset) = on_page(counts, rows, offset, limit);
    if duties.is_empty() {
        return Ok(Vec::new());
    }
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
        "with {HOODS},
         duty as materialized (select agency_id, number, place from unnest($3::uuid[], $4::integer[]) with ordinality as t(agency_id, number, place)),
         shown as materialized (
           select h.neighborhood_id, h.name as neighborhood, s.report_id, s.state, s.reported_on,
                  coalesce(s.reports, 0)::bigint as reports, d.place as duty_place, h.place as hood_place
             from duty d cross join hood h
             {joined} duty_standing s on s.agency_id = d.agency_id and s.duty = d.number and s.neighborhood_id = h.neighborhood_id
            where {asked} and ($7::text is null or s.state = $7)
            order by d.place, h.place offset $5 limit $6)
         select s.duty_place as duty, s.neighborhood_id, s.neighborhood, s.state, r.text, r.evidence, s.reported_on, s.reports
           from shown s left join duty_report r on r.report_id = s.report_id
          order by s.duty_place, s.hood_place"
    );
    let agencies: Vec<Uuid> = duties.iter().map(|one| one.agency_id).collect();
    let numbers: Vec<i32> = duties.iter().map(|one| one.number).collect();
    let found: Vec<DutyFound> = sqlx::query_as(&sql)
        .persistent(false)
        .bind(filter.neighborhood_id)
        .bind(filter.place_id)
        .bind(agencies)
        .bind(numbers)
        .bind(offset)
        .bind(limit)
        .bind(state)
        .fetch_all(pool)
        .await?;
    let row = |row: DutyFound| {
        let duty = duties.get(usize::try_from(row.duty).ok()?.checked_sub(1)?)?;
        Some(DutyRow {
            agency: NamedRef { id: duty.agency_id, name: Some(duty.agency.clone()) },
            neighborhood: NamedRef { id: row.neighborhood_id, name: Some(row.neighborhood) },
            number: duty.number,
            duty: duty.duty.clone(),
            state: row.state.and_then(|state| state.parse().ok()),
            text: row.text,
            evidence: row.evidence,
            reported_on: row.reported_on.map(Into::into),
            reports: row.reports,
        })
    };
    Ok(found.into_iter().filter_map(row).collect())
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

/// How many rows a board has.
#[must_use]
pub fn rows_of(counts: &[DutyCounts], rows: DutyRows) -> i64 {
    counts.iter().map(|one| one.of(rows)).sum()
}

/// The board by agency.
#[must_use]
pub fn duties_by_agency(counts: &[DutyCounts]) -> Vec<AgencyDuties> {
    let sum = |of: &[DutyCounts], what: fn(&DutyCounts) -> i64| of.iter().map(what).sum();
    let agency = |of: &[DutyCounts]| {
        let first = of.first()?;
        Some(AgencyDuties {
            agency: NamedRef { id: first.agency_id, name: Some(first.agency.clone()) },
            duties: sum(of, |_| 1),
            done: sum(of, |one| one.done),
            underway: sum(of, |one| one.underway),
            hindered: sum(of, |one| one.hindered),
            not_begun: sum(of, |one| one.not_begun),
            unreported: sum(of, DutyCounts::unreported),
        })
    };
    counts.chunk_by(|one, other| one.agency_id == other.agency_id).filter_map(agency).collect()
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
