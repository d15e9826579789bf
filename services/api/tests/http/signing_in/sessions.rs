//! Sessions end by themselves, can be seen and ended, and sensitive acts ask once more who sits there.

use chrono::Duration;
use serde_json::{Value, json};

use super::support::{House, PASSWORD};

#[tokio::test(flavor = "multi_thread")]
async fn a_caseworkers_phone_stays_signed_in_for_a_month_at_most() {
    let house = House::new().await;
    house.caseworker("hamyar").await;
    let mut phone = house.phone();
    phone.sign_in("hamyar").await.is(200);
    for _ in 0..5 {
        house.later(Duration::days(5));
        phone.get("/session").await.is(200);
    }
    house.later(Duration::days(5) - Duration::minutes(1));
    phone.get("/session").await.is(200);
    house.later(Duration::minutes(2));
    phone.get("/session").await.is(401);
    phone.sign_in("hamyar").await.is(200);
    house.later(Duration::days(7) + Duration::minutes(1));
    phone.get("/session").await.is(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sees_more_signs_in_every_day_and_every_week() {
    let house = House::new().await;
    let (mut desk, secret) = house.administrator().await;
    house.later(Duration::hours(12) + Duration::minutes(1));
    desk.get("/session").await.is(401);
    desk.sign_in("rahbar").await.is(200);
    desk.show(&house.code(&secret, 0)).await.is(200);
    for _ in 0..15 {
        house.later(Duration::hours(11));
        desk.get("/users").await.is(200);
    }
    house.later(Duration::hours(4));
    desk.get("/users").await.is(401);
}

/// A password without its second factor is worth half an hour.
#[tokio::test(flavor = "multi_thread")]
async fn a_half_session_ends_soon() {
    let house = House::new().await;
    let (_, secret) = house.administrator().await;
    let mut phone = house.phone();
    phone.sign_in("rahbar").await.is(200);
    house.later(Duration::minutes(31));
    phone.show(&house.code(&secret, 0)).await.is(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended_one_by_one_or_all_others() {
    let house = House::new().await;
    let id = house.caseworker("hamyar").await;
    house.caseworker("digar").await;
    let (mut phone, mut desk, mut third, mut stranger) = (house.phone(), house.desk(), house.desk(), house.desk());
    for browser in [&mut phone, &mut desk, &mut third] {
        browser.sign_in("hamyar").await.is(200);
    }
    stranger.sign_in("digar").await.is(200);
    let listed = phone.get("/sessions").await.ok();
    let items = listed["items"].as_array().expect("items");
    assert_eq!(items.len(), 3);
    let current: Vec<&Value> = items.iter().filter(|item| item["current"] == true).collect();
    assert_eq!(current.len(), 1);
    assert_eq!((&current[0]["browser"], &current[0]["network"]), (&json!("Chrome, Android"), &json!("203.0.113.0/24")));
    let desks: Vec<&Value> = items.iter().filter(|item| item["browser"] == "Firefox, Windows").collect();
    let end = format!("/sessions/{}/end", desks[0]["id"].as_str().expect("an id"));
    stranger.post(&end, json!({})).await.is(404);
    phone.post(&end, json!({})).await.is(204);
    phone.post(&end, json!({})).await.is(404);
    let lives = [desk.get("/session").await.status, third.get("/session").await.status];
    assert_eq!(lives.iter().filter(|status| **status == 401).count(), 1);
    phone.post("/sessions/end-others", json!({})).await.is(204);
    assert_eq!((desk.get("/session").await.status.as_u16(), third.get("/session").await.status.as_u16()), (401, 401));
    phone.get("/session").await.is(200);
    stranger.get("/session").await.is(200);
    assert_eq!(house.told(Some(id)).await.iter().filter(|kind| *kind == "session_ended").count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_gives_a_new_token_and_ends_the_other_sessions() {
    let house = House::new().await;
    let (mut desk, secret) = house.administrator().await;
    let mut phone = house.phone();
    phone.sign_in("rahbar").await.is(200);
    phone.show(&house.code(&secret, 0)).await.is(200);
    let before = desk.session();
    let short = desk.post("/session/password", json!({ "current": PASSWORD, "new": "سه اسب برف" })).await.is(422);
    assert_eq!(short.faults(), [("new".to_owned(), "password_too_short".to_owned())]);
    desk.post("/session/password", json!({ "current": PASSWORD, "new": "باران روی پشت بام" })).await.is(204);
    assert_ne!(desk.session(), before);
    desk.get("/users").await.is(200);
    phone.get("/session").await.is(401);
    let mut old = house.desk();
    old.cookies.insert("hamyar_session".to_owned(), before);
    old.get("/session").await.is(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn sensitive_acts_ask_once_more_after_a_while() {
    let house = House::new().await;
    let (mut desk, secret) = house.administrator().await;
    house.later(Duration::minutes(16));
    let new = json!({ "username": "momayez", "display_name": "حسابرس", "roles": ["auditor"] });
    let asked = desk.post("/users", new.clone()).await.is(403);
    assert_eq!((asked.code(), &asked.body["params"]["with"]), ("confirm_again", &json!("code")));
    for path in ["/session/second-factor/begin", "/session/recovery-codes"] {
        assert_eq!(desk.post(path, json!({})).await.is(403).code(), "confirm_again", "{path}");
    }
    desk.get("/users").await.is(200);
    // With a second factor the password is not enough.
    let password = desk.post("/session/confirm", json!({ "password": PASSWORD })).await.is(422);
    assert_eq!(password.faults(), [("code".to_owned(), "required".to_owned())]);
    desk.post("/session/confirm", json!({ "code": "000000" })).await.is(422);
    assert_eq!(desk.post("/users", new.clone()).await.is(403).code(), "confirm_again");
    desk.post("/session/confirm", json!({ "code": house.code(&secret, 0) })).await.is(204);
    desk.post("/users", new).await.is(201);

    house.caseworker("hamyar").await;
    let mut phone = house.phone();
    phone.sign_in("hamyar").await.is(200);
    house.later(Duration::minutes(16));
    let asked = phone.post("/session/second-factor/begin", json!({})).await.is(403);
    assert_eq!(asked.body["params"]["with"], "password");
    let wrong = phone.post("/session/confirm", json!({ "password": "نادرست است این" })).await.is(422);
    assert_eq!(wrong.faults(), [("password".to_owned(), "wrong_password".to_owned())]);
    phone.post("/session/confirm", json!({ "password": PASSWORD })).await.is(204);
    phone.post("/session/second-factor/begin", json!({})).await.is(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn under_https_the_cookies_are_this_hosts_alone() {
    let house = House::with(|state| state.https(true)).await;
    house.caseworker("hamyar").await;
    let mut phone = house.phone();
    let answer = phone.sign_in("hamyar").await.is(200);
    let cookies: Vec<&str> =
        answer.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok()).collect();
    assert_eq!(cookies.len(), 2);
    for (cookie, name) in cookies.iter().zip(["__Host-hamyar_session=", "__Host-hamyar_device="]) {
        assert!(cookie.starts_with(name) && cookie.contains("Secure") && cookie.contains("HttpOnly"), "{cookie}");
        assert!(cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
    }
    phone.get("/session").await.is(200);
    let token = phone.cookies["__Host-hamyar_session"].clone();
    let mut plain = house.phone();
    plain.cookies.insert("hamyar_session".to_owned(), token);
    plain.get("/session").await.is(401);
}
