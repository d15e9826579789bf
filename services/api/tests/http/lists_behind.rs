//! The lists behind numbers: families by neighborhood, by what they await, by the services of a year.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::reception::caught_up;
use crate::support::{NEIGHBORHOOD, World, identify};

fn ids(page: &Value) -> Vec<&str> {
    page["items"].as_array().expect("items").iter().filter_map(|one| one["id"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn families_are_listed_by_what_they_await() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let unasked = identify(&manager, NEIGHBORHOOD).await;
    let agreed = identify(&manager, NEIGHBORHOOD).await;
    let consent = json!({ "basis": "head", "member_id": agreed["ids"]["member_id"] });
    manager.command(&format!("/families/{}/consent", agreed["id"].as_str().expect("an id")), consent).await.ok();
    let seen = caught_up(&world).await;
    let consent = manager.get(&format!("/families?awaits=consent&{seen}")).await.ok();
    assert!(ids(&consent).contains(&unasked["id"].as_str().expect("an id")), "{consent}");
    assert!(!ids(&consent).contains(&world.own.family.as_str()));
    let assessment = manager.get(&format!("/families?awaits=assessment&{seen}")).await.ok();
    assert_eq!(ids(&assessment), [agreed["id"].as_str().expect("an id")]);
    let found = manager.post("/families/find", json!({ "awaits": "assessment" })).await.ok();
    assert_eq!(ids(&found), ids(&assessment));
    assert_eq!(manager.get("/families?awaits=rain").await.is(422).fields(), ["awaits"]);
}

/// The list is as long as the count of the report, and a struck entry stands in neither.
#[tokio::test(flavor = "multi_thread")]
async fn families_are_listed_by_the_services_of_a_year() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let at = format!("/families/{}", world.own.family);
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    let service = json!({ "kind": "counselling", "domain": "social", "capacity": "own", "member_ids": [world.own.head],
        "outcome": "completed", "particulars": { "of": "counselling", "sessions": 2 } });
    let made = caseworker.command(&format!("{at}/services"), service).await.ok();
    let year = hamyar_persian::jalali_year(today);
    let seen = caught_up(&world).await;
    let report = manager.get(&format!("/reports/services?year={year}&{seen}")).await.ok();
    let listed = manager.get(&format!("/families?served_year={year}&{seen}")).await.ok();
    assert_eq!(report["total"]["families"], json!(ids(&listed).len()), "{report}");
    let of_kind =
        manager.get(&format!("/families?served_year={year}&served_kind=counselling&served_domain=social")).await.ok();
    assert!(ids(&of_kind).contains(&world.own.family.as_str()));
    let of_another = manager.get(&format!("/families?served_year={year}&served_domain=economic")).await.ok();
    assert!(!ids(&of_another).contains(&world.own.family.as_str()));
    let before = manager.get(&format!("/families?served_year={}", year - 1)).await.ok();
    assert!(!ids(&before).contains(&world.own.family.as_str()));
    let service = made["ids"]["service_id"].as_str().expect("an id");
    let strike = json!({ "reason": "برای خانوادهٔ دیگری بود" });
    caseworker.command(&format!("{at}/services/{service}/correct"), strike).await.ok();
    let seen = caught_up(&world).await;
    let after = manager.get(&format!("/families?served_year={year}&served_kind=counselling&{seen}")).await.ok();
    assert!(!ids(&after).contains(&world.own.family.as_str()));
    for (query, field) in [
        ("served_year=12", "served_year"),
        ("served_kind=counselling", "served_kind"),
        ("served_domain=social", "served_domain"),
    ] {
        assert_eq!(manager.get(&format!("/families?{query}")).await.is(422).fields(), [field]);
    }
}

/// Where a family under threat lives is told by no list either.
#[tokio::test(flavor = "multi_thread")]
async fn no_list_by_neighborhood_holds_a_family_under_threat() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let path = format!("/families?neighborhood_id={NEIGHBORHOOD}");
    let seen = caught_up(&world).await;
    let before = manager.get(&format!("{path}&{seen}")).await.ok();
    assert!(ids(&before).contains(&world.own.family.as_str()), "{before}");
    let foreign = world.sign_in("center_manager.B").await;
    assert!(!ids(&foreign.get(&path).await.ok()).contains(&world.own.family.as_str()));
    let threat = json!({ "reason": "تهدید شده است" });
    caseworker.command(&format!("/families/{}/address-threat", world.own.family), threat).await.ok();
    let seen = caught_up(&world).await;
    let after = manager.get(&format!("{path}&{seen}")).await.ok();
    assert!(!ids(&after).contains(&world.own.family.as_str()));
    assert!(ids(&manager.get("/families").await.ok()).contains(&world.own.family.as_str()));
}
