//! Signing in through an outside provider, against a real one on this machine: an identity there opens the account that its holder linked, in the
//! browser that began, once, in time, and nothing else.

use axum::http::header;
use chrono::Duration;
use hamyar_identity::{Role, Scope};
use hamyar_oidc::{Provider, Settings};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{Answer, Browser, House, PASSWORD};

#[allow(dead_code)]
#[path = "../../../../oidc/tests/oidc/support.rs"]
mod provider;

use provider::{Back, Outside};

const CALLBACK: &str = "/session/outside/callback";

/// A house whose people may sign in through a provider.
async fn house(factors: &[&str]) -> (House, Outside) {
    let outside = Outside::start(0).await;
    let secret = Some("a secret of tests".to_owned());
    let settings = Settings::new(&outside.issuer, "hamyar", secret, "http://127.0.0.1:9").expect("settings");
    let settings = settings.with_second_factors(factors.iter().map(|one| (*one).to_owned()));
    let set = Provider::new(settings).expect("a provider");
    (House::with(|state| state.outside(Some(set))).await, outside)
}

/// Begins, and signs in at the provider: what it sends back.
async fn there(browser: &mut Browser, outside: &Outside, path: &str, body: Value, name: &str) -> Back {
    let address = browser.post(path, body).await.ok()["address"].as_str().expect("an address").to_owned();
    outside.sign_in(&address, name).await
}

/// Comes back with what the provider sent; where it leads.
async fn back(browser: &mut Browser, code: &str, state: &str) -> String {
    to(&browser.get(&format!("{CALLBACK}?code={code}&state={state}")).await)
}

fn to(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text);
    answer.headers[header::LOCATION].to_str().expect("a place").to_owned()
}

async fn enter(browser: &mut Browser, outside: &Outside, name: &str) -> String {
    let sent = there(browser, outside, "/session/outside", json!({}), name).await;
    back(browser, &sent.code, &sent.state).await
}

async fn link(browser: &mut Browser, outside: &Outside, name: &str) -> String {
    let sent = there(browser, outside, "/session/outside/link", json!({}), name).await;
    back(browser, &sent.code, &sent.state).await
}

