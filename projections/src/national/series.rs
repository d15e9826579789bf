//! Series of indicators: values by year, and changes counted from the base that was stated (P39, M52).

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use hamyar_events::Qualifier;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::figures::{NationalFigure, national_figures};
use crate::names::Names;
use crate::views::NamedRef;

/// A series with its values.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SeriesView {
    pub id: Uuid,
    pub indicator: String,
    pub title: String,
    pub title_en: Option<String>,
    pub unit: String,
    /// The nation when absent.
    pub place: Option<NamedRef>,
    /// Null until somebody stated one: then no change is told.
    pub base: Option<SeriesBase>,
    /// By year, the oldest first.
    pub points: Vec<SeriesPoint>,
    /// Declared figures of the same indicator that belong to no year, or cannot be taken at their word: nothing is computed from them.
    pub apart: Vec<NationalFigure>,
    pub sequence: i64,
}

/// The year that changes are counted from.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SeriesBase {
    pub year: i32,
    pub reason: Option<String>,
}

/// The value of a year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct SeriesPoint {
    /// Jalali year.
    pub year: i32,
    /// Thousandths of the unit.
    pub value_thousandths: i64,
    pub qualifier: Qualifier,
    pub source: String,
    /// Printed in a document, not recorded here.
    pub is_declared: bool,
    /// Against the base, in thousandths of the unit; null without a base, and of the base itself.
    pub change_thousandths: Option<i64>,
    /// Against the base, in thousandths of a percent; null as above, and where the base is zero.
    pub change_percent_thousandths: Option<i64>,
    /// Whether both values are exact.
    pub is_change_exact: bool,
}

#[derive(FromRow)]
struct Row {
    series_id: Uuid,
    indicator: String,
    title: String,
    title_en: Option<String>,
    unit: String,
    place_id: Option<Uuid>,
    base_year: Option<i32>,
    base_reason: Option<String>,
    sequence: i64,
}

/// One value before changes are counted.
#[derive(Clone)]
struct Value {
    year: i32,
    value: i64,
    qualifier: Qualifier,
    source: String,
    is_declared: bool,
}

/// A period that is one Jalali year.
fn year_of(period: Option<&str>) -> Option<i32> {
    let year: i32 = period?.trim().parse().ok()?;
    (1300..=1500).contains(&year).then_some(year)
}

/// Changes against the base. A percentage is rounded to a thousandth of a percent, halves away from zero.
fn points(mut values: Vec<Value>, base: Option<i32>) -> Vec<SeriesPoint> {
    values.sort_by_key(|one| one.year);
    let base = base.and_then(|year| values.iter().find(|one| one.year == year).cloned());
    let point = |one: Value| {
        let against = base.as_ref().filter(|base| base.year != one.year);
        let change = against.map(|base| one.value - base.value);
        let percent = against.filter(|base| base.value != 0).and_then(|base| {
            let scaled = i128::from(one.value - base.value) * 100_000;
            let half = i128::from(base.value.abs()) / 2;
            let rounded = (scaled + if scaled < 0 { -half } else { half }) / i128::from(base.value.abs());
            i64::try_from(if base.value < 0 { -rounded } else { rounded }).ok()
        });
        SeriesPoint {
            is_change_exact: one.qualifier == Qualifier::Exact
                && against.is_none_or(|base| base.qualifier == Qualifier::Exact),
            year: one.year,
            value_thousandths: one.value,
            qualifier: one.qualifier,
            source: one.source,
            is_declared: one.is_declared,
            change_thousandths: change,
            change_percent_thousandths: percent,
        }
    };
    values.into_iter().map(point).collect()
}

