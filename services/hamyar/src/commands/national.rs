//! `hamyar report national`: the tables of the national work, through the queries that the screens read.

use chrono::NaiveDate;
use hamyar_projections::national::{self, CreditFilter, DeclaredNumber};
use serde_json::{Value, json};
use sqlx::PgPool;

use super::resilience::{Table, name, show};
use super::today;
use crate::cli::{NationalArgs, NationalTable};
use crate::failure::Failure;
use crate::open::Opened;
use crate::read_models::caught_up;

/// Rows of a table at most.
const ROWS_MAX: i64 = 100_000;

pub async fn run(opened: &Opened, args: &NationalArgs) -> Result<(), Failure> {
    let (from, until) = (day("from", args.from.as_deref())?, day("until", args.until.as_deref())?);
    let read = caught_up(opened).await?;
    let pool = read.pool();
    let table = match args.table {
        NationalTable::Figures => figures(pool).await,
        NationalTable::Credits => credits(pool, &CreditFilter { year: args.year, place_id: args.place }).await,
        NationalTable::Equipment => equipment(pool).await,
        NationalTable::Licences => licences(pool, from, until.unwrap_or_else(today)).await,
        NationalTable::Matrix => matrix(pool).await,
        NationalTable::Division => division(pool).await,
        NationalTable::Series => series(pool).await,
    };
    read.close().await;
    show(&table?, args.format)
}

fn day(what: &str, text: Option<&str>) -> Result<Option<NaiveDate>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let ascii = hamyar_persian::digits::to_ascii(text);
    let jalali = || ascii.parse::<hamyar_persian::JalaliDate>().ok().map(hamyar_persian::JalaliDate::to_gregorian);
    // A year above 1700 is Gregorian.
    let gregorian = ascii.get(..4).and_then(|year| year.parse::<u16>().ok()).is_some_and(|year| year > 1700);
    let found = if gregorian { ascii.parse().ok() } else { jalali() };
    found.map(Some).ok_or_else(|| Failure::Unreadable(format!("«{text}» is no {what} day")))
}

/// A number in its unit, from thousandths, without a binary fraction.
fn number(thousandths: i64) -> Value {
    let (whole, part) = (thousandths / 1000, (thousandths % 1000).abs());
    if part == 0 {
        return json!(whole);
    }
    let sign = if thousandths < 0 && whole == 0 { "-" } else { "" };
    json!(format!("{sign}{whole}.{part:03}").trim_end_matches('0'))
}

async fn figures(pool: &PgPool) -> Result<Table, Failure> {
    let found = national::national_figures(pool, None, today()).await?;
    let rows = found.into_iter().map(|one| {
        let told: Vec<&str> = one.told_in.iter().map(|telling| telling.section.as_str()).collect();
        let relations: Vec<String> =
            one.relations.iter().map(|item| format!("{} {}", item.relation, item.other)).collect();
        let doubts: Vec<&str> = one.doubts.iter().map(|doubt| doubt.as_str()).collect();
        vec![
            json!(one.indicator),
            number(one.value_thousandths),
            json!(one.qualifier),
            json!(one.unit),
            json!(one.period),
            json!(one.source),
            json!(told),
            json!(relations),
            json!(doubts),
            one.counted.map_or(Value::Null, |counted| number(counted.value_thousandths)),
        ]
    });
    let columns =
        &["indicator", "figure", "qualifier", "unit", "period", "source", "told_in", "relations", "doubts", "counted"];
    Ok(Table { columns, rows: rows.collect() })
}

async fn credits(pool: &PgPool, filter: &CreditFilter) -> Result<Table, Failure> {
    let found = national::credit_report(pool, filter, today()).await?;
    let mut rows: Vec<Vec<Value>> = found
        .lines
        .iter()
        .map(|line| {
            vec![
                json!(if line.is_counted { "counted" } else { "drawn" }),
                json!(line.depth),
                json!(line.budget_line),
                json!(line.purpose),
                json!(line.kind),
                json!(line.year),
                name(line.place.as_ref()),
                json!(line.agreement.number),
                json!(line.amount_rials),
                json!(line.drawn_rials),
                json!(line.spent_rials),
                json!(line.left_rials),
            ]
        })
        .collect();
    let total = json!(found.total_rials);
    let mut last = vec![json!("total"), Value::Null, Value::Null, Value::Null, Value::Null, json!(found.year)];
    last.extend([
        Value::Null,
        Value::Null,
        total,
        json!(found.drawn_rials),
        json!(found.spent_rials),
        json!(found.left_rials),
    ]);
    rows.push(last);
    let columns = &[
        "row",
        "depth",
        "budget_line",
        "purpose",
        "kind",
        "year",
        "place",
        "agreement",
        "amount_rials",
        "drawn_rials",
        "spent_rials",
        "left_rials",
    ];
    Ok(Table { columns, rows })
}