/// A caseworker who has linked the account with an identity of that name.
async fn linked(house: &House, outside: &Outside, name: &str) -> (Uuid, Browser) {
    let id = house.caseworker(name).await;
    let mut phone = house.phone();
    phone.sign_in(name).await.is(200);
    assert_eq!(link(&mut phone, outside, name).await, "/me?outside=linked");
    (id, phone)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_links_the_account_and_signs_in_by_it_until_it_is_unlinked() {
    let (house, outside) = house(&[]).await;
    let meta = house.phone().get("/meta").await.ok();
    assert_eq!(meta["outside"], json!({ "fa": "ورود سازمانی", "en": "your organization" }));
    let mut stranger = house.desk();
    assert_eq!(enter(&mut stranger, &outside, "zahra").await, "/login?outside=outside_unknown");
    stranger.get("/session").await.is(401);
    assert_eq!(house.told(None).await, ["outside_refused"], "no account was made, and it stands in the record");

    let (id, mut phone) = linked(&house, &outside, "zahra").await;
    assert!(phone.get("/session/outside/link").await.ok()["linked_at"].is_object());
    let mut desk = house.desk();
    let sent = there(&mut desk, &outside, "/session/outside", json!({ "back": "/families?tab=۱" }), "zahra").await;
    assert_eq!(back(&mut desk, &sent.code, &sent.state).await, "/families?tab=%DB%B1");
    assert_eq!(desk.get("/session").await.ok()["user_id"], json!(id));
    assert!(!desk.cookies.contains_key("hamyar_outside"), "the attempt is over");
    assert!(house.told(Some(id)).await.ends_with(&["outside_linked".to_owned(), "signed_in_outside".to_owned()]));

    // Neither issuer nor subject stands in the database.
    let kept: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM identity.outside_links l WHERE l::text LIKE '%zahra%' OR l::text LIKE '%127.0.0.1%'",
    )
    .fetch_one(&house.pool)
    .await
    .expect("a count");
    assert_eq!(kept, 0);

    phone.post("/session/outside/unlink", json!({})).await.is(204);
    desk.get("/session").await.is(401);
    phone.get("/session").await.is(200);
    assert_eq!(enter(&mut desk, &outside, "zahra").await, "/login?outside=outside_unknown");
    assert_eq!(phone.post("/session/outside/unlink", json!({})).await.is(409).code(), "outside_not_linked");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_counts_once_in_time_and_in_the_browser_that_began_it() {
    let (house, outside) = house(&[]).await;
    let (_, _phone) = linked(&house, &outside, "zahra").await;
    let invalid = "/login?outside=outside_invalid";
    let begin = async |browser: &mut Browser| there(browser, &outside, "/session/outside", json!({}), "zahra").await;

    let mut desk = house.desk();
    let sent = begin(&mut desk).await;
    assert_eq!(back(&mut desk, &sent.code, "another").await, invalid, "a state that nobody sent");
    let sent = begin(&mut desk).await;
    let mut thief = house.browser(super::support::PHONE, "192.0.2.1");
    assert_eq!(back(&mut thief, &sent.code, &sent.state).await, invalid, "a browser that began nothing");
    begin(&mut thief).await;
    assert_eq!(back(&mut thief, &sent.code, &sent.state).await, invalid, "a browser that began something else");
    thief.get("/session").await.is(401);
    let cookies = desk.cookies.clone();
    assert_eq!(back(&mut desk, &sent.code, &sent.state).await, "/", "the browser that began it");
    let mut again = desk.clone();
    again.cookies = cookies;
    assert_eq!(back(&mut again, &sent.code, &sent.state).await, invalid, "used before");

    let mut late = house.desk();
    let sent = begin(&mut late).await;
    house.later(Duration::minutes(10) + Duration::seconds(1));
    assert_eq!(back(&mut late, &sent.code, &sent.state).await, invalid, "too late");
    late.get("/session").await.is(401);
    for nonsense in ["", "?state=x", "?code=x", "?code=x&state=", "?code=1&code=2"] {
        assert_eq!(to(&late.get(&format!("{CALLBACK}{nonsense}")).await), invalid, "{nonsense}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_provider_did_not_say_so_opens_nothing() {
    let (house, outside) = house(&[]).await;
    linked(&house, &outside, "zahra").await;
    let refused = "/login?outside=outside_refused";
    let mut desk = house.desk();
    let sent = there(&mut desk, &outside, "/session/outside", json!({}), "zahra").await;
    assert_eq!(back(&mut desk, &format!("{}x", sent.code), &sent.state).await, refused, "a code that was changed");
    for how in ["nonce", "aud", "iss", "key", "none", "exp"] {
        assert_eq!(enter(&mut desk, &outside, &format!("zahra+bad-{how}")).await, refused, "{how}");
    }
    // The person turned back at the provider; its words are shown to nobody.
    let sent = there(&mut desk, &outside, "/session/outside", json!({}), "zahra").await;
    let turned =
        desk.get(&format!("{CALLBACK}?error=%3Cb%3Eaccess_denied&code={}&state={}", sent.code, sent.state)).await;
    assert_eq!(to(&turned), refused);
    desk.get("/session").await.is(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_account_stays_closed_and_an_ended_password_ends_the_link() {
    let (house, outside) = house(&[]).await;
    let (mut admin, _) = house.administrator().await;
    let (id, mut phone) = linked(&house, &outside, "zahra").await;
    let off = |ground: &str| json!({ "command_id": Uuid::now_v7(), "ground": ground });
    admin.post(&format!("/users/{id}/disable"), off("left")).await.ok();
    phone.get("/session").await.is(401);
    assert_eq!(enter(&mut phone, &outside, "zahra").await, "/login?outside=account_disabled");
    phone.get("/session").await.is(401);

    // Whoever knew a password that leaked may have linked an identity of theirs.
    let (other, mut desk) = linked(&house, &outside, "maryam").await;
    admin.post(&format!("/users/{other}/link"), json!({ "end_now": true })).await.is(201);
    assert_eq!(enter(&mut desk, &outside, "maryam").await, "/login?outside=outside_unknown");
    assert!(house.told(Some(other)).await.contains(&"outside_unlinked".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_led_back_to_a_page_of_this_installation_only() {
    let (house, outside) = house(&[]).await;
    let mut desk = house.desk();
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/api/v1/session"] {
        let refused = desk.post("/session/outside", json!({ "back": elsewhere })).await.is(422);
        assert_eq!(refused.faults(), [("back".to_owned(), "malformed".to_owned())], "{elsewhere}");
    }
    // What comes back decides nothing either.
    linked(&house, &outside, "zahra").await;
    let sent = there(&mut desk, &outside, "/session/outside", json!({}), "zahra").await;
    let answer = desk.get(&format!("{CALLBACK}?code={}&state={}&back=//evil.example", sent.code, sent.state)).await;
    assert_eq!(to(&answer), "/");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_is_linked_by_its_holder_in_the_session_that_began_and_to_one_account() {
    let (house, outside) = house(&[]).await;
    linked(&house, &outside, "zahra").await;
    house.caseworker("maryam").await;
    let mut phone = house.phone();
    phone.sign_in("maryam").await.is(200);
    assert_eq!(link(&mut phone, &outside, "zahra").await, "/me?outside=outside_taken", "it opens another account");

    // Somebody else signs in at that browser meanwhile.
    let sent = there(&mut phone, &outside, "/session/outside/link", json!({}), "maryam").await;
    phone.sign_in("zahra").await.is(200);
    assert_eq!(back(&mut phone, &sent.code, &sent.state).await, "/me?outside=outside_invalid");
    assert_eq!(enter(&mut house.desk(), &outside, "maryam").await, "/login?outside=outside_unknown");

    // Nobody links what an hour ago was somebody's screen.
    house.later(Duration::minutes(16));
    for path in ["/session/outside/link", "/session/outside/unlink"] {
        assert_eq!(phone.post(path, json!({})).await.is(403).code(), "confirm_again", "{path}");
    }
    phone.post("/session/confirm", json!({ "password": PASSWORD })).await.is(204);
    phone.post("/session/outside/link", json!({})).await.is(200);
    house.desk().post("/session/outside/link", json!({})).await.is(401);
}

/// The program's own second factor is asked for, unless the operator believes the provider's.
#[tokio::test(flavor = "multi_thread")]
async fn the_second_factor_is_asked_for_unless_the_providers_is_believed() {
    for (believed, name, step) in [
        (&[][..], "momayez+mfa", json!("code")),
        (&["mfa"][..], "momayez+mfa", Value::Null),
        (&["mfa"][..], "momayez", json!("code")),
    ] {
        let (house, outside) = house(believed).await;
        house.account("momayez", &[Role::Auditor], Scope::default()).await;
        let mut phone = house.phone();
        phone.sign_in("momayez").await.is(200);
        phone.post("/session/outside/link", json!({})).await.is(403);
        let (secret, _) = house.enrol(&mut phone).await;
        assert_eq!(link(&mut phone, &outside, name).await, "/me?outside=linked");
        let mut desk = house.desk();
        let went = enter(&mut desk, &outside, name).await;
        assert_eq!(desk.get("/session").await.ok()["step"], step, "{believed:?} {name}");
        assert_eq!(went, "/");
        if step == Value::Null {
            desk.get("/sign-ins").await.is(200);
            continue;
        }
        assert_eq!(desk.get("/sign-ins").await.is(403).code(), "second_factor_required");
        let code = house.code(&secret, 0);
        desk.show(&code).await.is(200);
        desk.get("/sign-ins").await.is(200);
        assert!(house.told(None).await.ends_with(&["signed_in_outside".to_owned()]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tries_are_counted_and_without_a_provider_there_is_none() {
    let (house, outside) = house(&[]).await;
    let mut desk = house.desk();
    let tries = async |browser: &mut Browser| {
        for n in 0..12 {
            if to(&browser.get(&format!("{CALLBACK}?code=x&state={n}")).await).ends_with("too_many_attempts") {
                return n;
            }
        }
        99
    };
    assert_eq!(tries(&mut desk).await, 10);
    linked(&house, &outside, "zahra").await;
    let mut starts = house.browser(super::support::DESK, "192.0.2.9");
    for _ in 0..10 {
        starts.post("/session/outside", json!({})).await.is(200);
    }
    starts.post("/session/outside", json!({})).await.is(429);

    let without = House::new().await;
    let mut phone = without.phone();
    assert_eq!(phone.get("/meta").await.ok()["outside"], Value::Null);
    assert_eq!(phone.post("/session/outside", json!({})).await.is(409).code(), "outside_not_set");
    drop(outside);
    let away = house.phone().post("/session/outside", json!({})).await;
    // What is known of the provider is used for an hour; beginning asks nothing of it.
    away.is(200);
}
