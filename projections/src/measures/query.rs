//! A definition → its table: one statement, put together from the texts of the list, with every chosen value bound.

use chrono::{DateTime, Days, NaiveDate, Utc};
use hamyar_events::saved_report::ReportDefinition;
use hamyar_persian::jalali::JalaliDate;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

use super::labels::{Labels, NONE};
use super::{Dimension, Measure, Value, measure};
use crate::report_tables::{ColumnKind, ReportCell, ReportColumn, ReportTable};
use crate::rounding::{Keyed, rounded};
use crate::views::Title;

/// What the reader may count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BuiltScope {
    /// One center, where the measure knows centers.
    pub center_id: Option<Uuid>,
    /// Only of these neighborhoods.
    pub neighborhoods: Option<Vec<Uuid>>,
}

/// Rows and columns of one table at most.
const ROWS_MAX: usize = 500;
const COLUMNS_MAX: usize = 60;
/// The first Jalali year that a day is put into.
const FIRST_YEAR: i32 = 1380;

#[derive(FromRow)]
struct Found {
    gr: i32,
    gc: i32,
    r: Option<String>,
    c: Option<String>,
    value: i64,
    /// Which ones are counted; for rounded measures.
    which: Option<String>,
}

const PLACES: &str = "above as (
   select h.neighborhood_id, p.place_id, p.level, p.parent_id from neighborhood h join place p on p.place_id = h.place_id
   union select a.neighborhood_id, p.place_id, p.level, p.parent_id from above a join place p on p.place_id = a.parent_id),
 level as (
   select a.neighborhood_id, max(a.place_id::text) filter (where a.level = 'province') as province,
          max(a.place_id::text) filter (where a.level = 'county') as county,
          max(a.place_id::text) filter (where a.level in ('city', 'village')) as city,
          (select max(g.group_id::text) from neighborhood_group g join place p on p.place_id = g.group_id and p.level = 'zone'
            where g.neighborhood_id = a.neighborhood_id and g.valid_until is null) as zone
     from above a group by a.neighborhood_id)";

/// Jalali months: first and last day, and the codes of year, quarter and month.
fn periods(until: i32) -> (Vec<NaiveDate>, Vec<NaiveDate>, [Vec<String>; 3]) {
    let (mut firsts, mut lasts, mut codes) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new(), Vec::new()]);
    let first_of = |year: i32, month: u8| JalaliDate::new(year, month, 1).map(JalaliDate::to_gregorian);
    for year in FIRST_YEAR..=until {
        for month in 1..=12_u8 {
            let after = if month == 12 { first_of(year + 1, 1) } else { first_of(year, month + 1) };
            let (Ok(first), Ok(after)) = (first_of(year, month), after) else { continue };
            firsts.push(first);
            lasts.push(after - Days::new(1));
            let quarter = (month - 1) / 3 + 1;
            for (list, code) in
                codes.iter_mut().zip([year.to_string(), format!("{year}-{quarter}"), format!("{year}-{month:02}")])
            {
                list.push(code);
            }
        }
    }
    (firsts, lasts, codes)
}

/// The moment that is asked for: a position of the log, and the instant that recording had to lie before.
async fn moment(pool: &PgPool, day: Option<NaiveDate>) -> Result<(i64, DateTime<Utc>), sqlx::Error> {
    let Some(day) = day else { return Ok((i64::MAX, Utc::now() + chrono::Duration::days(36_500))) };
    let position: Option<i64> = sqlx::query_scalar(
        "select last_position from trail_day where recorded_on <= $1 order by recorded_on desc limit 1",
    )
    .bind(day)
    .fetch_optional(pool)
    .await?;
    Ok((position.unwrap_or(0), hamyar_persian::tehran::tehran_day_bounds(day).1))
}

/// The rows of the measure, with the moment bound where it stands in their text.
fn push_rows(query: &mut QueryBuilder<'_, Postgres>, measure: &Measure, position: i64, before: DateTime<Utc>) {
    let mut rest = measure.rows;
    while let Some(at) = rest.find('{') {
        query.push(&rest[..at]);
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        match &rest[at..end] {
            "{position}" => query.push_bind(position),
            _ => query.push_bind(before),
        };
        rest = &rest[end..];
    }
    query.push(rest);
}

