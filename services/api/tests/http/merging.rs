//! Two files of one family through the interface: found, compared, merged, and taken apart again.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, NEIGHBORHOOD, World, family_body, national_id};

struct Files {
    stays: String,
    goes: String,
    mother: String,
    mother_again: String,
    child: String,
    number: String,
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The mother has a file without a national id and another with one, in which her child is as well.
async fn two_files(manager: &Client) -> Files {
    let number = national_id();
    let open = |given: &str, number: Option<&str>| {
        let mut body = family_body(NEIGHBORHOOD);
        body["family_name"] = "ذوالفقاری".into();
        body["head"]["given_name"] = given.into();
        body["head"]["national_id"] = number.map_or(Value::Null, Value::from);
        body
    };
    let stays = manager.command("/families", open("صغری", None)).await.ok();
    let mut goes = open("صغرا", Some(&number));
    goes["different_from"] = json!([stays["id"]]);
    let goes = manager.command("/families", goes).await.ok();
    let (stays_id, goes_id) = (text(&stays["id"]), text(&goes["id"]));
    let child = json!({ "given_name": "ژینوس", "relation": "child", "sex": "female" });
    let child = manager.command(&format!("/families/{goes_id}/members"), child).await.ok();
    Files {
        mother: text(&stays["ids"]["member_id"]),
        mother_again: text(&goes["ids"]["member_id"]),
        child: text(&child["ids"]["member_id"]),
        stays: stays_id,
        goes: goes_id,
        number,
    }
}

fn wish(files: &Files) -> Value {
    json!({ "other": files.goes, "same": [{ "member_id": files.mother_again, "same_as": files.mother }], "reason": "یک خانواده‌اند" })
}

async fn file(client: &Client, id: &str) -> Value {
    client.get(&format!("/families/{id}")).await.ok()
}

fn member<'a>(file: &'a Value, id: &str) -> &'a Value {
    file["members"].as_array().expect("members").iter().find(|one| one["id"] == id).expect("the member")
}

