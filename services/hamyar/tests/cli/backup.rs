//! A store taken out and put back: what comes back, and what is refused without leaving anything behind.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use sqlx::PgPool;
use tempfile::TempDir;

use crate::support::{Ran, Store, program};

/// Identities, and the files of backups.
struct Shelf {
    folder: TempDir,
}

/// The two files of a backup.
#[derive(Clone, Debug)]
struct Backup {
    data: PathBuf,
    keys: PathBuf,
}

impl Shelf {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// An identity of that name, and its recipient.
    fn keygen(&self, name: &str) -> String {
        let ran: Ran = program().args(["backup", "keygen", "--out"]).arg(self.path(name)).output().unwrap().into();
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.trim().to_owned()
    }

    fn take(&self, store: &Store, recipient: &str, name: &str) -> Backup {
        let backup =
            Backup { data: self.path(&format!("{name}.data.age")), keys: self.path(&format!("{name}.keys.age")) };
        let ran: Ran = store
            .command()
            .args(["backup", "--json", "--recipient", recipient, "--out"])
            .arg(&backup.data)
            .arg("--keys-out")
            .arg(&backup.keys)
            .output()
            .unwrap()
            .into();
        assert_eq!(ran.code, 0, "{}", ran.err);
        backup
    }

    fn restore(&self, into: &Store, backup: &Backup, identity: &str, key: &Path) -> Ran {
        self.restore_with(into, backup, identity, key, &[])
    }

    fn restore_with(&self, into: &Store, backup: &Backup, identity: &str, key: &Path, more: &[&str]) -> Ran {
        let mut command = into.command();
        command.env("HAMYAR_MASTER_KEY_FILE", key).arg("restore").arg(&backup.data).arg("--keys").arg(&backup.keys);
        command.arg("--identity").arg(self.path(identity)).args(more).output().unwrap().into()
    }

    fn inspect(&self, file: &Path, identity: &str, key: &Path) -> Ran {
        let mut command = program();
        command.env("HAMYAR_MASTER_KEY_FILE", key).args(["backup", "inspect", "--json", "--identity"]);
        command.arg(self.path(identity)).arg(file).output().unwrap().into()
    }
}