/// Every series, in the order in which they were opened.
pub async fn series(pool: &PgPool, today: chrono::NaiveDate, limit: i64) -> Result<Vec<SeriesView>, sqlx::Error> {
    let rows = sqlx::query_as::<_, Row>(
        "select series_id, indicator, title, title_en, unit, place_id, base_year, base_reason, sequence from indicator_series
          order by opened_on, position, series_id limit $1",
    );
    let values = sqlx::query_as::<_, (Uuid, i32, i64, String, String)>(
        "select series_id, year, value_thousandths, qualifier, source from series_value order by series_id, year",
    );
    let (rows, values) = futures::try_join!(rows.bind(limit).fetch_all(pool), values.fetch_all(pool))?;
    let places: Vec<Uuid> = rows.iter().filter_map(|row| row.place_id).collect();
    let names = Names::load(pool, &places).await?;
    let mut declared: HashMap<Option<Uuid>, Vec<NationalFigure>> = HashMap::new();
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        if let Entry::Vacant(unread) = declared.entry(row.place_id) {
            unread.insert(national_figures(pool, row.place_id, today).await?);
        }
        let mut own: Vec<Value> = values
            .iter()
            .filter(|value| value.0 == row.series_id)
            .map(|(_, year, value, qualifier, source)| Value {
                year: *year,
                value: *value,
                qualifier: qualifier.parse().unwrap_or(Qualifier::About),
                source: source.clone(),
                is_declared: false,
            })
            .collect();
        let mut apart = Vec::new();
        let printed = declared.get(&row.place_id).into_iter().flatten();
        for figure in printed.filter(|one| one.indicator == row.indicator) {
            match year_of(figure.period.as_deref()) {
                Some(year)
                    if figure.doubts.is_empty()
                        && figure.unit == row.unit
                        && !own.iter().any(|one| one.year == year) =>
                {
                    own.push(Value {
                        year,
                        value: figure.value_thousandths,
                        qualifier: figure.qualifier,
                        source: figure.source.clone(),
                        is_declared: true,
                    });
                }
                _ => apart.push(figure.clone()),
            }
        }
        found.push(SeriesView {
            id: row.series_id,
            indicator: row.indicator,
            title: row.title,
            title_en: row.title_en,
            unit: row.unit,
            place: row.place_id.map(|id| names.named(id)),
            base: row.base_year.map(|year| SeriesBase { year, reason: row.base_reason }),
            points: points(own, row.base_year),
            apart,
            sequence: row.sequence,
        });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(year: i32, value: i64, qualifier: Qualifier) -> Value {
        Value { year, value, qualifier, source: String::new(), is_declared: false }
    }

    /// M52: a change follows from two values and the stated base.
    #[test]
    fn changes_are_counted_from_the_base_and_from_nothing_else() {
        let values = || {
            vec![
                value(1401, 1_900, Qualifier::Exact),
                value(1400, 2_000, Qualifier::Exact),
                value(1402, 2_300, Qualifier::About),
            ]
        };
        let told = points(values(), None);
        assert!(told.iter().all(|one| one.change_thousandths.is_none()), "no base, no change");
        let told = points(values(), Some(1400));
        let seen: Vec<_> =
            told.iter().map(|one| (one.year, one.change_thousandths, one.change_percent_thousandths)).collect();
        assert_eq!(seen, [(1400, None, None), (1401, Some(-100), Some(-5_000)), (1402, Some(300), Some(15_000))]);
        let exact: Vec<bool> = told.iter().map(|one| one.is_change_exact).collect();
        assert_eq!(exact, [true, true, false]);
        let third = points(vec![value(1400, 3, Qualifier::Exact), value(1401, 5, Qualifier::Exact)], Some(1400));
        assert_eq!(third[1].change_percent_thousandths, Some(66_667));
        let zero = points(vec![value(1400, 0, Qualifier::Exact), value(1401, 5, Qualifier::Exact)], Some(1400));
        assert_eq!((zero[1].change_thousandths, zero[1].change_percent_thousandths), (Some(5), None));
        assert_eq!(year_of(Some("1397")), Some(1397));
        assert_eq!((year_of(Some("1392-1398")), year_of(None)), (None, None));
    }
}
