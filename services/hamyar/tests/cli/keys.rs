//! The keys and the register on the command line: changing the master key and being killed at it, a key that a command brings, forgetting, and an
//! older copy of the database that brings nobody back.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, Executor, PgConnection};

use crate::support::{Ran, Store};

const PASSWORD: &str = "hamyari-1405";

fn register(store: &Store) -> PathBuf {
    store.key().with_extension("erasures")
}

fn lines(store: &Store) -> usize {
    std::fs::read_to_string(store.key()).unwrap().lines().count()
}

/// Everything sealed opens: every projection of names is built from the log and equals the live one.
fn opens(store: &Store) {
    let checked = store.hamyar(&["rebuild", "families", "--check", "--json"]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    assert!(checked.json()["projections"][0]["rows"].as_i64().unwrap() > 25);
}

#[tokio::test]
async fn the_master_key_is_changed_and_a_kill_at_any_moment_costs_nothing() {
    let store = Store::demo().await;
    let before = store.hamyar(&["key", "status", "--json"]).json();
    let keys = before["store"]["wrapped_by"][0]["keys"].as_i64().unwrap();
    assert!(keys > 60, "{before}");
    for milliseconds in [40, 90, 150, 220, 300, 420, 600] {
        let mut child = store.command().args(["key", "rotate"]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        // SIGKILL; it may have been done already.
        child.kill().ok();
        child.wait().unwrap();
        assert!(matches!(lines(&store), 3 | 4));
        assert_eq!(std::fs::metadata(store.key()).unwrap().permissions().mode() & 0o777, 0o600);
        opens(&store);
    }
    store.hamyar(&["key", "rotate", "--json"]).json();
    let after = store.hamyar(&["key", "status", "--json"]).json();
    assert_eq!(lines(&store), 3);
    assert_eq!(after["store"]["wrapped_by"].as_array().unwrap().len(), 1);
    assert_eq!(after["store"]["wrapped_by"][0]["keys"], keys);
    assert_eq!(after["store"]["in_use"], after["held"][0]);
    assert_ne!(after["store"]["in_use"], before["store"]["in_use"]);
    assert_eq!(after["being_changed"], false);
    opens(&store);
    let left: Vec<_> = std::fs::read_dir(store.folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(left.len() <= 3, "what kills left beside the key file: {left:?}");
}

#[tokio::test]
async fn a_prepared_key_is_at_hand_on_every_node_before_it_is_used() {
    let store = Store::demo().await;
    let old = std::fs::read_to_string(store.key()).unwrap();
    let prepared = store.hamyar(&["key", "rotate", "--prepare"]);
    assert_eq!((prepared.code, lines(&store)), (0, 4), "{}", prepared.err);
    assert!(prepared.out.contains("Copy the file"));
    assert_eq!(store.hamyar(&["key", "status", "--json"]).json()["being_changed"], true);
    opens(&store);
    assert_eq!(store.hamyar(&["key", "rotate"]).code, 0);
    assert_eq!(lines(&store), 3);
    // The file of a node that nobody gave the new one.
    std::fs::write(store.key(), old).unwrap();
    let refused = store.hamyar(&["key", "status"]);
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("older than the one in use"), "{}", refused.err);
}

#[tokio::test]
async fn a_command_brings_the_key_and_what_it_says_is_never_told() {
    let store = Store::demo().await;
    let run = |command: &str, arguments: &[&str]| -> Ran {
        let mut program = store.command();
        program.env_remove("HAMYAR_MASTER_KEY_FILE").env("HAMYAR_MASTER_KEY_COMMAND", command);
        program.env("HAMYAR_ERASURE_REGISTER", register(&store)).env("RUST_LOG", "trace").args(arguments);
        program.output().unwrap().into()
    };
    let key = std::fs::read_to_string(store.key()).unwrap();
    let brought = run(&format!("cat {}", store.key().display()), &["key", "status", "--json"]);
    assert_eq!(brought.code, 0, "{}", brought.err);
    assert_eq!(brought.json()["source"], "the command of HAMYAR_MASTER_KEY_COMMAND");
    for line in key.lines() {
        assert!(!brought.out.contains(line) && !brought.err.contains(line), "a key is in the output or the log");
    }
    let failed = run("echo canary-of-the-vault; exit 7", &["key", "status"]);
    assert_eq!(failed.code, 3);
    assert!(failed.err.contains("exit status: 7") && !failed.err.contains("canary"), "{}", failed.err);
    let rotated = run(&format!("cat {}", store.key().display()), &["key", "rotate"]);
    assert_eq!(rotated.code, 2, "what a command brings cannot be written");
    let both: Ran =
        store.command().env("HAMYAR_MASTER_KEY_COMMAND", "cat x").args(["key", "status"]).output().unwrap().into();
    assert_eq!(both.code, 2, "a file and a command together are refused");
}

/// A member of a family of the manager's center who is not its head, with a phone number.
async fn somebody(store: &Store) -> (String, String, String) {
    let center: Value = store.hamyar(&["user", "list", "--json"]).json();
    let manager = center["users"].as_array().unwrap().iter().find(|user| user["username"] == "modir").unwrap();
    let center = manager["scope"]["center_id"].as_str().unwrap().to_owned();
    let row: (uuid::Uuid, uuid::Uuid, String) = sqlx::query_as(
        "select f.family_id, m.member_id, m.name_key from rm_families_v5.family f join rm_families_v5.family_member m using (family_id)
          where f.center_id = $1::uuid and f.state = 'open' and m.member_id <> f.head_member_id and m.name_key <> '' order by f.file_number, m.member_id limit 1",
    )
    .bind(&center)
    .fetch_one(&store.pool().await)
    .await
    .unwrap();
    (row.0.to_string(), row.1.to_string(), row.2)
}

/// Another database with the same content.
async fn copy_of(store: &Store) -> Store {
    let options: PgConnectOptions = store.url.parse().unwrap();
    let name = options.get_database().unwrap().to_owned();
    let copy = format!("{name}_older");
    let mut connection = PgConnection::connect_with(&options.database("postgres")).await.unwrap();
    for attempt in 0..100 {
        match connection.execute(format!("create database {copy} template {name}").as_str()).await {
            Ok(_) => break,
            Err(error) if attempt == 99 => panic!("{error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(store.key(), folder.path().join("master.key")).unwrap();
    let older = Store { url: store.url.replacen(&name, &copy, 1), folder };
    // Rights on the database itself are in no copy.
    assert_eq!(older.hamyar(&["migrate"]).code, 0);
    older
}

async fn known(store: &Store, member: &str) -> String {
    sqlx::query_scalar("select name_key from rm_families_v5.family_member where member_id = $1::uuid")
        .bind(member)
        .fetch_one(&store.pool().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn somebody_is_forgotten_and_an_older_copy_of_the_database_does_not_bring_them_back() {
    let store = Store::demo().await;
    opens(&store);
    let (family, member, name) = somebody(&store).await;
    let older = copy_of(&store).await;

    let wish = ["erase", "request", &family, "--member", &member, "--ground", "person_request", "--as", "modir"];
    let asked = store.hamyar_as(PASSWORD, &wish).json();
    let id = asked["ids"]["erasure_id"].as_str().unwrap().to_owned();
    let own = store.hamyar_as(PASSWORD, &["erase", "approve", &id, "--as", "modir"]);
    assert_eq!(own.code, 4, "a manager does not agree: {}", own.out);
    let approved = store.hamyar_as(PASSWORD, &["erase", "approve", &id, "--as", "rahbar"]);
    assert_eq!(approved.code, 0, "{}", approved.err);
    let list = store.hamyar_as(PASSWORD, &["erase", "list", "--as", "rahbar"]).json();
    assert_eq!(
        (list["items"][0]["id"].as_str(), list["items"][0]["state"].as_str()),
        (Some(id.as_str()), Some("erased"))
    );
    assert_eq!(known(&store, &member).await, "");
    opens(&store);
    let text = std::fs::read_to_string(register(&store)).unwrap();
    assert!(text.contains(&member) && !text.contains(&name));
    assert_eq!(std::fs::metadata(register(&store)).unwrap().permissions().mode() & 0o777, 0o600);

    // The copy from before knows the person, until it meets the register.
    assert_eq!(known(&older, &member).await, name);
    std::fs::copy(register(&store), register(&older)).unwrap();
    let started = older.hamyar(&["rebuild", "--all"]);
    assert_eq!(started.code, 0, "{}", started.err);
    assert!(started.err.contains("forgotten here too"), "{}", started.err);
    assert_eq!(known(&older, &member).await, "");
    opens(&older);
    let again = older.hamyar(&["key", "status", "--json"]);
    assert!(!again.err.contains("forgotten"), "once is enough");
    assert_eq!(again.json()["store"]["destroyed"], 1);
}

#[tokio::test]
async fn without_its_register_a_store_that_has_forgotten_does_not_start_until_somebody_says_so() {
    let store = Store::demo().await;
    opens(&store);
    let (family, member, _) = somebody(&store).await;
    let wish = ["erase", "request", &family, "--member", &member, "--ground", "legal_order", "--as", "modir"];
    let id = store.hamyar_as(PASSWORD, &wish).json()["ids"]["erasure_id"].as_str().unwrap().to_owned();
    assert_eq!(store.hamyar_as(PASSWORD, &["erase", "approve", &id, "--as", "rahbar"]).code, 0);
    let text = std::fs::read_to_string(register(&store)).unwrap();
    std::fs::remove_file(register(&store)).unwrap();
    let refused = store.hamyar(&["key", "status"]);
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("--write-anew"), "{}", refused.err);
    std::fs::write(register(&store), text.replace("2", "3")).unwrap();
    std::fs::set_permissions(register(&store), std::fs::Permissions::from_mode(0o600)).unwrap();
    let altered = store.hamyar(&["key", "status"]);
    assert_eq!(altered.code, 3);
    assert!(altered.err.contains("line 1"), "{}", altered.err);
    std::fs::remove_file(register(&store)).unwrap();
    assert_eq!(store.hamyar(&["key", "register"]).code, 2, "it has to be said");
    let written = store.hamyar(&["key", "register", "--write-anew"]);
    assert_eq!(written.code, 0, "{}", written.err);
    assert_eq!(std::fs::read_to_string(register(&store)).unwrap(), text);
    assert_eq!(store.hamyar(&["key", "status"]).code, 0);
}
