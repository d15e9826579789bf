//! A Jalali quarter of the offices of a secretariat, added up: who reported, who is late, and each number as the sum of the offices', which open to their
//! events (P32, R40).

use chrono::NaiveDate;
use hamyar_events::QuarterFigure;
use hamyar_persian::{add_jalali_months, quarter_bounds};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::file::{IssuedReport, OfficeEvaluation, ServedNeighborhood};
use super::quarter::{COUNTED_FROM, counted, evaluated, spans};
use super::query::{IN_REACH, OfficeFilter, PLACES};
use crate::names::Names;
use crate::neighborhood_cases as cases;
use crate::views::{CivilDate, NamedRef};

/// Offices of one sum at most: those of the 135 that the documents print, and room for more.
const OFFICES_MAX: i64 = 500;

/// Whether an office reported on a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OfficeQuarterStanding)]
pub enum QuarterStanding {
    /// Its day has passed.
    Late,
    /// The quarter is over, its day has not passed.
    Due,
    /// The quarter is not over.
    Running,
    Reported,
}

/// A number, and what the reports that were given say of it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = OfficeQuarterSum)]
pub struct QuarterSum {
    pub figure: QuarterFigure,
    /// Counted from the records.
    pub value: i64,
    /// As reports tell it; null where none does.
    pub told: Option<i64>,
}

/// A quarter of an office among others.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OfficeQuarter {
    pub office: NamedRef,
    pub place: NamedRef,
    pub standing: QuarterStanding,
    pub reported_on: Option<CivilDate>,
    pub numbers: Vec<QuarterSum>,
    /// The last evaluation of six months that there was by the end of the quarter.
    pub evaluation: Option<OfficeEvaluation>,
}

/// A quarter of the offices of a place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct OfficesQuarter {
    /// Everything in reach when absent.
    pub place: Option<NamedRef>,
    pub year: i32,
    pub quarter: i32,
    pub from: CivilDate,
    pub until: CivilDate,
    pub due_on: CivilDate,
    pub is_over: bool,
    /// Offices that were open in the quarter: those that are late first, then by name.
    pub offices: Vec<OfficeQuarter>,
    /// How many of them there are; more than are listed where the list is full.
    pub open: i64,
    /// Offices that were not open in it and have nothing to report.
    pub not_open: i64,
    pub reported: i64,
    pub late: i64,
    /// The sums over the offices listed.
    pub numbers: Vec<QuarterSum>,
    /// The position of the log up to which the records were counted.
    pub position: i64,
}

#[derive(FromRow)]
struct Row {
    office_id: Uuid,
    name: String,
    place_id: Uuid,
    opened_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    served: Json<Vec<ServedNeighborhood>>,
    reports: Json<Vec<IssuedReport>>,
    evaluations: Json<Vec<OfficeEvaluation>>,
    total: i64,
}

