//! A Jalali quarter of the offices of a secretariat, added up: who reported, who is late, and each number over all of them, which opens to the offices' and
//! from there to events (P32, R40). What is counted of a neighborhood stands in the sum once, however many offices served it.

use chrono::NaiveDate;
use hamyar_events::QuarterFigure;
use hamyar_persian::{add_jalali_months, quarter_bounds};
use serde::Serialize;
use sqlx::postgres::PgArguments;
use sqlx::query::QueryAs;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool, Postgres};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

use super::apply::is_of_neighborhoods;
use super::file::{IssuedReport, OfficeEvaluation};
use super::quarter::{COUNTED_FROM, counted, evaluated};
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
    /// Offices that had been called by its end, were not open in it and have nothing to report.
    pub not_open: i64,
    pub reported: i64,
    pub late: i64,
    /// Over the offices listed. What is counted of a neighborhood stands here once, so that offices can add up to more; what reports tell is their sum.
    pub numbers: Vec<QuarterSum>,
    /// The position of the log up to which the records were counted.
    pub position: i64,
    /// Neighborhoods that more than one of the offices listed served in the quarter, at the same time or one after the other.
    pub shared: Vec<NamedRef>,
}

#[derive(FromRow)]
struct Row {
    office_id: Uuid,
    name: String,
    place_id: Uuid,
    reports: Json<Vec<IssuedReport>>,
    evaluations: Json<Vec<OfficeEvaluation>>,
    total: i64,
}

/// Whether an office was open in a quarter (`$6` to `$4`); on the day on which it closes it still has that quarter to report on.
const OPEN: &str = "coalesce(o.opened_on <= $4, false) and (o.closed_on is null or o.closed_on >= $6)";
/// Whether it served a neighborhood of the place asked for (`$5`) on a day of the quarter on which it was open, after [`PLACES`].
const SERVED_THERE: &str = "($5::uuid is null or exists (
            select 1 from office_span s where s.office_id = o.office_id and s.neighborhood_id = any((select ids from within)::uuid[])
               and s.served_from <= least($4, o.closed_on)
               and (s.served_until is null or s.served_until > greatest($6, o.opened_on, s.served_from))))";

fn bound<'q, O>(
    query: QueryAs<'q, Postgres, O, PgArguments>,
    filter: &'q OfficeFilter,
    (from, until): (NaiveDate, NaiveDate),
) -> QueryAs<'q, Postgres, O, PgArguments> {
    query
        .bind(filter.everywhere)
        .bind(&filter.place_ids)
        .bind(&filter.agency_ids)
        .bind(until)
        .bind(filter.within)
        .bind(from)
}

/// The offices of a filter that were open in a quarter, and how many others had been called by its end.
async fn open_in(
    pool: &PgPool,
    filter: &OfficeFilter,
    quarter: (NaiveDate, NaiveDate),
) -> Result<(Vec<Row>, i64), sqlx::Error> {
    let open = format!(
        "with {PLACES}
         select o.office_id, o.name, o.place_id, o.file->'reports' as reports, o.file->'evaluations' as evaluations, count(*) over () as total
           from office o where {IN_REACH} and {OPEN} and {SERVED_THERE} order by o.name, o.office_id limit {OFFICES_MAX}"
    );
    let others = format!(
        "with {PLACES}
         select count(*) from office o where {IN_REACH} and not ({OPEN}) and o.called_on <= $4 and {SERVED_THERE}"
    );
    let (rows, (others,)) = futures::try_join!(
        bound(sqlx::query_as(&open), filter, quarter).fetch_all(pool),
        bound(sqlx::query_as(&others), filter, quarter).fetch_one(pool)
    )?;
    Ok((rows, others))
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
    let own = sqlx::query_as::<_, (Uuid, String, i64)>(
        "select office_id, figure, sum(value)::bigint from office_fact
          where office_id = any($1) and happened_on between $2 and $3 and position <= $4 group by office_id, figure",
    )
    .bind(&ids)
    .bind(from)
    .bind(until)
    .bind(position);
    let bounds = counted((from, until), today, position);
    let (own, around, shared) = futures::try_join!(
        own.fetch_all(pool),
        cases::sums_of(pool, &ids, bounds),
        cases::shared_by(pool, &ids, bounds)
    )?;
    let mut named: Vec<Uuid> =
        rows.iter().map(|row| row.place_id).chain(filter.within).chain(shared.iter().copied()).collect();
    named.sort_unstable();
    named.dedup();
    let names = Names::load(pool, &named).await?;
    let own = own.into_iter().map(|(office, figure, value)| (Some(office), figure, value));
    let counts: HashMap<(Option<Uuid>, String), i64> =
        own.chain(around).map(|(office, figure, value)| ((office, figure), value)).collect();
    let count = |office: Option<Uuid>, figure: QuarterFigure| {
        counts.get(&(office, figure.as_str().to_owned())).copied().unwrap_or(0)
    };
    let due_on = add_jalali_months(until, 1);
    let open = rows.first().map_or(0, |row| row.total);
    let office = |row: Row| {
        let issued = row.reports.0.into_iter().find(|one| (one.year, one.quarter) == (year.into(), quarter.into()));
        let number = |figure: &QuarterFigure| QuarterSum {
            figure: *figure,
            value: count(Some(row.office_id), *figure),
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
    let mut shared: Vec<NamedRef> = shared.into_iter().map(|id| names.named(id)).collect();
    shared.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
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
        numbers: summed(&offices, |figure| count(None, figure)),
        offices,
        position,
        shared,
    }))
}

