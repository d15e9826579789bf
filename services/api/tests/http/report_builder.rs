//! The report builder and saved reports: what each role may count, what an officer is never told, and whose a saved report is.

use hamyar_identity::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

use crate::support::{Client, NEIGHBORHOOD, World};

async fn seen(world: &World, client: &Client, path: &str) -> Value {
    let head = world.store.head().await.expect("the head");
    let joint = if path.contains('?') { '&' } else { '?' };
    client.get(&format!("{path}{joint}at_least={head}")).await.ok()
}

const RESULT: &str = "/report-builder/result";

fn sum(table: &Value) -> &Value {
    table["total"].as_array().and_then(|cells| cells.last()).expect("a sum")
}

/// S064: an officer is told rounded counts, and none below five; no center and no past moment of families; the same families have the same number in whatever
/// words they are asked for.
#[tokio::test(flavor = "multi_thread")]
async fn s064_an_officer_counts_no_few_and_bends_no_question() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    for _ in 0..9 {
        world.harmed_family(&manager, NEIGHBORHOOD).await;
    }
    let officer = world.role(Role::Officer).await;
    let exact =
        seen(&world, &world.role(Role::Auditor).await, &format!("{RESULT}?measure=open_families&rows=tier")).await;
    let all = sum(&exact)["number"].as_i64().expect("an exact count");
    assert!(all >= 10 && exact["rounded"] == false, "{exact}");
    let by_tier = seen(&world, &officer, &format!("{RESULT}?measure=open_families&rows=tier")).await;
    assert_eq!(by_tier["rounded"], true);
    let told: BTreeSet<i64> =
        by_tier["rows"].as_array().into_iter().flatten().filter_map(|row| row[1]["number"].as_i64()).collect();
    assert!(told.iter().all(|count| *count >= 5 && count % 5 == 0), "{told:?}");
    // Other words for the same families draw no second error.
    for other in ["rows=household_type", "rows=city", "rows=neighborhood", "rows=tier&columns=household_type"] {
        let again = seen(&world, &officer, &format!("{RESULT}?measure=open_families&{other}")).await;
        assert_eq!(sum(&again), sum(&by_tier), "{other}");
    }
    let every_tier = "filters=tier:stable,at_risk,harmed,none,no-such-tier";
    let again = seen(&world, &officer, &format!("{RESULT}?measure=open_families&rows=tier&{every_tier}")).await;
    assert_eq!(sum(&again), sum(&by_tier), "a filter that leaves nothing out");
    let refused = officer.get(&format!("{RESULT}?measure=open_families&rows=center")).await.is(422);
    assert_eq!(refused.faults(), [("rows".to_owned(), "not_for_counts".to_owned())]);
    let day = hamyar_persian::tehran_date(chrono::Utc::now());
    let refused =
        officer.get(&format!("{RESULT}?measure=year_families&rows=cycle_year&as_known_on={day}")).await.is(422);
    assert_eq!(refused.faults(), [("as_known_on".to_owned(), "not_known_then".to_owned())]);
    // What the builder offers leaves both out from the beginning.
    let offered = officer.get("/report-builder").await.ok();
    let families = offered["measures"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|one| one["key"] == "year_families")
        .expect("a measure");
    assert!(families["no_past"]["fa"].is_string() && families["rounded"] == true);
    assert!(families["dimensions"].as_array().into_iter().flatten().all(|one| one["key"] != "center"));
    assert!(
        offered["measures"].as_array().into_iter().flatten().all(|one| one["key"] != "activities"),
        "not theirs to read"
    );
    officer.get(&format!("{RESULT}?measure=activities&rows=year")).await.is(403);
}

/// A manager counts the own center and no other; a moment of the past is that of the log.
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_counts_the_own_center_and_the_past_is_that_of_the_log() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let own = seen(&world, &manager, &format!("{RESULT}?measure=open_families&rows=center")).await;
    assert_eq!(own["rows"].as_array().map(Vec::len), Some(1), "{own}");
    assert_eq!(own["rows"][0][0]["code"].as_str(), Some(world.own.center.as_str()));
    let auditor = world.role(Role::Auditor).await;
    let all = seen(&world, &auditor, &format!("{RESULT}?measure=open_families&rows=center")).await;
    assert!(all["rows"].as_array().is_some_and(|rows| rows.len() >= 2), "{all}");
    let yesterday = hamyar_persian::tehran_date(chrono::Utc::now()) - chrono::Days::new(1);
    let now = seen(&world, &auditor, &format!("{RESULT}?measure=year_families&rows=baseline_tier")).await;
    assert!(sum(&now)["number"].as_i64().is_some_and(|count| count > 0), "{now}");
    let then =
        seen(&world, &auditor, &format!("{RESULT}?measure=year_families&rows=baseline_tier&as_known_on={yesterday}"))
            .await;
    assert_eq!(
        (sum(&then)["number"].as_i64(), then["position"].as_i64()),
        (Some(0), Some(0)),
        "nothing was known yesterday"
    );
    for (asked, field, rule) in [
        ("", "measure", "required"),
        ("measure=services&rows=tier", "rows", "not_in_set"),
        ("measure=services&rows=city&columns=zone", "columns", "one_level_of_places"),
        ("measure=services&rows=year&filters=domain", "filters", "malformed"),
        ("measure=services&rows=year&as_known_on=2999-01-01", "as_known_on", "in_future"),
    ] {
        let refused = auditor.get(&format!("{RESULT}?{asked}")).await.is(422);
        assert!(refused.faults().contains(&(field.to_owned(), rule.to_owned())), "{asked}: {}", refused.text);
    }
}

