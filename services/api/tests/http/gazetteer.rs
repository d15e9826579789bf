//! Places and neighborhoods as an administrator enters them, and lists of many.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use crate::support::{Client, World};

async fn seen(world: &World, client: &Client, path: &str) -> Value {
    let head = world.store.head().await.expect("the head");
    let joint = if path.contains('?') { '&' } else { '?' };
    client.get(&format!("{path}{joint}at_least={head}")).await.ok()
}

fn id(answer: &Value, name: &str) -> String {
    answer["ids"][name].as_str().expect("an id").to_owned()
}

/// A province, a county, a city and a zone of it.
async fn city(world: &World) -> (String, String, String) {
    let country = hamyar_events::place::PlaceRegistered {
        level: hamyar_events::PlaceLevel::Country,
        name: "ایران".to_owned(),
        name_en: None,
        parent_id: None,
        number: None,
        valid_from: None,
        source: "test".to_owned(),
    };
    let root = uuid::Uuid::now_v7();
    world.run::<hamyar_domain::Place>(root, hamyar_domain::place::RegisterPlace { place: country }).await;
    let keeper = &world.administrator;
    let below = async |level: &str, name: &str, parent: &str, number: Option<u16>| {
        let body = json!({ "level": level, "name": name, "parent_id": parent, "number": number });
        id(&keeper.command("/places", body).await.ok(), "place_id")
    };
    let province = below("province", "گیلان", &root.to_string(), None).await;
    let county = below("county", "رشت", &province, None).await;
    let city = below("city", "رشت", &county, None).await;
    let zone = below("zone", "پهنهٔ شمالی", &city, Some(1)).await;
    (province, city, zone)
}

/// An administrator enters a neighborhood in a city and puts it in a zone; it is found by its name, and nobody else enters any.
#[tokio::test(flavor = "multi_thread")]
async fn a_neighborhood_is_entered_in_a_city_and_put_in_a_zone() {
    let world = World::empty().await;
    let (province, city, zone) = city(&world).await;
    let keeper = &world.administrator;
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let body = |place: &str| json!({ "name": "لاکان شهر", "name_en": "Lakan", "place_id": place });
    officer.command("/neighborhoods", body(&city)).await.is(403);
    assert_eq!(keeper.command("/neighborhoods", body(&province)).await.is(422).fields(), ["place_id"]);
    assert_eq!(keeper.command("/neighborhoods", body(&zone)).await.is(422).fields(), ["place_id"]);
    let one = id(&keeper.command("/neighborhoods", body(&city)).await.ok(), "neighborhood_id");
    let groups = format!("/neighborhoods/{one}/groups");
    assert_eq!(keeper.command(&groups, json!({ "group_id": city })).await.is(422).fields(), ["group_id"]);
    keeper.command(&groups, json!({ "group_id": zone, "rank": 2 })).await.ok();
    let nowhere = format!("/neighborhoods/{}/groups", uuid::Uuid::now_v7());
    keeper.command(&nowhere, json!({ "group_id": zone })).await.is(404);
    let view = seen(&world, &officer, &format!("/neighborhoods/{one}")).await;
    assert_eq!((&view["city"]["id"], &view["province"]["id"]), (&json!(city), &json!(province)));
    assert_eq!((&view["groups"][0]["id"], &view["groups"][0]["rank"]), (&json!(zone), &json!(2)));
    assert_eq!(view["source"], "administrator");
    let found = seen(&world, &officer, "/neighborhoods?q=لاکان&limit=1").await;
    assert_eq!(found["items"][0]["id"], json!(one));
    // A city lies below its county and never above it.
    let wrong = json!({ "level": "county", "name": "وارونه", "parent_id": city });
    assert_eq!(keeper.command("/places", wrong).await.is(422).fields(), ["parent_id"]);
}

/// Neighborhoods come page by page, each once, however many there are.
#[tokio::test(flavor = "multi_thread")]
async fn neighborhoods_come_page_by_page() {
    let world = World::empty().await;
    let (_, city, _) = city(&world).await;
    for number in 0..7 {
        let body = json!({ "name": format!("کوی {number}"), "place_id": city });
        world.administrator.command("/neighborhoods", body).await.ok();
    }
    let officer = world.person("officer", Role::Officer, Scope::default()).await;
    let (mut cursor, mut names) = (None::<String>, Vec::new());
    loop {
        let next = cursor.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = seen(&world, &officer, &format!("/neighborhoods?place_id={city}&limit=3{next}")).await;
        assert_eq!(page["total"], 7);
        let items = page["items"].as_array().expect("items").clone();
        assert!(items.len() <= 3);
        names.extend(items.iter().filter_map(|one| one["name"].as_str().map(str::to_owned)));
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    assert_eq!(names, (0..7).map(|number| format!("کوی {number}")).collect::<Vec<_>>());
    officer.get("/neighborhoods?limit=501").await.is(422);
    officer.get("/neighborhoods?cursor=x").await.is(422);
}
