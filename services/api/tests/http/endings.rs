//! What is open ends when the right to it does: live streams of sessions, devices, rights and caseloads; and sensitive acts ask who sits there.

use axum::body::Body;
use hamyar_identity::{Role, Scope, Visitor};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use std::time::Duration;
use tower::ServiceExt;
use uuid::Uuid;

use crate::support::{Client, World};

/// Longer than a stream takes to notice that its session ended.
const NOTICED: Duration = Duration::from_secs(9);

async fn live(world: &World, client: &Client) -> Body {
    let request = client.request("GET", "/live").body(Body::empty()).expect("a request");
    let answer = world.router.clone().oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    // Until the stream listens.
    tokio::time::sleep(Duration::from_millis(100)).await;
    answer.into_body()
}

/// What comes next within a while: `None` when nothing does, an empty text when the stream ends.
async fn next(body: &mut Body, within: Duration) -> Option<String> {
    match tokio::time::timeout(within, body.frame()).await.ok()? {
        Some(frame) => String::from_utf8(frame.ok()?.into_data().ok()?.to_vec()).ok(),
        None => Some(String::new()),
    }
}

/// The stream ends without another word about anything.
async fn ends(body: &mut Body, why: &str) {
    let said = next(body, NOTICED).await;
    assert_eq!(said.as_deref(), Some(""), "{why}");
}

