//! The page that residents read without signing in: published, dated, taken back, and nothing beside what was decided for the place.

use axum::http::header;
use hamyar_identity::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

use crate::support::{Answer, Client, World};

/// What stands in everything that may not be told.
const CANARY: &str = "قناری";

struct Place {
    world: World,
    keeper: Client,
    id: String,
}

impl Place {
    fn at(&self, path: &str) -> String {
        format!("/neighborhoods/{}{path}", self.id)
    }

    async fn public(&self) -> Answer {
        self.world.nobody().get(&format!("/residents/{}", self.id)).await
    }

    async fn settle(&self) {
        let head = self.world.store.head().await.expect("the head");
        self.keeper.get(&format!("{}?at_least={head}", self.at("/residents-page"))).await.ok();
    }
}

/// A neighborhood with an adopted action, a plan that its agency approved, and a canary in everything else that can be written of it.
async fn place() -> Place {
    let world = World::new().await;
    let keeper = world.role(Role::Facilitator).await;
    let id = world.own.neighborhood.clone();
    let place = Place { world, keeper, id };
    let (world, keeper) = (&place.world, &place.keeper);
    let risk = json!({ "title": CANARY, "kind": "risk", "extent": "widespread", "duration": "long", "social_level": "local", "priority": 1, "maps_to": [] });
    let risk = keeper.command(&place.at("/risks"), risk).await.ok();
    let agency = world.agency(false).await;
    for (text, horizon) in [("کلاس مهارت زندگی", "short"), ("ساماندهی حاشیه‌نشینی", "long")]
    {
        let action = json!({ "text": text, "horizon": horizon, "agency_ids": [agency], "capitals": [] });
        keeper.command(&place.at("/actions"), action).await.ok();
    }
    let adopt = json!({ "risk_id": risk["ids"]["risk_id"], "short_months": 2, "audience": CANARY });
    keeper.command(&place.at("/roadmap/adopt"), adopt).await.ok();
    // Planned after the adoption: nobody decided on it yet.
    let later = json!({ "text": format!("{CANARY} فردا"), "horizon": "short", "agency_ids": [agency], "capitals": [] });
    keeper.command(&place.at("/actions"), later).await.ok();
    let profile = json!({ "declared": [{ "indicator": "population", "value": 4213, "qualifier": "about", "source": CANARY }],
        "notes": [{ "kind": "harm", "text": CANARY }] });
    keeper.command(&place.at("/profile"), profile).await.ok();
    let resident = json!({ "name": format!("{CANARY} نام"), "attitude": "opponent", "reason": CANARY });
    keeper.command(&place.at("/residents"), resident).await.ok();
    let contact = json!({ "kind": "trusted", "name": format!("{CANARY} معتمد"), "standing": CANARY });
    keeper.command(&place.at("/contacts"), contact).await.ok();
    let actor = json!({ "kind": "body", "title": CANARY, "part": "stakeholder", "attitude": "supporter", "reason": CANARY, "influence": 3 });
    keeper.command(&place.at("/actors"), actor).await;
    place.settle().await;
    place
}

