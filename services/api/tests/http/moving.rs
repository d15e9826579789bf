//! Members who go to another family through the interface: a household that splits, a marriage.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, NEIGHBORHOOD, World, identify, national_id};

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

async fn file(client: &Client, id: &str) -> Value {
    client.get(&format!("/families/{id}")).await.ok()
}

fn present(file: &Value) -> Vec<String> {
    let members = file["members"].as_array().expect("members").iter();
    members.filter(|one| one["left"] == false).map(|one| text(&one["id"])).collect()
}

/// A family with a grown daughter who has a national id.
async fn household(manager: &Client) -> (String, String, String) {
    let family = text(&identify(manager, NEIGHBORHOOD).await["id"]);
    let number = national_id();
    let daughter = json!({ "given_name": "ژینوس", "relation": "child", "sex": "female", "national_id": number });
    let daughter = manager.command(&format!("/families/{family}/members"), daughter).await.ok();
    (family, text(&daughter["ids"]["member_id"]), number)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_daughter_marries_and_a_file_is_opened_for_her() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let (family, daughter, number) = household(&manager).await;
    let category = json!({ "category": "student", "member_id": daughter });
    manager.command(&format!("/families/{family}/categories"), category).await.ok();
    let wish = json!({
        "members": [{ "member_id": daughter, "relation": "head" }], "reason": "marriage", "note": "ازدواج کرد",
        "new_file": { "neighborhood_id": NEIGHBORHOOD, "family_name": "خانوادهٔ تازه" },
    });
    let done = manager.command(&format!("/families/{family}/members/move"), wish).await.ok();
    let new = text(&done["ids"]["family_id"]);
    assert!(done["file_number"].as_str().is_some_and(|number| number.starts_with("A-")), "{done}");
    let (before, after) = (file(&manager, &family).await, file(&manager, &new).await);
    assert_eq!(present(&before).len(), 1);
    assert_eq!(present(&after), [daughter.as_str()]);
    assert_eq!(after["head_member_id"], daughter.as_str());
    assert_eq!(after["members"][0]["national_id"], number.as_str());
    assert_eq!(after["members"][0]["categories"], json!(["student"]));
    assert_eq!((&before["categories"], &after["consent"]), (&json!([]), &json!("not_asked")));
    let left = before["members"].as_array().expect("members").iter().find(|one| one["id"] == daughter.as_str());
    assert_eq!(left.expect("she stays in the history")["left_reason"], "married");
}

#[tokio::test(flavor = "multi_thread")]
async fn members_go_to_a_family_that_is_there_and_back_again() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let (family, daughter, _) = household(&manager).await;
    let other = text(&identify(&manager, NEIGHBORHOOD).await["id"]);
    let wish = |to: &str| json!({ "members": [{ "member_id": daughter, "relation": "other" }], "reason": "household_split", "to": to });
    manager.command(&format!("/families/{family}/members/move"), wish(&other)).await.ok();
    assert_eq!(present(&file(&manager, &other).await).len(), 2);
    // She is found where she lives now.
    let head = world.store.head().await.expect("the head");
    let search = json!({ "given_name": "ژینوس", "family_name": "خانوادهٔ نمونه" });
    let found = manager.post(&format!("/families/search?at_least={head}"), search).await.ok();
    assert_eq!(found["items"][0]["family"]["id"], other.as_str(), "{found}");
    manager.command(&format!("/families/{other}/members/move"), wish(&family)).await.ok();
    assert_eq!(present(&file(&manager, &family).await).len(), 2);
    assert_eq!(present(&file(&manager, &other).await).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_is_refused_by_its_rules_and_leaves_no_empty_file() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let (family, daughter, _) = household(&manager).await;
    let at = format!("/families/{family}/members/move");
    let ask = |body: Value| manager.command(&at, body);
    let her = json!([{ "member_id": daughter, "relation": "head" }]);
    let nowhere = ask(json!({ "members": her, "reason": "marriage" })).await.is(422);
    assert_eq!(nowhere.faults(), [("to".to_owned(), "required".to_owned())]);
    let foreign = json!({ "members": her, "reason": "marriage", "to": world.foreign.family });
    assert_eq!(ask(foreign).await.is(422).faults(), [("to".to_owned(), "unknown".to_owned())]);
    let two_heads = json!({ "members": her, "reason": "marriage", "to": world.own.family });
    assert_eq!(ask(two_heads).await.is(409).code(), "head_exists");
    assert_eq!(present(&file(&manager, &family).await).len(), 2);
    let mother = text(&file(&manager, &family).await["head_member_id"]);
    let new = json!({ "neighborhood_id": NEIGHBORHOOD });
    let head = json!({ "members": [{ "member_id": mother, "relation": "head" }], "reason": "other", "new_file": new });
    let before = world.store.head().await.expect("the head");
    assert_eq!(ask(head).await.is(409).code(), "head_must_be_named");
    assert_eq!(world.store.head().await.expect("the head"), before, "no file was opened");
    let stranger = json!({ "members": [{ "member_id": uuid::Uuid::now_v7(), "relation": "head" }], "reason": "other", "new_file": new });
    assert_eq!(ask(stranger).await.is(422).fields(), ["members[0].member_id"]);
}
