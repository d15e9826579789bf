//! People get accounts and passwords by one-time links; an administrator never knows a password.

use chrono::Duration;
use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use super::support::{House, PASSWORD};

const NEW: &str = "باران روی پشت بام";

fn auditor(username: &str) -> Value {
    json!({ "username": username, "display_name": "حسابرس", "roles": ["auditor"] })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_invited_person_sees_who_invites_as_what_and_sets_the_own_password() {
    let house = House::new().await;
    let (mut admin, _) = house.administrator().await;
    let refused = admin
        .post("/users", json!({ "username": "x9y", "display_name": "x", "roles": ["auditor"], "password": PASSWORD }))
        .await;
    assert_eq!(
        refused.is(422).faults(),
        [("password".to_owned(), "not_expected".to_owned())],
        "nobody sets another's password"
    );
    let made = admin.post("/users", auditor("momayez")).await.is(201).ok();
    assert_eq!((&made["username"], &made["has_password"]), (&json!("momayez"), &json!(false)));
    let token = made["link"]["token"].as_str().expect("a token").to_owned();
    assert_eq!(made["link"]["path"], format!("/invitation#{token}"));

    let mut phone = house.phone();
    assert_eq!(phone.sign_in_with("momayez", "").await.status, 422);
    phone.sign_in("momayez").await.is(401);
    let seen = phone.post("/invitation", json!({ "token": token })).await.ok();
    assert_eq!(seen["invited_by"], "نام rahbar");
    assert_eq!((&seen["roles"], &seen["first"]), (&json!(["auditor"]), &json!(true)));
    assert_eq!(seen["password_length_min"], 12);

    // The rules name field and number, and the link is not used up by a wrong password.
    let short = phone.post("/invitation/accept", json!({ "token": token, "password": "سه اسب برف" })).await.is(422);
    assert_eq!(short.faults(), [("password".to_owned(), "password_too_short".to_owned())]);
    assert_eq!(short.body["errors"][0]["params"]["min"], 12);
    assert!(short.body["errors"][0]["message"].as_str().is_some_and(|text| text.contains("۱۲")));
    let common = phone.post("/invitation/accept", json!({ "token": token, "password": "tehran@mashhad1" })).await;
    assert_eq!(common.is(422).faults(), [("password".to_owned(), "too_common".to_owned())]);

    let accepted = phone.post("/invitation/accept", json!({ "token": token, "password": NEW })).await.ok();
    assert_eq!(accepted["step"], "enrolment", "the second factor comes next");
    assert_eq!(
        phone.post("/invitation/accept", json!({ "token": token, "password": NEW })).await.is(409).code(),
        "link_invalid"
    );
    assert_eq!(phone.post("/invitation", json!({ "token": token })).await.is(409).code(), "link_invalid");
    house.desk().sign_in_with("momayez", NEW).await.is(200);
    let users = admin.get("/users").await.ok();
    let momayez = users["items"].as_array().expect("items").iter().find(|user| user["username"] == "momayez");
    assert_eq!(
        momayez.map(|user| (&user["has_password"], &user["link_expires_at"])),
        Some((&json!(true), &Value::Null))
    );
    // The database holds no token.
    let stored: i64 = sqlx::query_scalar("SELECT count(*) FROM identity.links l WHERE l::text LIKE '%' || $1 || '%'")
        .bind(&token)
        .fetch_one(&house.pool)
        .await
        .expect("a count");
    assert_eq!(stored, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_with_time_with_a_newer_one_and_when_it_is_taken_back() {
    let house = House::new().await;
    let (mut admin, _) = house.administrator().await;
    let made = admin.post("/users", auditor("momayez")).await.is(201).ok();
    let id = made["id"].as_str().expect("an id").to_owned();
    let token = |answer: &Value| answer["token"].as_str().expect("a token").to_owned();
    let first = token(&made["link"]);
    let second = token(&admin.post(&format!("/users/{id}/link"), json!({})).await.is(201).ok());
    let mut phone = house.phone();
    let read = |token: &str| json!({ "token": token });
    assert_eq!(phone.post("/invitation", read(&first)).await.is(409).code(), "link_invalid", "a newer one was made");
    phone.post("/invitation", read(&second)).await.is(200);
    admin.post(&format!("/users/{id}/link/revoke"), json!({})).await.is(204);
    phone.post("/invitation", read(&second)).await.is(409);
    assert_eq!(admin.post(&format!("/users/{id}/link/revoke"), json!({})).await.is(409).code(), "link_invalid");
    let third = token(&admin.post(&format!("/users/{id}/link"), json!({})).await.is(201).ok());
    house.later(Duration::days(7) + Duration::seconds(1));
    let late = phone.post("/invitation/accept", json!({ "token": third, "password": NEW })).await.is(409);
    assert_eq!(late.code(), "link_invalid");
    for nonsense in ["x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        assert_eq!(phone.post("/invitation", read(nonsense)).await.is(409).code(), "link_invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_link_leaves_the_old_password_until_it_is_used_or_ends_it_at_once() {
    let house = House::new().await;
    let (mut admin, _) = house.administrator().await;
    let id = house.caseworker("hamyar").await;
    let mut phone = house.phone();
    phone.sign_in("hamyar").await.is(200);
    let link = admin.post(&format!("/users/{id}/link"), json!({})).await.ok();
    phone.get("/session").await.is(200);
    house.desk().sign_in("hamyar").await.is(200);
    let accept = json!({ "token": link["token"], "password": NEW });
    let mut other = house.desk();
    assert_eq!(other.post("/invitation/accept", accept).await.ok()["step"], Value::Null, "a caseworker is in at once");
    phone.get("/session").await.is(401);
    phone.sign_in("hamyar").await.is(401);

    admin.post(&format!("/users/{id}/link"), json!({ "end_now": true })).await.is(201);
    other.get("/session").await.is(401);
    other.sign_in_with("hamyar", NEW).await.is(401);
    let own = admin.get("/session").await.ok()["user_id"].as_str().expect("an id").to_owned();
    assert_eq!(admin.post(&format!("/users/{own}/link"), json!({})).await.is(409).code(), "own_account");
    let off = json!({ "command_id": uuid::Uuid::now_v7(), "ground": "left" });
    admin.post(&format!("/users/{id}/disable"), off).await.ok();
    assert_eq!(admin.post(&format!("/users/{id}/link"), json!({})).await.is(409).code(), "account_disabled");
    assert!(house.told(Some(id)).await.ends_with(&["account_disabled".to_owned()]));
}

/// A person who has a second factor shows it after a new password too: a stolen link alone opens nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_does_not_go_around_the_second_factor() {
    let house = House::new().await;
    let (mut admin, _) = house.administrator().await;
    let id = house.account("momayez", &[Role::Auditor], Scope::default()).await;
    let mut phone = house.phone();
    phone.sign_in("momayez").await.is(200);
    let (secret, _) = house.enrol(&mut phone).await;
    let link = admin.post(&format!("/users/{id}/link"), json!({})).await.ok();
    let mut thief = house.browser(super::support::DESK, "192.0.2.1");
    let accept = json!({ "token": link["token"], "password": NEW });
    assert_eq!(thief.post("/invitation/accept", accept).await.ok()["step"], "code");
    assert_eq!(thief.get("/audit/events").await.is(403).code(), "second_factor_required");
    let code = house.code(&secret, 0);
    assert_eq!(thief.show(&code).await.is(200).body["step"], Value::Null, "whoever has the phone is the person");
}

/// Whoever has not set a password, or not made the second factor, could not take over: the last administrator who can stays.
#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_who_cannot_sign_in_yet_does_not_count_as_one() {
    let house = House::new().await;
    let (mut first, _) = house.administrator().await;
    let first_id = first.get("/session").await.ok()["user_id"].as_str().expect("an id").to_owned();
    let year = (house.now() + Duration::days(300)).date_naive();
    let new = |name: &str| json!({ "username": name, "display_name": name, "roles": ["administrator"] });
    let mut for_a_time = new("jaygozin");
    for_a_time["until"] = year.to_string().into();
    let made = first.post("/users", for_a_time).await.is(201).ok();
    let mut ending = house.phone();
    ending.post("/invitation/accept", json!({ "token": made["link"]["token"], "password": NEW })).await.ok();
    house.enrol(&mut ending).await;
    let invited = first.post("/users", new("dovom")).await.is(201).ok();

    let own = first.get("/session").await.ok();
    let grant = own["grants"][0]["grant_id"].as_str().expect("a grant").to_owned();
    let withdraw = || json!({ "command_id": uuid::Uuid::now_v7(), "ground": "duty_ended" });
    let path = format!("/users/{first_id}/grants/{grant}/withdraw");
    assert_eq!(ending.post(&path, withdraw()).await.is(409).code(), "last_administrator", "only invited");
    let mut second = house.desk();
    second.post("/invitation/accept", json!({ "token": invited["link"]["token"], "password": NEW })).await.ok();
    assert_eq!(ending.post(&path, withdraw()).await.is(409).code(), "last_administrator", "no second factor yet");
    house.enrol(&mut second).await;
    ending.post(&path, withdraw()).await.ok();
    first.get("/users").await.is(403);
}
