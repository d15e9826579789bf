//! Guessing is slow, locks nobody out, and is recorded.

use hamyar_identity::{Role, Scope, Visitor};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::{House, PASSWORD};

/// Somebody fails ten thousand times from ten thousand addresses; the owner signs in meanwhile on the known phone.
#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_failures_do_not_keep_the_owner_of_a_known_device_waiting() {
    let house = House::new().await;
    let id = house.caseworker("hamyar").await;
    let mut phone = house.phone();
    phone.sign_in("hamyar").await.is(200);
    phone.send("DELETE", "/session", None).await.is(204);

    let (waiting, refused) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut attackers = tokio::task::JoinSet::new();
    for n in 0..10_000_u32 {
        let (identity, now) = (house.identity.clone(), house.now());
        let (waiting, refused) = (waiting.clone(), refused.clone());
        attackers.spawn(async move {
            let [_, a, b, c] = n.to_be_bytes();
            let visitor = Visitor::at([11, a, b, c].into());
            waiting.fetch_add(1, Ordering::SeqCst);
            let failed = identity.check_credentials("hamyar", "نادرست است این", &visitor, now).await;
            waiting.fetch_sub(1, Ordering::SeqCst);
            if matches!(failed, Err(hamyar_identity::IdentityError::TooManyAttempts { .. })) {
                refused.fetch_add(1, Ordering::SeqCst);
            } else {
                assert!(matches!(failed, Err(hamyar_identity::IdentityError::WrongCredentials)), "{failed:?}");
            }
        });
    }
    // Most were turned away; the slowed ones still wait, and the owner passes them.
    while refused.load(Ordering::SeqCst) < 9_000 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    phone.sign_in("hamyar").await.is(200);
    assert!(waiting.load(Ordering::SeqCst) > 0, "the attack goes on while the owner signs in");
    while attackers.join_next().await.is_some() {}
    let refused = refused.load(Ordering::SeqCst);
    assert!(refused >= 9_800, "{refused}");
    let told = house.told(Some(id)).await;
    let of = |kind: &str| told.iter().filter(|told| *told == kind).count();
    assert_eq!((of("failed"), of("slowed"), of("signed_in")), (10_000 - refused, 1, 2), "the record is not flooded");
}

/// Nobody learns from the record what a stranger typed, nor whether a name exists from the answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_failure_is_recorded_without_what_was_typed() {
    let house = House::new().await;
    let id = house.caseworker("hamyar").await;
    let mut desk = house.desk();
    let known = desk.sign_in_with("hamyar", "گذرواژهٔ پنهان من").await.is(401);
    let unknown = desk.sign_in_with("نام پنهان", "گذرواژهٔ پنهان من").await.is(401);
    assert_eq!(known.text, unknown.text);
    let rows: Vec<String> = sqlx::query_scalar("SELECT e::text FROM identity.sign_in_events e ORDER BY id")
        .fetch_all(&house.pool)
        .await
        .expect("rows");
    assert_eq!(rows.len(), 2);
    assert!(
        rows[0].contains(&id.to_string())
            && rows[0].contains("198.51.100.0/24")
            && rows[0].contains("Firefox, Windows")
    );
    assert!(rows.iter().all(|row| !row.contains("پنهان") && !row.contains("198.51.100.9")));
    assert_eq!(house.told(Some(id)).await, ["failed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_is_only_added_to() {
    let house = House::new().await;
    house.caseworker("hamyar").await;
    house.phone().sign_in("hamyar").await.is(200);
    for sql in [
        "UPDATE identity.sign_in_events SET kind = 'x'",
        "DELETE FROM identity.sign_in_events",
        "TRUNCATE identity.sign_in_events",
    ] {
        let refused = sqlx::query(sql).execute(&house.pool).await.expect_err(sql);
        assert!(refused.to_string().contains("only added to"), "{refused}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn administrator_and_auditor_read_the_record_and_each_person_the_own() {
    let house = House::new().await;
    let (mut admin, _) = house.administrator().await;
    house.account("momayez", &[Role::Auditor], Scope::default()).await;
    let id = house.caseworker("hamyar").await;
    let mut auditor = house.desk();
    auditor.sign_in("momayez").await.is(200);
    house.enrol(&mut auditor).await;
    let mut phone = house.phone();
    phone.sign_in_with("hamyar", "نادرست است این").await.is(401);
    phone.sign_in("hamyar").await.is(200);
    phone.get("/sign-ins").await.is(403);
    let own = phone.get("/session/sign-ins").await.ok();
    let kinds: Vec<&str> =
        own["items"].as_array().expect("items").iter().filter_map(|item| item["kind"].as_str()).collect();
    assert_eq!(kinds, ["signed_in", "failed"]);
    for reader in [&mut admin, &mut auditor] {
        let all = reader.get("/sign-ins").await.ok();
        assert!(all["items"].as_array().expect("items").len() >= 6);
        let of = reader.get(&format!("/sign-ins?user_id={id}&kind=failed")).await.ok();
        assert_eq!(of["items"].as_array().map(Vec::len), Some(1));
        let first = reader.get("/sign-ins?limit=2").await.ok();
        let next = first["next"].as_str().expect("a cursor").to_owned();
        let second = reader.get(&format!("/sign-ins?limit=2&cursor={next}")).await.ok();
        assert_ne!(first["items"][1]["id"], second["items"][0]["id"]);
        assert_eq!(
            reader.get("/sign-ins?kind=nothing").await.is(422).faults(),
            [("kind".to_owned(), "unknown".to_owned())]
        );
        assert_eq!(reader.get("/sign-ins?from=1400-01-01&to=1400-01-02").await.ok()["items"], json!([]));
    }
    // Reading it leaves a trace as well.
    let opened = auditor.get("/audit/access").await.ok();
    assert!(opened["items"].as_array().expect("items").iter().any(|item| item["operation"] == "list_sign_ins"));
}

/// A password typed on an Arabic keyboard, and hashed before passwords were folded, goes on fitting and is stored anew.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_hash_is_renewed_at_sign_in() {
    let house = House::new().await;
    let id = house.caseworker("hamyar").await;
    let weak = "$argon2id$v=19$m=8192,t=1,p=1$YSBzYWx0IG9mIGJlZm9yZQ$3g0mQF2b3RkNnJc4VvQz0J1a9v1mC1r8m8kYvQm3c8E";
    sqlx::query("UPDATE identity.users SET password_hash = $2 WHERE id = $1")
        .bind(id)
        .bind(weak)
        .execute(&house.pool)
        .await
        .expect("an update");
    house.phone().sign_in("hamyar").await.is(401);
    let stored: String = sqlx::query_scalar("SELECT password_hash FROM identity.users WHERE id = $1")
        .bind(id)
        .fetch_one(&house.pool)
        .await
        .expect("a hash");
    assert_eq!(stored, weak, "a failure renews nothing");
    house.identity.set_password(id, PASSWORD).await.expect("a password");
    house.phone().sign_in("hamyar").await.is(200);
}
