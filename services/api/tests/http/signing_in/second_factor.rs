//! Whoever sees more than the own families shows a second factor; until then a session can do nothing else.

use chrono::Duration;
use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{Browser, House};

fn fault(field: &str, rule: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), rule.to_owned())]
}

/// Every operation of the document but these answers `second_factor_required` to a session that lacks one.
#[tokio::test(flavor = "multi_thread")]
async fn a_session_without_the_needed_factor_opens_no_operation() {
    let house = House::new().await;
    for (name, scope, role) in [
        ("modir", Scope { center_id: Some(Uuid::now_v7()), ..Scope::default() }, Role::CenterManager),
        ("komision", Scope { commission_ids: vec![Uuid::now_v7()], ..Scope::default() }, Role::CommissionMember),
        ("momayez", Scope::default(), Role::Auditor),
        ("karshenas", Scope::default(), Role::Officer),
        ("rahbar", Scope::default(), Role::Administrator),
    ] {
        house.account(name, &[role], scope).await;
        let mut browser = house.phone();
        assert_eq!(browser.sign_in(name).await.ok()["step"], "enrolment");
        assert_eq!(browser.get("/session").await.ok()["second_factor"], json!({ "made": false, "needed": true }));
        assert_only_the_factor_opens(&mut browser, "enrolment").await;
        let (_, codes) = house.enrol(&mut browser).await;
        assert_eq!(codes.len(), 10);
        browser.get("/sessions").await.is(200);
        let mut other = house.desk();
        assert_eq!(other.sign_in(name).await.ok()["step"], "code");
        assert_only_the_factor_opens(&mut other, "code").await;
    }
}

