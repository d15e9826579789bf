//! Nobody is registered before it was looked whether the person is registered already, whatever asks the interface.

use hamyar_identity::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Client, NEIGHBORHOOD, World, family_body, national_id};

/// A family whose head gives no national id.
fn unnumbered(given: &str) -> Value {
    let mut body = family_body(NEIGHBORHOOD);
    body["command_id"] = Uuid::now_v7().to_string().into();
    body["family_name"] = "ذوالفقاری".into();
    body["head"]["given_name"] = given.into();
    body["head"]["father_name"] = "یدالله".into();
    body["head"]["national_id"] = Value::Null;
    body
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// What is told of who may be registered already.
fn told(answer: &Answer) -> (Value, Value) {
    (answer.body["params"]["families"].clone(), answer.body["params"]["elsewhere"].clone())
}

async fn open(client: &Client, body: &Value) -> Answer {
    client.post("/families", body.clone()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_opened_once_a_person_has_looked_at_who_is_registered_already() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let first = open(&manager, &unnumbered("صغری")).await.ok();
    let mut again = unnumbered("صغرا");
    let asked = open(&manager, &again).await.is(409);
    assert_eq!(asked.code(), "likely_registered");
    assert_eq!(told(&asked), (json!([first["id"]]), json!(false)));
    let trail = world.role(Role::Auditor).await.get("/audit/access").await.ok();
    assert!(
        trail["items"].as_array().is_some_and(|all| all.iter().any(|one| one["operation"] == "search_families")),
        "what was told leaves the trace of a search: {trail}"
    );
    // Nothing was kept of it: the same wish goes on under its own id, and sent again it has its answer.
    again["different_from"] = json!([first["id"]]);
    let second = open(&manager, &again).await.ok();
    assert_ne!(second["id"], first["id"]);
    assert_eq!(open(&manager, &again).await.ok()["id"], second["id"]);
    // Both are asked about before a third.
    let third = open(&manager, &unnumbered("صغری")).await.is(409);
    assert_eq!(told(&third).0.as_array().map(Vec::len), Some(2));

    // Two different national ids are two people; nobody is asked.
    for _ in 0..2 {
        let mut numbered = unnumbered("ژینوس");
        numbered["family_name"] = "پورشیرازی".into();
        numbered["head"]["father_name"] = "هوشنگ".into();
        numbered["head"]["birth_date"] = "1342/11/9".into();
        numbered["head"]["national_id"] = national_id().into();
        open(&manager, &numbered).await.ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_another_centers_family_only_a_possible_match_is_told() {
    let world = World::new().await;
    open(&world.sign_in("center_manager.B").await, &unnumbered("صغری")).await.ok();
    let manager = world.role(Role::CenterManager).await;
    let mut body = unnumbered("صغری");
    let asked = open(&manager, &body).await.is(409);
    assert_eq!((asked.code(), told(&asked)), ("likely_registered", (json!([]), json!(true))));
    body["despite_elsewhere"] = true.into();
    open(&manager, &body).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_member_and_another_name_are_looked_for_as_well() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let known = open(&manager, &unnumbered("صغری")).await.ok();
    let members = format!("/families/{}/members", world.own.family);
    let person = |given: &str| {
        json!({ "given_name": given, "family_name": "ذوالفقاری", "father_name": "یدالله", "relation": "other",
                "birth_date": "1360/5/31" })
    };
    let asked = manager.command(&members, person("صغرا")).await.is(409);
    assert_eq!((asked.code(), told(&asked).0), ("likely_registered", json!([known["id"]])));
    // What the rules refuse anyhow is refused by them.
    let mut unborn = person("صغرا");
    unborn["birth_date"] = "1500/1/1".into();
    assert_eq!(manager.command(&members, unborn).await.is(422).fields(), ["birth_date"]);

    let stranger = json!({ "given_name": "بهمن", "family_name": "رستگار", "father_name": "قدرت", "relation": "other", "birth_date": "1339/2/7" });
    let joined = manager.command(&members, stranger).await.ok();
    let at = format!("{members}/{}", text(&joined["ids"]["member_id"]));
    let asked = manager.put_command(&at, person("صغری")).await.is(409);
    assert_eq!((asked.code(), told(&asked).0), ("likely_registered", json!([known["id"]])));
    let mut renamed = person("صغری");
    renamed["different_from"] = json!([known["id"]]);
    manager.put_command(&at, renamed).await.ok();
    // Whoever the person was like before is no news.
    let mut occupied = person("صغری");
    occupied["occupation"] = "خیاط".into();
    manager.put_command(&at, occupied).await.ok();
}
