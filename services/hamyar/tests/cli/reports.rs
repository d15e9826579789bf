//! The catalog of reports, walked: every number once, every operation in the document, every screen a route of the web app, every name a command that reads
//! a seeded store by somebody's rights.

use hamyar_api::report_catalog::{REPORTS, UNANSWERED, address_of};
use hamyar_identity::Role;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::Store;

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "ts" || extension == "tsx") {
            into.push(path);
        }
    }
}

/// What the routes of the web app are called.
fn routes() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/src"), &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        found.extend(text.split("path: '").skip(1).filter_map(|rest| rest.split('\'').next().map(str::to_owned)));
    }
    found
}

#[test]
fn every_number_is_there_once_with_an_operation_and_a_screen() {
    let numbers: Vec<&str> = REPORTS.iter().map(|one| one.number).chain(UNANSWERED.iter().copied()).collect();
    let wanted: Vec<String> = (1..=40).map(|number| format!("P{number:02}")).collect();
    assert_eq!(numbers, wanted);
    let keys: BTreeSet<&str> = REPORTS.iter().map(|one| one.key).collect();
    assert_eq!(keys.len(), REPORTS.len(), "names");
    let routes = routes();
    for one in REPORTS {
        assert!(!one.readers.is_empty() && !one.operations.is_empty() && !one.screens.is_empty(), "{}", one.key);
        for operation in one.operations {
            assert!(address_of(operation).is_some(), "{}: {operation} is not in the document", one.key);
        }
        for screen in one.screens {
            let table = screen.strip_prefix("/reports/tables/");
            assert!(table.is_none_or(|table| table == one.key), "{}: {screen}", one.key);
            let route = if table.is_some() { "/reports/tables/$report" } else { screen };
            assert!(routes.contains(route), "{}: {screen} is no route", one.key);
        }
    }
}

/// Who reads it in the demo; the first of its readers whom the demo has.
fn reader(readers: &[Role]) -> &'static str {
    let people = [
        (Role::Caseworker, "hamyar"),
        (Role::CenterManager, "modir"),
        (Role::CommissionMember, "komision"),
        (Role::Officer, "karshenas"),
        (Role::Auditor, "momayez"),
    ];
    people.iter().find(|(role, _)| readers.contains(role)).map(|(_, name)| *name).expect("a reader")
}

