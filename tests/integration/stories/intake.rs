//! How families come in: by hand, by register, twice.

use serde_json::json;

use crate::support::{Town, national_id, text};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/families-register.csv");

/// S001 S002 S004 S120: the way of entry is kept, papers are not required, dates may be Jalali with Persian digits.
#[tokio::test]
async fn a_family_without_papers_is_registered_with_who_referred_it() {
    let town = Town::new().await;
    let body = json!({
        "neighborhood_id": town.neighborhood_id, "family_name": "نمونه", "entry": "referred", "source": "state",
        "referred_by": town.agency_id, "identified_on": "۱۴۰۴/۰۱/۳۱",
        "head": { "given_name": "نمونه", "relation": "head", "sex": "female" },
    });
    let made = town.manager.post("/families", body).await.ok();
    let file = town.manager.get(&format!("/families/{}?at_least={}", text(&made, "/id"), made["position"])).await.ok();
    assert_eq!(file["registration"]["entry"], "referred", "{file:#}");
    assert_eq!(text(&file, "/registration/referred_by/id"), town.agency_id);
    assert_eq!(text(&file, "/identified_on/jalali"), "1404-01-31");
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once_and_nothing_is_written() {
    let town = Town::new().await;
    let before = town.store.run(&["export", "events"]).out.lines().count();
    let body = json!({
        "neighborhood_id": "nowhere", "family_name": " \u{200c} ", "entry": "by_chance", "source": "state", "identified_on": "1404-13-01",
    });
    let fields = town.manager.post("/families", body).await.invalid();
    for field in ["neighborhood_id", "family_name", "entry", "identified_on"] {
        assert!(fields.iter().any(|named| named == field), "{field} is not among {fields:?}");
    }
    assert_eq!(town.store.run(&["export", "events"]).out.lines().count(), before);
}

/// One family for one national id, whoever is first.
#[tokio::test]
async fn two_desks_with_one_national_id_make_one_family() {
    let town = Town::new().await;
    let body = |name: &str| {
        json!({
            "neighborhood_id": town.neighborhood_id, "family_name": name, "entry": "self_referred", "source": "local_setting",
            "head": { "given_name": "نمونه", "relation": "head", "national_id": "0013542419" },
        })
    };
    let (one, two) =
        tokio::join!(town.manager.post("/families", body("یکم")), town.manager.post("/families", body("دوم")));
    let (accepted, refused) = if one.status.is_success() { (one, two) } else { (two, one) };
    accepted.ok();
    refused.refused(409, "national_id_taken");
}

/// S009: the register an agency sends; wrong rows come back, right rows are kept, sending it again adds nothing.
#[tokio::test]
async fn a_register_is_imported_once() {
    let town = Town::new().await;
    let first = town.store.run(&["import", "families", SAMPLE, "--json"]);
    assert_eq!(first.code, 0, "{}", first.err);
    let report = first.json();
    assert_eq!((report["rows"].as_u64(), report["accepted"].as_u64()), (Some(600), Some(572)), "{}", first.err);
    assert_eq!((report["rejected"].as_u64(), report["joined"].as_u64()), (Some(28), Some(24)));
    let events = town.store.run(&["export", "events"]).out.lines().count();
    let again = town.store.run(&["import", "families", SAMPLE, "--json"]).json();
    assert_eq!(again["accepted"], 572, "{again:#}");
    assert_eq!(town.store.run(&["export", "events"]).out.lines().count(), events);
}

/// S010: the registry of Rey counts each of its 5,972 women once, also when another register names some of them again.
#[tokio::test]
async fn the_registry_of_rey_counts_each_woman_once() {
    const WOMEN: usize = 5_972;
    let town = Town::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    for (name, numbers) in
        [("bank.csv", (0..WOMEN).collect::<Vec<_>>()), ("again.csv", (0..WOMEN).step_by(100).collect())]
    {
        let mut register =
            "ردیف,نام,نام خانوادگی,کد ملی,جنسیت,محله,تاریخ تولد,تعداد افراد تحت تکفل,نحوه ورود\n".to_owned();
        for (row, number) in numbers.iter().enumerate() {
            let given = ["زهرا", "مریم", "نسرین", "پروین", "اکرم", "شهلا", "طاهره"][number % 7];
            let (year, month, day) = (1330 + number / 7 % 41, 1 + number % 12, 1 + number % 29);
            let id = national_id(*number);
            let line = format!("{},{given},خانوار {number},{id},زن,شهر ری,{year}/{month}/{day},۰,خود معرف\n", row + 1);
            register.push_str(&line);
        }
        let path = folder.path().join(name);
        std::fs::write(&path, register).expect("a file");
        let report = town.store.run(&["import", "families", path.to_str().expect("a path"), "--json"]);
        assert_eq!(report.code, 0, "{}{}", report.out, report.err);
        let report = report.json();
        assert_eq!(report["rejected"], 0, "{report:#}");
    }
    let rey = text(&town.auditor.get("/neighborhoods?q=شهر ری").await.ok(), "/items/0/id");
    let mut counted = json!(null);
    // The read models follow what another process wrote.
    for _ in 0..600 {
        counted = town.auditor.get(&format!("/reports/situations?place_id={rey}")).await.ok();
        if counted["women_heads"] == json!(WOMEN) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let numbers = ["families", "members", "women", "women_heads"].map(|name| counted[name].as_u64());
    assert_eq!(numbers, [Some(5_972); 4], "{counted:#}");
    // An officer is shown it rounded, as every count.
    let told = town.officer.get(&format!("/reports/situations?place_id={rey}")).await.ok();
    assert_eq!(told["rounded"], true);
}

/// The name typed in a form is in no exported event, no line the server wrote and no row of the log.
#[tokio::test]
async fn a_typed_name_is_nowhere_but_in_the_read_models() {
    let mut town = Town::new().await;
    let canary = "قناریِ‌بی‌همتا";
    let id = town.held(canary).await;
    let note = json!({ "text": format!("{canary} یادداشت") });
    town.caseworker.post(&format!("/families/{id}/notes"), note).await.ok();
    let file = town.caseworker.get(&format!("/families/{id}")).await.ok();
    assert!(file.to_string().contains("قناری"), "the file itself shows it");
    assert!(!town.store.run(&["export", "events"]).out.contains("قناری"));
    assert!(!town.server.said().contains("قناری"));
    let pool = sqlx::PgPool::connect(town.store.database_url()).await.expect("the database");
    let found: i64 = sqlx::query_scalar(
        "select count(*) from log.events where payload::text like '%قناری%' or metadata::text like '%قناری%' or payload::text like '%\\u0642\\u0646\\u0627\\u0631%'",
    )
    .fetch_one(&pool)
    .await
    .expect("a count");
    assert_eq!(found, 0);
}