/// Each number over all offices: what they did themselves adds up, what is counted of their neighborhoods was counted for all of them at once. What no report
/// tells is told by none.
fn summed(offices: &[OfficeQuarter], together: impl Fn(QuarterFigure) -> i64) -> Vec<QuarterSum> {
    let of =
        |figure: QuarterFigure| offices.iter().flat_map(|one| &one.numbers).filter(move |one| one.figure == figure);
    let sum = |figure: &QuarterFigure| QuarterSum {
        figure: *figure,
        value: if is_of_neighborhoods(*figure) {
            together(*figure)
        } else {
            of(*figure).fold(0, |sum: i64, one| sum.saturating_add(one.value))
        },
        told: of(*figure).filter_map(|one| one.told).reduce(i64::saturating_add),
    };
    QuarterFigure::ALL.iter().map(sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(figure: QuarterFigure, value: i64, told: Option<i64>) -> OfficeQuarter {
        OfficeQuarter {
            office: NamedRef::unnamed(Uuid::from_u128(1)),
            place: NamedRef::unnamed(Uuid::from_u128(2)),
            standing: QuarterStanding::Reported,
            reported_on: None,
            numbers: vec![QuarterSum { figure, value, told }],
            evaluation: None,
        }
    }

    fn sum(offices: &[(i64, Option<i64>)], figure: QuarterFigure, together: i64) -> Option<(i64, Option<i64>)> {
        let offices: Vec<_> = offices.iter().map(|(value, told)| office(figure, *value, *told)).collect();
        let found = summed(&offices, |_| together).into_iter().find(|one| one.figure == figure);
        found.map(|one| (one.value, one.told))
    }

    #[test]
    fn offices_add_up_and_what_no_report_tells_is_not_nothing() {
        let of = |offices: &[(i64, Option<i64>)]| sum(offices, QuarterFigure::Meetings, 99);
        assert_eq!(of(&[(2, Some(1)), (3, None)]), Some((5, Some(1))));
        assert_eq!(of(&[(2, None)]), Some((2, None)));
        assert_eq!(of(&[]), Some((0, None)));
    }

    #[test]
    fn what_is_counted_of_neighborhoods_is_not_added_up_and_what_reports_tell_of_it_is() {
        let of = |offices: &[(i64, Option<i64>)]| sum(offices, QuarterFigure::DutiesLate, 4);
        assert_eq!(of(&[(4, Some(4)), (3, Some(2))]), Some((4, Some(6))));
    }

    #[test]
    fn who_is_late_stands_before_who_reported() {
        let mut all = [QuarterStanding::Reported, QuarterStanding::Due, QuarterStanding::Late];
        all.sort();
        assert_eq!(all, [QuarterStanding::Late, QuarterStanding::Due, QuarterStanding::Reported]);
    }
}
