//! Stores of released versions: this version takes every one of them over, to the same numbers. `scripts/keep-store` keeps them.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;
use sqlx::{Connection, PgConnection};

use crate::support::Store;

fn released() -> Vec<PathBuf> {
    let stores = Path::new(env!("CARGO_MANIFEST_DIR")).join("stores");
    let entries = fs::read_dir(stores).expect("tests/stores").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.is_dir()).collect()
}

/// Puts a released store into an empty database as that version left it: its tables, not ours.
async fn restore(connection: &mut PgConnection, folder: &Path) {
    let mut text = String::new();
    let file = File::open(folder.join("store.sql.gz")).expect("the store");
    GzDecoder::new(file).read_to_string(&mut text).expect("gzip");
    sqlx::raw_sql(&text).execute(connection).await.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
}

/// Streams with an event whose hash does not follow from its bytes and the event before, asked of the database alone.
const BROKEN_CHAINS: &str = "
    select count(*) from (
      select e.*, lag(hash, 1, decode(repeat('00', 32), 'hex')) over (partition by aggregate_type, aggregate_id order by sequence) as before
        from log.events e) e
     where prev_hash <> before
        or hash <> log.event_hash(prev_hash, aggregate_type, aggregate_id::text, sequence, event_type, event_version, metadata, payload)";

/// S019: what was recorded under an earlier version reads to the same comparison, the same events, and read models that equal a rebuild.
#[tokio::test]
async fn every_released_store_is_migrated_and_read() {
    let released = released();
    assert!(!released.is_empty(), "a released version leaves its store in tests/stores");
    for folder in released {
        let store = Store::new().await;
        fs::copy(folder.join("master.key"), store.folder().join("master.key")).expect("the key");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        fs::set_permissions(store.folder().join("master.key"), mode).expect("a private key");
        let mut connection = PgConnection::connect(store.database_url()).await.expect("the database");
        restore(&mut connection, &folder).await;
        connection.close().await.ok();
        let migrated = store.run(&["migrate"]);
        assert_eq!(migrated.code, 0, "{}: {}", folder.display(), migrated.err);

        let rebuilt = store.run(&["rebuild", "--all"]);
        assert_eq!(rebuilt.code, 0, "{}", rebuilt.err);
        let check = store.run(&["rebuild", "--all", "--check", "--json"]);
        assert_eq!(check.code, 0, "{}\n{}", check.out, check.err);
        let expected: Value =
            serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).expect("numbers")).expect("JSON");
        for (year, comparison) in expected["before_after"].as_object().expect("years") {
            let mut printed = store.run(&["report", "before-after", "--year", year, "--format", "json"]).json();
            // The log has grown by the rights of its accounts since.
            printed["position"] = comparison["position"].clone();
            assert_eq!(&printed, comparison, "{}", folder.display());
        }
        let events = store.run(&["export", "events", "--format", "jsonl"]);
        // Rights of its accounts are told to the log when a newer version opens it; nothing else is added.
        let kept = events.out.lines().filter(|line| !line.contains("\"stream\":\"account\"")).count();
        assert_eq!(kept as u64, expected["events"].as_u64().expect("a number"), "{}", events.err);

        let mut connection = PgConnection::connect(store.database_url()).await.expect("the database");
        let broken: i64 = sqlx::query_scalar(BROKEN_CHAINS).fetch_one(&mut connection).await.expect("an answer");
        assert_eq!(broken, 0, "{}", folder.display());
        // Accounts came along with their passwords, and sealed fields open with the kept key.
        let users = store.run(&["user", "list", "--json"]).json();
        assert_eq!(users["users"].as_array().map(Vec::len).map(Value::from), Some(expected["accounts"].clone()));
        let (username, password): (String, String) = sqlx::query_as(
            "select s.entry->>'username', s.entry->>'password' from hamyar.store_info, jsonb_array_elements(demo->'sign_ins') s(entry)
              where s.entry->>'role' = 'auditor'",
        )
        .fetch_one(&mut connection)
        .await
        .expect("the auditor of the demo");
        let file = store.run_with(
            &["replay", "family", "M1-00001", "--as", &username, "--json"],
            &[("HAMYAR_PASSWORD", &password)],
        );
        assert_eq!(file.code, 0, "{}", file.err);
        assert!(file.json()["state"]["family_name"].is_string(), "{}", folder.display());
    }
}