async fn assert_only_the_factor_opens(browser: &mut Browser, step: &str) {
    let document = serde_json::to_value(hamyar_api::openapi()).expect("a document");
    let half = [
        "read_session",
        "delete_session",
        "create_session",
        "begin_second_factor",
        "confirm_second_factor",
        "show_second_factor",
        "confirm_session",
        "read_meta",
        "read_health",
        "read_openapi",
        "read_residents_page",
        "start_outside_session",
        "finish_outside_session",
        "read_invitation",
        "accept_invitation",
        "read_calendar_file",
        "quarantine_field_work",
        "quarantine_field_file",
    ];
    let mut asked = 0;
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item") {
            let id = operation["operationId"].as_str().expect("an id");
            if half.contains(&id) {
                continue;
            }
            let path = path.replace("{catalog}", "x").replace("{version}", "1");
            let path = path
                .split('/')
                .map(|part| if part.starts_with('{') { "018f0000-0000-7000-8000-000000000001" } else { part });
            let path = path.collect::<Vec<_>>().join("/");
            let body = (method != "get").then(|| json!({}));
            let answer = browser.send(&method.to_uppercase(), &path, body).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (403, "second_factor_required"), "{id}");
            assert_eq!(answer.body["params"]["step"], step, "{id}");
            asked += 1;
        }
    }
    assert!(asked > 80, "{asked}");
    if step == "code" {
        for path in ["/session/second-factor/begin", "/session/second-factor/confirm", "/session/confirm"] {
            assert_eq!(browser.post(path, json!({})).await.is(403).code(), "second_factor_required", "{path}");
        }
    }
    browser.get("/session").await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_counts_once_and_only_around_its_time() {
    let house = House::new().await;
    let (mut desk, secret) = house.administrator().await;
    let begun = desk.get("/session/second-factor").await.ok();
    assert_eq!(begun, json!({ "made": true, "recovery_codes_left": 10 }));

    let mut phone = house.phone();
    let half = {
        phone.sign_in("rahbar").await.is(200);
        phone.session()
    };
    let code = house.code(&secret, 0);
    assert_eq!(phone.show("000000").await.is(422).faults(), fault("code", "wrong_code"));
    assert_eq!(phone.show(&code).await.ok()["step"], Value::Null);
    assert_ne!(phone.session(), half, "a whole session has another token");
    let mut stale = house.phone();
    stale.cookies.insert("hamyar_session".to_owned(), half);
    stale.get("/session").await.is(401);

    // Seen over a shoulder, it is worth nothing; nor are those before it.
    let mut thief = house.browser(super::support::DESK, "192.0.2.1");
    thief.sign_in("rahbar").await.is(200);
    for steps in [0, -1] {
        assert_eq!(thief.show(&house.code(&secret, steps)).await.is(422).faults(), fault("code", "wrong_code"));
    }
    // One step early is within what clocks differ; two are not.
    assert_eq!(thief.show(&house.code(&secret, 2)).await.is(422).faults(), fault("code", "wrong_code"));
    let persian: String =
        house.code(&secret, 1).chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0x6f0).expect("a digit")).collect();
    assert_eq!(thief.show(&format!(" {} {}", &persian[..6], &persian[6..])).await.ok()["step"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_recovery_code_works_once_and_new_ones_replace_them() {
    let house = House::new().await;
    house.account("momayez", &[Role::Auditor], Scope::default()).await;
    let mut phone = house.phone();
    phone.sign_in("momayez").await.is(200);
    let (_, codes) = house.enrol(&mut phone).await;
    let recover = |code: String| json!({ "recovery_code": code });
    let mut desk = house.desk();
    desk.sign_in("momayez").await.is(200);
    let typed = codes[0].to_uppercase().replace('-', " ");
    desk.post("/session/second-factor/show", recover(typed)).await.is(200);
    assert_eq!(desk.get("/session/second-factor").await.ok()["recovery_codes_left"], 9);
    let mut again = house.desk();
    again.sign_in("momayez").await.is(200);
    let used = again.post("/session/second-factor/show", recover(codes[0].clone())).await.is(422);
    assert_eq!(used.faults(), fault("recovery_code", "wrong_code"));

    let fresh = desk.post("/session/recovery-codes", json!({})).await.ok();
    let fresh = fresh["recovery_codes"].as_array().expect("codes").clone();
    assert_eq!(fresh.len(), 10);
    again.post("/session/second-factor/show", recover(codes[1].clone())).await.is(422);
    again.post("/session/second-factor/show", recover(fresh[0].as_str().expect("a code").to_owned())).await.is(200);
    // Neither the secret nor a code stands in the database as it was shown.
    let stored: Vec<Vec<u8>> = sqlx::query_scalar("SELECT code_hash FROM identity.recovery_codes")
        .fetch_all(&house.pool)
        .await
        .expect("hashes");
    assert!(stored.len() == 10 && stored.iter().all(|hash| hash.len() == 32));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_is_sealed_under_the_key_file_and_bound_to_its_account() {
    let house = House::new().await;
    let ids = [
        house.account("momayez", &[Role::Auditor], Scope::default()).await,
        house.account("karshenas", &[Role::Officer], Scope::default()).await,
    ];
    let mut secrets = Vec::new();
    for name in ["momayez", "karshenas"] {
        let mut phone = house.phone();
        phone.sign_in(name).await.is(200);
        secrets.push(house.enrol(&mut phone).await.0);
    }
    let sealed: Vec<u8> = sqlx::query_scalar("SELECT secret FROM identity.second_factors WHERE user_id = $1")
        .bind(ids[0])
        .fetch_one(&house.pool)
        .await
        .expect("a secret");
    assert!(!sealed.windows(8).any(|window| secrets[0].as_bytes().windows(8).any(|open| open == window)));
    assert_eq!(house.store.open_secret(&format!("second-factor:{}", ids[0]), &sealed).map(|open| open.len()), Some(20));
    // Put into another account's row it opens nothing.
    sqlx::query("UPDATE identity.second_factors SET secret = $2, last_step = 0 WHERE user_id = $1")
        .bind(ids[1])
        .bind(&sealed)
        .execute(&house.pool)
        .await
        .expect("an update");
    let mut thief = house.desk();
    thief.sign_in("karshenas").await.is(200);
    thief.show(&house.code(&secrets[0], 0)).await.is(500);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_need_a_factor_may_make_one_and_give_it_up() {
    let house = House::new().await;
    let id = house.caseworker("hamyar").await;
    let mut phone = house.phone();
    assert_eq!(phone.sign_in("hamyar").await.ok()["step"], Value::Null);
    let (secret, _) = house.enrol(&mut phone).await;
    let mut desk = house.desk();
    assert_eq!(desk.sign_in("hamyar").await.ok()["step"], "code", "made is asked for");
    desk.show(&house.code(&secret, 0)).await.is(200);
    desk.post("/session/second-factor/remove", json!({})).await.is(204);
    assert_eq!(desk.post("/session/second-factor/remove", json!({})).await.is(409).code(), "no_second_factor");
    assert_eq!(house.phone().sign_in("hamyar").await.ok()["step"], Value::Null);
    assert!(house.told(Some(id)).await.contains(&"factor_removed".to_owned()));

    let (mut admin, _) = house.administrator().await;
    assert_eq!(admin.post("/session/second-factor/remove", json!({})).await.is(409).code(), "second_factor_needed");
}

/// The old authenticator counts until the new one has shown a code.
#[tokio::test(flavor = "multi_thread")]
async fn a_factor_is_replaced_without_a_moment_without_one() {
    let house = House::new().await;
    let (mut desk, old) = house.administrator().await;
    let begun = desk.post("/session/second-factor/begin", json!({})).await.ok();
    let new = begun["secret"].as_str().expect("a secret").to_owned();
    assert!(begun["uri"].as_str().is_some_and(|uri| uri.starts_with("otpauth://totp/Hamyar:rahbar?secret=")));
    assert!(begun["qr_svg"].as_str().is_some_and(|svg| svg.starts_with("<svg ") && !svg.contains("script")));
    let mut phone = house.phone();
    phone.sign_in("rahbar").await.is(200);
    phone.show(&house.code(&old, 0)).await.is(200);
    assert_eq!(
        desk.post("/session/second-factor/confirm", json!({ "code": "123456" })).await.is(422).faults(),
        fault("code", "wrong_code")
    );
    desk.post("/session/second-factor/confirm", json!({ "code": house.code(&new, 0) })).await.is(200);
    house.later(Duration::seconds(30));
    let mut other = house.phone();
    other.sign_in("rahbar").await.is(200);
    other.show(&house.code(&old, 0)).await.is(422);
    other.show(&house.code(&new, 0)).await.is(200);
    assert_eq!(
        desk.post("/session/second-factor/confirm", json!({ "code": "123456" })).await.is(409).code(),
        "no_second_factor_begun"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_limited_and_a_stolen_password_does_not_keep_the_owner_out() {
    let house = House::new().await;
    let (mut owner, secret) = house.administrator().await;
    owner.send("DELETE", "/session", None).await.is(204);
    let mut thief = house.browser(super::support::DESK, "192.0.2.1");
    thief.sign_in("rahbar").await.is(200);
    for _ in 0..10 {
        thief.show("000000").await.is(422);
    }
    let slowed = thief.show(&house.code(&secret, 0)).await.is(429);
    assert_eq!(slowed.code(), "too_many_attempts");
    assert!(slowed.headers.contains_key("retry-after"));
    // Another session, address and recovery codes change nothing; the owner's known device has a count of its own.
    let mut elsewhere = house.browser(super::support::PHONE, "192.0.2.200");
    elsewhere.sign_in("rahbar").await.is(200);
    elsewhere.show(&house.code(&secret, 0)).await.is(429);
    owner.sign_in("rahbar").await.is(200);
    owner.show(&house.code(&secret, 0)).await.is(200);
    house.later(Duration::minutes(61));
    thief.sign_in("rahbar").await.is(200);
    thief.show("000000").await.is(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_factor_is_reset_by_another_administrator_with_a_reason() {
    let house = House::new().await;
    let (mut admin, _) = house.administrator().await;
    let id = house.account("momayez", &[Role::Auditor], Scope::default()).await;
    let mut phone = house.phone();
    phone.sign_in("momayez").await.is(200);
    house.enrol(&mut phone).await;
    let path = format!("/users/{id}/second-factor/reset");
    assert_eq!(admin.post(&path, json!({})).await.is(422).faults(), fault("reason", "required"));
    admin.post(&path, json!({ "reason": "گوشی گم شده است" })).await.is(204);
    phone.get("/session").await.is(401);
    assert_eq!(house.desk().sign_in("momayez").await.ok()["step"], "enrolment");
    let own = admin.get("/session").await.ok()["user_id"].as_str().expect("an id").to_owned();
    let refused = admin.post(&format!("/users/{own}/second-factor/reset"), json!({ "reason": "x" })).await.is(409);
    assert_eq!(refused.code(), "own_account");
    admin.post(&format!("/users/{}/second-factor/reset", Uuid::now_v7()), json!({ "reason": "x" })).await.is(404);
    let record = admin.get(&format!("/sign-ins?user_id={id}&kind=factor_reset")).await.ok();
    let item = &record["items"][0];
    assert_eq!((&item["account"]["name"], &item["by"]["name"]), (&json!("نام momayez"), &json!("نام rahbar")));
    assert_eq!(item["reason"], "گوشی گم شده است");
}

/// A demonstration does not ask for one; whoever makes one is asked for it even there.
#[tokio::test(flavor = "multi_thread")]
async fn a_demonstration_stays_two_clicks() {
    let house = House::with(|state| state.second_factor(false)).await;
    house.account("rahbar", &[Role::Administrator], Scope::default()).await;
    let mut desk = house.desk();
    assert_eq!(desk.sign_in("rahbar").await.ok()["step"], Value::Null);
    desk.get("/users").await.is(200);
    let (secret, _) = house.enrol(&mut desk).await;
    let mut other = house.phone();
    assert_eq!(other.sign_in("rahbar").await.ok()["step"], "code");
    other.get("/users").await.is(403);
    other.show(&house.code(&secret, 0)).await.is(200);
}
