//! The tables of the national work on the command line, from the seed of document 004, beside the printed ones.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::Store;

/// The rows of a printed table, by column.
fn printed(file: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seed-data").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        header.iter().map(str::to_owned).zip(row.iter().map(|cell| cell.trim().to_owned())).collect()
    });
    rows.collect()
}

fn text(row: &Value, column: &str) -> String {
    match &row[column] {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn of<'a>(rows: &'a [Value], column: &str, value: &str) -> &'a Value {
    rows.iter().find(|row| row[column] == value).unwrap_or_else(|| panic!("{value}"))
}

/// S116, S117, S118, S119, M49 to M56: what the document prints is there once, as printed, and nothing is made up beside it.
#[tokio::test]
async fn s116_s117_s118_s119_the_national_tables_are_those_of_the_document() {
    let store = Store::demo().await;
    let report = |table: &str| {
        let rows = store.hamyar(&["report", "national", table]).json();
        rows.as_array().cloned().unwrap()
    };
    figures(&report("figures"));
    equipment(&report("equipment"));

    let matrix = report("matrix");
    assert_eq!(matrix.len(), 7, "six cells and those in none");
    let counts: Vec<_> = matrix.iter().map(|row| row["programs"].as_i64().unwrap()).collect();
    let told =
        ["004_macro_actions.csv", "004_detailed_measures.csv"].map(|file| printed(file).len()).iter().sum::<usize>();
    let schemes = printed("004_fields_schemes_groups.csv").iter().filter(|row| row["kind"] == "scheme").count();
    let programs = i64::try_from(told + schemes + 2).unwrap();
    assert_eq!(counts, [0, 0, 0, 0, 0, 0, programs]);

    let shares = printed("004_program_shares.csv");
    let division = report("division");
    let said = division.iter().filter(|row| !row["expected"].is_null()).count();
    assert_eq!(said, shares.len(), "each part that the document names, once");
    let leads = division.iter().filter(|row| row["expected"].is_null());
    assert!(leads.clone().count() > 0 && leads.clone().all(|row| row["part"] == "lead"));

    let licences = report("licences");
    let levels: Vec<_> = licences.iter().filter(|row| row["row"] == "counted").map(|row| text(row, "level")).collect();
    assert_eq!(levels, ["national", "provincial", "county"]);
    let declared = of(&licences, "level", "ngo_licences_country");
    assert_eq!(
        (text(declared, "granted"), text(declared, "from")),
        ("2290".to_owned(), "1392-05-01 to 1399-03-20".to_owned())
    );

    // M52: 7.9 belongs to no year, may be a level or a fall, and nothing is computed from it.
    let series = report("series");
    let unclear = of(&series, "indicator", "divorce_rate_married_women");
    assert_eq!((text(unclear, "value"), text(unclear, "change")), ("7.9".to_owned(), String::new()));
    assert_eq!(unclear["doubts"], serde_json::json!(["level_or_change"]));

    let credits = report("credits");
    assert_eq!((credits.len(), text(&credits[0], "row")), (1, "total".to_owned()), "no credit is made up");
    let csv = store.hamyar(&["report", "national", "matrix", "--format", "csv"]);
    assert!(csv.out.starts_with("level,approach,programs,ended\r\nstructural,preventive,0,0\r\n"), "{}", csv.out);
}

fn figures(rows: &[Value]) {
    let table = printed("004_national_figures.csv");
    let names: BTreeSet<String> =
        rows.iter().filter(|row| row["source"] == "004/national_figures").map(|row| text(row, "indicator")).collect();
    assert_eq!(names.len() + 1, table.len(), "each once, the second record of the 150 programs left out");
    for row in table.iter().filter(|row| row["indicator"] != "joy_programmes_repeat") {
        let found = of(rows, "indicator", &row["indicator"]);
        for (column, printed) in
            [("figure", "figure"), ("qualifier", "qualifier"), ("unit", "unit"), ("period", "period_jalali")]
        {
            assert_eq!(text(found, column), row[printed], "{}", row["indicator"]);
        }
        assert!(!found["told_in"].as_array().unwrap().is_empty(), "{} is told nowhere", row["indicator"]);
    }
    let told = |indicator: &str| of(rows, "indicator", indicator)["told_in"].as_array().unwrap().len();
    for indicator in ["participation_sessions", "donations", "corona_ngos", "corona_groups", "joy_programmes"] {
        assert_eq!(told(indicator), 2, "{indicator}");
    }
    // M54: the 400 and 36 milliard are drawn from the 700.
    for drawn in ["border_budget", "deprived_budget"] {
        assert_eq!(of(rows, "indicator", drawn)["relations"], serde_json::json!(["drawn_from mou_budget"]));
    }
    assert_eq!(text(of(rows, "indicator", "mous_signed"), "counted"), "0", "counted beside the printed 137");
    let doubted: BTreeMap<String, String> = rows
        .iter()
        .filter(|row| !row["doubts"].as_array().unwrap().is_empty())
        .map(|row| (text(row, "indicator"), row["doubts"][0].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(doubted.len(), 6);
    assert_eq!(doubted["addicts_arrested"], "repeats_counted", "M55");
}

fn equipment(rows: &[Value]) {
    let table = printed("004_equipment_coverage.csv");
    assert_eq!(rows.len(), table.len());
    for row in &table {
        let label = row["label_en"].split(" (neighbourhoods").next().unwrap().to_owned();
        let found = of(rows, "title_en", &label);
        for (column, printed) in [
            ("declared_provinces", "provinces"),
            ("declared_counties", "counties"),
            ("declared_neighborhoods", "neighbourhoods"),
            ("declared_units", "units"),
        ] {
            assert_eq!(text(found, column), row[printed], "{label}");
        }
        assert_eq!(found["units"], 0, "nothing is delivered that nobody recorded");
    }
    let kanoon = rows.iter().find(|row| row["not_exact"] != serde_json::json!([])).unwrap();
    assert_eq!(kanoon["not_exact"], serde_json::json!(["neighborhoods more_than"]));
}
