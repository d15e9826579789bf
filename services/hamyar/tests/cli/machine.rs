//! What scripts rely on: names, numbers, exit codes, and nothing but the result on standard output.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Store, program, register};

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_is_loaded_once_and_shows_one_sign_in_per_role() {
    let store = Store::new().await;
    let arguments = ["demo", "--families", "12", "--caseworkers", "12", "--today", "1405-09-01", "--json"];
    let first = store.hamyar(&arguments).json();
    assert!(first["events"].as_i64().unwrap() > 500, "{first}");
    let roles: BTreeSet<&str> =
        first["sign_ins"].as_array().unwrap().iter().map(|one| one["role"].as_str().unwrap()).collect();
    let all = [
        "administrator",
        "agency_officer",
        "auditor",
        "caseworker",
        "center_manager",
        "commission_member",
        "facilitator",
        "officer",
    ];
    assert_eq!(roles, BTreeSet::from(all));
    let again = store.hamyar(&["demo", "--families", "999", "--json"]).json();
    assert_eq!(again["events"], 0, "a demo that is there stays as it is");
    assert_eq!(again["families"], 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_broke_off_is_finished_and_nothing_is_done_twice() {
    let (whole, broken) = (Store::new().await, Store::new().await);
    let arguments = ["demo", "--families", "25", "--caseworkers", "12", "--today", "1405-09-01", "--json"];
    let events = whole.hamyar(&arguments).json()["events"].as_i64().unwrap();
    let mut child = broken
        .command()
        .args(arguments)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let pool = broken.pool().await;
    loop {
        let count: Option<i64> =
            sqlx::query_scalar("select max(position) from log.events").fetch_one(&pool).await.unwrap_or(None);
        if count.unwrap_or(0) > events / 2 {
            break;
        }
        assert!(child.try_wait().unwrap().is_none(), "the load ended before it could be broken off");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    broken.hamyar(&["demo", "--json"]).json();
    let in_the_log: i64 = sqlx::query_scalar("select max(position) from log.events").fetch_one(&pool).await.unwrap();
    assert_eq!(in_the_log, events);
    let check = broken.hamyar(&["rebuild", "--all", "--check", "--json"]);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
}

/// S023, and the contract of the report.
#[tokio::test(flavor = "multi_thread")]
async fn the_report_counts_every_family_of_the_year_once() {
    let store = Store::demo().await;
    let report = store.hamyar(&["report", "before-after", "--year", "1403", "--format", "json"]).json();
    let names: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(names, ["year", "matrix", "without_final", "position"]);
    let mut families = 0;
    for row in ["stable", "at_risk", "harmed"] {
        for column in ["stable", "at_risk", "harmed"] {
            families += report["matrix"][row][column].as_i64().unwrap();
        }
        families += report["without_final"][row].as_i64().unwrap();
    }
    let pool = store.pool().await;
    let from = "2024-03-20";
    let in_the_log: i64 = sqlx::query_scalar(
        "select count(*) from log.events where event_type = 'tier_assigned' and payload->>'moment' = 'baseline'
           and payload->>'assigned_on' between $1 and '2025-03-20'",
    )
    .bind(from)
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(families, in_the_log);
    let csv = store.hamyar(&["report", "before-after", "--year", "1403", "--format", "csv"]);
    assert!(csv.out.starts_with("baseline,stable,at_risk,harmed,without_final\r\nstable,"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_the_whole_log_in_order_and_sealed() {
    let store = Store::demo().await;
    let ran = store.hamyar(&["export", "events", "--format", "jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let names = [
        "position",
        "stream",
        "stream_id",
        "sequence",
        "type",
        "version",
        "event_id",
        "command_id",
        "actor",
        "happened_at",
        "recorded_at",
        "payload",
    ];
    let mut position = 0;
    for line in ran.out.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        assert_eq!(event.as_object().unwrap().keys().collect::<Vec<_>>(), names);
        position += 1;
        assert_eq!(event["position"], position);
        if event["type"] == "tier_assigned" {
            assert!(event["payload"]["moment"].is_string() && event["payload"]["tier"].is_string());
        }
        if event["type"] == "caseworker_assigned" {
            assert!(event["payload"]["caseworker_id"].is_string());
        }
    }
    assert!(ran.out.contains("$sealed"));
    assert!(!ran.out.contains("$open"));
    for secret in ["پلاک", "خانواده با روی باز", "0999000"] {
        assert!(!ran.out.contains(secret), "«{secret}» is not sealed");
    }
    let tail = store.hamyar(&["export", "events", "--after", &(position - 2).to_string()]);
    assert_eq!(tail.out.lines().count(), 2);
}

/// A row altered by hand is found: live rows must follow from the log.
#[tokio::test(flavor = "multi_thread")]
async fn a_check_sees_a_row_that_was_altered_and_a_rebuild_mends_it() {
    let store = Store::demo().await;
    let check = store.hamyar(&["rebuild", "--all", "--check", "--json"]).json();
    let projections = check["projections"].as_array().unwrap();
    assert!(projections.len() >= 5);
    for one in projections {
        let names: Vec<&String> = one.as_object().unwrap().keys().collect();
        assert_eq!(
            names,
            ["name", "version", "rows", "live_checksum", "rebuilt_checksum", "equal", "events_per_second"]
        );
        assert_eq!(one["equal"], true, "{one}");
    }
    let pool = store.pool().await;
    let schema: String =
        sqlx::query_scalar("select nspname::text from pg_namespace where nspname like 'rm_families_v%'")
            .fetch_one(&pool)
            .await
            .unwrap();
    let altered = format!(
        "update {schema}.family set tier = 'stable' where family_id = (select family_id from {schema}.family where tier = 'harmed' limit 1)"
    );
    sqlx::query(&altered).execute(&pool).await.unwrap();
    let check = store.hamyar(&["rebuild", "--all", "--check", "--json"]);
    assert_eq!(check.code, 1, "{}", check.out);
    let found: Value = serde_json::from_str(&check.out).unwrap();
    let different: Vec<&str> = found["projections"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["equal"] == false)
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(different, ["families"]);
    assert_eq!(store.hamyar(&["rebuild", "families"]).code, 0);
    assert_eq!(store.hamyar(&["rebuild", "--all", "--check"]).code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_read_row_by_row_and_sending_it_again_adds_nothing() {
    let store = Store::new().await;
    let file = register(store.folder.path());
    let mend = store.folder.path().join("mend.csv");
    let (file, mend_path) = (file.to_str().unwrap(), mend.to_str().unwrap());
    let report = store.hamyar(&["import", "families", file, "--json", "--mend", mend_path]).json();
    let names: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(names, ["rows", "accepted", "rejected", "joined", "errors", "likely_duplicates", "not_compared"]);
    let expected: Value =
        serde_json::from_str(include_str!("../../../../tests/data/families-register.expected.json")).unwrap();
    for (ours, theirs) in
        [("rows", "rows"), ("accepted", "accepted"), ("rejected", "rejected"), ("joined", "same_national_id")]
    {
        assert_eq!(report[ours], expected[theirs], "{ours}");
    }
    assert_eq!(
        report["likely_duplicates"].as_array().unwrap().len() as i64,
        expected["probable_duplicates"].as_array().unwrap().len() as i64
    );
    assert!(std::fs::read_to_string(&mend).unwrap().lines().count() > 28);
    let pool = store.pool().await;
    let events = "select count(*) from log.events where aggregate_type = 'family'";
    let before: i64 = sqlx::query_scalar(events).fetch_one(&pool).await.unwrap();
    let again = store.hamyar(&["import", "families", file, "--json"]).json();
    assert_eq!(again["accepted"], report["accepted"]);
    let after: i64 = sqlx::query_scalar(events).fetch_one(&pool).await.unwrap();
    assert_eq!(before, after);
}

/// A register may name a neighborhood that only this store has.
#[tokio::test(flavor = "multi_thread")]
async fn a_register_may_name_a_neighborhood_of_the_stores_own_seeds() {
    let store = Store::new().await;
    let seeds = store.folder.path().join("seeds");
    std::fs::create_dir(&seeds).unwrap();
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seed-data");
    for file in std::fs::read_dir(own).unwrap().flatten() {
        std::fs::copy(file.path(), seeds.join(file.file_name())).unwrap();
    }
    let path = seeds.join("neighborhoods.csv");
    let known = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{}\nnowabad,qazvin_county,,نوآباد آزمون,Nowabad,local\n", known.trim_end()))
        .unwrap();
    let file = store.folder.path().join("register.csv");
    let row = "زهرا,نمونه,۱۳۶۲/۰۴/۳۱,۲,نوآباد آزمون,خود معرف";
    std::fs::write(&file, format!("نام,نام خانوادگی,تاریخ تولد,تعداد افراد تحت تکفل,محله,نحوه ورود\n{row}\n")).unwrap();
    let import = ["import", "families", file.to_str().unwrap(), "--json"];
    let unknown = store.hamyar(&import).json();
    assert_eq!((&unknown["accepted"], &unknown["errors"][0]["reason"]), (&0.into(), &"unknown_neighborhood".into()));
    let brought = store.hamyar(&["import", "seeds", seeds.to_str().unwrap()]);
    assert_eq!(brought.code, 0, "{}", brought.err);
    let known = store.hamyar(&import).json();
    assert_eq!(known["accepted"], 1, "{known}");
}

/// The auditor replays any case as of any moment, and the reading leaves a trace (S062).
#[tokio::test(flavor = "multi_thread")]
async fn a_replay_shows_the_file_at_a_moment_and_is_recorded() {
    let store = Store::demo().await;
    let replay = |at: &str| {
        store.hamyar_as("hamyari-1405", &["replay", "family", "M1-00001", "--as", "momayez", "--at", at, "--json"])
    };
    let first = replay("1").json();
    assert_eq!(first["sequence"], 1);
    assert_eq!(first["event"]["type"], "family_identified");
    assert!(first["state"]["tier"].is_null());
    let last = replay("1405-09-30").json();
    assert_eq!((&last["sequence"], &last["axis"]), (&last["last_sequence"], &Value::from("happened")));
    let pool = store.pool().await;
    let traces: i64 = sqlx::query_scalar("select count(*) from identity.access_log where operation = 'replay_family'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(traces, 2);
    let words = store.hamyar_as("hamyari-1405", &["replay", "family", "M1-00001", "--as", "momayez", "--at", "2"]);
    assert!(words.out.contains("M1-00001  event 2 of"), "{}", words.out);
}

/// The auditor's room at the command line: the same answers, the same traces, refused to whoever is no auditor.
#[tokio::test(flavor = "multi_thread")]
async fn the_auditor_asks_at_the_command_line_too() {
    let store = Store::demo().await;
    let audit = |arguments: &[&str], user: &str| {
        store.hamyar_as("hamyari-1405", &[&["audit"], arguments, &["--as", user]].concat())
    };
    let csv = audit(&["events", "--type", "center_registered"], "momayez");
    assert_eq!(csv.code, 0, "{}", csv.err);
    let pool = store.pool().await;
    let centers: i64 = sqlx::query_scalar("select count(*) from log.events where event_type = 'center_registered'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(csv.out.trim_end().lines().count(), usize::try_from(centers).unwrap() + 1);
    let jsonl = audit(&["events", "--stream", "center", "--format", "jsonl"], "momayez");
    let first: Value = serde_json::from_str(jsonl.out.lines().next().unwrap()).unwrap();
    let center = first["stream_id"].as_str().unwrap().to_owned();
    let replayed = audit(&["stream", "center", &center, "--at", "1"], "momayez").json();
    assert!(replayed["state"]["name"].is_string(), "{replayed}");
    let compared = audit(&["compare", "family", "M1-00001", "--at", "1405-08-30"], "momayez").json();
    assert!(compared["as_known"].is_null() && compared["not_yet_recorded"].as_array().unwrap().len() > 1);
    let why: i64 = sqlx::query_scalar(
        "select sequence from log.events where event_type = 'tier_assigned' and aggregate_id =
            (select aggregate_id from log.events where event_type = 'family_identified' and payload->>'file_number' = 'M1-00001') order by sequence limit 1",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let tier = audit(&["tier", "M1-00001", &why.to_string()], "momayez").json();
    assert_eq!(tier["event"]["sequence"], why);
    assert_eq!(audit(&["patterns"], "momayez").json()["thresholds"]["bulk_files"], 30);
    assert_eq!(audit(&["patterns"], "modir").code, 4);
    assert_eq!(audit(&["events"], "rahbar").code, 4);
    assert_eq!(audit(&["stream", "../users", &center], "momayez").code, 2);
    assert_eq!(audit(&["events", "--actor", "nobody"], "momayez").code, 2);
    let traces: Vec<String> = sqlx::query_scalar(
        "select distinct operation from identity.access_log where operation in
            ('export_audit_events', 'replay_stream', 'compare_stream', 'read_tier_grounds', 'list_patterns') order by 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(traces.len(), 5, "{traces:?}");
}

/// A demo is written down today and tells of years: its past days are found by when things happened, and were not known then.
#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_meant_by_when_things_happened_unless_the_other_time_is_asked_for() {
    let store = Store::demo().await;
    let pool = store.pool().await;
    // The day the file was a third told.
    let day: String = sqlx::query_scalar(
        "select left(metadata->>'happened_at', 10) from log.events
          where aggregate_type = 'family' and aggregate_id::text = (select aggregate_id::text from log.events
                where event_type = 'family_identified' order by position limit 1)
          order by sequence offset 10 limit 1",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let id: String = sqlx::query_scalar(
        "select aggregate_id::text from log.events where event_type = 'family_identified' order by position limit 1",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let at = |axis: &[&str]| {
        let base = ["replay", "family", id.as_str(), "--as", "momayez", "--at", day.as_str(), "--json"];
        store.hamyar_as("hamyari-1405", &[&base[..], axis].concat())
    };
    let usual = at(&[]).json();
    assert_eq!(usual["axis"], "happened");
    let sequence = usual["sequence"].as_i64().unwrap();
    assert!(sequence >= 11 && sequence < usual["last_sequence"].as_i64().unwrap(), "{sequence}");
    assert_eq!(at(&["--axis", "happened"]).json(), usual);
    let unknown = at(&["--axis", "recorded"]);
    assert_eq!(unknown.code, 2, "nothing had been written down then: {}", unknown.err);
    assert_eq!(at(&["--axis", "imagined"]).code, 2);
}

#[test]
fn help_teaches_with_examples_and_exit_codes() {
    let help = program().arg("--help").output().unwrap();
    let text = String::from_utf8(help.stdout).unwrap();
    for word in ["Exit codes:", "DATABASE_URL", "Examples:", "hamyar rebuild --all --check"] {
        assert!(text.contains(word), "{word}");
    }
    let openapi = program().arg("openapi").output().unwrap();
    let document: Value = serde_json::from_slice(&openapi.stdout).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
}