/// The offices of a filter that were open in a quarter.
async fn open_in(
    pool: &PgPool,
    filter: &OfficeFilter,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<(Vec<Row>, i64), sqlx::Error> {
    const OPEN: &str = "coalesce(o.opened_on <= $4, false) and (o.closed_on is null or o.closed_on >= $6)";
    let sql = format!(
        "with {PLACES}
         select o.office_id, o.name, o.place_id, o.opened_on, o.closed_on, o.file->'served' as served, o.file->'reports' as reports,
                o.file->'evaluations' as evaluations, count(*) over () as total
           from office o where {IN_REACH} and {OPEN} order by o.name, o.office_id limit {OFFICES_MAX}"
    );
    let rows = sqlx::query_as::<_, Row>(&sql)
        .bind(filter.everywhere)
        .bind(&filter.place_ids)
        .bind(&filter.agency_ids)
        .bind(until)
        .bind(filter.within)
        .bind(from);
    let sql = format!("with {PLACES} select count(*) from office o where {IN_REACH} and not ({OPEN})");
    let others = sqlx::query_scalar::<_, i64>(&sql)
        .bind(filter.everywhere)
        .bind(&filter.place_ids)
        .bind(&filter.agency_ids)
        .bind(until)
        .bind(filter.within)
        .bind(from);
    futures::try_join!(rows.fetch_all(pool), others.fetch_one(pool))
}

/// The quarter of the offices of a filter, added up; none where there is no such quarter. Pool: [`read pool`](crate#reading).
pub async fn quarters(
    pool: &PgPool,
    filter: &OfficeFilter,
    year: u16,
    quarter: u8,
    today: NaiveDate,
) -> Result<Option<OfficesQuarter>, sqlx::Error> {
    let Some((from, until)) = quarter_bounds(year, quarter) else { return Ok(None) };
    let position = crate::position_of_all(pool, COUNTED_FROM).await?;
    let (rows, not_open) = open_in(pool, filter, (from, until)).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.office_id).collect();
    let served: Vec<_> =
        rows.iter().flat_map(|row| spans(row.office_id, &row.served, row.opened_on, row.closed_on)).collect();
    let own = sqlx::query_as::<_, (Uuid, String, i64)>(
        "select office_id, figure, sum(value)::bigint from office_fact
          where office_id = any($1) and happened_on between $2 and $3 and position <= $4 group by office_id, figure",
    )
    .bind(&ids)
    .bind(from)
    .bind(until)
    .bind(position);
    let mut named: Vec<Uuid> = rows.iter().map(|row| row.place_id).chain(filter.within).collect();
    named.sort_unstable();
    named.dedup();
    let (own, around, names) = futures::try_join!(
        own.fetch_all(pool),
        cases::sums_of(pool, &served, counted((from, until), today, position)),
        Names::load(pool, &named)
    )?;
    let counts: HashMap<(Uuid, String), i64> =
        own.into_iter().chain(around).map(|(office, figure, value)| ((office, figure), value)).collect();
    let due_on = add_jalali_months(until, 1);
    let open = rows.first().map_or(0, |row| row.total);
    let office = |row: Row| {
        let issued = row.reports.0.into_iter().find(|one| (one.year, one.quarter) == (year.into(), quarter.into()));
        let number = |figure: &QuarterFigure| QuarterSum {
            figure: *figure,
            value: counts.get(&(row.office_id, figure.as_str().to_owned())).copied().unwrap_or(0),
            told: issued
                .as_ref()
                .and_then(|report| report.figures.iter().find(|one| one.figure == *figure).map(|one| one.value)),
        };
        let standing = match &issued {
            Some(_) => QuarterStanding::Reported,
            None if due_on < today => QuarterStanding::Late,
            None if until < today => QuarterStanding::Due,
            None => QuarterStanding::Running,
        };
        OfficeQuarter {
            office: NamedRef { id: row.office_id, name: Some(row.name) },
            place: names.named(row.place_id),
            standing,
            numbers: QuarterFigure::ALL.iter().map(number).collect(),
            reported_on: issued.map(|report| report.reported_on),
            evaluation: evaluated(&row.evaluations.0, until),
        }
    };
    let mut offices: Vec<OfficeQuarter> = rows.into_iter().map(office).collect();
    offices.sort_by_key(|one| one.standing);
    let standing = |wanted| i64::try_from(offices.iter().filter(|one| one.standing == wanted).count()).unwrap_or(0);
    Ok(Some(OfficesQuarter {
        place: filter.within.map(|id| names.named(id)),
        year: year.into(),
        quarter: quarter.into(),
        from: from.into(),
        until: until.into(),
        due_on: due_on.into(),
        is_over: until < today,
        open,
        not_open,
        reported: standing(QuarterStanding::Reported),
        late: standing(QuarterStanding::Late),
        numbers: summed(&offices),
        offices,
        position,
    }))
}

/// Each number over all offices; what no report tells is told by none.
fn summed(offices: &[OfficeQuarter]) -> Vec<QuarterSum> {
    let of =
        |figure: QuarterFigure| offices.iter().flat_map(|one| &one.numbers).filter(move |one| one.figure == figure);
    let sum = |figure: &QuarterFigure| QuarterSum {
        figure: *figure,
        value: of(*figure).fold(0, |sum: i64, one| sum.saturating_add(one.value)),
        told: of(*figure).filter_map(|one| one.told).reduce(i64::saturating_add),
    };
    QuarterFigure::ALL.iter().map(sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(value: i64, told: Option<i64>) -> OfficeQuarter {
        OfficeQuarter {
            office: NamedRef::unnamed(Uuid::from_u128(1)),
            place: NamedRef::unnamed(Uuid::from_u128(2)),
            standing: QuarterStanding::Reported,
            reported_on: None,
            numbers: vec![QuarterSum { figure: QuarterFigure::Meetings, value, told }],
            evaluation: None,
        }
    }

    #[test]
    fn offices_add_up_and_what_no_report_tells_is_not_nothing() {
        let of = |offices: &[OfficeQuarter]| {
            let found = summed(offices).into_iter().find(|one| one.figure == QuarterFigure::Meetings);
            found.map(|one| (one.value, one.told))
        };
        assert_eq!(of(&[office(2, Some(1)), office(3, None)]), Some((5, Some(1))));
        assert_eq!(of(&[office(2, None)]), Some((2, None)));
        assert_eq!(of(&[]), Some((0, None)));
    }

    #[test]
    fn who_is_late_stands_before_who_reported() {
        let mut all = [QuarterStanding::Reported, QuarterStanding::Due, QuarterStanding::Late];
        all.sort();
        assert_eq!(all, [QuarterStanding::Late, QuarterStanding::Due, QuarterStanding::Reported]);
    }
}