/// Every measure counts by every dimension, alone and against another one.
#[tokio::test(flavor = "multi_thread")]
async fn every_measure_is_counted_by_every_dimension() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let offered = auditor.get("/report-builder").await.ok();
    let measures = offered["measures"].as_array().expect("measures");
    assert_eq!(measures.len(), 10);
    for measure in measures {
        let key = measure["key"].as_str().expect("a key");
        let dimensions: Vec<(&str, bool)> = measure["dimensions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| (one["key"].as_str().expect("a key"), one["is_place"] == true))
            .collect();
        for (n, (rows, is_place)) in dimensions.iter().enumerate() {
            let other = dimensions
                .iter()
                .cycle()
                .skip(n + 1)
                .take(dimensions.len() - 1)
                .find(|(_, place)| !(*place && *is_place));
            let columns = other.map(|(columns, _)| format!("&columns={columns}")).unwrap_or_default();
            let found = auditor.get(&format!("{RESULT}?measure={key}&rows={rows}{columns}")).await.ok();
            let width = found["columns"].as_array().map(Vec::len).unwrap_or_default();
            let lines = found["rows"].as_array().into_iter().flatten();
            assert!(lines.into_iter().all(|line| line.as_array().map(Vec::len) == Some(width)), "{key} by {rows}");
        }
    }
}

fn definition() -> Value {
    json!({ "measure": "services", "rows": "month", "columns": "domain", "filters": [{ "dimension": "domain", "values": ["social", "economic"] }], "chart": "line" })
}

/// A saved report is its owner's: shared it is read by those of the same role and place, and changed by nobody else.
#[tokio::test(flavor = "multi_thread")]
async fn a_saved_report_is_its_owners_and_is_shared_with_the_same_role_and_place() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let officer = world.role(Role::Officer).await;
    let bad = json!({ "name": "نادرست", "definition": { "measure": "services", "rows": "tier", "chart": "table" } });
    let refused = manager.command("/saved-reports", bad).await.is(422);
    assert_eq!(refused.faults(), [("definition.rows".to_owned(), "not_in_set".to_owned())]);
    let foreign_role = json!({ "name": "خدمت‌ها", "definition": definition(), "share_role": "officer" });
    let refused = manager.command("/saved-reports", foreign_role).await.is(422);
    assert_eq!(refused.faults(), [("share_role".to_owned(), "not_in_set".to_owned())]);
    let saved =
        manager.command("/saved-reports", json!({ "name": "خدمت‌های ماه", "definition": definition() })).await.ok();
    let id = saved["ids"]["saved_report_id"].as_str().expect("an id").to_owned();
    let at = format!("/saved-reports/{id}");
    let read = seen(&world, &manager, &at).await;
    assert_eq!(
        (read["name"].as_str(), read["own"].as_bool(), &read["definition"]["chart"]),
        (Some("خدمت‌های ماه"), Some(true), &json!("line"))
    );
    officer.get(&at).await.is(404);
    officer.command(&format!("{at}/rename"), json!({ "name": "دیگری" })).await.is(404);
    manager.command(&format!("{at}/rename"), json!({ "name": "خدمت‌های سال" })).await.ok();
    let changed = json!({ "definition": { "measure": "services", "rows": "year", "chart": "bars" } });
    manager.command(&format!("{at}/change"), changed).await.ok();
    manager.command(&format!("{at}/share"), json!({ "share_role": "center_manager" })).await.ok();
    let read = seen(&world, &manager, &at).await;
    assert_eq!((read["name"].as_str(), read["shared_role"].as_str()), (Some("خدمت‌های سال"), Some("center_manager")));
    assert_eq!(read["definition"]["rows"], "year");
    // The manager of another center has another place, and an officer another role.
    officer.get(&at).await.is(404);
    world.sign_in("center_manager.B").await.get(&at).await.is(404);
    let list = seen(&world, &manager, "/saved-reports").await;
    assert!(list["items"].as_array().into_iter().flatten().any(|one| one["id"] == id.as_str()));
    manager.command(&format!("{at}/delete"), json!({})).await.ok();
    let head = world.store.head().await.expect("the head");
    manager.get(&format!("{at}?at_least={head}")).await.is(404);
    manager.command(&format!("{at}/rename"), json!({ "name": "باز" })).await.is(409);
}

/// What is taken away says below its rows up to where and when it is right; the rights are those of the report.
#[tokio::test(flavor = "multi_thread")]
async fn a_report_taken_away_is_stamped() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let csv = auditor.get("/exports/built-report/csv/fa?measure=open_families&rows=tier").await;
    assert!(csv.status == 200 && csv.text.contains("تا رویداد") && csv.text.contains("سطح"), "{}", csv.text);
    let csv = auditor.get("/exports/tables/vulnerable-categories/csv/en").await;
    assert!(csv.status == 200 && csv.text.contains("up to event"), "{}", csv.text);
    auditor.get("/exports/tables/no-such-report/csv/en").await.is(404);
    let caseworker = world.role(Role::Caseworker).await;
    caseworker.get("/exports/tables/vulnerable-categories/csv/en").await.is(403);
    let few = world.role(Role::Officer).await.get("/exports/tables/vulnerable-categories/csv/en").await;
    assert!(few.status == 200 && few.text.contains("up to event"), "{}", few.text);
}
