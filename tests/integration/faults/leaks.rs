//! What a person typed of a family, in every field there is for it; then everything that leaves the product or is kept by it, searched for that.
//! (What each role's screens may hold is searched in the interface's own tests.)

use reqwest::Method;
use serde_json::json;

use crate::support::{Nats, PASSWORD, Person, Store, Town};

/// One word for each field, none part of another, and none that occurs by chance.
const CANARIES: &[&str] = &[
    "قناری‌خاندان",
    "قناری‌کودک",
    "قناری‌پدر",
    "قناری‌کوچه",
    "قناری‌تماس",
    "قناری‌یادداشت",
    "قناری‌بازدید",
    "قناری‌پرسش",
    "قناری‌پاسخ",
    "قناری‌اظهار",
    "قناری‌خطر",
    "قناری‌برنامه",
    "قناری‌حرفه",
    "09150011223",
    PASSPHRASE,
];
/// A family's national id, valid by its check digit.
const NUMBER: &str = "1234567891";
const PASSPHRASE: &str = "گذرواژه‌ای-که-هیچ‌جا-نیست-۱";

/// A town in which somebody typed a canary into each personal field, and the family's id and file number.
async fn filled(nats: &Nats) -> (Town, String) {
    let url = nats.url();
    let town = Town::on(Store::new().await, &[("NATS_URL", &url), ("HAMYAR_CHECKPOINT_MINUTES", "1")]).await;
    let id = town.held(CANARIES[0]).await;
    let at = |path: &str| format!("/families/{id}{path}");
    let member = json!({
        "given_name": CANARIES[1], "family_name": CANARIES[0], "father_name": CANARIES[2], "relation": "child", "national_id": NUMBER,
        "phone": "09150011223", "occupation": CANARIES[12], "skill": CANARIES[12],
    });
    town.manager.post(&at("/members"), member).await.ok();
    let address = json!({ "neighborhood_id": town.neighborhood_id, "address": CANARIES[3] });
    town.manager.post(&at("/address"), address).await.ok();
    town.manager.post(&at("/safe-contact"), json!({ "instruction": CANARIES[4] })).await.ok();
    town.caseworker.post(&at("/notes"), json!({ "text": CANARIES[5] })).await.ok();
    town.caseworker.post(&at("/visits"), json!({ "place": "home", "note": CANARIES[6] })).await.ok();
    let asked = json!({ "specialty": "روان‌شناس", "question": CANARIES[7] });
    let asked = town.manager.post(&at("/expert-referrals"), asked).await.ok();
    let expert = asked["ids"]["expert_referral_id"].as_str().expect("an id");
    town.manager.post(&at(&format!("/expert-referrals/{expert}/answer")), json!({ "answer": CANARIES[8] })).await.ok();
    let joined = json!({
        "neighborhood_id": town.neighborhood_id, "entry": "self_referred", "source": "local_setting",
        "declared": { "headship_cause": CANARIES[9], "note": CANARIES[9] },
    });
    town.manager.post(&at("/join"), joined).await.ok();
    town.manager.post(&at("/address-threat"), json!({ "reason": CANARIES[10] })).await.ok();
    let entry = json!({
        "domain": "economic", "kind": "face_to_face", "capacity": "local", "title": CANARIES[11], "window_from": "1405-08-01", "window_to": "1405-08-10",
    });
    town.caseworker.post(&at("/calendar"), entry).await.ok();
    let guess = json!({ "username": "modir", "password": PASSPHRASE });
    let guessed = Person::stranger(&town.server.url).send(Method::POST, "/session", &[], Some(guess)).await;
    assert_eq!(guessed.status, 401);
    (town, id)
}

fn searched(what: &str, text: &str) {
    for canary in CANARIES.iter().chain([&NUMBER]) {
        assert!(!text.contains(canary), "{canary} stands in {what}");
        let escaped: String = canary.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        assert!(!text.contains(&escaped), "{canary} stands in {what}, escaped");
    }
}

/// Tables that may hold opened values: read models alone, which vanish with the person and are in no backup.
const OPENED: &str = "rm\\_%";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_of_a_family_is_in_its_read_models_and_nowhere_else() {
    let nats = Nats::start();
    let (mut town, id) = filled(&nats).await;
    let file = town.caseworker.get(&format!("/families/{id}")).await.ok();
    assert!(file.to_string().contains(CANARIES[5]), "the file shows it, or the search would be blind");
    let number = file["file_number"].as_str().expect("a number").to_owned();

    let exported = town.store.run(&["export", "events"]);
    assert_eq!(exported.code, 0, "{}", exported.err);
    let told = nats.until_holds(exported.out.lines().count()).await;
    for message in &told {
        searched("a subject on NATS", &message.subject);
        searched("a message on NATS", &message.text);
        assert!(!message.subject.contains(&number), "no file number in a subject");
    }
    searched("the exported log", &exported.out);

    let made = town.store.run(&["checkpoint"]);
    assert_eq!(made.code, 0, "{}", made.err);
    searched("a checkpoint", &made.out);
    let case = town.store.folder().join("case.jsonl");
    let path = case.to_str().expect("a path");
    let taken = town.store.run_with(
        &["export", "family", &number, "--out", path, "--as", "momayez"],
        &[("HAMYAR_PASSWORD", PASSWORD), ("HAMYAR_CODE", &town.auditor.next_code().await)],
    );
    assert_eq!(taken.code, 0, "{}", taken.err);
    let taken = std::fs::read_to_string(&case).expect("the case");
    assert!(taken.lines().count() > 12);
    searched("a case with its proof", &taken);

    searched("what the server says", &town.server.said());
    for file in walk(town.store.folder()) {
        let bytes = std::fs::read(&file).expect("a file");
        searched(&file.display().to_string(), &String::from_utf8_lossy(&bytes));
    }

    let pool = sqlx::PgPool::connect(town.store.database_url()).await.expect("the database");
    let tables: Vec<(String, String)> = sqlx::query_as(
        "select n.nspname::text, c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like $1
          order by 1, 2",
    )
    .bind(OPENED)
    .fetch_all(&pool)
    .await
    .expect("the tables");
    assert!(tables.len() > 20, "{tables:?}");
    let mut rows = 0;
    for (schema, table) in tables {
        let every = format!("select row_to_json(t)::text from \"{schema}\".\"{table}\" t");
        let texts: Vec<String> = sqlx::query_scalar(&every).fetch_all(&pool).await.expect("its rows");
        rows += texts.len();
        for text in texts {
            searched(&format!("{schema}.{table}"), &text);
        }
    }
    assert!(rows > 1_000, "{rows}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(walk(&path));
        } else {
            files.push(path);
        }
    }
    files
}
