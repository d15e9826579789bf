//! `hamyar report before-after`: the yearly comparison, in whole numbers.

use hamyar_events::Tier;
use hamyar_projections::cycles::{BeforeAfter, BeforeAfterFilter, TierRow, before_after};
use serde::Serialize;
use serde_json::Value;

use super::{print, print_json};
use crate::cli::{BeforeAfterArgs, TableFormat};
use crate::failure::Failure;
use crate::inside::Inside;
use crate::open::Opened;
use crate::read_models::{ReadModels, caught_up};

pub async fn run(opened: &Opened, args: &BeforeAfterArgs) -> Result<(), Failure> {
    let filter = BeforeAfterFilter {
        year: args.year,
        center_id: args.center,
        caseworker_id: args.caseworker,
        domain: parse("domain", args.domain.as_deref())?,
        household_type: parse("household type", args.household_type.as_deref())?,
        place_id: None,
        as_of: None,
    };
    let read = caught_up(opened).await?;
    let outcome = match &args.sign_in.user {
        Some(user) if args.families => families(opened, &read, user, args).await,
        _ => numbers(&read, &filter, args.format).await,
    };
    read.close().await;
    outcome
}

fn parse<T: std::str::FromStr>(what: &str, text: Option<&str>) -> Result<Option<T>, Failure> {
    text.map(|text| text.parse().map_err(|_| Failure::Unreadable(format!("«{text}» is no {what}")))).transpose()
}

/// The machine contract: kept stable.
#[derive(Serialize)]
struct Numbers<'a> {
    year: i32,
    matrix: Rows<'a>,
    without_final: &'a TierRow,
    position: i64,
}

#[derive(Serialize)]
struct Rows<'a> {
    stable: &'a TierRow,
    at_risk: &'a TierRow,
    harmed: &'a TierRow,
}

async fn numbers(read: &ReadModels, filter: &BeforeAfterFilter, format: TableFormat) -> Result<(), Failure> {
    let found = before_after(read.pool(), filter, false).await?;
    let matrix = &found.matrix;
    match format {
        TableFormat::Json => print_json(&Numbers {
            year: found.year,
            matrix: Rows { stable: &matrix.stable, at_risk: &matrix.at_risk, harmed: &matrix.harmed },
            without_final: &found.without_final,
            position: found.position,
        }),
        TableFormat::Csv => print(&csv(&found)),
    }
}

/// One row per baseline tier; CRLF, as spreadsheets expect.
fn csv(found: &BeforeAfter) -> String {
    let mut text = String::from("baseline,stable,at_risk,harmed,without_final\r\n");
    let count = |count: Option<i64>| count.map(|count| count.to_string()).unwrap_or_default();
    let rows = [
        (Tier::Stable, &found.matrix.stable, found.without_final.stable),
        (Tier::AtRisk, &found.matrix.at_risk, found.without_final.at_risk),
        (Tier::Harmed, &found.matrix.harmed, found.without_final.harmed),
    ];
    for (tier, row, without) in rows {
        let cells = [count(row.stable), count(row.at_risk), count(row.harmed), count(without)];
        text.push_str(&format!("{tier},{}\r\n", cells.join(",")));
    }
    text
}

/// The families behind a cell, through the same door as the screens.
async fn families(opened: &Opened, read: &ReadModels, user: &str, args: &BeforeAfterArgs) -> Result<(), Failure> {
    let inside = Inside::sign_in(opened, read, user).await?;
    let mut query = vec![("year", args.year.to_string())];
    let given = [
        ("from", args.from.clone()),
        ("to", args.to.clone()),
        ("domain", args.domain.clone()),
        ("household_type", args.household_type.clone()),
        ("center_id", args.center.map(|id| id.to_string())),
        ("caseworker_id", args.caseworker.map(|id| id.to_string())),
    ];
    query.extend(given.into_iter().filter_map(|(name, value)| Some((name, value?))));
    let query: Vec<String> = query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let found = inside.get(&format!("/api/v1/reports/before-after/families?{}", query.join("&"))).await?;
    inside.sign_out().await?;
    match args.format {
        TableFormat::Json => print_json(&found),
        TableFormat::Csv => {
            let mut text = String::from("file_number,tier,baseline_tier,caseworker,state\r\n");
            let items = found.get("items").or(Some(&found)).and_then(Value::as_array).cloned().unwrap_or_default();
            let field = |item: &Value, pointer: &str| {
                item.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            for item in &items {
                let cells =
                    ["/file_number", "/tier", "/baseline_tier", "/caseworker/id", "/state"].map(|at| field(item, at));
                text.push_str(&format!("{}\r\n", cells.join(",")));
            }
            print(&text)
        }
    }
}
