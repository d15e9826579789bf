//! Changes beyond a margin, as each reader may ask them.

use hamyar_domain::default_indicator_set;
use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::{Client, World};

/// Assessed again, a step better everywhere, and tiered.
async fn ends(manager: &Client, family: &str) -> i64 {
    let readings: Vec<Value> = default_indicator_set()
        .indicators
        .iter()
        .map(|one| json!({ "indicator": one.code, "value": 3, "how_known": "document" }))
        .collect();
    let at = format!("/families/{family}");
    manager.command(&format!("{at}/assessments"), json!({ "moment": "final", "readings": readings })).await.ok();
    let tier = manager.command(&format!("{at}/tiers"), json!({ "moment": "final" })).await.ok();
    tier["position"].as_i64().expect("a position")
}

/// S025: changes are counted beyond the margin, by center and by what was given; a manager sees the own center's.
#[tokio::test(flavor = "multi_thread")]
async fn changes_are_told_whole_by_domain_by_indicator_and_by_group() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let position = ends(&manager, &world.own.family).await;
    let auditor = world.role(Role::Auditor).await;
    let told = auditor.get(&format!("/reports/changes?by=center&at_least={position}")).await.ok();
    assert_eq!((&told["margin"], &told["rounded"], &told["whole"]["families"]), (&json!(50), &json!(false), &json!(1)));
    assert_eq!((&told["whole"]["better"]["families"], &told["whole"]["worse"]["families"]), (&json!(1), &json!(0)));
    assert_eq!(told["whole"]["better"]["share"]["share"], 1.0);
    assert_eq!(told["domains"].as_array().map(Vec::len), Some(3));
    assert_eq!(told["indicators"].as_array().map(Vec::len), Some(30));
    assert_eq!(told["groups"][0]["named"]["id"], world.own.center.as_str());
    let given = auditor.get("/reports/changes?by=service_kind").await.ok();
    assert_eq!((&given["groups"][0]["code"], &given["groups"][0]["part"]["families"]), (&json!("none"), &json!(1)));
    let caseworkers = manager.get("/reports/changes?by=caseworker&margin=300").await.ok();
    assert_eq!(caseworkers["groups"][0]["named"]["id"], world.own.caseworker.as_str());
    manager.get(&format!("/reports/changes?center_id={}", world.foreign.center)).await.is(404);
    let other = world.sign_in("center_manager.B").await.get("/reports/changes").await.ok();
    assert_eq!(other["whole"]["families"], 0);
    for (query, field) in
        [("margin=301", "margin"), ("margin=x", "margin"), ("by=shoe_size", "by"), ("year=12", "year")]
    {
        let answer = auditor.get(&format!("/reports/changes?{query}")).await.is(422);
        assert_eq!(answer.fields(), [field], "{query}");
    }
}

/// S064: an officer reads rounded numbers, bends no margin and splits by no center and no caseworker.
#[tokio::test(flavor = "multi_thread")]
async fn an_officer_reads_no_small_count_and_bends_no_question() {
    let world = World::new().await;
    let position = ends(&world.role(Role::CenterManager).await, &world.own.family).await;
    let officer = world.role(Role::Officer).await;
    let told = officer.get(&format!("/reports/changes?by=neighborhood&at_least={position}")).await.ok();
    assert_eq!(
        (&told["rounded"], &told["whole"]["families"], &told["whole"]["mean"]),
        (&json!(true), &Value::Null, &Value::Null)
    );
    assert_eq!((&told["whole"]["better"]["share"], &told["whole"]["tests"]), (&Value::Null, &Value::Null));
    assert_eq!(told["groups"], json!([]), "that a group is there would tell of somebody in it");
    for query in ["margin=50", "by=center", "by=caseworker"] {
        let answer = officer.get(&format!("/reports/changes?{query}")).await.is(403);
        assert_eq!(answer.code(), "filter_not_allowed", "{query}");
    }
    let center = officer.get(&format!("/reports/changes?center_id={}", world.own.center)).await.is(403);
    assert_eq!(center.code(), "filter_not_allowed");
}

/// Every number of the changes opens the families it counts, with what was read before and after; officers open none.
#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_changes_open_their_families() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let position = ends(&manager, &world.own.family).await;
    let told = manager.get(&format!("/reports/changes?by=household_type&at_least={position}")).await.ok();
    let list = async |query: &str| manager.get(&format!("/reports/changes/families?{query}")).await.ok();
    let better = list("went=better").await;
    assert_eq!((&better["total"], &told["whole"]["better"]["families"]), (&json!(1), &json!(1)));
    let one = &better["items"][0];
    assert_eq!(one["family"]["id"], world.own.family.as_str());
    assert!(one["after"].as_i64() > one["before"].as_i64(), "{one}");
    assert_eq!((&list("went=worse").await["items"], &list("went=same").await["total"]), (&json!([]), &json!(0)));
    assert_eq!(list("domain=social&went=better").await["total"], 1);
    let code = told["indicators"][0]["indicator"].as_str().expect("a code");
    let steps = list(&format!("indicator={code}")).await;
    assert_eq!(steps["items"][0]["after"], 3);
    let group = told["groups"][0]["code"].as_str().expect("a code");
    assert_eq!(list(&format!("by=household_type&group={group}")).await["total"], 1);
    assert_eq!(list("by=household_type&group=somebody").await["total"], 0);
    assert_eq!(list("left_out=two_versions").await["total"], told["two_versions"]);
    assert_eq!(list("left_out=without_readings").await["total"], told["without_readings"]);
    for (query, field) in [
        ("went=up", "went"),
        ("left_out=all", "left_out"),
        ("group=x", "group"),
        ("domain=social&indicator=debt", "indicator"),
    ] {
        assert_eq!(manager.get(&format!("/reports/changes/families?{query}")).await.is(422).fields(), [field]);
    }
    world.role(Role::Officer).await.get("/reports/changes/families").await.is(403);
}
