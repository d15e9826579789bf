//! Checkpoints, verification and carried-away cases from the command line.

use serde_json::Value;
use sqlx::Executor;

use crate::support::{Store, program};

#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_is_signed_and_the_whole_log_is_verified_without_any_master_key() {
    let store = Store::demo().await;
    let made = store.hamyar(&["checkpoint", "--json"]).json();
    let names: Vec<&String> = made.as_object().unwrap().keys().collect();
    let all =
        ["number", "position", "streams", "series", "begins", "time", "file", "public_key", "fingerprint", "note"];
    assert_eq!(names, all);
    assert_eq!((&made["number"], &made["begins"]), (&1.into(), &"new".into()));
    let file = std::fs::read_to_string(made["file"].as_str().unwrap()).unwrap();
    assert_eq!(file, made["note"].as_str().unwrap());
    assert!(store.folder.path().join("master.signing-key").exists());
    assert_eq!(store.hamyar(&["checkpoint", "--json"]).json()["number"], 1, "nothing new, nothing signed");
    // The master key is not at hand, nor is the signing key: the public one is enough.
    std::fs::rename(store.key(), store.folder.path().join("away")).unwrap();
    std::fs::rename(store.folder.path().join("master.signing-key"), store.folder.path().join("away-too")).unwrap();
    let key = made["public_key"].as_str().unwrap();
    let report = store.hamyar(&["verify", "--key", key, "--json"]).json();
    assert_eq!(
        (&report["intact"], &report["head"], &report["covered_to"]),
        (&true.into(), &made["position"], &made["position"])
    );
    assert_eq!(report["events"], made["position"]);
    let words = store.hamyar(&["verify", "--key", key]);
    assert!(words.code == 0 && words.out.ends_with("intact\n"), "{}{}", words.out, words.err);
    let qr = store.hamyar(&[
        "checkpoint",
        "--number",
        "1",
        "--qr",
        "--svg",
        store.folder.path().join("1.svg").to_str().unwrap(),
    ]);
    assert!(qr.code == 0 && qr.out.contains('▀'), "{}", qr.err);
    assert!(std::fs::read_to_string(store.folder.path().join("1.svg")).unwrap().starts_with("<svg"));
    assert_eq!(store.hamyar(&["checkpoint", "--number", "9"]).code, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difference_is_told_with_exit_code_1_and_named() {
    let store = Store::demo().await;
    store.hamyar(&["checkpoint"]);
    let pool = store.pool().await;
    let (position, id): (i64, String) = sqlx::query_as(
        "select position, aggregate_id from log.events where event_type = 'tier_assigned' order by position limit 1",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let mut superuser = pool.acquire().await.unwrap();
    superuser
        .execute(format!("set session_replication_role = replica; update log.events set payload = replace(payload::text, 'harmed', 'stable')::json, recorded_at = recorded_at where position = {position}").as_str())
        .await
        .unwrap();
    // Where the tier was another one nothing changed.
    superuser
        .execute(
            format!("update log.events set payload = (payload::text || ' ')::json where position = {position}")
                .as_str(),
        )
        .await
        .unwrap();
    let ran = store.hamyar(&["verify", "--json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let first = &report["findings"][0];
    assert_eq!(
        (&first["kind"], &first["what"], &first["position"], &first["stream"], &first["stream_id"]),
        (&"edited".into(), &"content".into(), &position.into(), &"family".into(), &id.clone().into())
    );
    let family = store.hamyar(&["verify", "--family", &id]);
    assert!(family.code == 1 && family.out.contains("DIFFERS: edited (content): family"), "{}", family.out);
    let number = store.hamyar(&["verify", "--family", "M1-00002"]);
    assert!([0, 1].contains(&number.code), "{}", number.err);
    assert_eq!(store.hamyar(&["verify", "--family", "M9-99999"]).code, 4);
    assert_eq!(store.hamyar(&["verify", "--since", "7"]).code, 2);
    assert_eq!(store.hamyar(&["verify", "--key", "nothing"]).code, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_carried_away_case_is_checked_with_nothing_but_the_file_and_breaks_with_any_change() {
    let store = Store::demo().await;
    let case = store.folder.path().join("case.jsonl");
    let path = case.to_str().unwrap();
    // No checkpoint yet and nobody who signs: the command signs by itself where the key is at hand.
    store.hamyar(&["checkpoint"]);
    let export = ["export", "family", "M1-00001", "--as", "momayez", "--out", path];
    let ran = store.hamyar_as("hamyari-1405", &export);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(store.hamyar_as("hamyari-1405", &export).code, 2, "never over another file");
    // No store, no key, no environment.
    let verify = |arguments: &[&str]| {
        let output = program().current_dir("/").args(["verify", "--export"]).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = verify(&[path, "--json"]);
    assert_eq!(code, Some(0), "{text}");
    let report: Value = serde_json::from_str(&text).unwrap();
    let key = report["key"].as_str().unwrap();
    assert_eq!(verify(&[path, "--key", key]).0, Some(0));
    let other = hamyar_proof::SigningKey::from_seed(&[1; 32]).public().to_string();
    let (code, text) = verify(&[path, "--key", &other]);
    assert!(code == Some(1) && text.contains("other_key"), "{text}");

    let whole = std::fs::read_to_string(path).unwrap();
    assert!(whole.contains("$sealed"));
    let lines: Vec<&str> = whole.lines().collect();
    let changed = store.folder.path().join("changed.jsonl");
    let found = |text: String, what: &str| {
        std::fs::write(&changed, text).unwrap();
        let (code, told) = verify(&[changed.to_str().unwrap(), "--json"]);
        assert_eq!(code, Some(1), "{what}");
        let report: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(report["fault"]["what"], what, "{told}");
    };
    let without = |at: usize| {
        lines.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    found(without(2), "sequence");
    found(without(lines.len() - 1), "truncated");
    found(without(0), "unreadable");
    let edit = |line: usize, from: &str, to: &str| {
        assert!(lines[line].contains(from), "{from} in {}", lines[line]);
        let mut all: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        all[line] = all[line].replacen(from, to, 1);
        all.join("\n") + "\n"
    };
    found(edit(1, "family_identified", "family_identifiee"), "content");
    found(edit(2, "\"position\":", "\"position\":1"), "proof");
    found(edit(2, "\"recorded_at_us\":", "\"recorded_at_us\":1"), "recorded_at");
    found(edit(1, "\"event_id\":\"0", "\"event_id\":\"1"), "ids");
    found(edit(0, "number 1", "number 2"), "checkpoint");
    found(String::new(), "unreadable");
}

/// A series begins anew only when a person says so.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_signing_key_is_said_before_anything_is_signed_again() {
    let store = Store::demo().await;
    store.hamyar(&["checkpoint"]);
    std::fs::remove_file(store.folder.path().join("master.signing-key")).unwrap();
    let refused = store.hamyar(&["checkpoint"]);
    assert!(refused.code == 4 && refused.err.contains("--new-series key-lost"), "{}", refused.err);
    let begun = store.hamyar(&["checkpoint", "--new-series", "key-lost", "--json"]).json();
    assert_eq!((&begun["series"], &begun["begins"]), (&2.into(), &"key_lost".into()));
    let words = store.hamyar(&["verify"]);
    assert!(words.code == 0 && words.out.contains("the key before it was lost"), "{}", words.out);
}
