//! `hamyar report list` and `hamyar report <name>`: every report of the catalog through the same door as the screens, so that one policy decides, the same
//! rounding applies and the same trace is left.

use chrono::Utc;
use hamyar_api::report_catalog::{self, REPORTS, ReportEntry, UNANSWERED};
use hamyar_import::spreadsheet::csv_line;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

use super::{print, print_json};
use crate::cli::{NamedArgs, NamedReport, TableFormat, TableLanguage};
use crate::failure::Failure;
use crate::inside::Inside;
use crate::open::Opened;
use crate::read_models::caught_up;

/// The catalog.
pub fn list(format: TableFormat) -> Result<(), Failure> {
    let roles = |entry: &ReportEntry| entry.readers.iter().map(|role| role.as_str()).collect::<Vec<_>>();
    match format {
        TableFormat::Json => {
            let line = |entry: &ReportEntry| {
                json!({
                    "number": entry.number, "name": entry.key, "title_fa": entry.fa, "title_en": entry.en, "theme": entry.theme,
                    "readers": roles(entry), "every": entry.every, "operations": entry.operations, "screens": entry.screens,
                    "source": entry.source,
                })
            };
            print_json(&json!({ "reports": REPORTS.iter().map(line).collect::<Vec<_>>(), "unanswered": UNANSWERED }))
        }
        TableFormat::Csv => {
            let mut text =
                csv_line(["number", "name", "title_fa", "title_en", "readers", "operations", "screens", "source"]);
            for entry in REPORTS {
                let cells = [
                    entry.number.to_owned(),
                    entry.key.to_owned(),
                    entry.fa.to_owned(),
                    entry.en.to_owned(),
                    roles(entry).join(" "),
                    entry.operations.join(" "),
                    entry.screens.join(" "),
                    entry.source.to_owned(),
                ];
                text.push_str(&csv_line(cells.iter().map(String::as_str)));
            }
            print(&text)
        }
    }
}

/// What the interface answered.
enum Found {
    Answer(Value),
    /// A report that is one table, as the screen hands it out to be saved: the same numbers in the same units, sums, notes and stamp.
    File(String),
}

pub async fn run(opened: &Opened, report: &NamedReport) -> Result<(), Failure> {
    let entry = report_catalog::report(&report.key).ok_or_else(|| Failure::Unreadable(report.key.clone()))?;
    let read = caught_up(opened).await?;
    let outcome = async {
        let inside = Inside::sign_in(opened, &read, &report.args.sign_in.user).await?;
        let found = answer(&inside, entry, &report.args).await;
        inside.sign_out().await?;
        found
    }
    .await;
    read.close().await;
    let found = match outcome? {
        Found::File(text) => return print(&text),
        Found::Answer(found) => found,
    };
    let head = opened.store.head().await?;
    let position = found["position"].as_i64().unwrap_or(head);
    let as_of = Utc::now().to_rfc3339();
    match report.args.format {
        TableFormat::Json => print_json(&json!({
            "report": entry.key, "number": entry.number, "position": position, "as_of": as_of, "answer": found,
        })),
        TableFormat::Csv => print(&csv(&found, position, &as_of, report.args.language)),
    }
}

/// Where reports that are one table are read.
const TABLES: &str = "/api/v1/reports/tables/";
/// Of more than one operation, each of which answers as one table.
const ALSO_TABLES: &[&str] = &["quarterly-report"];
/// Rows of a page, where pages can be asked for: as many as the interface gives.
const PAGE: &str = "limit=100";

/// The first operation whose path the arguments, or what the person is bound to, can fill.
async fn answer(inside: &Inside, entry: &ReportEntry, args: &NamedArgs) -> Result<Found, Failure> {
    let mut lacking = None;
    for operation in entry.operations {
        let Some((path, names)) = report_catalog::address_of(operation) else { continue };
        match filled(inside, &path, args).await? {
            Ok(path) => {
                let known = |name: &str| names.iter().any(|one| one == name);
                let id = |given: Option<Uuid>| given.map(|id| id.to_string());
                let given = [
                    ("place_id", id(args.place)),
                    ("neighborhood_id", id(args.neighborhood)),
                    ("agency_id", id(args.agency)),
                    ("center_id", id(args.center)),
                    ("year", args.year.map(|year| year.to_string())),
                    ("quarter", args.quarter.map(|quarter| quarter.to_string())),
                    ("until", args.until.clone()),
                ];
                let given = given.into_iter().filter_map(|(name, value)| Some((name, value?)));
                let mut query: Vec<String> =
                    given.filter(|(name, _)| known(name)).map(|(name, value)| format!("{name}={value}")).collect();
                let is_table = path.starts_with(TABLES) || ALSO_TABLES.contains(&entry.key);
                if is_table && args.format == TableFormat::Csv {
                    let (table, language) = (entry.key, args.language.code());
                    query.extend(args.office.map(|office| format!("office_id={office}")));
                    let file = format!("/api/v1/exports/tables/{table}/csv/{language}?{}", query.join("&"));
                    let text = inside.get_text(&file).await?;
                    // The mark by which a spreadsheet knows Persian letters is for files, not for the next program.
                    return Ok(Found::File(text.trim_start_matches('\u{feff}').to_owned()));
                }
                if known("cursor") && known("limit") {
                    query.push(PAGE.to_owned());
                }
                let address = format!("{path}?{}", query.join("&"));
                return every_page(inside, &address, known("cursor")).await.map(Found::Answer);
            }
            Err(option) => lacking = lacking.or(Some(option)),
        }
    }
    let option = lacking.unwrap_or("--as");
    Err(Failure::Unreadable(format!("`hamyar report {}` needs {option}", entry.key)))
}

