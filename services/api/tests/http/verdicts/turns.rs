//! Rights that end or begin with what happens: a transfer, the last task, a tier by hand.

use hamyar_identity::Role;
use serde_json::json;

use crate::support::{Place, World};

/// S033, S034: after a transfer the earlier caseworker reads no more, at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_ends_the_earlier_caseworkers_reading() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let former = world.role(Role::Caseworker).await;
    let at = format!("/families/{}", world.own.family);
    former.get(&at).await.is(200);
    let other =
        manager.command("/caseworkers", json!({ "name": "همیار دوم", "background": "local_activist" })).await.ok();
    let other = other["ids"]["caseworker_id"].as_str().expect("an id").to_owned();
    let training = json!({ "phase": "before", "mode": "virtual", "hours": 40, "title": "دوره" });
    manager.command(&format!("/caseworkers/{other}/training"), training).await.ok();
    manager.command(&format!("/caseworkers/{other}/accredit"), json!({})).await.ok();
    manager.command(&format!("{at}/transfer"), json!({ "caseworker_id": other })).await.ok();
    former.get(&at).await.is(404);
    former.command(&format!("{at}/notes"), json!({ "text": "یادداشت" })).await.is(404);
    let list = former.get("/families").await.ok();
    let _ = list;
    let foreign =
        manager.command(&format!("{at}/transfer"), json!({ "caseworker_id": world.foreign.caseworker })).await;
    assert_eq!(foreign.is(422).faults(), [("caseworker_id".to_owned(), "unknown".to_owned())]);
}

/// S055: an agency's list names a file, never a person; S058: the packet closes with the last task.
#[tokio::test(flavor = "multi_thread")]
async fn a_packet_closes_with_the_last_task() {
    let world = World::new().await;
    let member = world.role(Role::CommissionMember).await;
    let officer = world.role(Role::AgencyOfficer).await;
    let Place { commission, referral, family, task, .. } = &world.own;
    let packet = format!("/commissions/{commission}/referrals/{referral}/packet");
    let opened = member.get(&packet).await.ok();
    assert_eq!(opened["file"]["tasks"], json!([]), "the file as it stood at referral");
    assert_eq!(opened["now_differs"], true);
    assert!(opened["file"]["members"][0]["national_id"].as_str().is_some_and(|id| id.starts_with('•')), "masked");
    let head = world.store.head().await.expect("the head");
    let tasks = officer.get(&format!("/tasks?at_least={head}")).await.ok();
    assert_eq!(tasks["items"].as_array().map(Vec::len), Some(1));
    assert!(!tasks.to_string().contains("نمونه"), "no name");
    officer.command(&format!("/families/{family}/tasks/{task}/accept"), json!({})).await.ok();
    officer.command(&format!("/families/{family}/tasks/{task}/done"), json!({ "note": "انجام شد" })).await.ok();
    member.get(&packet).await.is(404);
}

/// S024: another tier than the computed one is the manager's to give, with a reason.
#[tokio::test(flavor = "multi_thread")]
async fn only_the_manager_overrides_a_tier() {
    let world = World::new().await;
    let path = format!("/families/{}/tiers", world.own.family);
    let given = json!({ "moment": "baseline", "override": { "tier": "at_risk", "reason": "پدر به کار بازگشته است" } });
    world.role(Role::Caseworker).await.command(&path, given.clone()).await.is(403);
    world.role(Role::CenterManager).await.command(&path, given).await.is(200);
    let blank = json!({ "moment": "baseline", "override": { "tier": "at_risk", "reason": "  " } });
    let answer = world.role(Role::CenterManager).await.command(&path, blank).await.is(422);
    assert_eq!(answer.faults(), [("override.reason".to_owned(), "required".to_owned())]);
}
