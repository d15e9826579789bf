//! What is refused, with which exit code, and that nothing is changed by it.

use crate::support::{Store, program};

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_is_served_to_this_machine_only() {
    let store = Store::demo().await;
    let ran = store.hamyar(&["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("demo store"), "{}", ran.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_store_takes_no_demo() {
    let store = Store::new().await;
    assert_eq!(store.hamyar(&["import", "seeds"]).code, 0);
    let ran = store.hamyar(&["demo", "--families", "5"]);
    assert_eq!(ran.code, 4);
    let families: i64 = sqlx::query_scalar("select count(*) from log.events where aggregate_type = 'family'")
        .fetch_one(&store.pool().await)
        .await
        .unwrap();
    assert_eq!(families, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_stays_what_it_is() {
    let store = Store::new().await;
    assert_eq!(store.hamyar(&["import", "seeds", "--json"]).code, 0);
    let changed = sqlx::query("update hamyar.store_info set kind = 'demo'").execute(&store.pool().await).await;
    assert!(changed.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_store_without_its_key_is_not_given_a_new_one() {
    let store = Store::new().await;
    assert_eq!(store.hamyar(&["import", "seeds"]).code, 0);
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(store.key()).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    std::fs::rename(store.key(), store.folder.path().join("away")).unwrap();
    let ran = store.hamyar(&["import", "seeds"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("Put the file back"), "{}", ran.err);
    assert!(!store.key().exists());
    std::fs::write(store.key(), "bm90IHRoZSBrZXkgdGhhdCBpdCB3YXMgbWFkZSB3aXQ=\n").unwrap();
    std::fs::set_permissions(store.key(), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    assert!(store.hamyar(&["import", "seeds"]).err.contains("chmod 600"));
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_a_file_needs_the_right_person() {
    let store = Store::demo().await;
    let replay = ["replay", "family", "M1-00001", "--as"];
    let with = |user: &'static str| [replay[0], replay[1], replay[2], replay[3], user];
    assert_eq!(store.hamyar_as("not the password", &with("momayez")).code, 4);
    assert_eq!(store.hamyar_as("hamyari-1405", &with("rahbar")).code, 4, "the administrator reads no family file");
    let ran = store.hamyar(&with("momayez"));
    assert_eq!(ran.code, 4);
    assert!(ran.err.contains("HAMYAR_PASSWORD"));
    assert!(ran.out.is_empty());
    let cell = ["report", "before-after", "--year", "1403", "--families", "--from", "harmed", "--as"];
    let of = |user: &'static str| cell.iter().copied().chain([user]).collect::<Vec<_>>();
    assert_eq!(store.hamyar_as("hamyari-1405", &of("karshenas")).code, 4, "an officer sees counts only");
    let manager = store.hamyar_as("hamyari-1405", &of("modir"));
    assert_eq!(manager.code, 0, "{}", manager.err);
}

/// The command line goes through the same policy as the screens: every command that opens files, as every role of the demo.
#[tokio::test(flavor = "multi_thread")]
async fn every_command_that_opens_files_asks_the_one_policy() {
    let store = Store::demo().await;
    let replay = |user: &str| {
        let ran = store.hamyar_as("hamyari-1405", &["replay", "family", "M1-00001", "--as", user, "--json"]);
        assert!(ran.code == 0 || ran.out.is_empty(), "{user} is refused and told something: {}", ran.out);
        ran.code
    };
    let families = |user: &str| {
        let cell = ["report", "before-after", "--year", "1403", "--families", "--from", "harmed", "--as", user];
        store.hamyar_as("hamyari-1405", &cell).code
    };
    let numbers = |user: &str| {
        store.hamyar_as("hamyari-1405", &["report", "before-after", "--year", "1403", "--as", user, "--format", "json"])
    };
    for user in ["komision", "dastgah", "karshenas", "rahbar"] {
        assert_eq!((replay(user), families(user)), (4, 4), "{user}");
    }
    assert_eq!((replay("momayez"), families("momayez"), families("modir"), families("hamyar")), (0, 0, 0, 4));
    assert_eq!((replay("modir"), replay("modir2")), (0, 4), "the own center's family, and another's");
    for user in ["hamyar", "komision", "dastgah", "rahbar"] {
        assert_eq!(numbers(user).code, 4, "{user}");
    }
    // An officer's numbers are rounded here as on the screen.
    let officer = numbers("karshenas").json();
    let exact = numbers("momayez").json();
    let cells = |report: &serde_json::Value| -> Vec<Option<i64>> {
        let tiers = ["stable", "at_risk", "harmed"];
        tiers.iter().flat_map(|row| tiers.map(|column| report["matrix"][row][column].as_i64())).collect()
    };
    assert!(cells(&officer).into_iter().flatten().all(|count| count >= 5 && count % 5 == 0), "{officer}");
    assert!(cells(&exact).iter().all(Option::is_some) && cells(&officer) != cells(&exact), "{exact}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_without_what_its_role_is_bound_to_is_not_made() {
    let store = Store::new().await;
    assert_eq!(store.hamyar(&["import", "seeds"]).code, 0);
    assert_eq!(store.hamyar(&["user", "add", "modir9", "--role", "center_manager"]).code, 4);
    assert_eq!(store.hamyar(&["user", "add", "momayez9", "--role", "king"]).code, 2);
    let nobody = uuid::Uuid::now_v7().to_string();
    for (role, scope, what) in [
        ("caseworker", "--caseworker-id", "caseworker"),
        ("center_manager", "--center-id", "center"),
        ("commission_member", "--commission-id", "commission"),
        ("agency_officer", "--agency-id", "agency"),
        ("officer", "--place-id", "place"),
    ] {
        let ran = store.hamyar(&["user", "add", "modir9", "--role", role, scope, &nobody]);
        assert_eq!(ran.code, 2, "{role}");
        assert!(ran.err.contains(&format!("no {what} has the id {nobody}")), "{}", ran.err);
    }
    let made = store.hamyar(&["user", "add", "momayez9", "--role", "auditor"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(made.out.trim().len(), 19, "the password alone is on standard output");
    assert_eq!(store.hamyar(&["user", "add", "momayez9", "--role", "auditor"]).code, 4);
    let listed = store.hamyar(&["user", "list", "--json"]).json();
    assert_eq!(listed["users"][0]["username"], "momayez9");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_or_reached_is_told_apart() {
    let store = Store::new().await;
    assert_eq!(store.hamyar(&["export", "events"]).code, 3, "no store yet");
    assert_eq!(store.hamyar(&["import", "families", "/nowhere/register.csv"]).code, 2);
    assert_eq!(store.hamyar(&["import", "seeds", "/nowhere"]).code, 2);
    assert_eq!(store.hamyar(&["rebuild", "--all", "families"]).code, 2);
    assert_eq!(store.hamyar(&["serve", "--role", "relay", "--listen", "127.0.0.1:0"]).code, 2, "a relay without NATS");
    let nowhere =
        program().args(["report", "before-after", "--year", "1404", "--data", "/nowhere/store"]).output().unwrap();
    assert_eq!(nowhere.status.code(), Some(3));
    let away = program().args(["export", "events"]).env("DATABASE_URL", "postgres://x@127.0.0.1:1/x").output().unwrap();
    assert_eq!(away.status.code(), Some(3));
}
