//! The next version of the indicators while it is written.

use hamyar_domain::{DEFAULT_INDICATOR_SET_ID, default_indicator_set};
use hamyar_identity::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::World;

fn draft() -> Value {
    let set = default_indicator_set();
    json!({ "copy_of": 1, "title": set.title, "indicators": set.indicators, "bands": set.bands })
}

fn commanded(mut body: Value) -> String {
    body["command_id"] = Uuid::now_v7().to_string().into();
    body.to_string()
}

/// S019: a draft is kept unfinished, read back, published with its day, and is then no more; nothing used it.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_kept_read_back_and_published() {
    let world = World::empty().await;
    let administrator = &world.administrator;
    let set = format!("/indicator-sets/{DEFAULT_INDICATOR_SET_ID}");
    let at = format!("{set}/draft");
    let none = administrator.get(&at).await.ok();
    assert_eq!((&none["draft"], &none["newest"]), (&Value::Null, &json!(1)));
    let mut unfinished = draft();
    unfinished["indicators"][0]["steps"][3]["en"] = "".into();
    unfinished["indicators"][0]["weight"] = 5.into();
    let done = administrator.with_body("PUT", &at, commanded(unfinished)).await.ok();
    let kept = administrator.get(&at).await.ok();
    assert_eq!((&kept["sequence"], &kept["draft"]["based_on"]), (&done["sequence"], &json!(1)));
    assert_eq!(kept["draft"]["indicators"][0]["weight"], 5);
    assert_eq!(kept["draft"]["indicators"][0]["steps"][3]["en"], "");
    let position = done["position"].as_i64().expect("a position");
    let current = administrator.get(&format!("/indicator-sets/current?at_least={position}")).await.ok();
    assert_eq!((&current["version"], &current["indicators"][0]["weight"]), (&json!(1), &json!(8)), "used for nothing");

    let mut whole = draft();
    whole["indicators"][0]["weight"] = 5.into();
    whole.as_object_mut().expect("an object").remove("copy_of");
    let published = administrator.command(&format!("{set}/versions"), whole).await.ok();
    let position = published["position"].as_i64().expect("a position");
    let current = administrator.get(&format!("/indicator-sets/current?at_least={position}")).await.ok();
    assert_eq!((&current["version"], &current["indicators"][0]["weight"]), (&json!(2), &json!(5)));
    assert_eq!(administrator.get(&at).await.ok()["draft"], Value::Null);
}

/// S019: a version that takes effect later is there for whoever publishes it; nobody is assessed by it before its day.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_assessed_by_a_version_before_its_day() {
    let world = World::new().await;
    let mut later = draft();
    later.as_object_mut().expect("an object").remove("copy_of");
    let tomorrow = hamyar_persian::tehran_date(chrono::Utc::now()) + chrono::Days::new(1);
    later["indicators"][0]["weight"] = 5.into();
    later["effective_from"] = tomorrow.to_string().into();
    let versions = format!("/indicator-sets/{DEFAULT_INDICATOR_SET_ID}/versions");
    world.administrator.command(&versions, later.clone()).await.ok();
    let code = later["indicators"][0]["code"].clone();
    let assessment = |version: u32| {
        json!({
            "moment": "interim", "readings": [{ "indicator": code.clone(), "value": 2, "how_known": "seen" }],
            "set": { "set_id": DEFAULT_INDICATOR_SET_ID, "version": version },
        })
    };
    let caseworker = world.role(Role::Caseworker).await;
    let at = format!("/families/{}/assessments", world.own.family);
    let early = caseworker.command(&at, assessment(2)).await.is(422);
    assert_eq!(early.faults(), [("set.version".to_owned(), "in_future".to_owned())]);
    caseworker.command(&at, assessment(1)).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_no_version_could_hold_is_told_by_its_fields_and_a_stale_form_is_not_kept() {
    let world = World::empty().await;
    let administrator = &world.administrator;
    let at = format!("/indicator-sets/{DEFAULT_INDICATOR_SET_ID}/draft");
    let mut wrong = draft();
    wrong["indicators"][1]["weight"] = 0.into();
    wrong["indicators"][2]["title"]["fa"] = "مذهب خانواده".into();
    let answer = administrator.with_body("PUT", &at, commanded(wrong)).await.is(422);
    assert_eq!(answer.fields(), ["indicators[1].weight", "indicators[2].title"]);
    administrator.with_body("PUT", &at, commanded(draft())).await.ok();
    let stale =
        administrator.request("PUT", &at).header("content-type", "application/json").header("if-match", "\"1\"");
    administrator.send(stale.body(commanded(draft()).into()).expect("a request")).await.is(412);
    administrator.command(&format!("{at}/discard"), json!({})).await.ok();
    assert_eq!(administrator.get(&at).await.ok()["draft"], Value::Null);
    let elsewhere = format!("/indicator-sets/{}/draft", Uuid::now_v7());
    administrator.get(&elsewhere).await.is(404);
}

/// S019: everybody reads the version in force and the former ones; one that is to come is told to whoever publishes it, until its day.
#[tokio::test(flavor = "multi_thread")]
async fn the_versions_of_a_set_are_listed_and_a_coming_one_to_its_publisher_alone() {
    let world = World::new().await;
    let administrator = &world.administrator;
    let at = format!("/indicator-sets/{DEFAULT_INDICATOR_SET_ID}/versions");
    let mut version = draft();
    version.as_object_mut().expect("an object").remove("copy_of");
    version["title"]["en"] = "Second".into();
    administrator.command(&at, version.clone()).await.ok();
    let tomorrow = hamyar_persian::tehran_date(chrono::Utc::now()) + chrono::Days::new(1);
    version["effective_from"] = tomorrow.to_string().into();
    version["title"]["en"] = "Coming".into();
    let published = administrator.command(&at, version).await.ok();
    let seen = format!("at_least={}", published["position"].as_i64().expect("a position"));
    let listed = async |client: &crate::support::Client| {
        let list = client.get(&format!("{at}?{seen}")).await.ok();
        let items = list["items"].as_array().expect("versions").clone();
        assert!(items.iter().all(|one| one["indicators"] == 30), "{items:?}");
        items.iter().map(|one| json!([one["version"], one["standing"]])).collect::<Vec<_>>()
    };
    let told = [json!([2, "in_force"]), json!([1, "former"])];
    assert_eq!(listed(administrator).await, [&[json!([3, "to_come"])][..], &told].concat());
    assert_eq!(administrator.get(&format!("{at}/3")).await.ok()["title"]["en"], "Coming");
    for role in [Role::Caseworker, Role::CenterManager, Role::AgencyOfficer, Role::Officer, Role::Auditor] {
        let client = world.role(role).await;
        assert_eq!(listed(&client).await, told, "{role}");
        client.get(&format!("{at}/3")).await.is(404);
        assert_eq!(client.get(&format!("{at}/1")).await.ok()["version"], 1);
    }
    administrator.get(&format!("/indicator-sets/{}/versions", Uuid::now_v7())).await.is(404);
}