/// Statement 7: two records are offered as a possible duplicate and merged without losing the history of either.
#[tokio::test(flavor = "multi_thread")]
async fn s007_two_files_are_merged_and_taken_apart_with_both_histories() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let files = two_files(&manager).await;
    let head = world.store.head().await.expect("the head");
    let search = json!({ "given_name": "صغرا", "family_name": "زولفقاری", "birth_date": "1360/5/31" });
    let found = manager.post(&format!("/families/search?at_least={head}"), search).await.ok();
    let hits: Vec<&str> = found["items"]
        .as_array()
        .expect("hits")
        .iter()
        .map(|hit| hit["family"]["id"].as_str().expect("an id"))
        .collect();
    assert!(hits.contains(&files.stays.as_str()) && hits.contains(&files.goes.as_str()), "{found}");

    let done = manager.command(&format!("/families/{}/merge", files.stays), wish(&files)).await.ok();
    let merge = text(&done["ids"]["merge_id"]);
    let stays = file(&manager, &files.stays).await;
    assert_eq!(stays["members_count"], 2);
    assert_eq!(member(&stays, &files.mother)["national_id"], files.number.as_str(), "what was blank is filled");
    assert_eq!(member(&stays, &files.child)["given_name"], "ژینوس");
    assert_eq!(stays["head_member_id"], files.mother.as_str());
    assert_eq!(stays["merges"][0]["joined"], json!([files.child]));
    let goes = file(&manager, &files.goes).await;
    assert_eq!(goes["merged_into"]["family_id"], files.stays.as_str());
    assert_eq!(goes["members"].as_array().map(Vec::len), Some(2), "its history stays");
    let note = manager.command(&format!("/families/{}/notes", files.goes), json!({ "text": "یادداشت" })).await;
    assert_eq!(note.is(409).code(), "merged_away");
    // The number is the family's that stays.
    let taken = json!({ "given_name": "کسی", "relation": "other", "national_id": files.number });
    let taken = manager.command(&format!("/families/{}/members", world.own.family), taken).await;
    assert_eq!(taken.is(409).code(), "national_id_taken");

    let undo = format!("/families/{}/merges/{merge}/undo", files.stays);
    manager.command(&undo, json!({ "reason": "  " })).await.is(422);
    manager.command(&undo, json!({ "reason": "دو خواهرند" })).await.ok();
    let stays = file(&manager, &files.stays).await;
    assert_eq!(stays["members_count"], 1);
    assert_eq!(member(&stays, &files.mother)["national_id"], Value::Null, "the number goes back");
    assert!(stays["merges"][0]["undone_on"].is_object());
    let goes = file(&manager, &files.goes).await;
    assert_eq!((&goes["merged_into"], &goes["state"]), (&Value::Null, &json!("open")));
    manager.command(&format!("/families/{}/notes", files.goes), json!({ "text": "یادداشت" })).await.ok();
    let timeline = manager.get(&format!("/families/{}/timeline", files.goes)).await.ok();
    let kinds: Vec<&str> =
        timeline["items"].as_array().expect("events").iter().map(|one| one["type"].as_str().expect("a type")).collect();
    assert!(kinds.contains(&"merged_away") && kinds.contains(&"merge_undone"), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_is_refused_by_its_rules_and_outside_the_center_there_is_nothing() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let files = two_files(&manager).await;
    let at = format!("/families/{}/merge", files.stays);
    // A file of another center is answered like one that is not there.
    let mut foreign = wish(&files);
    foreign["other"] = world.foreign.family.clone().into();
    assert_eq!(manager.command(&at, foreign).await.is(422).faults(), [("other".to_owned(), "unknown".to_owned())]);
    let mut itself = wish(&files);
    itself["other"] = files.stays.clone().into();
    itself["same"] = json!([]);
    assert_eq!(manager.command(&at, itself).await.is(422).fields(), ["other"]);
    let mut stranger = wish(&files);
    stranger["same"][0]["same_as"] = files.child.clone().into();
    assert_eq!(manager.command(&at, stranger).await.is(422).fields(), ["same[0].same_as"]);
    let mut silent = wish(&files);
    silent["reason"] = "".into();
    assert_eq!(manager.command(&at, silent).await.is(422).fields(), ["reason"]);
    // A family with a caseworker and a task does not go.
    let mut busy = wish(&files);
    busy["other"] = world.own.family.clone().into();
    busy["same"] = json!([]);
    let busy = manager.command(&at, busy).await.is(409);
    assert_eq!(busy.code(), "merge_has_open_work");
    // Two national ids are two people.
    let number = json!({ "given_name": "صغری", "relation": "head", "sex": "female", "national_id": national_id() });
    let change = format!("/families/{}/members/{}", files.stays, files.mother);
    let mut number = number;
    number["command_id"] = uuid::Uuid::now_v7().to_string().into();
    manager.with_body("PUT", &change, number.to_string()).await.ok();
    assert_eq!(manager.command(&at, wish(&files)).await.is(409).code(), "national_ids_differ");
}

/// An address under threat comes along: what is masked in the one file is masked in the other.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_masked_stays_masked() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let files = two_files(&manager).await;
    let threat = json!({ "reason": "همسر سابق" });
    manager.command(&format!("/families/{}/address-threat", files.goes), threat).await.ok();
    assert_eq!(file(&manager, &files.goes).await["address"], Value::Null);
    manager.command(&format!("/families/{}/merge", files.stays), wish(&files)).await.ok();
    for id in [&files.stays, &files.goes] {
        let seen = file(&manager, id).await;
        assert_eq!((&seen["address_under_threat"], &seen["address"]), (&json!(true), &Value::Null));
        for item in manager.get(&format!("/families/{id}/timeline")).await.ok()["items"].as_array().expect("events") {
            assert!(!item.to_string().contains("کوچهٔ سوم"), "{item}");
        }
    }
}
