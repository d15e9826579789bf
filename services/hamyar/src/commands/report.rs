//! `hamyar report before-after`: the yearly comparison, in whole numbers.

use hamyar_events::Tier;
use hamyar_import::spreadsheet::csv_line;
use hamyar_projections::cycles::{BeforeAfterFilter, before_after};
use serde_json::{Value, json};

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
        // Who signs in sees the numbers as the own role sees them.
        Some(user) => own_numbers(opened, &read, user, args).await,
        _ => numbers(&read, &filter, args.format).await,
    };
    read.close().await;
    outcome
}

fn parse<T: std::str::FromStr>(what: &str, text: Option<&str>) -> Result<Option<T>, Failure> {
    text.map(|text| text.parse().map_err(|_| Failure::Unreadable(format!("«{text}» is no {what}")))).transpose()
}

async fn numbers(read: &ReadModels, filter: &BeforeAfterFilter, format: TableFormat) -> Result<(), Failure> {
    let found = before_after(read.pool(), filter).await?;
    show(&serde_json::to_value(found).map_err(Failure::fault)?, format)
}

/// The numbers through the same door as the screens: an officer's are rounded.
async fn own_numbers(opened: &Opened, read: &ReadModels, user: &str, args: &BeforeAfterArgs) -> Result<(), Failure> {
    let inside = Inside::sign_in(opened, read, user).await?;
    let found = inside.get(&format!("/api/v1/reports/before-after?{}", query(args))).await;
    inside.sign_out().await?;
    show(&found?, args.format)
}

/// The machine contract: kept stable.
fn show(found: &Value, format: TableFormat) -> Result<(), Failure> {
    match format {
        TableFormat::Json => print_json(&json!({
            "year": found["year"],
            "matrix": found["matrix"],
            "without_final": found["without_final"],
            "position": found["position"],
        })),
        TableFormat::Csv => print(&csv(found)),
    }
}

/// One row per baseline tier; CRLF, as spreadsheets expect. Numbers that are not shown are left empty.
fn csv(found: &Value) -> String {
    let mut text = String::from("baseline,stable,at_risk,harmed,without_final\r\n");
    let count = |count: &Value| count.as_i64().map(|count| count.to_string()).unwrap_or_default();
    for tier in Tier::ALL.iter().map(|tier| tier.as_str()) {
        let row = &found["matrix"][tier];
        let cells = [&row["stable"], &row["at_risk"], &row["harmed"], &found["without_final"][tier]].map(count);
        text.push_str(&format!("{tier},{}\r\n", cells.join(",")));
    }
    text
}

/// What the arguments ask, as the interface reads it.
fn query(args: &BeforeAfterArgs) -> String {
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
    query.join("&")
}

/// The families behind a cell, through the same door as the screens.
async fn families(opened: &Opened, read: &ReadModels, user: &str, args: &BeforeAfterArgs) -> Result<(), Failure> {
    let inside = Inside::sign_in(opened, read, user).await?;
    let found = inside.get(&format!("/api/v1/reports/before-after/families?{}", query(args))).await?;
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
                text.push_str(&csv_line(cells.iter().map(String::as_str)));
            }
            print(&text)
        }
    }
}