async fn equipment(pool: &PgPool) -> Result<Table, Failure> {
    let found = national::equipment(pool, ROWS_MAX).await?;
    let told = |number: Option<DeclaredNumber>| number.map_or(Value::Null, |one| json!(one.value));
    let rows = found.iter().map(|line| {
        let declared = line.declared.as_ref();
        let parts = declared.map(|one| [one.provinces, one.counties, one.neighborhoods, one.units]).unwrap_or_default();
        let hedged: Vec<String> = ["provinces", "counties", "neighborhoods", "units"]
            .iter()
            .zip(parts)
            .filter_map(|(what, part)| {
                part.filter(|one| one.qualifier != hamyar_events::Qualifier::Exact)
                    .map(|one| format!("{what} {}", one.qualifier))
            })
            .collect();
        let [provinces, counties, neighborhoods, units] = parts.map(told);
        vec![
            json!(line.title),
            json!(line.title_en),
            json!(line.unit),
            json!(line.counted.provinces),
            json!(line.counted.counties),
            json!(line.counted.neighborhoods),
            json!(line.counted.units),
            provinces,
            counties,
            neighborhoods,
            units,
            json!(hedged),
            json!(declared.map(|one| one.source.clone())),
            json!(line.part_of.is_some()),
        ]
    });
    let columns = &[
        "title",
        "title_en",
        "unit",
        "provinces",
        "counties",
        "neighborhoods",
        "units",
        "declared_provinces",
        "declared_counties",
        "declared_neighborhoods",
        "declared_units",
        "not_exact",
        "source",
        "is_part_of_another",
    ];
    Ok(Table { columns, rows: rows.collect() })
}

async fn licences(pool: &PgPool, from: Option<NaiveDate>, until: NaiveDate) -> Result<Table, Failure> {
    let found = national::licence_report(pool, from, until).await?;
    let (from, until) = (json!(found.from), json!(found.until));
    let day = |date: &Value| date["jalali"].clone();
    let mut rows: Vec<Vec<Value>> = found
        .levels
        .iter()
        .map(|one| {
            vec![
                json!("counted"),
                json!(one.level),
                day(&from),
                day(&until),
                json!(one.applied),
                json!(one.granted),
                json!(one.refused),
                json!(one.renewed),
                json!(one.revoked),
                json!(one.in_force),
            ]
        })
        .collect();
    rows.extend(found.declared.iter().map(|one| {
        let mut row = vec![json!("declared"), json!(one.indicator), json!(one.period), Value::Null, Value::Null];
        row.push(number(one.value_thousandths));
        row.extend(std::iter::repeat_n(Value::Null, 4));
        row
    }));
    let columns = &["row", "level", "from", "until", "applied", "granted", "refused", "renewed", "revoked", "in_force"];
    Ok(Table { columns, rows })
}

async fn matrix(pool: &PgPool) -> Result<Table, Failure> {
    let found = national::matrix(pool, None).await?;
    let mut rows: Vec<Vec<Value>> = found
        .cells
        .iter()
        .map(|cell| vec![json!(cell.level), json!(cell.approach), json!(cell.programs), json!(cell.ended)])
        .collect();
    rows.push(vec![json!("unclassed"), Value::Null, json!(found.unclassed), Value::Null]);
    Ok(Table { columns: &["level", "approach", "programs", "ended"], rows })
}

async fn division(pool: &PgPool) -> Result<Table, Failure> {
    let found = national::division(pool, today()).await?;
    let mut rows = Vec::new();
    for one in &found.agencies {
        for part in &one.parts {
            rows.push(vec![
                name(Some(&one.agency)),
                json!(part.part),
                json!(part.title),
                json!(part.expected),
                part.due_on.as_ref().map_or(Value::Null, |day| json!(day.jalali)),
                json!(part.is_late),
            ]);
        }
    }
    Ok(Table { columns: &["agency", "part", "program", "expected", "due_on", "late"], rows })
}

async fn series(pool: &PgPool) -> Result<Table, Failure> {
    let found = national::series(pool, today(), ROWS_MAX).await?;
    let mut rows = Vec::new();
    for one in &found {
        let base = json!(one.base.as_ref().map(|base| base.year));
        for point in &one.points {
            rows.push(vec![
                json!(one.indicator),
                json!(one.unit),
                json!(point.year),
                number(point.value_thousandths),
                json!(point.qualifier),
                json!(point.source),
                base.clone(),
                point.change_thousandths.map_or(Value::Null, number),
                point.change_percent_thousandths.map_or(Value::Null, number),
                Value::Null,
            ]);
        }
        for figure in &one.apart {
            let doubts: Vec<&str> = figure.doubts.iter().map(|doubt| doubt.as_str()).collect();
            rows.push(vec![
                json!(one.indicator),
                json!(figure.unit),
                json!(figure.period),
                number(figure.value_thousandths),
                json!(figure.qualifier),
                json!(figure.source),
                base.clone(),
                Value::Null,
                Value::Null,
                json!(doubts),
            ]);
        }
    }
    let columns =
        &["indicator", "unit", "period", "value", "qualifier", "source", "base", "change", "change_percent", "doubts"];
    Ok(Table { columns, rows })
}
