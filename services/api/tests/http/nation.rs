//! Province and nation: the roll-up and the atlas as officers of a place and auditors read them.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, World, identify};

struct Ground {
    world: World,
    county: Uuid,
    neighborhood: String,
}

/// An office of a county with a neighborhood of its own, and one elsewhere.
async fn ground() -> Ground {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let head = world.store.head().await.expect("the head");
    let found = auditor.get(&format!("/offices/{}?at_least={head}", world.own.office)).await.ok();
    let county = found["place"]["id"].as_str().and_then(|id| id.parse().ok()).expect("a county");
    let neighborhood = world.own.neighborhood.clone();
    Ground { world, county, neighborhood }
}

async fn at_head(world: &World, client: &Client, path: &str) -> crate::support::Answer {
    let head = world.store.head().await.expect("the head");
    let join = if path.contains('?') { '&' } else { '?' };
    client.get(&format!("{path}{join}at_least={head}")).await
}

/// Families with a file in a neighborhood.
async fn families(world: &World, neighborhood: &str, many: usize) {
    let center =
        json!({ "name": "مرکز محله", "host": "mosque", "file_prefix": "N", "neighborhood_ids": [neighborhood] });
    let center = world.administrator.command("/centers", center).await.ok();
    let center_id = center["ids"]["center_id"].as_str().and_then(|id| id.parse().ok());
    let manager = world.person("manager.n", Role::CenterManager, Scope { center_id, ..Scope::default() }).await;
    for _ in 0..many {
        identify(&manager, neighborhood).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_reads_the_own_place_and_no_other() {
    let Ground { world, county, neighborhood } = ground().await;
    let scope = Scope { place_id: Some(county), ..Scope::default() };
    let officer = world.person("county", Role::Officer, scope).await;
    let own = at_head(&world, &officer, "/rollup").await.ok();
    assert_eq!((&own["place"]["id"], &own["total"]["offices"]["open"]), (&json!(county), &json!(1)));
    assert_eq!(own["rows"][0]["id"], json!(neighborhood));
    assert_eq!(own["rows"][0]["level"], Value::Null);
    let elsewhere = world.role(Role::Auditor).await;
    let other = elsewhere.get(&format!("/offices/{}", world.foreign.office)).await.ok()["place"]["id"].clone();
    let other = other.as_str().expect("a county");
    for path in ["/rollup", "/rollup/items", "/atlas"] {
        officer.get(&format!("{path}?place_id={other}")).await.is(404);
        officer.get(&format!("{path}?place_id=x")).await.is(422);
        officer.get(&format!("{path}?place_id={}", Uuid::now_v7())).await.is(404);
    }
    let list = at_head(&world, &officer, "/rollup/items?number=without_profile").await.ok();
    assert_eq!((&list["total"], &list["items"][0]["neighborhood"]["id"]), (&json!(1), &json!(neighborhood)));
    assert_eq!(officer.get("/rollup/items?number=families").await.is(422).fields(), ["number"]);
    assert_eq!(officer.get("/rollup/items?cursor=%25").await.is(422).fields(), ["cursor"]);
    // The list of offices is the one behind the number.
    let behind = at_head(&world, &officer, &format!("/offices?place_id={county}&state=open&late=report")).await.ok();
    assert_eq!((&behind["total"], &own["total"]["offices"]["report_late"]), (&json!(1), &json!(1)));
    assert_eq!(officer.get("/offices?state=odd&late=never").await.is(422).fields(), ["state", "late"]);
}

/// What lies above the own place is not offered: a way there would be refused.
#[tokio::test(flavor = "multi_thread")]
async fn an_officer_is_shown_the_way_up_to_the_own_place_and_no_further() {
    let Ground { world, county, .. } = ground().await;
    let auditor = world.role(Role::Auditor).await;
    let above = |answer: &Value| -> Vec<String> {
        let all = answer["ancestors"].as_array().into_iter().flatten();
        all.filter_map(|one| one["id"].as_str().map(ToOwned::to_owned)).collect()
    };
    let whole = above(&at_head(&world, &auditor, &format!("/rollup?place_id={county}")).await.ok());
    let province = whole.last().expect("a county lies in a province").clone();
    let of = |place: &str| Scope { place_id: place.parse().ok(), ..Scope::default() };
    let below = world.person("county", Role::Officer, of(&county.to_string())).await;
    let between = world.person("province", Role::Officer, of(&province)).await;
    for path in [format!("/rollup?place_id={county}"), format!("/atlas?place_id={county}")] {
        assert_eq!(above(&at_head(&world, &auditor, &path).await.ok()), whole, "{path}");
        assert_eq!(above(&at_head(&world, &below, &path).await.ok()), <[String; 0]>::default(), "{path}");
        assert_eq!(above(&at_head(&world, &between, &path).await.ok()), std::slice::from_ref(&province), "{path}");
        let nation = world.role(Role::Officer).await;
        assert_eq!(above(&at_head(&world, &nation, &path).await.ok()), whole, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn families_are_exact_for_the_auditor_and_rounded_for_officers() {
    let Ground { world, county, neighborhood } = ground().await;
    families(&world, &neighborhood, 3).await;
    let (auditor, officer) = (world.role(Role::Auditor).await, world.role(Role::Officer).await);
    for path in [format!("/rollup?place_id={county}"), format!("/atlas?place_id={county}")] {
        let exact = at_head(&world, &auditor, &path).await.ok();
        let hidden = at_head(&world, &officer, &path).await.ok();
        let of = |answer: &Value| {
            let families = &answer["total"]["families"];
            if families.is_object() { families["total"].clone() } else { families.clone() }
        };
        assert_eq!((of(&exact), of(&hidden)), (json!(3), Value::Null), "{path}");
        assert_eq!((&exact["rounded"], &hidden["rounded"]), (&json!(false), &json!(true)));
    }
    let hidden = at_head(&world, &officer, &format!("/atlas?place_id={county}")).await.ok();
    assert_eq!((&hidden["state"], &hidden["suppressed"]), (&json!("running"), &json!(1)), "{hidden}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_the_atlas_says_what_each_number_counts_and_tells_no_more_than_the_screen() {
    let Ground { world, county, neighborhood } = ground().await;
    families(&world, &neighborhood, 3).await;
    let officer = world.role(Role::Officer).await;
    at_head(&world, &officer, &format!("/atlas?place_id={county}")).await.ok();
    let file = officer.get(&format!("/exports/atlas/csv/fa?place_id={county}")).await.is(200).text;
    let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("سال,مکان"), "{}", lines[0]);
    let families =
        lines.iter().find(|line| line.contains("خانواده‌های پروندهٔ باز در پایان سال") && line.contains("محله"));
    let families = families.expect("the neighborhood's families");
    assert!(families.contains("کمتر از ۵، نوشته نمی‌شود") && !families.contains(",3,"), "{families}");
    assert!(file.contains("اولویت محله"));
    let book = officer.get(&format!("/exports/atlas/xlsx/en?place_id={county}")).await.is(200);
    assert_eq!(&book.bytes[..2], b"PK");
    let next = hamyar_persian::jalali_year(hamyar_persian::tehran_date(chrono::Utc::now())) + 1;
    assert_eq!(officer.get(&format!("/atlas?year={next}")).await.is(422).fields(), ["year"]);
    assert_eq!(officer.get("/atlas?year=99").await.is(422).fields(), ["year"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn priorities_and_workshops_begin_with_the_own_place_page_by_page() {
    let Ground { world, county, neighborhood } = ground().await;
    let scope = Scope { place_id: Some(county), ..Scope::default() };
    let officer = world.person("county", Role::Officer, scope).await;
    let own = at_head(&world, &officer, "/priorities").await.ok();
    assert_eq!((&own["total"], &own["items"][0]["id"]), (&json!(1), &json!(neighborhood)));
    let everywhere = world.role(Role::Officer).await;
    let all = everywhere.get("/priorities?limit=1").await.ok();
    assert!(all["total"].as_i64() >= Some(3) && all["items"].as_array().is_some_and(|items| items.len() == 1));
    let next = all["next"].as_str().expect("a next page");
    let second = everywhere.get(&format!("/priorities?limit=1&cursor={next}")).await.ok();
    assert_ne!(second["items"][0]["id"], all["items"][0]["id"]);
    assert_eq!(officer.get("/priorities?level=odd").await.is(422).fields(), ["level"]);
    let classes = at_head(&world, &officer, "/workshops").await.ok();
    assert_eq!((&classes["total"], &classes["items"][0]["id"]), (&json!(1), &json!(world.own.workshop)));
    let classes = everywhere.get("/workshops?limit=1").await.ok();
    assert_eq!((&classes["total"], classes["items"].as_array().map(Vec::len)), (&json!(2), Some(1)));
}