/// Schemas and things in `public` that are nobody's extension.
async fn left(pool: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        "select nspname::text from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

/// Rows of every table, read models and caches apart, as a text that two stores can be compared by.
async fn contents(pool: &PgPool) -> BTreeMap<String, (i64, String)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I.%I', schemaname, tablename) from pg_tables
          where schemaname !~ '^(pg_|rm_|rb_)' and schemaname not in ('information_schema', 'public', 'projection')",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut all = BTreeMap::new();
    for table in tables {
        let rows = format!(
            "select count(*), md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) from {table} t"
        );
        all.insert(table, sqlx::query_as(&rows).fetch_one(pool).await.unwrap());
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_comes_back_whole_into_an_empty_database() {
    let (store, shelf) = (Store::demo().await, Shelf::new());
    let recipient = shelf.keygen("identity");
    let replay = ["replay", "family", "M1-00001", "--as", "momayez", "--at", "1405-09-30", "--json"];
    let told = store.hamyar_as("hamyari-1405", &replay).json();
    let report = ["report", "before-after", "--year", "1403"];
    let compared = store.hamyar(&report).json();
    let exported = store.hamyar(&["export", "events"]).out;
    let before = contents(&store.pool().await).await;
    let backup = shelf.take(&store, &recipient, "first");

    let other = Store::new().await;
    let ran = shelf.restore_with(&other, &backup, "identity", &store.key(), &["--json"]);
    let restored = ran.json();
    let events = exported.lines().count();
    assert_eq!(restored["proof"]["events"], events);
    assert_eq!(restored["position"], events);
    assert_eq!(restored["proof"]["streams"], restored["proof"]["folded"]);
    assert!(restored["proof"]["sealed"].as_i64().unwrap() > 100, "{restored}");
    assert_eq!(restored["proof"]["faults"], Value::Array(vec![]));

    std::fs::copy(store.key(), other.key()).unwrap();
    let check = other.hamyar(&["rebuild", "--all", "--check", "--json"]);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
    assert_eq!(other.hamyar(&["export", "events"]).out, exported);
    assert_eq!(other.hamyar(&report).json(), compared);
    assert_eq!(other.hamyar_as("hamyari-1405", &replay).json(), told, "the password and the keys came along");
    assert_eq!(other.hamyar_as("not it", &replay).code, 4);

    let pool = other.pool().await;
    let mut after = contents(&pool).await;
    // The sessions of before ended, the epoch is a new one, and the two readings above were recorded, with their sign-ins.
    let epochs: Vec<(i32, String)> =
        sqlx::query_as("select epoch, reason from log.epoch order by epoch").fetch_all(&pool).await.unwrap();
    assert_eq!(epochs.len(), 2);
    assert!(epochs[1].1.starts_with("restored: backup "), "{epochs:?}");
    let mut before = before;
    for changed in [
        "log.epoch",
        "identity.sessions",
        "identity.access_log",
        "identity.sign_in_events",
        "log.snapshot",
        "log.checkpoint_keeper",
        "log._sqlx_migrations",
        "identity._sqlx_migrations",
    ] {
        before.remove(changed);
        after.remove(changed);
    }
    assert_eq!(after, before);

    let positions: Vec<(i64, i32)> = {
        let added = other.hamyar(&[
            "import",
            "families",
            crate::support::register(other.folder.path()).to_str().unwrap(),
            "--json",
        ]);
        assert_eq!(added.code, 0, "{}", added.err);
        sqlx::query_as("select position, epoch from log.events where position > $1 order by position limit 1")
            .bind(events as i64)
            .fetch_all(&pool)
            .await
            .unwrap()
    };
    assert_eq!(positions, [(events as i64 + 1, 2)], "what is written now is of the new epoch");
}

/// A new table is in the backup unless somebody wrote down why not; and nothing wrapped by the master key is in the data file.
#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_in_the_backup_or_on_the_list_of_those_that_are_not() {
    let (store, shelf) = (Store::demo().await, Shelf::new());
    let recipient = shelf.keygen("identity");
    let pool = store.pool().await;
    sqlx::raw_sql(
        "create schema novel; create table novel.thing (id int primary key); insert into novel.thing values (7)",
    )
    .execute(&pool)
    .await
    .unwrap();
    let backup = shelf.take(&store, &recipient, "first");
    let data = shelf.inspect(&backup.data, "identity", &store.key()).json();
    let keys = shelf.inspect(&backup.keys, "identity", &store.key()).json();
    assert_eq!((&data["authentic"], &keys["authentic"]), (&Value::from(true), &Value::from(true)));
    let name = |one: &Value| format!("{}.{}", one["schema"].as_str().unwrap(), one["name"].as_str().unwrap());
    let names = |manifest: &Value| manifest["tables"].as_array().unwrap().iter().map(name).collect::<BTreeSet<_>>();
    let (in_data, in_keys) = (names(&data), names(&keys));
    assert_eq!(in_keys, BTreeSet::from(["log.master_key", "log.subject_key"].map(str::to_owned)));
    assert!(in_data.contains("novel.thing"), "a table that nobody thought of is in the backup");
    let written_down = |table: &str| {
        let (schema, name) = table.split_once('.').unwrap();
        schema.starts_with("rm_")
            || schema == "projection"
            || name == "_sqlx_migrations"
            || [
                "log.snapshot",
                "log.checkpoint_keeper",
                "identity.sessions",
                "identity.calendar_feeds",
                "identity.links",
                "identity.outside_starts",
            ]
            .contains(&table)
    };
    let all: Vec<String> = sqlx::query_scalar(
        "select schemaname || '.' || tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    for table in all {
        let there = in_data.contains(&table) || in_keys.contains(&table);
        assert_ne!(there, written_down(&table), "{table} is to be either in the backup or on the list");
    }
    let wrapped: Vec<String> = sqlx::query_scalar(
        "select table_schema || '.' || table_name from information_schema.columns where column_name like '%wrapped%'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(wrapped.iter().all(|table| in_keys.contains(table)), "{wrapped:?}: wrapped keys go into the keys file");
    let restored = shelf.restore(&Store::new().await, &backup, "identity", &store.key());
    assert_eq!(restored.code, 2, "a table of somebody else's program is not dropped in silence");
    assert!(restored.err.contains("novel.thing"), "{}", restored.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_refused_in_clear_words_and_leaves_nothing() {
    let (store, shelf) = (Store::demo().await, Shelf::new());
    let recipient = shelf.keygen("identity");
    shelf.keygen("other-identity");
    let backup = shelf.take(&store, &recipient, "first");
    let stranger = Store::new().await;
    assert_eq!(stranger.hamyar(&["import", "seeds"]).code, 0);
    let strange = shelf.take(&stranger, &recipient, "strange");
    let target = Store::new().await;
    let pool = target.pool().await;
    let key = store.key();

    let altered = |name: &str, alter: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = std::fs::read(&backup.data).unwrap();
        alter(&mut bytes);
        let path = shelf.path(name);
        std::fs::write(&path, bytes).unwrap();
        Backup { data: path, ..backup.clone() }
    };
    let swapped = Backup { data: backup.keys.clone(), keys: backup.data.clone() };
    let foreign_keys = Backup { keys: strange.keys.clone(), ..backup.clone() };
    let cases: Vec<(&str, Backup, &str, &Path, i32, &str)> = vec![
        ("another identity", backup.clone(), "other-identity", &key, 4, "encrypted to another"),
        (
            "another store's key file",
            backup.clone(),
            "identity",
            stranger_key(&stranger),
            4,
            "not made with this master key file",
        ),
        ("a backup of another store", strange, "identity", &key, 4, "not made with this master key file"),
        ("keys of another store", foreign_keys, "identity", &key, 4, "not made with this master key file"),
        ("files swapped", swapped, "identity", &key, 2, "is a keys file"),
        ("an end cut off", altered("cut", &|bytes| bytes.truncate(bytes.len() - 1)), "identity", &key, 2, "cut"),
        ("half", altered("half", &|bytes| bytes.truncate(bytes.len() / 2)), "identity", &key, 2, "cut.data"),
        (
            "a flipped byte",
            altered("flipped", &|bytes| {
                let at = bytes.len() / 2;
                bytes[at] ^= 1
            }),
            "identity",
            &key,
            2,
            "altered or damaged",
        ),
        ("a flipped head", altered("head", &|bytes| bytes[60] ^= 1), "identity", &key, 4, "its head was altered"),
        (
            "something appended",
            altered("longer", &|bytes| bytes.extend_from_slice(b"more")),
            "identity",
            &key,
            2,
            "altered or damaged",
        ),
        ("no backup at all", altered("text", &|bytes| *bytes = b"hello".to_vec()), "identity", &key, 2, ""),
        ("nothing", altered("empty", &Vec::clear), "identity", &key, 2, ""),
    ];
    for (what, backup, identity, key, code, words) in cases {
        let ran = shelf.restore(&target, &backup, identity, key);
        assert_eq!(ran.code, code, "{what}: {}", ran.err);
        let words = if words == "cut.data" { "altered or damaged" } else { words };
        assert!(ran.err.contains(words), "{what}: {}", ran.err);
        assert!(ran.out.is_empty());
        assert_eq!(left(&pool).await, Vec::<String>::new(), "{what}");
    }

    let ran = shelf.restore(&stranger, &backup, "identity", &key);
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("into an empty database"), "{}", ran.err);
    assert_eq!(stranger.hamyar(&["export", "events"]).code, 0, "what was there is untouched");
    // And the files themselves are good.
    let ran = shelf.restore(&target, &backup, "identity", &key);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn stranger_key(store: &Store) -> &'static Path {
    Box::leak(store.key().into_boxed_path())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_is_killed_leaves_no_store_and_begins_anew() {
    let (store, shelf) = (Store::demo().await, Shelf::new());
    let recipient = shelf.keygen("identity");
    let backup = shelf.take(&store, &recipient, "first");
    let target = Store::new().await;
    std::fs::copy(store.key(), target.key()).unwrap();
    let mut command = target.command();
    command
        .arg("restore")
        .arg(&backup.data)
        .arg("--keys")
        .arg(&backup.keys)
        .arg("--identity")
        .arg(shelf.path("identity"));
    let mut child = command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
    let pool = target.pool().await;
    let prepared = "select to_regclass('log.epoch') is not null";
    while !sqlx::query_scalar::<_, bool>(prepared).fetch_one(&pool).await.unwrap() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be killed");
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    for refused in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["migrate"],
        &["export", "events"],
        &["verify"],
        &["import", "seeds"],
    ] {
        let ran = target.hamyar(refused);
        assert_eq!(ran.code, 3, "{refused:?}: {}", ran.err);
        assert!(ran.err.contains("a restore into this store has not ended"), "{}", ran.err);
    }
    // The server notices in its own time that the killed process is gone.
    let mut ran = shelf.restore(&target, &backup, "identity", &store.key());
    for _ in 0..50 {
        if !ran.err.contains("is under way") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        ran = shelf.restore(&target, &backup, "identity", &store.key());
    }
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(target.hamyar(&["export", "events"]).out, store.hamyar(&["export", "events"]).out);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_folder_takes_a_backup_and_a_folder_with_something_in_it_does_not() {
    let (store, shelf) = (Store::demo().await, Shelf::new());
    let recipient = shelf.keygen("identity");
    let backup = shelf.take(&store, &recipient, "first");
    let into = |folder: &Path| -> Ran {
        let mut command = program();
        command
            .env("HAMYAR_MASTER_KEY_FILE", store.key())
            .arg("restore")
            .arg(&backup.data)
            .arg("--keys")
            .arg(&backup.keys);
        command.arg("--identity").arg(shelf.path("identity")).arg("--data").arg(folder).output().unwrap().into()
    };
    let full = shelf.path("full");
    std::fs::create_dir(&full).unwrap();
    std::fs::write(full.join("letter.txt"), "hello").unwrap();
    let refused = into(&full);
    assert_eq!(refused.code, 4, "{}", refused.err);
    assert!(refused.err.contains("letter.txt"), "{}", refused.err);
    assert_eq!(std::fs::read_dir(&full).unwrap().count(), 1);

    let folder = shelf.path("restored");
    let restored = into(&folder);
    assert_eq!(restored.code, 0, "{}", restored.err);
    let again = into(&folder);
    assert_eq!(again.code, 4, "a store is not written over: {}", again.err);
    let exported: Ran = program()
        .env("HAMYAR_MASTER_KEY_FILE", store.key())
        .args(["export", "events", "--data"])
        .arg(&folder)
        .output()
        .unwrap()
        .into();
    assert_eq!(exported.out, store.hamyar(&["export", "events"]).out);
    if let Ok(elsewhere) = std::fs::read_to_string(folder.join("postgres.location")) {
        std::fs::remove_dir_all(elsewhere.trim()).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_opens_what_it_closed_and_nothing_else_does() {
    let (store, shelf) = (Store::new().await, Shelf::new());
    assert_eq!(store.hamyar(&["import", "seeds"]).code, 0);
    let folder = shelf.folder.path().to_str().unwrap();
    let with = |passphrase: &str, arguments: &[&str]| -> Ran {
        store.command().env("HAMYAR_BACKUP_PASSPHRASE", passphrase).args(arguments).output().unwrap().into()
    };
    let take = ["backup", "--passphrase", "--out", folder, "--keys-out", folder];
    let short = with("too short", &take);
    assert_eq!(short.code, 2, "{}", short.err);
    let taken = with("a passphrase that is long enough", &take);
    assert_eq!(taken.code, 0, "{}", taken.err);
    assert!(taken.err.contains("Both files are in one folder"), "{}", taken.err);
    let listed: Ran = program().args(["backup", "list", "--json", folder]).output().unwrap().into();
    let keys = listed.json()[0]["keys"].as_str().unwrap().to_owned();
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&keys).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let inspect = ["backup", "inspect", "--passphrase", "--json", &keys];
    assert_eq!(with("a passphrase that is long enough", &inspect).json()["authentic"], true);
    assert_eq!(with("another passphrase entirely", &inspect).code, 4);
    shelf.keygen("identity");
    let identity = shelf.inspect(Path::new(&keys), "identity", &store.key());
    assert_eq!(identity.code, 2);
    assert!(identity.err.contains("was closed with a passphrase"), "{}", identity.err);
}

/// Hazard of every archive: an old copy brings back who was forgotten. Old data with the newest keys does not.
#[tokio::test(flavor = "multi_thread")]
async fn old_data_with_newer_keys_does_not_bring_back_who_was_erased_in_between() {
    let (store, shelf) = (Store::demo().await, Shelf::new());
    let recipient = shelf.keygen("identity");
    let old = shelf.take(&store, &recipient, "old");
    let pool = store.pool().await;
    let destroyed =
        sqlx::query("update log.subject_key set wrapped = null, destroyed_at = now() where subject like 'family:%'")
            .execute(&pool)
            .await
            .unwrap();
    assert!(destroyed.rows_affected() > 0);
    let new = shelf.take(&store, &recipient, "new");
    let target = Store::new().await;
    let mixed = Backup { data: old.data.clone(), keys: new.keys.clone() };
    let report = shelf.restore_with(&target, &mixed, "identity", &store.key(), &["--json"]).json();
    assert!(report["proof"]["erased"].as_i64().unwrap() > 0, "{report}");
    let alive: i64 = sqlx::query_scalar(
        "select count(*) from log.subject_key where subject like 'family:%' and wrapped is not null",
    )
    .fetch_one(&target.pool().await)
    .await
    .unwrap();
    assert_eq!(alive, 0);
    let backwards = Backup { data: new.data, keys: old.keys };
    let refused = shelf.restore(&Store::new().await, &backwards, "identity", &store.key());
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("keys made in between would be missing"), "{}", refused.err);
}

/// A log that was tampered with before the backup is not restored as if nothing were.
#[tokio::test(flavor = "multi_thread")]
async fn a_history_with_faults_is_told_and_restored_only_when_asked_for() {
    let (store, shelf) = (Store::demo().await, Shelf::new());
    let recipient = shelf.keygen("identity");
    sqlx::raw_sql(
        "alter table log.events disable trigger user;
         update log.events set payload = replace(payload::text, '\"harmed\"', '\"stable\"')::json
          where position = (select min(position) from log.events where event_type = 'tier_assigned' and payload->>'tier' = 'harmed');
         alter table log.events enable trigger user",
    )
    .execute(&store.pool().await)
    .await
    .unwrap();
    let backup = shelf.take(&store, &recipient, "first");
    let target = Store::new().await;
    let ran = shelf.restore(&target, &backup, "identity", &store.key());
    assert_eq!(ran.code, 4, "{}", ran.err);
    assert!(ran.err.contains("was altered"), "{}", ran.err);
    assert_eq!(left(&target.pool().await).await, Vec::<String>::new());
    let ran = shelf.restore_with(&target, &backup, "identity", &store.key(), &["--accept-faults", "--json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["proof"]["faults"].as_array().unwrap().len(), 1, "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_names_who_can_open_it_and_writes_over_nothing() {
    let (store, shelf) = (Store::new().await, Shelf::new());
    assert_eq!(store.hamyar(&["import", "seeds"]).code, 0);
    let recipient = shelf.keygen("identity");
    let again: Ran = program().args(["backup", "keygen", "--out"]).arg(shelf.path("identity")).output().unwrap().into();
    assert_eq!(again.code, 2, "an identity is not written over");
    let folder = shelf.folder.path().to_str().unwrap();
    let open = store.hamyar(&["backup", "--out", folder, "--keys-out", folder]);
    assert_eq!(open.code, 2);
    assert!(open.err.contains("a backup is encrypted"), "{}", open.err);
    assert_eq!(store.hamyar(&["backup", "--out", folder, "--keys-out", folder, "--recipient", "me"]).code, 2);
    assert_eq!(store.hamyar(&["backup", "--out", folder]).code, 2);
    let backup = shelf.take(&store, &recipient, "first");
    let before = std::fs::read(&backup.data).unwrap();
    let data = backup.data.to_str().unwrap();
    let over = store.hamyar(&["backup", "--out", data, "--keys-out", folder, "--recipient", &recipient]);
    assert_eq!(over.code, 2, "{}", over.err);
    assert_eq!(std::fs::read(&backup.data).unwrap(), before);
    let new = shelf.folder.path().join("new");
    let made =
        store.hamyar(&["backup", "--out", new.to_str().unwrap(), "--keys-out", folder, "--recipient", &recipient]);
    assert_eq!(made.code, 0, "a folder that is not there yet is made: {}", made.err);
    assert!(new.is_dir());
    std::fs::remove_dir_all(&new).unwrap();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.file_name().unwrap().to_string_lossy().starts_with("hamyar-") {
            std::fs::remove_file(entry).unwrap();
        }
    }
    let nowhere = store.hamyar(&["backup", "--out", "/nowhere/a", "--keys-out", folder, "--recipient", &recipient]);
    assert_eq!(nowhere.code, 2, "{}", nowhere.err);
    let names: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(
        names,
        ["first.data.age", "first.keys.age", "identity"].map(str::to_owned).into(),
        "nothing half-written is left"
    );
}

/// A failover or a point-in-time recovery may give positions twice: the epoch tells them apart.
#[tokio::test(flavor = "multi_thread")]
async fn a_promotion_begins_a_new_epoch() {
    let store = Store::new().await;
    assert_eq!(store.hamyar(&["promote", "--reason", "why"]).code, 3, "there is no store yet");
    assert_eq!(store.hamyar(&["import", "seeds"]).code, 0);
    assert_eq!(store.hamyar(&["promote", "--reason", " \n "]).code, 2);
    let ran = store.hamyar(&["promote", "--reason", "point-in-time recovery"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let epochs: Vec<(i32, String)> = sqlx::query_as("select epoch, reason from log.epoch order by epoch")
        .fetch_all(&store.pool().await)
        .await
        .unwrap();
    assert_eq!(epochs, [(1, "created".to_owned()), (2, "point-in-time recovery".to_owned())]);
}

/// The master key is changed between two backups. Each pair opens with the key of its time; old data with the newer keys opens with the newer key.
#[tokio::test(flavor = "multi_thread")]
async fn backups_from_before_and_after_a_change_of_the_master_key_open_each_with_its_key() {
    let (store, shelf) = (Store::demo().await, Shelf::new());
    let recipient = shelf.keygen("identity");
    let old = shelf.take(&store, &recipient, "old");
    let old_key = shelf.path("old.key");
    std::fs::copy(store.key(), &old_key).unwrap();
    assert_eq!(store.hamyar(&["key", "rotate"]).code, 0);
    let new = shelf.take(&store, &recipient, "new");
    let mixed = Backup { data: old.data.clone(), keys: new.keys.clone() };
    let backwards = shelf.restore(&Store::new().await, &old, "identity", &store.key());
    assert_ne!(backwards.code, 0, "the newer key does not open what the older one wrapped");
    assert!(!backwards.err.contains("panicked"), "{}", backwards.err);
    for (backup, key) in [(&old, old_key.as_path()), (&new, &store.key()), (&mixed, &store.key())] {
        let target = Store::new().await;
        let report = shelf.restore_with(&target, backup, "identity", key, &["--json"]);
        assert_eq!(report.code, 0, "{}", report.err);
        let proof = &report.json()["proof"];
        assert!(proof["sealed"].as_i64().unwrap() > 0 && proof["faults"].as_array().unwrap().is_empty(), "{proof}");
        std::fs::copy(key, target.key()).unwrap();
        assert_eq!(target.hamyar(&["rebuild", "families", "--check"]).code, 0);
    }
}