async fn rows(
    pool: &PgPool,
    measure: &'static Measure,
    definition: &ReportDefinition,
    scope: &BuiltScope,
    (position, before): (i64, DateTime<Utc>),
    (by_row, by_column): (&Dimension, Option<&Dimension>),
    today: NaiveDate,
) -> Result<Vec<Found>, sqlx::Error> {
    let filters: Vec<(&Dimension, Vec<String>)> = definition
        .filters
        .iter()
        .filter_map(|filter| Some((measure.dimension(&filter.dimension)?, filter.values.clone())))
        .collect();
    let used = || [Some(by_row), by_column].into_iter().flatten().chain(filters.iter().map(|(one, _)| *one));
    let by_time = used().any(Dimension::is_time);
    let mut query = QueryBuilder::<Postgres>::new("with recursive ");
    query.push(PLACES).push(", x as (");
    push_rows(&mut query, measure, position, before);
    query.push(")");
    if by_time {
        let (firsts, lasts, [years, quarters, months]) = periods(hamyar_persian::jalali_year(today) + 1);
        query.push(", period as (select d.day, p.year, p.quarter, p.month from (select distinct day from x where day is not null) d join unnest(");
        query.push_bind(firsts).push("::date[], ").push_bind(lasts).push("::date[], ").push_bind(years);
        query.push("::text[], ").push_bind(quarters).push("::text[], ").push_bind(months);
        query.push("::text[]) as p(first, last, year, quarter, month) on d.day between p.first and p.last)");
    }
    let code = |one: &Dimension| format!("coalesce({}, '{NONE}')", one.sql);
    let column = by_column.map_or_else(|| "''".to_owned(), code);
    query.push(format!(
        ", y as (select {} as r, {column} as c, x.id, x.n from x left join level on level.neighborhood_id = x.nb{} where true",
        code(by_row),
        if by_time { " left join period on period.day = x.day" } else { "" },
    ));
    if let Some(center) = scope.center_id.filter(|_| measure.dimension("center").is_some()) {
        query.push(" and x.center = ").push_bind(center);
    }
    if let Some(neighborhoods) = &scope.neighborhoods {
        query.push(" and x.nb = any(").push_bind(neighborhoods.clone()).push(")");
    }
    for (one, values) in &filters {
        query.push(format!(" and {} = any(", code(one))).push_bind(values.clone()).push(")");
    }
    let value = match measure.value {
        Value::Count => "count(*)",
        Value::Distinct => "count(distinct id)",
        Value::Sum => "coalesce(sum(n), 0)::bigint",
    };
    let which = if measure.rounded {
        "sum(distinct ('x' || substr(md5(id), 1, 15))::bit(60)::bigint::numeric)::text"
    } else {
        "null::text"
    };
    let sets = if by_column.is_some() { "(r, c), (r), (c), ()" } else { "(r), ()" };
    query.push(format!(
        ") select grouping(r) as gr, {} as gc, r, {} as c, {value} as value, {which} as which from y group by grouping sets ({sets})",
        if by_column.is_some() { "grouping(c)" } else { "1" },
        if by_column.is_some() { "c" } else { "null::text" },
    ));
    query.build_query_as().fetch_all(pool).await
}

