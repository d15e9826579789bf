//! One change to many families: tried first, done family by family, called back the same way.

use hamyar_identity::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::reception::caught_up;
use crate::support::{Client, NEIGHBORHOOD, World, identify};

async fn bulk(who: &Client, operation: &str, families: &[Value], command: Value, try_only: bool) -> Value {
    let body = json!({ "command_id": Uuid::now_v7(), "operation": operation, "families": families, "command": command, "try_only": try_only });
    who.post("/families/bulk", body).await.ok()
}

fn of(id: &str) -> Value {
    json!({ "family_id": id })
}

/// S012: a list of households in need goes to a body outside, each is marked as sent and found by it, and only those that agreed.
#[tokio::test(flavor = "multi_thread")]
async fn s012_a_list_goes_to_the_subsidies_organization_and_each_household_is_marked() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let silent = identify(&manager, NEIGHBORHOOD).await["id"].as_str().expect("an id").to_owned();
    let (own, foreign) = (world.own.family.clone(), world.foreign.family.clone());
    let families = [of(&own), of(&silent), of(&foreign)];
    let subsidies = world.agency(false).await;
    let command = json!({ "agency_id": subsidies });

    // Nobody is told to a body outside who was not asked: a household that agreed to aid alone stands apart.
    let apart = bulk(&manager, "send_to_agency", &families[..1], command.clone(), true).await;
    assert_eq!(apart["items"][0]["problem"]["code"], "handing_on_not_agreed");
    manager.command(&format!("/families/{own}/handing-on"), command.clone()).await.ok();

    let tried = bulk(&manager, "send_to_agency", &families, command.clone(), true).await;
    assert_eq!((&tried["tried"], &tried["done"], &tried["refused"]), (&json!(true), &json!(1), &json!(2)));
    let codes: Vec<&Value> =
        tried["items"].as_array().expect("items").iter().map(|one| &one["problem"]["code"]).collect();
    // Another center's family is not there at all.
    assert_eq!(codes, [&Value::Null, &json!("consent_not_asked"), &json!("not_found")]);
    let file = manager.get(&format!("/families/{own}")).await.ok();
    assert_eq!(file["sendings"], json!([]), "only tried");

    let sent = bulk(&manager, "send_to_agency", &families, command.clone(), false).await;
    assert_eq!((&sent["done"], &sent["refused"]), (&json!(1), &json!(2)));
    let here = caught_up(&world).await;
    let file = manager.get(&format!("/families/{own}")).await.ok();
    assert_eq!(file["sendings"][0]["agency"]["id"], json!(subsidies));
    let list = manager.get(&format!("/families?sent_to={subsidies}&{here}")).await.ok();
    assert_eq!((list["items"].as_array().map(Vec::len), &list["items"][0]["id"]), (Some(1), &json!(own)));
    let rest = manager.get(&format!("/families?not_sent_to={subsidies}&{here}")).await.ok();
    assert!(rest["items"].as_array().expect("items").iter().all(|card| card["id"] != json!(own)));
    let export =
        manager.post(&format!("/exports/families/csv/fa?{here}"), json!({ "sent_to": subsidies })).await.is(200);
    assert_eq!(export.text.lines().count(), 2);

    let again = bulk(&manager, "send_to_agency", &families[..1], command, false).await;
    assert_eq!(again["items"][0]["problem"]["code"], "sent_already");
    let back = [json!({ "family_id": own, "part_id": sent["items"][0]["ids"]["sending_id"] })];
    let undone = bulk(&manager, "withdraw_sending", &back, json!({ "reason": "فهرست نرفت" }), false).await;
    assert_eq!(undone["done"], 1);
    let here = caught_up(&world).await;
    assert_eq!(manager.get(&format!("/families?sent_to={subsidies}&{here}")).await.ok()["items"], json!([]));
}

