//! Sessions, headers, live updates, and the web app beside the interface.

use axum::http::{Request, header};
use hamyar_event_store::{EventStore, MasterKey, StoreOptions};
use hamyar_identity::{NewUser, Role, Scope};
use http_body_util::BodyExt;
use serde_json::json;
use std::time::Duration;
use tower::ServiceExt;

use crate::support::{PASSWORD, World};

#[tokio::test(flavor = "multi_thread")]
async fn a_session_begins_with_a_cookie_that_scripts_cannot_read_and_ends_when_asked() {
    let world = World::empty().await;
    let answer = world.nobody().post("/session", json!({ "username": " ADMIN ", "password": PASSWORD })).await.is(200);
    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("a cookie").to_owned();
    assert!(cookie.starts_with("hamyar_session=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    let client = world.sign_in("admin").await;
    assert_eq!(client.get("/session").await.ok()["roles"], json!(["administrator"]));
    client.with_body("DELETE", "/session", "").await.is(204);
    client.get("/session").await.is(401);

    let client = world.sign_in("admin").await;
    let weak = client.post("/session/password", json!({ "current": PASSWORD, "new": "123456789012" })).await.is(422);
    assert_eq!(weak.faults(), [("new".to_owned(), "too_common".to_owned())]);
    let wrong =
        client.post("/session/password", json!({ "current": "نادرست است این", "new": "سه کبوتر در باد" })).await;
    assert_eq!(wrong.is(422).faults(), [("current".to_owned(), "wrong_password".to_owned())]);
    client.post("/session/password", json!({ "current": PASSWORD, "new": "سه کبوتر در باد" })).await.is(204);
    client.get("/session").await.is(401);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_and_the_owner_elsewhere_is_not_locked_out() {
    let world = World::empty().await;
    let nobody = world.nobody();
    for name in ["admin", "no-such-person"] {
        for _ in 0..10 {
            let wrong =
                nobody.post("/session", json!({ "username": name, "password": "نادرست است این" })).await.is(401);
            assert_eq!(wrong.code(), "wrong_credentials", "the same for a name that does not exist");
        }
        let slowed = nobody.post("/session", json!({ "username": name, "password": PASSWORD })).await.is(429);
        assert!(slowed.headers[header::RETRY_AFTER].to_str().is_ok_and(|seconds| seconds.parse::<u64>().is_ok()));
    }
    let elsewhere = "10.1.2.3".parse().expect("an address");
    world.identity.authenticate("admin", PASSWORD, elsewhere).await.expect("the owner signs in from elsewhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_account_is_out_at_once_and_the_last_administrator_stays() {
    let world = World::empty().await;
    let body = json!({ "username": "nazer", "display_name": "ناظر", "roles": ["auditor"] });
    let made = world.administrator.post("/users", body.clone()).await.is(201);
    assert_eq!(world.administrator.post("/users", body).await.is(409).code(), "username_taken");
    let accept = json!({ "token": made.body["link"]["token"], "password": PASSWORD });
    assert!(!world.nobody().post("/invitation/accept", accept).await.is(200).text.contains(PASSWORD));
    let auditor = world.sign_in("nazer").await;
    auditor.get("/session").await.is(200);
    let id = made.body["id"].as_str().expect("an id");
    let off = json!({ "ground": "left" });
    world.administrator.command(&format!("/users/{id}/disable"), off.clone()).await.ok();
    auditor.get("/session").await.is(401);
    auditor.post("/session", json!({ "username": "nazer", "password": PASSWORD })).await.is(401);
    world.administrator.command(&format!("/users/{id}/enable"), json!({})).await.ok();
    world.sign_in("nazer").await.get("/audit/events").await.is(200);
    let own = world.administrator.get("/session").await.ok();
    let last = format!("/users/{}/disable", own["user_id"].as_str().expect("an id"));
    assert_eq!(world.administrator.command(&last, off).await.is(409).code(), "own_rights");
    let unbound = json!({ "username": "hamyar", "display_name": "همیار", "roles": ["caseworker"] });
    let unbound = world.administrator.post("/users", unbound).await.is(422);
    assert_eq!(unbound.faults(), [("caseworker_id".to_owned(), "required".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_security_headers() {
    let world = World::empty().await;
    for path in ["/meta", "/families", "/nothing", "/../../../etc/passwd"] {
        let answer = world.nobody().get(path).await;
        let policy = answer.headers["content-security-policy"].to_str().expect("a policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer");
        assert_eq!(answer.headers["cross-origin-opener-policy"], "same-origin");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    }
    let meta = world.nobody().get("/meta").await.ok();
    assert_eq!((&meta["demo"], &meta["demo_sign_ins"][0]["role"]), (&json!(true), &json!("auditor")));
    assert_eq!(world.nobody().get("/health").await.ok()["status"], "ok");
}

/// The app's own addresses answer its page; a missing file is 404, never the page; twins are no files of their own.
#[tokio::test(flavor = "multi_thread")]
async fn the_web_app_is_served_beside_the_interface() {
    let world = World::empty().await;
    let get = async |path: &str| {
        let request =
            Request::builder().uri(path).header(header::ACCEPT_ENCODING, "br, gzip").body(axum::body::Body::empty());
        world.router.clone().oneshot(request.expect("a request")).await.expect("an answer")
    };
    for path in ["/assets/missing.js", "/index.html.br", "/api/nothing", "/api"] {
        let answer = get(path).await;
        assert_eq!(answer.status(), 404, "{path}");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json", "{path}");
    }
    let page = get("/families/123/visit").await;
    if page.status() == 404 {
        // No build of the web app is embedded in this binary.
        return;
    }
    assert_eq!(page.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
    assert_eq!(page.headers()[header::CACHE_CONTROL], "no-cache");
    let tag = page.headers()[header::ETAG].clone();
    let again = Request::builder().uri("/").header(header::IF_NONE_MATCH, tag).body(axum::body::Body::empty());
    let again = world.router.clone().oneshot(again.expect("a request")).await.expect("an answer");
    assert_eq!(again.status(), 304);
}

/// Live updates carry ids only, reach whoever may read the family, and end with the session.
#[tokio::test(flavor = "multi_thread")]
async fn live_updates_carry_ids_to_those_in_scope() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let open = async |client: &crate::support::Client| {
        let request = client.request("GET", "/live").body(axum::body::Body::empty()).expect("a request");
        let answer = world.router.clone().oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
        answer.into_body()
    };
    let mut own = open(&world.role(Role::Caseworker).await).await;
    let mut foreign = open(&world.sign_in("caseworker.B").await).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let done =
        manager.command(&format!("/families/{}/notes", world.own.family), json!({ "text": "پنهان بماند" })).await.ok();
    let frame = async |body: &mut axum::body::Body| {
        let next = tokio::time::timeout(Duration::from_secs(3), body.frame()).await.ok()??;
        String::from_utf8(next.ok()?.into_data().ok()?.to_vec()).ok()
    };
    let text = frame(&mut own).await.expect("an event");
    assert!(text.contains("event: changed") && text.contains(&format!("family:{}", world.own.family)), "{text}");
    assert!(text.contains(&done["position"].to_string()) && !text.contains("پنهان"));
    assert_eq!(frame(&mut foreign).await, None, "another center's caseworker hears nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_store_begins_with_its_first_administrator_only() {
    let urls = hamyar_event_store::testing::TestCluster::shared().await.new_database().await;
    let options = StoreOptions::new(urls.app_url.clone(), MasterKey::generate());
    let identity = hamyar_identity::Identity::of(&EventStore::open(options).await.expect("a store"));
    identity.migrate().await.expect("the accounts");
    identity.migrate().await.expect("again");
    let (user, password) = identity.first_administrator("modir").await.expect("an administrator");
    assert_eq!(user.principal.roles(), [Role::Administrator]);
    let here = "127.0.0.1".parse().expect("an address");
    identity.authenticate("modir", &password, here).await.expect("the generated password fits");
    assert!(identity.first_administrator("another").await.is_err());
    let nameless = NewUser {
        id: None,
        username: "دو کلمه".to_owned(),
        display_name: "x".to_owned(),
        password: PASSWORD.to_owned(),
        roles: vec![Role::Auditor],
        scope: Scope::default(),
    };
    assert!(identity.create_user(nameless).await.is_err());
    assert_eq!(identity.next_file_number("M12-1405").await.ok(), Some(1));
    assert_eq!(identity.next_file_number("M12-1405").await.ok(), Some(2));
}