async fn note(world: &World, text: &str) {
    let manager = world.role(Role::CenterManager).await;
    manager.command(&format!("/families/{}/notes", world.own.family), json!({ "text": text })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_session_closes_an_open_live_stream() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let (mut ended, mut other) =
        (live(&world, &caseworker).await, live(&world, &world.role(Role::Caseworker).await).await);
    let id = session_of(&caseworker).await;
    world.role(Role::Caseworker).await.post(&format!("/sessions/{id}/end"), json!({})).await.is(204);
    // Something happens at once: not a word of it reaches the ended session.
    note(&world, "یک").await;
    ends(&mut ended, "ended from elsewhere").await;
    assert!(next(&mut other, NOTICED).await.is_some_and(|said| said.contains(&world.own.family)), "the other goes on");

    let leaving = world.role(Role::Caseworker).await;
    let mut quiet = live(&world, &leaving).await;
    leaving.with_body("DELETE", "/session", "").await.is(204);
    ends(&mut quiet, "signed out, and nothing happens").await;
}

async fn session_of(client: &Client) -> String {
    let sessions = client.get("/sessions").await.ok();
    let current = sessions["items"].as_array().expect("sessions").iter().find(|one| one["current"] == true);
    current.expect("the own one")["id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wiped_device_closes_its_open_live_stream() {
    let world = World::new().await;
    let name = "caseworker.A";
    let browser = Visitor { browser: Some("Firefox, Linux".to_owned()), ..Visitor::here() };
    let now = chrono::Utc::now();
    let begun = world.identity.sign_in(name, crate::support::PASSWORD, &browser, now).await.expect("a session");
    let mut phone = world.nobody();
    phone.cookie = Some(format!("hamyar_session={}", begun.token.as_str()));
    let mut stream = live(&world, &phone).await;
    let manager = world.role(Role::CenterManager).await;
    let devices = manager.get(&format!("/caseworkers/{}/devices", world.own.caseworker)).await.ok();
    let device = devices["items"][0]["id"].as_str().expect("a device").to_owned();
    manager.post(&format!("/devices/{device}/wipe"), json!({})).await.is(200);
    note(&world, "دو").await;
    ends(&mut stream, "wiped").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_right_closes_an_open_live_stream_before_its_next_word() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let mut stream = live(&world, &auditor).await;
    note(&world, "پیش از آن").await;
    assert!(next(&mut stream, NOTICED).await.is_some_and(|said| said.contains(&world.own.family)), "it is open");
    let session = auditor.get("/session").await.ok();
    let id = |value: &Value| value.as_str().expect("an id").to_owned();
    let (user, grant) = (id(&session["user_id"]), id(&session["grants"][0]["grant_id"]));
    let path = format!("/users/{user}/grants/{grant}/withdraw");
    world.administrator.command(&path, json!({ "ground": "duty_ended" })).await.ok();
    note(&world, "پس از آن").await;
    ends(&mut stream, "the right was taken back").await;

    // A disabled account's too.
    let manager = world.role(Role::CenterManager).await;
    let mut stream = live(&world, &manager).await;
    let user = id(&manager.get("/session").await.ok()["user_id"]);
    world.administrator.command(&format!("/users/{user}/disable"), json!({ "ground": "left" })).await.ok();
    ends(&mut stream, "the account was disabled").await;
}

/// The family goes to another caseworker: the one before is told that it went, so that the open screen reads what is left, and of nothing after.
#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_is_the_last_word_that_the_caseworker_before_hears() {
    let world = World::new().await;
    let (manager, before) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let mut stream = live(&world, &before).await;
    let family = format!("/families/{}", world.own.family);
    before.get(&family).await.is(200);
    let second = second_caseworker(&manager).await;
    while next(&mut stream, Duration::from_millis(500)).await.is_some() {}
    let wish = json!({ "caseworker_id": second });
    let moved = manager.command(&format!("{family}/transfer"), wish).await.ok();
    let said = next(&mut stream, NOTICED).await.expect("the transfer");
    assert!(said.contains(&format!("family:{}", world.own.family)), "{said}");
    before.get(&format!("{family}?at_least={}", moved["position"])).await.is(404);
    while next(&mut stream, Duration::from_millis(500)).await.is_some() {}
    note(&world, "پس از آن").await;
    assert_eq!(next(&mut stream, Duration::from_secs(3)).await, None, "nothing of the family after it");
}

/// Another caseworker of the own center, ready to hold families.
async fn second_caseworker(manager: &Client) -> String {
    let admitted = json!({ "name": "همیار دوم", "background": "graduate" });
    let made = manager.command("/caseworkers", admitted).await.ok();
    let id = made["ids"]["caseworker_id"].as_str().expect("an id").to_owned();
    let training = json!({ "phase": "before", "mode": "in_person", "hours": 40, "title": "دورهٔ آغازین" });
    manager.command(&format!("/caseworkers/{id}/training"), training).await.ok();
    manager.command(&format!("/caseworkers/{id}/accredit"), json!({})).await.ok();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn breaking_the_glass_and_agreeing_to_forget_ask_who_sits_there_after_a_while() {
    let mut world = World::new().await;
    world.own.erasure = crate::verdicts::waiting_erasure(&world, "A", &world.own).await;
    let manager = world.role(Role::CenterManager).await;
    let administrator = world.role(Role::Administrator).await;
    let number = world.role(Role::CenterManager).await.get(&format!("/families/{}", world.own.family)).await.ok();
    let glass = json!({ "file_number": number["file_number"], "reason": "خطر جانی" });
    let agree = format!("/erasures/{}/approve", world.own.erasure);
    world.ahead.fetch_add(16 * 60, Ordering::Relaxed);
    for (client, path, body) in [(&manager, "/break-glass", glass), (&administrator, agree.as_str(), json!({}))] {
        let asked = client.command(path, body.clone()).await.is(403);
        assert_eq!((asked.code(), &asked.body["params"]["with"]), ("confirm_again", &json!("password")), "{path}");
        client.post("/session/confirm", json!({ "password": crate::support::PASSWORD })).await.is(204);
        let answer = client.command(path, body).await;
        assert_ne!(answer.status, 403, "{path}: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_makes_an_account_for_a_caseworker_of_the_own_center_as_that_and_nothing_else() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let made = manager.command("/caseworkers", json!({ "name": "همیار تازه", "background": "graduate" })).await.ok();
    let id = made["ids"]["caseworker_id"].as_str().expect("an id").to_owned();
    let path = format!("/caseworkers/{id}/accounts");
    let new = |name: &str| json!({ "username": name, "display_name": "همیار تازه" });
    assert_eq!(manager.get(&path).await.ok()["items"], json!([]));

    // Another role, another scope, another center: there is no word for them, and no row.
    for more in [
        json!({ "roles": ["center_manager"] }),
        json!({ "center_id": world.foreign.center }),
        json!({ "password": "x" }),
    ] {
        let mut body = new("hamyar.no");
        body.as_object_mut().expect("a body").extend(more.as_object().expect("fields").clone());
        let field = more.as_object().and_then(|fields| fields.keys().next().cloned()).expect("a field");
        let refused = manager.post(&path, body).await.is(422);
        assert_eq!(refused.faults(), [(field, "not_expected".to_owned())]);
    }
    manager.post(&format!("/caseworkers/{}/accounts", world.foreign.caseworker), new("hamyar.no")).await.is(404);
    manager.get(&format!("/caseworkers/{}/accounts", world.foreign.caseworker)).await.is(404);
    manager
        .post(
            "/users",
            json!({ "username": "hamyar.no", "display_name": "x", "roles": ["caseworker"], "caseworker_id": id }),
        )
        .await
        .is(403);
    let foreign = world.sign_in("center_manager.B").await;
    foreign.post(&path, new("hamyar.no")).await.is(404);
    assert_eq!(manager.get(&path).await.ok()["items"], json!([]), "nothing was made");

    let invited = manager.post(&path, new("hamyar.no")).await.is(201).ok();
    let link = invited["link"]["token"].as_str().expect("a link").to_owned();
    assert_eq!(manager.post(&path, new("hamyar.do")).await.is(409).code(), "caseworker_has_account");
    let listed = manager.get(&path).await.ok();
    assert_eq!(
        (&listed["items"][0]["username"], &listed["items"][0]["has_password"]),
        (&json!("hamyar.no"), &json!(false))
    );
    assert!(!listed.to_string().contains(&link), "the link is shown once");

    // The right is an event that rests on the manager's own.
    let own = manager.get("/session").await.ok();
    let user: Uuid = user_named(&world, "hamyar.no").await;
    let grants = world.administrator.get(&format!("/users/{user}/grants")).await.ok();
    assert_eq!(grants["grants"][0]["given_by"]["id"], own["user_id"]);
    let rests_on: String = sqlx::query_scalar(
        "SELECT payload->>'by_grant' FROM log.events WHERE aggregate_type = 'account' AND aggregate_id = $1 AND sequence = 2",
    )
    .bind(user.to_string())
    .fetch_one(world.store.pool())
    .await
    .expect("the grant");
    assert_eq!(json!(rests_on), own["grants"][0]["grant_id"]);
    let accept = json!({ "token": link, "password": "باران روی پشت بام" });
    let session = world.nobody().post("/invitation/accept", accept).await.ok();
    assert_eq!((&session["roles"], &session["scope"]["caseworker_id"]), (&json!(["caseworker"]), &json!(id)));

    // A manager cannot make a link for an account that is there: who holds it could become its holder.
    manager.post(&format!("/users/{user}/link"), json!({})).await.is(403);
    let existing = world.own.caseworker.clone();
    let refused = manager.post(&format!("/caseworkers/{existing}/accounts"), new("hamyar.se")).await.is(409);
    assert_eq!(refused.code(), "caseworker_has_account");
}

async fn user_named(world: &World, name: &str) -> Uuid {
    let users = world.identity.list_users(chrono::Utc::now()).await.expect("accounts");
    users.into_iter().find(|user| user.principal.username == name).expect("the account").principal.user_id
}

/// A caseworker who left gets no account.
#[tokio::test(flavor = "multi_thread")]
async fn a_caseworker_who_left_gets_no_account() {
    let world = World::empty().await;
    let center = world.administrator.command("/centers", json!({ "name": "مرکز", "host": "mosque", "file_prefix": "C", "neighborhood_ids": [crate::support::NEIGHBORHOOD] })).await.ok();
    let center_id = center["ids"]["center_id"].as_str().expect("an id").parse().ok();
    let manager = world.person("modir", Role::CenterManager, Scope { center_id, ..Scope::default() }).await;
    let made = manager.command("/caseworkers", json!({ "name": "همیار", "background": "graduate" })).await.ok();
    let id = made["ids"]["caseworker_id"].as_str().expect("an id").to_owned();
    let left = json!({ "left_on": hamyar_persian::tehran_date(chrono::Utc::now()) });
    manager.command(&format!("/caseworkers/{id}/left"), left).await.ok();
    let refused = manager
        .post(&format!("/caseworkers/{id}/accounts"), json!({ "username": "hamyar", "display_name": "همیار" }))
        .await;
    assert_eq!(refused.is(409).code(), "caseworker_left");
}
