//! The aid calendar: goals, repetitions, late work, the days of it, and the feed at a secret address.

use axum::http::header;
use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, World};

fn day(days: i64) -> String {
    (hamyar_persian::tehran_date(chrono::Utc::now()) + chrono::TimeDelta::days(days)).to_string()
}

fn entry(from: i64, to: i64) -> Value {
    json!({ "domain": "social", "kind": "counselling", "capacity": "own", "title": "قناری برنامه", "window_from": day(from), "window_to": day(to) })
}

async fn items(client: &Client, world: &World, query: &str) -> Vec<Value> {
    let head = world.store.head().await.expect("the head");
    let path = format!("/caseworkers/me/calendar?at_least={head}{query}");
    client.get(&path).await.ok()["items"].as_array().cloned().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_serves_a_goal_repeats_and_is_done_late_with_a_reason() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let at = format!("/families/{}", world.own.family);
    let goal = json!({ "indicator": "income", "target": 3, "wish": "درآمد ثابت", "due_on": day(200) });
    let goal = caseworker.command(&format!("{at}/goals"), goal).await.ok()["ids"]["goal_id"].clone();
    let good = json!({ "indicator": "income", "target": 1, "due_on": day(200) });
    assert_eq!(
        caseworker.command(&format!("{at}/goals"), good).await.is(422).faults(),
        [("target".to_owned(), "out_of_range".to_owned())]
    );
    let unknown = json!({ "indicator": "no_such", "target": 3, "due_on": day(200) });
    assert_eq!(caseworker.command(&format!("{at}/goals"), unknown).await.is(422).fields(), ["indicator"]);

    let mut weekly = entry(0, 2);
    weekly["goal_id"] = goal.clone();
    weekly["remind_days"] = 1.into();
    weekly["repeat"] = json!({ "every": "week", "until": day(15) });
    caseworker.command(&format!("{at}/calendar"), weekly.clone()).await.ok();
    weekly["repeat"] = json!({ "every": "day", "until": day(15) });
    assert_eq!(caseworker.command(&format!("{at}/calendar"), weekly).await.is(422).fields(), ["repeat.every"]);
    let file = caseworker.get(&at).await.ok();
    let calendar = file["calendar"].as_array().expect("entries");
    assert_eq!(
        calendar.iter().map(|one| one["series"]["number"].as_u64()).collect::<Vec<_>>(),
        [Some(1), Some(2), Some(3)]
    );
    assert_eq!((&file["goals"][0]["value"], &file["goals"][0]["from_value"]), (&json!(1), &json!(1)));
    assert_eq!(calendar[0]["goal_id"], goal);

    // Planned late: yesterday was its last day.
    let late = caseworker.command(&format!("{at}/calendar"), entry(-5, -1)).await.ok()["ids"]["entry_id"].clone();
    let late = late.as_str().expect("an id");
    let done = format!("{at}/calendar/{late}/done");
    assert_eq!(
        caseworker.command(&done, json!({})).await.is(422).faults(),
        [("late_reason".to_owned(), "required".to_owned())]
    );
    caseworker.command(&format!("{at}/calendar/{late}/missed"), json!({ "reason": "نبودند" })).await.ok();
    let visit = json!({ "place": "home", "present": [], "entries_done": [late, calendar[0]["id"]] });
    assert_eq!(
        caseworker.command(&format!("{at}/visits"), visit.clone()).await.is(422).faults(),
        [("late_reason".to_owned(), "required".to_owned())]
    );
    let mut visit = visit;
    visit["late_reason"] = "خانواده در سفر بود".into();
    caseworker.command(&format!("{at}/visits"), visit).await.ok();
    let file = caseworker.get(&at).await.ok();
    let of = |id: &str| file["calendar"].as_array().and_then(|all| all.iter().find(|one| one["id"] == id)).cloned();
    let (made_up, in_time) = (of(late).expect("it"), of(calendar[0]["id"].as_str().expect("an id")).expect("it"));
    assert_eq!((&made_up["status"], &made_up["late"]), (&json!("done"), &json!(true)));
    assert_eq!(made_up["late_reason"], "خانواده در سفر بود");
    assert_eq!(
        (&in_time["status"], &in_time["late"], &in_time["late_reason"]),
        (&json!("done"), &json!(false), &Value::Null)
    );

    let second = calendar[1]["id"].as_str().expect("an id");
    caseworker.command(&format!("{at}/calendar/{second}/cancel"), json!({ "and_following": true })).await.ok();
    let file = caseworker.get(&at).await.ok();
    let open = file["calendar"].as_array().expect("entries").iter().filter(|one| one["status"] == "planned").count();
    assert_eq!(open, 0);
    let path = format!("{at}/goals/{}/close", goal.as_str().expect("an id"));
    let refused = caseworker.command(&path, json!({ "result": "reached" })).await.is(409);
    assert_eq!((refused.code(), &refused.body["params"]["target"]), ("goal_not_reached", &json!(3)));
    assert_eq!(caseworker.command(&path, json!({ "result": "given_up" })).await.is(422).fields(), ["reason"]);
    caseworker.command(&path, json!({ "result": "partly" })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_shows_the_days_that_were_asked() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let at = format!("/families/{}/calendar", world.own.family);
    for (from, to) in [(-9, -5), (1, 2), (50, 51)] {
        caseworker.command(&at, entry(from, to)).await.ok();
    }
    let of_entries = |items: &[Value]| items.iter().filter(|item| item["kind"] == "calendar_entry").count();
    assert_eq!(of_entries(&items(&caseworker, &world, "").await), 2, "the overdue one and the near one");
    assert_eq!(of_entries(&items(&caseworker, &world, &format!("&from={}&to={}", day(49), day(60))).await), 1);
    let foreign = world.sign_in("caseworker.B").await;
    assert_eq!(of_entries(&items(&foreign, &world, "").await), 0);
    let faults =
        async |query: &str| caseworker.get(&format!("/caseworkers/me/calendar?{query}")).await.is(422).faults();
    assert_eq!(faults("from=2026-01-01&to=2025-01-01").await, [("to".to_owned(), "before_start".to_owned())]);
    assert_eq!(faults("from=2026-01-01&to=2027-01-01").await, [("to".to_owned(), "out_of_range".to_owned())]);
    assert_eq!(faults("from=today").await[0].0, "from");
}

/// The feed is read without a sign-in at an address nobody guesses, names nobody, and ends when its person or the right to it goes.
#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_secret_revocable_and_names_nobody() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    caseworker.command(&format!("/families/{}/calendar", world.own.family), entry(1, 2)).await.ok();
    let head = world.store.head().await.expect("the head");
    caseworker.get(&format!("/caseworkers/me/calendar?at_least={head}")).await.ok();
    assert_eq!(caseworker.get("/caseworkers/me/calendar-feed").await.ok()["made_at"], Value::Null);
    let path = async || {
        let made = caseworker.post("/caseworkers/me/calendar-feed", json!({})).await.ok();
        made["path"].as_str().expect("a path").to_owned()
    };
    let first = path().await;
    let nobody = world.nobody();
    let feed = nobody.get(&first).await.is(200);
    assert_eq!(feed.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
    assert_eq!(feed.headers[header::CACHE_CONTROL], "no-store");
    assert!(
        feed.text.starts_with("BEGIN:VCALENDAR\r\n") && feed.text.contains("SUMMARY:برنامهٔ همیاری\r\n"),
        "{}",
        feed.text
    );
    assert!(nobody.get(&format!("{first}?lang=en")).await.is(200).text.contains("SUMMARY:Aid calendar entry\r\n"));
    let file = caseworker.get(&format!("/families/{}", world.own.family)).await.ok();
    for secret in
        [&file["file_number"], &file["family_name"], &file["id"], &json!("قناری"), &file["neighborhood"]["name"]]
    {
        let secret = secret.as_str().expect("a text");
        assert!(!feed.text.contains(secret), "{secret}");
    }
    assert!(caseworker.get("/caseworkers/me/calendar-feed").await.ok()["last_read_at"].is_object());
    // Only the hash is kept.
    let token = first.rsplit('/').next().expect("a token").to_owned();
    let kept: i64 =
        sqlx::query_scalar("select count(*) from identity.calendar_feeds f where f::text like '%' || $1 || '%'")
            .bind(&token)
            .fetch_one(world.store.pool())
            .await
            .expect("a count");
    assert_eq!(kept, 0);

    let second = path().await;
    nobody.get(&first).await.is(404);
    nobody.get(&second).await.is(200);
    caseworker
        .send(
            caseworker.request("DELETE", "/caseworkers/me/calendar-feed").body(Default::default()).expect("a request"),
        )
        .await
        .is(204);
    nobody.get(&second).await.is(404);
    for wrong in ["x", "%FF", &"A".repeat(43)] {
        nobody.get(&format!("/calendar-feeds/{wrong}")).await.is(404);
    }
    let third = path().await;
    nobody.get(&third).await.is(200);
    let users = world.administrator.get("/users").await.ok();
    let user =
        users["items"].as_array().and_then(|all| all.iter().find(|one| one["username"] == "caseworker.A")).cloned();
    let user = user.expect("the account");
    let off = json!({ "ground": "left" });
    world.administrator.command(&format!("/users/{}/disable", user["id"].as_str().expect("an id")), off).await.ok();
    nobody.get(&third).await.is(404);
}