/// The table of a definition that [`super::faults`] found nothing against. With `keyed`, as a reader of counts alone is shown it: the error of a number
/// belongs to what it counts, so that the same families have the same error in whatever words they are asked for (ADR 0019, 0035). Pool:
/// [`read pool`](crate#reading).
pub async fn built_report(
    pool: &PgPool,
    definition: &ReportDefinition,
    scope: &BuiltScope,
    keyed: Option<Keyed<'_>>,
    today: NaiveDate,
) -> Result<Option<ReportTable>, sqlx::Error> {
    let Some(measure) = measure(&definition.measure) else { return Ok(None) };
    let Some(by_row) = measure.dimension(&definition.rows) else { return Ok(None) };
    let by_column = definition.columns.as_deref().and_then(|key| measure.dimension(key));
    let at = moment(pool, definition.as_known_on).await?;
    let found = rows(pool, measure, definition, scope, at, (by_row, by_column), today);
    let (found, position) = futures::try_join!(found, crate::position(pool, measure.projection))?;
    let keyed = keyed.filter(|_| measure.rounded);
    let mut cells: HashMap<(Option<&str>, Option<&str>), ReportCell> = HashMap::new();
    let (mut row_codes, mut column_codes) = (BTreeSet::new(), BTreeSet::new());
    for one in &found {
        let row = one.r.as_deref().filter(|_| one.gr == 0);
        let column = one.c.as_deref().filter(|_| one.gc == 0);
        let cell = match keyed {
            Some(keyed) => {
                let what = format!("built/{}/{}", measure.unit_en, one.which.as_deref().unwrap_or_default());
                ReportCell::told(rounded(one.value, &what, keyed))
            }
            None => ReportCell::count(one.value),
        };
        row_codes.extend(row.map(str::to_owned));
        column_codes.extend(column.map(str::to_owned));
        cells.insert((row, column), cell);
    }
    let row_codes: Vec<String> = row_codes.into_iter().collect();
    let column_codes: Vec<String> = column_codes.into_iter().collect();
    let row_labels = Labels::load(pool, by_row, &row_codes).await?;
    let mut rows = row_labels.sorted(row_codes);
    let (mut columns, mut columns_of) = (Vec::new(), None);
    if let Some(by_column) = by_column {
        let labels = Labels::load(pool, by_column, &column_codes).await?;
        columns = labels.sorted(column_codes);
        columns_of = Some(labels);
    }
    if keyed.is_some() {
        // What fewer than five are is not named at all: that there is one would tell it from none.
        let few = |row: Option<&str>, column: Option<&str>| cells.get(&(row, column)).is_none_or(|cell| cell.few);
        rows.retain(|code| !few(Some(code), None));
        columns.retain(|code| !few(None, Some(code)));
    }
    let cut = rows.len() > ROWS_MAX || columns.len() > COLUMNS_MAX;
    rows.truncate(ROWS_MAX);
    columns.truncate(COLUMNS_MAX);
    let nothing = || if keyed.is_some() { ReportCell::told(None) } else { ReportCell::count(0) };
    let cell = |row: Option<&str>, column: Option<&str>| cells.get(&(row, column)).cloned().unwrap_or_else(nothing);
    let line = |row: Option<&str>, name: Title| {
        let mut line = vec![ReportCell { code: row.map(str::to_owned), ..ReportCell::title(name) }];
        line.extend(columns.iter().map(|column| cell(row, Some(column))));
        line.push(cell(row, None));
        line
    };
    let mut heads = vec![ReportColumn { key: by_row.key.to_owned(), title: by_row.title(), kind: ColumnKind::Text }];
    heads.extend(columns.iter().map(|code| ReportColumn {
        key: format!("{} {code}", definition.columns.as_deref().unwrap_or_default()),
        title: columns_of.as_ref().map_or_else(|| Title::new(code, code), |labels| labels.title(code)),
        kind: ColumnKind::Count,
    }));
    let sum =
        if columns.is_empty() { Title::new(measure.unit_fa, measure.unit_en) } else { Title::new("جمع", "Sum") };
    heads.push(ReportColumn { key: "value".to_owned(), title: sum, kind: ColumnKind::Count });
    let mut notes = vec![Title::new(measure.note_fa, measure.note_en)];
    if cut {
        notes.push(Title::new(
            format!("تنها {ROWS_MAX} سطر و {COLUMNS_MAX} ستون نخست آمده است؛ جمع، جمع همه است."),
            format!("Only the first {ROWS_MAX} rows and {COLUMNS_MAX} columns are here; the sum is that of all."),
        ));
    }
    if keyed.is_some() {
        notes.push(Title::new(
            "شمارها گرد شده است و با هم جمع نمی‌شود؛ کمتر از پنج نوشته نمی‌شود و سطر یا ستونی که همه‌اش کمتر از پنج است نام برده نمی‌شود.",
            "Counts are rounded and do not add up; those below five are not written, and a row or column of fewer is not named.",
        ));
    }
    Ok(Some(ReportTable {
        report: "built".to_owned(),
        columns: heads,
        rows: rows.iter().map(|code| line(Some(code), row_labels.title(code))).collect(),
        total: Some(line(None, Title::new("جمع", "Sum"))),
        notes,
        rounded: keyed.is_some(),
        position: if definition.as_known_on.is_some() { at.0.min(position) } else { position },
        as_of: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::periods;

    #[test]
    fn months_follow_each_other_without_a_gap() {
        let (firsts, lasts, [years, quarters, months]) = periods(1405);
        assert_eq!(firsts.len(), 26 * 12);
        assert!(firsts.windows(2).zip(&lasts).all(|(pair, last)| last.succ_opt() == Some(pair[1])));
        let at = months.iter().position(|month| month == "1404-12").unwrap();
        assert_eq!((years[at].as_str(), quarters[at].as_str()), ("1404", "1404-4"));
    }
}
