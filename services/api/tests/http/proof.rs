//! The auditor's checkpoints, and a case with its proof.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::support::World;

#[tokio::test(flavor = "multi_thread")]
async fn the_auditor_sees_what_was_signed_and_has_it_signed_now() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let none = auditor.get("/audit/checkpoints").await.ok();
    assert_eq!((&none["items"], &none["keeper"]), (&json!([]), &Value::Null));
    let _kept = world.keep_checkpoints().await;
    world.harmed_family(&world.role(Role::CenterManager).await, crate::support::NEIGHBORHOOD).await;
    let made = auditor.post("/audit/checkpoints", json!({})).await.ok();
    let head = world.store.head().await.expect("the head");
    assert_eq!((&made["position"], &made["holds"]), (&json!(head), &json!(true)));
    let number = made["number"].as_i64().expect("a number");
    assert!(number >= 2);
    let again = auditor.post("/audit/checkpoints", json!({})).await.ok();
    assert_eq!(again["number"], number, "nothing new, nothing signed");
    let list = auditor.get("/audit/checkpoints?limit=1").await.ok();
    assert_eq!(list["items"][0]["number"], number);
    assert_eq!(list["keeper"]["fault"], Value::Null);
    let older =
        auditor.get(&format!("/audit/checkpoints?cursor={}", list["next"].as_str().expect("a cursor"))).await.ok();
    assert_eq!(older["items"][0]["number"], number - 1);
    let one = auditor.get(&format!("/audit/checkpoints/{number}")).await.ok();
    let note = one["note"].as_str().expect("a text");
    let signed = hamyar_proof::Signed::read(note).expect("a checkpoint");
    assert_eq!(signed.key.fingerprint(), one["fingerprint"].as_str().expect("a fingerprint"));
    assert!(one["qr"]["side"].as_u64().is_some_and(|side| side > 60) && one["qr"]["path"].as_str().is_some());
    auditor.get("/audit/checkpoints/999").await.is(404);
    auditor.get("/audit/checkpoints/first").await.is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_node_that_signs_the_auditor_is_told_so() {
    let world = World::new().await;
    let auditor = world.role(Role::Auditor).await;
    let answer = auditor.post("/audit/checkpoints", json!({})).await.is(409);
    assert_eq!(answer.code(), "checkpoints_stand_still");
    let answer = auditor.get(&format!("/families/{}/export", world.own.family)).await.is(409);
    assert_eq!(answer.code(), "no_checkpoint");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_carried_away_sealed_proven_and_on_record() {
    let world = World::new().await;
    let _kept = world.keep_checkpoints().await;
    let auditor = world.role(Role::Auditor).await;
    let path = format!("/families/{}/export", world.own.family);
    let answer = auditor.get(&path).await.is(200);
    assert_eq!(answer.headers["content-type"], "application/jsonl");
    assert!(answer.headers["content-disposition"].to_str().is_ok_and(|text| text.starts_with("attachment")));
    for secret in ["نمونه", "کوچهٔ سوم"] {
        assert!(!answer.text.contains(secret), "«{secret}» is not sealed");
    }
    assert!(answer.text.contains("$sealed"));
    let report = hamyar_proof::offline::verify(answer.text.as_bytes(), None).expect("a report");
    assert!(report.intact, "{report:#?}");
    let events = auditor.get(&format!("/families/{}/events", world.own.family)).await.ok();
    assert_eq!(Some(report.events as usize), events["items"].as_array().map(Vec::len));
    assert_eq!(report.newer, 0);
    let openings = auditor.get(&format!("/audit/access?family_id={}", world.own.family)).await.ok();
    assert!(openings["items"].as_array().expect("openings").iter().any(|one| one["operation"] == "export_family"));
}
