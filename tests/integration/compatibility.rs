//! Stores of released versions: this version reads every one of them, to the same numbers.

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

/// Puts a released store's log into a database that this version has prepared.
async fn restore(connection: &mut PgConnection, folder: &Path) {
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a file of the store");
    for table in read("tables").split_whitespace() {
        sqlx::query(&format!("truncate {table}")).execute(&mut *connection).await.ok();
        let columns = read(&format!("{table}.columns"));
        let copy = format!("copy {table} ({}) from stdin", columns.trim());
        let mut rows = Vec::new();
        let file = File::open(folder.join(format!("{table}.copy.gz"))).expect("rows of the store");
        GzDecoder::new(file).read_to_end(&mut rows).expect("gzip");
        let mut sink = connection.copy_in_raw(&copy).await.expect("the table is there");
        sink.send(rows).await.expect("rows");
        sink.finish().await.unwrap_or_else(|error| panic!("{table}: {error}"));
    }
}

/// S019: what was recorded under an earlier version reads to the same comparison, the same events, and read models that equal a rebuild.
#[tokio::test]
async fn every_released_store_is_read() {
    let released = released();
    assert!(!released.is_empty(), "a released version leaves its store in tests/stores");
    for folder in released {
        let store = Store::new().await;
        fs::copy(folder.join("master.key"), store.folder().join("master.key")).expect("the key");
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        fs::set_permissions(store.folder().join("master.key"), mode).expect("a private key");
        // The database is prepared by this version, and the store's own row comes with its rows.
        let prepared = store.run(&["migrate"]);
        assert_eq!(prepared.code, 0, "{}", prepared.err);
        let mut connection = PgConnection::connect(store.database_url()).await.expect("the database");
        restore(&mut connection, &folder).await;

        let rebuilt = store.run(&["rebuild", "--all"]);
        assert_eq!(rebuilt.code, 0, "{}", rebuilt.err);
        let check = store.run(&["rebuild", "--all", "--check", "--json"]);
        assert_eq!(check.code, 0, "{}\n{}", check.out, check.err);
        let expected: Value =
            serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).expect("numbers")).expect("JSON");
        for (year, comparison) in expected["before_after"].as_object().expect("years") {
            let printed = store.run(&["report", "before-after", "--year", year, "--format", "json"]).json();
            assert_eq!(&printed, comparison, "{}", folder.display());
        }
        let events = store.run(&["export", "events", "--format", "jsonl"]);
        assert_eq!(events.out.lines().count() as u64, expected["events"].as_u64().expect("a number"), "{}", events.err);
    }
}