/// An enforcement body is told of nobody (S062).
#[tokio::test(flavor = "multi_thread")]
async fn no_list_goes_to_an_enforcement_body() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let police = world.agency(true).await;
    let sent = bulk(&manager, "send_to_agency", &[of(&world.own.family)], json!({ "agency_id": police }), false).await;
    assert_eq!(sent["items"][0]["problem"]["code"], "enforcement_agency");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_planned_for_many_is_there_once_and_called_back_everywhere() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let (second, _) = world.harmed_family(&manager, NEIGHBORHOOD).await;
    let families = [of(&world.own.family), of(&second)];
    let entry = json!({ "domain": "economic", "kind": "insurance", "capacity": "own", "title": "بستهٔ پیش از نوروز", "window_from": "2026-12-01", "window_to": "2027-03-01" });
    let id = Uuid::now_v7();
    let body = json!({ "command_id": id, "operation": "plan_entry", "families": families, "command": entry, "try_only": false });
    let first = manager.post("/families/bulk", body.clone()).await.ok();
    let again = manager.post("/families/bulk", body).await.ok();
    assert_eq!((&first["done"], &first["refused"]), (&json!(1), &json!(1)), "{first}");
    // Nobody walks with the second one yet; that stops no other.
    assert_eq!(first["items"][1]["problem"]["code"], "family_has_no_caseworker");
    assert_eq!(again["items"], first["items"], "sent again it is the same");
    let planned = async |family: &str| {
        let file = manager.get(&format!("/families/{family}")).await.ok();
        let entries = file["calendar"].as_array().cloned().unwrap_or_default();
        entries.into_iter().filter(|one| one["status"] == "planned" && one.to_string().contains("نوروز")).count()
    };
    assert_eq!((planned(&world.own.family).await, planned(&second).await), (1, 0));
    let back: Vec<Value> = first["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter(|one| one["outcome"] == "done")
        .map(|one| json!({ "family_id": one["family_id"], "part_id": one["ids"]["entry_id"] }))
        .collect();
    assert_eq!(bulk(&manager, "cancel_entry", &back, json!({ "reason": "برگردانده شد" }), false).await["done"], 1);
    assert_eq!((planned(&world.own.family).await, planned(&second).await), (0, 0));
}

/// Whatever may be done to many may be tried, and what is only tried leaves no event, not even where every rule agrees.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_only_tried_leaves_no_event() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let family = [of(&world.own.family)];
    let agency = world.agency(false).await;
    let agreed = format!("/families/{}/handing-on", world.own.family);
    manager.command(&agreed, json!({ "agency_id": agency })).await.ok();
    let before = manager.get(&format!("/families/{}", world.own.family)).await.ok()["sequence"].clone();
    let entry = json!({ "domain": "economic", "kind": "insurance", "capacity": "own", "window_from": "2026-12-01", "window_to": "2027-03-01" });
    let service = json!({ "domain": "economic", "kind": "insurance", "capacity": "own" });
    for (operation, command) in
        [("plan_entry", entry), ("record_service", service), ("send_to_agency", json!({ "agency_id": agency }))]
    {
        let tried = bulk(&manager, operation, &family, command, true).await;
        assert_eq!(tried["done"], 1, "{operation}: {tried}");
    }
    let after = manager.get(&format!("/families/{}", world.own.family)).await.ok()["sequence"].clone();
    assert_eq!(after, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_requests_are_told_by_field_and_change_nothing() {
    let world = World::new().await;
    let (manager, officer) = (world.role(Role::CenterManager).await, world.role(Role::AgencyOfficer).await);
    let ask = |operation: &str, families: Vec<Value>| json!({ "command_id": Uuid::now_v7(), "operation": operation, "families": families, "command": {}, "try_only": false });
    let family = of(&world.own.family);
    let fields = async |body| manager.post("/families/bulk", body).await.is(422).faults();
    let fault = |field: &str, rule: &str| vec![(field.to_owned(), rule.to_owned())];
    assert_eq!(fields(ask("close_case", vec![family.clone()])).await, fault("operation", "not_in_set"));
    assert_eq!(fields(ask("plan_entry", vec![])).await, fault("families", "required"));
    assert_eq!(fields(ask("plan_entry", vec![family.clone(), family.clone()])).await, fault("families", "duplicate"));
    let many: Vec<Value> = (0..501).map(|_| of(&Uuid::now_v7().to_string())).collect();
    assert_eq!(fields(ask("plan_entry", many)).await, fault("families", "too_many"));
    // What is wrong with the command is said for each family.
    let wrong = bulk(&manager, "plan_entry", &[family], json!({}), true).await;
    assert_eq!(wrong["items"][0]["problem"]["code"], "invalid");
    officer.post("/families/bulk", ask("plan_entry", vec![])).await.is(403);
}