/// An answer with the rows of all its pages. Rows may be written while pages are read: the whole is right up to the lowest of their positions.
async fn every_page(inside: &Inside, address: &str, has_pages: bool) -> Result<Value, Failure> {
    let mut found = inside.get(address).await?;
    while let Some(next) = found["next"].as_str().filter(|_| has_pages).map(str::to_owned) {
        let mut page = inside.get(&format!("{address}&cursor={next}")).await?;
        let lowest = [&found, &page].iter().filter_map(|one| one["position"].as_i64()).min();
        let (Some(items), Value::Array(more)) = (found["items"].as_array_mut(), page["items"].take()) else { break };
        let came = !more.is_empty();
        items.extend(more);
        found["next"] = if came { page["next"].take() } else { Value::Null };
        if let Some(position) = lowest {
            found["position"] = position.into();
        }
    }
    Ok(found)
}

/// The path with its id, or the option that would say it.
async fn filled(inside: &Inside, path: &str, args: &NamedArgs) -> Result<Result<String, &'static str>, Failure> {
    if !path.contains('{') {
        return Ok(Ok(path.to_owned()));
    }
    let (given, option) = match path.split('/').nth(3).unwrap_or_default() {
        "families" => (args.family, "--family"),
        "agencies" => (args.agency, "--agency"),
        "neighborhoods" => (args.neighborhood, "--neighborhood"),
        "offices" => (args.office, "--office"),
        "commissions" => (args.commission, "--commission"),
        _ => (args.place, "--place"),
    };
    let id = match (given, option) {
        (Some(id), _) => Some(id.to_string()),
        // Who serves one agency, or one commission alone, means that one.
        (None, "--agency") => inside.get("/api/v1/session").await?["scope"]["agency_id"].as_str().map(str::to_owned),
        (None, "--commission") => {
            let session = inside.get("/api/v1/session").await?;
            let all = session["scope"]["commission_ids"].as_array().cloned().unwrap_or_default();
            all.first().filter(|_| all.len() == 1).and_then(Value::as_str).map(str::to_owned)
        }
        // The root of the tree: one country.
        (None, "--place") => {
            let places = inside.get("/api/v1/places").await?;
            places["items"][0]["id"].as_str().map(str::to_owned)
        }
        _ => None,
    };
    Ok(id.map_or(Err(option), |id| Ok(path.replace("{id}", &id))))
}

/// A scalar as it stands in a cell; what is not known is empty.
fn scalar(value: &Value, language: TableLanguage) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        // References and titles are told by their words, dates by the Gregorian day.
        Value::Object(map) => {
            ["name", language.code(), "iso"].iter().find_map(|key| map.get(*key)).and_then(|one| scalar(one, language))
        }
        Value::Array(_) => None,
    }
}

/// Rows of the answer's list; else its numbers, a line each. Every line says up to where and when it is right.
fn csv(found: &Value, position: i64, as_of: &str, language: TableLanguage) -> String {
    let mut heads: Vec<String>;
    let mut lines = Vec::new();
    if let Some(items) = list_of(found) {
        let names: BTreeSet<&String> = items
            .iter()
            .filter_map(Value::as_object)
            .flat_map(Map::keys)
            .filter(|name| !name.ends_with("_key"))
            .collect();
        let told = |name: &&&String| items.iter().any(|item| scalar(&item[name.as_str()], language).is_some());
        heads = names.iter().filter(told).map(|name| (*name).clone()).collect();
        for item in items {
            lines.push(heads.iter().map(|name| scalar(&item[name], language).unwrap_or_default()).collect());
        }
    } else {
        heads = vec!["what".to_owned(), "value".to_owned()];
        flatten("", found, language, &mut lines);
    }
    heads.extend(["position".to_owned(), "as_of".to_owned()]);
    let mut text = csv_line(heads.iter().map(String::as_str));
    for mut line in lines {
        line.extend([position.to_string(), as_of.to_owned()]);
        text.push_str(&csv_line(line.iter().map(String::as_str)));
    }
    text
}

/// The one list that the answer is about, if it is one.
fn list_of(found: &Value) -> Option<&Vec<Value>> {
    let of_objects = |value: &&Value| value.as_array().is_some_and(|items| items.iter().any(Value::is_object));
    match found {
        Value::Array(items) => Some(items),
        Value::Object(map) => match map.get("items") {
            Some(items) => items.as_array(),
            None => {
                let mut lists = map.values().filter(of_objects);
                let first = lists.next();
                first.filter(|_| lists.next().is_none()).and_then(Value::as_array)
            }
        },
        _ => None,
    }
}

fn flatten(at: &str, value: &Value, language: TableLanguage, lines: &mut Vec<Vec<String>>) {
    match value {
        Value::Object(map) if scalar(value, language).is_none() => {
            for (name, inner) in map {
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                flatten(&at, inner, language, lines);
            }
        }
        Value::Array(items) => {
            for (n, inner) in items.iter().enumerate() {
                flatten(&format!("{at}[{n}]"), inner, language, lines);
            }
        }
        other => lines.push(vec![at.to_owned(), scalar(other, language).unwrap_or_default()]),
    }
}