/// Every way to a value of an answer, lists passed through.
fn ways(value: &Value, way: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(field, inner)| {
            ways(inner, &if way.is_empty() { field.clone() } else { format!("{way}.{field}") }, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| ways(item, way, found)),
        _ => {
            found.insert(way.to_owned());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_is_published_read_by_anybody_and_taken_back() {
    let place = place().await;
    place.public().await.is(404);
    let draft = place.keeper.get(&place.at("/residents-page")).await.ok();
    assert_eq!(draft["next"]["actions"].as_array().map(Vec::len), Some(1), "{draft}");
    assert_eq!(draft["left_out"][0]["word"], "حاشیه نشین");
    let publish = json!({ "address": "خیابان یکم", "hours": "شنبه تا چهارشنبه", "after_version": 0 });
    place.keeper.command(&place.at("/residents-page"), publish.clone()).await.ok();
    place.settle().await;
    let page = place.public().await.is(200);
    assert_eq!(page.body["version"], 1);
    assert_eq!(page.body["page"]["actions"][0]["text"], "کلاس مهارت زندگی");
    assert_eq!(page.body["page"]["office"]["address"], "خیابان یکم");
    assert_eq!(page.headers[header::CACHE_CONTROL], "public, max-age=300");
    let tag = page.headers[header::ETAG].clone();
    let again =
        place.world.nobody().request("GET", &format!("/residents/{}", place.id)).header(header::IF_NONE_MATCH, tag);
    let again = again.body(axum::body::Body::empty()).expect("a request");
    place.world.nobody().send(again).await.is(304);
    // What is written meanwhile is not on the page until it is published.
    let agency = place.world.agency(false).await;
    let action = json!({ "text": "جمع‌آوری پسماند", "horizon": "short", "agency_ids": [agency], "capitals": [] });
    place.keeper.command(&place.at("/actions"), action).await.ok();
    place.settle().await;
    assert_eq!(place.public().await.ok()["version"], 1);
    let stale = place.keeper.command(&place.at("/residents-page"), publish).await.is(409);
    assert_eq!(stale.code(), "residents_page_changed");
    let officer = place.world.role(Role::Officer).await;
    let reason = json!({ "reason": "تازه می‌شود" });
    officer.command(&place.at("/residents-page/withdrawal"), reason.clone()).await.ok();
    place.settle().await;
    place.public().await.is(404);
    let gone = officer.command(&place.at("/residents-page/withdrawal"), reason).await.is(409);
    assert_eq!(gone.code(), "no_residents_page");
    let seen = officer.get(&place.at("/residents-page")).await.ok();
    assert_eq!(
        (&seen["versions"][0]["version"], &seen["versions"][0]["withdrawn_because"]),
        (&json!(1), &json!("تازه می‌شود"))
    );
    assert!(seen["versions"][0]["published_by"].is_string());
}

/// Every value of the page is one that the policy tells; and nothing that is written of the place beside what was decided stands anywhere in it.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaks_onto_the_page() {
    let place = place().await;
    let publish = json!({ "address": "خیابان یکم", "hours": "۸ تا ۱۴" });
    place.keeper.command(&place.at("/residents-page"), publish).await.ok();
    place.settle().await;
    let page = place.public().await.is(200);
    assert!(!page.text.contains(CANARY), "{}", page.text);
    assert!(!page.text.contains("4213") && !page.text.contains("opponent"), "{}", page.text);
    assert!(!page.text.contains("حاشیه"), "{}", page.text);
    let mut found = BTreeSet::new();
    ways(&page.body, "", &mut found);
    assert!(found.len() > 8, "{found:?}");
    let untold: Vec<_> = found.iter().filter(|way| !hamyar_identity::policy::unsigned_field(way)).collect();
    assert_eq!(untold, Vec::<&String>::new());
    // No number but the version and days: no count has a way there.
    let numbers = |value: &Value| value.as_i64().is_some();
    assert!(numbers(&page.body["version"]));
    let others: Vec<&String> = found.iter().filter(|way| way.contains("count") || way.contains("famil")).collect();
    assert_eq!(others, Vec::<&String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_in_charge_publish_and_one_address_cannot_read_for_ever() {
    let place = place().await;
    let stranger = place.world.sign_in("facilitator.B").await;
    stranger.command(&place.at("/residents-page"), json!({})).await.is(403);
    stranger.get(&place.at("/residents-page")).await.is(403);
    place.world.role(Role::Caseworker).await.get(&place.at("/residents-page")).await.is(403);
    place.world.nobody().get(&place.at("/residents-page")).await.is(401);
    place.world.nobody().get("/residents/x").await.is(404);
    place.world.nobody().get(&format!("/residents/{}", Uuid::now_v7())).await.is(404);
    let mut last = place.public().await;
    for _ in 0..130 {
        last = place.public().await;
        if last.status.as_u16() == 429 {
            break;
        }
    }
    assert_eq!(last.is(429).code(), "too_many_attempts");
}