async fn any(store: &Store, table: &str, column: &str) -> String {
    let pool = store.pool().await;
    let schema: String = sqlx::query_scalar(
        "select table_schema from information_schema.tables where table_name = $1 and table_schema like 'rm\\_%' order by 1 desc limit 1",
    )
    .bind(table)
    .fetch_one(&pool)
    .await
    .unwrap();
    sqlx::query_scalar(&format!("select {column}::text from {schema}.{table} order by 1 limit 1"))
        .fetch_one(&pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn every_name_reads_a_seeded_store() {
    let store = Store::demo().await;
    let listed = store.hamyar(&["report", "list"]).json();
    assert_eq!(listed["reports"].as_array().map(Vec::len), Some(REPORTS.len()));
    assert!(store.hamyar(&["report", "list", "--format", "csv"]).out.starts_with("number,name,"));
    // The first report brings the read models up, in which ids are found.
    assert_eq!(store.hamyar_as("hamyari-1405", &["report", "settlements", "--as", "karshenas"]).code, 0);
    let family = any(&store, "family", "family_id").await;
    let neighborhood = any(&store, "neighborhood", "neighborhood_id").await;
    let commission = any(&store, "commission", "commission_id").await;
    let agency = any(&store, "agency", "agency_id").await;
    for one in REPORTS {
        let user = if ["family-file", "agenda", "commission-tasks"].contains(&one.key) {
            "momayez"
        } else {
            reader(one.readers)
        };
        if one.key == "before-after" {
            let ran = store.hamyar_as("hamyari-1405", &["report", one.key, "--year", "1404", "--as", user]);
            assert!(ran.json()["position"].is_i64(), "{}", ran.err);
            continue;
        }
        let mut arguments = vec!["report", one.key, "--as", user];
        match one.key {
            "family-file" | "case-replay" => arguments.extend(["--family", family.as_str()]),
            "neighborhood-card" | "neighborhood-roadmap" => arguments.extend(["--neighborhood", neighborhood.as_str()]),
            "agenda" | "commission-tasks" => arguments.extend(["--commission", commission.as_str()]),
            "agency-actions" | "handed-on" => arguments.extend(["--agency", agency.as_str()]),
            _ => {}
        }
        let ran = store.hamyar_as("hamyari-1405", &arguments);
        let found = ran.json();
        assert_eq!((found["report"].as_str(), found["number"].as_str()), (Some(one.key), Some(one.number)));
        assert!(found["position"].as_i64().is_some_and(|position| position > 0), "{}", one.key);
        assert!(found["as_of"].is_string() && !found["answer"].is_null(), "{}", one.key);
        arguments.extend(["--format", "csv"]);
        let csv = store.hamyar_as("hamyari-1405", &arguments);
        assert_eq!(csv.code, 0, "{}: {}", one.key, csv.err);
        let is_table =
            one.key == "quarterly-report" || one.screens.iter().any(|screen| screen.starts_with("/reports/tables/"));
        // Up to where and when it is right: in the last line of a table, in every line of anything else.
        let says = if is_table {
            csv.out.lines().last().is_some_and(|stamp| stamp.contains("تا رویداد"))
        } else {
            csv.out.lines().next().is_some_and(|head| head.ends_with("position,as_of"))
        };
        assert!(says, "{}: {}", one.key, csv.out);
    }
}

/// S091, S092: the settlements and zones of the seed, with shares by the rule that the table states.
#[tokio::test]
async fn s091_s092_settlements_have_shares_and_zones_their_neighborhoods() {
    let store = Store::demo().await;
    let read =
        |name: &str| store.hamyar_as("hamyari-1405", &["report", name, "--as", "karshenas"]).json()["answer"].clone();
    let settlements = read("settlements");
    let rows = settlements["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 5);
    let total = &settlements["total"];
    assert_eq!((total[4]["number"].as_i64(), total[6]["number"].as_i64()), (Some(5_645_000), Some(1_409_624)));
    let shares: i64 = rows.iter().filter_map(|row| row[5]["number"].as_i64()).sum();
    assert!((9_998..=10_002).contains(&shares), "{shares}");
    let mashhad =
        rows.iter().find(|row| row[0]["label"]["fa"].as_str().is_some_and(|name| name.contains("مشهد"))).unwrap();
    assert_eq!(mashhad[5]["number"].as_i64(), Some(6_898), "3894 of 5645 hectares");
    assert_eq!(mashhad[8]["label"]["fa"], "7.9%", "as printed, and not added up");
    let zones = read("zones");
    assert_eq!(zones["rows"].as_array().map(Vec::len), Some(8));
    assert_eq!((zones["total"][5]["number"].as_i64(), zones["total"][7]["number"].as_i64()), (Some(883_485), Some(66)));
    let sexes = read("participants-by-sex");
    assert_eq!(sexes["total"][5]["number"].as_i64(), Some(246));
}

/// The cells of CSV, without what a spreadsheet would add.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// S091, S092: CSV on the command line holds the numbers of the screen in their units, with the sums.
#[tokio::test]
async fn s091_s092_csv_has_units_sums_and_the_language_that_is_asked_for() {
    let store = Store::demo().await;
    let read = |name: &str, more: &[&str]| {
        let mut arguments = vec!["report", name, "--as", "karshenas", "--format", "csv"];
        arguments.extend(more);
        let ran = store.hamyar_as("hamyari-1405", &arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!ran.out.starts_with('\u{feff}'));
        cells(&ran.out)
    };
    let english = read("settlements", &["--language", "en"]);
    assert_eq!(english[0][..2], ["Town", "Level"]);
    assert!(english[0][5].ends_with("(%)"), "{:?}", english[0]);
    let mashhad = english.iter().find(|row| row[0].contains("مشهد")).unwrap();
    assert_eq!((mashhad[1].as_str(), mashhad[3].as_str()), ("city", "66"));
    assert_eq!((mashhad[4].as_str(), mashhad[5].as_str(), mashhad[8].as_str()), ("3894", "68.98", "7.9%"));
    let sum = english.iter().find(|row| row[0] == "Sum").expect("a row of sums");
    assert_eq!((sum[3].as_str(), sum[4].as_str(), sum[6].as_str()), ("110", "5645", "1409624"));
    assert!(english.last().unwrap()[0].starts_with("up to event "), "{:?}", english.last());
    let persian = read("settlements", &[]);
    assert_eq!(persian[0][0], "شهر");
    assert!(persian.iter().any(|row| row[0] == "جمع"));
    assert!(persian.iter().any(|row| row[0].starts_with("سهم هر شهر")), "the rule of a share");
    let zones = read("zones", &["--language", "en"]);
    let sum = zones.iter().find(|row| row.get(1).is_some_and(|cell| cell == "Sum")).expect("a row of sums");
    let printed: f64 = zones[1..9].iter().map(|row| row[3].parse::<f64>().unwrap_or_default()).sum();
    assert_eq!((sum[5].as_str(), sum[7].as_str(), sum[3].parse::<f64>().ok()), ("883485", "66", Some(printed)));
    // What is rounded says so, and what is too small is not left blank.
    let categories = read("vulnerable-categories", &["--language", "en"]);
    assert!(categories.iter().any(|row| row[0].starts_with("counts are rounded")), "{categories:?}");
    assert!(categories.iter().flatten().any(|cell| cell == "fewer than 5"), "{categories:?}");
}

/// One spelling: no half-space, no blank, Persian letters.
fn folded(text: &str) -> String {
    let letters = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200c}');
    letters.map(|letter| if letter == 'ي' { 'ی' } else { letter }).collect()
}

/// S079: where the program was active, cell by cell as the document prints it: neighborhood, county and, where it names one, the town.
#[tokio::test]
async fn s079_the_distribution_of_activities_is_the_printed_one() {
    let store = Store::demo().await;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seed-data/000_activity_distribution.csv");
    let text = std::fs::read_to_string(path).unwrap();
    let mut printed: Vec<(String, String)> =
        cells(text.trim_start_matches('\u{feff}'))[1..].iter().map(|row| (folded(&row[1]), folded(&row[2]))).collect();
    let ran = store.hamyar_as(
        "hamyari-1405",
        &["report", "activity-distribution", "--as", "karshenas", "--format", "csv", "--language", "en"],
    );
    let told = cells(&ran.out);
    assert_eq!(told[0][..3], ["Neighborhood", "City or village", "County"]);
    let mut found: Vec<(String, String)> = told[1..]
        .iter()
        .filter(|row| row.len() == told[0].len() && row[0] != "Sum")
        .map(|row| {
            let place = if row[1].is_empty() { row[2].clone() } else { format!("{}/{}", row[2], row[1]) };
            (folded(&row[0]), folded(&place))
        })
        .collect();
    printed.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, printed);
    let sum = told.iter().find(|row| row[0] == "Sum").expect("a row of sums");
    assert_eq!((sum[3].as_str(), sum[4].as_str()), ("8", "480"));
}

/// S113: after the import of the seed the obstacles of the pilot are there, of its county alone where that is asked.
#[tokio::test]
async fn s113_the_obstacles_of_the_pilot_come_with_the_seed() {
    let store = Store::demo().await;
    let read = |more: &[&str]| {
        let mut arguments = vec!["report", "obstacles", "--as", "karshenas", "--format", "csv"];
        arguments.extend(more);
        cells(&store.hamyar_as("hamyari-1405", &arguments).out)
    };
    // The demo has obstacles of its own councils beside them.
    let council = "شورای راهبردی توانمندسازی زنان سرپرست خانوار شهرستان ری";
    let is_of_rey = |row: &&Vec<String>| {
        row.get(1).is_some_and(|one| one == council) && row.get(2).is_some_and(|place| place == "ری")
    };
    let of_rey = |rows: &[Vec<String>]| rows.iter().filter(is_of_rey).count();
    let everywhere = read(&[]);
    assert_eq!(of_rey(&everywhere), 8, "{everywhere:?}");
    let rey = hamyar_import::seeds::place_id("rey_county").to_string();
    assert_eq!(of_rey(&read(&["--place", &rey])), 8);
    let qazvin = hamyar_import::seeds::place_id("qazvin_province").to_string();
    assert_eq!(of_rey(&read(&["--place", &qazvin])), 0);
}

/// A list is printed whole, however many pages a screen shows it on.
#[tokio::test]
async fn lists_are_printed_whole() {
    let store = Store::demo().await;
    let read = |name: &str, format: &str| {
        store.hamyar_as("hamyari-1405", &["report", name, "--as", "momayez", "--format", format])
    };
    let found = read("priorities", "json").json()["answer"].clone();
    let total = found["total"].as_u64().unwrap();
    assert!(total > 50, "{total}: more than one page");
    let ids: BTreeSet<&str> = found["items"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!((found["items"].as_array().map(|items| items.len() as u64), ids.len() as u64), (Some(total), total));
    assert!(found["next"].is_null());
    assert_eq!(cells(&read("priorities", "csv").out).len() as u64, total + 1);
    // The demo has eight classes and one training; what is on one page is whole as well.
    let classes = read("classes", "json").json()["answer"].clone();
    assert_eq!(classes["items"].as_array().map(|items| items.len() as u64), classes["total"].as_u64());
}
