//! Secrets that are given to the program are never told by it: not in help, logs, errors or answers, however much it is asked to say.

use crate::support::{Ran, Store, program};

const CANARY: &str = "Qanari-7f3a-secret";

fn told(ran: &Ran) -> bool {
    ran.out.contains(CANARY) || ran.err.contains(CANARY)
}

/// Every variable that may hold a secret, and whatever may go wrong with it.
#[test]
fn what_goes_wrong_with_a_secret_is_told_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    let url = |scheme: &str| format!("{scheme}://user:{CANARY}@127.0.0.1:1/x");
    let broken = format!("postgres://user:{CANARY}@[bad:1/x?sslmode=nonsense");
    let commands: &[&[&str]] = &[
        &["--help"],
        &["serve", "--help"],
        &["backup", "--help"],
        &["restore", "--help"],
        &["export", "events"],
        &["migrate"],
        &["verify"],
        &["serve", "--listen", "127.0.0.1:0"],
        &["serve", "--listen", "127.0.0.1:0", "--role", "relay"],
        &["user", "list"],
        &["backup", "--passphrase", "--out", "/nowhere/a", "--keys-out", "/nowhere/b"],
        &["replay", "family", "M1-00001", "--as", "nobody"],
    ];
    for database in [url("postgres"), broken] {
        for arguments in commands {
            let ran: Ran = program()
                .args(*arguments)
                .env("RUST_LOG", "trace")
                .env("RUST_BACKTRACE", "1")
                .env("DATABASE_URL", &database)
                .env("HAMYAR_APP_DATABASE_URL", &database)
                .env("NATS_URL", url("nats"))
                .env("HAMYAR_PASSWORD", CANARY)
                .env("HAMYAR_NEW_PASSWORD", CANARY)
                .env("HAMYAR_BACKUP_PASSPHRASE", CANARY)
                .env("HAMYAR_MASTER_KEY_FILE", &key)
                .output()
                .unwrap()
                .into();
            assert!(!told(&ran), "{arguments:?}:\n{}\n{}", ran.out, ran.err);
        }
    }
}

/// A server that runs with secrets in its settings says much when asked to, and not these.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_says_everything_does_not_say_its_secrets() {
    let store = Store::demo().await;
    let key = std::fs::read_to_string(store.key()).unwrap();
    let url = store.url.replacen("postgres@", &format!("postgres:{CANARY}@"), 1);
    assert!(url.contains(CANARY), "{url}");
    let child = store
        .command()
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("RUST_LOG", "trace")
        .env("DATABASE_URL", &url)
        .env("NATS_URL", format!("nats://user:{CANARY}@127.0.0.1:1"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let pid = child.id();
    // Long enough to open everything and to fail to reach NATS a few times.
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    std::process::Command::new("kill").args(["-INT", &pid.to_string()]).status().unwrap();
    let ran: Ran = child.wait_with_output().unwrap().into();
    assert!(ran.err.len() > 1_000, "it said much: {}", ran.err);
    assert!(!told(&ran), "{}", ran.err.lines().find(|line| line.contains(CANARY)).unwrap_or_default());
    for line in key.lines() {
        assert!(!ran.err.contains(line) && !ran.out.contains(line), "a key of the key file");
    }
}
