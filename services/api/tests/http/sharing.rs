//! What an agency is told of a family once its consent is withdrawn, its case closed, or the agency found to be an enforcement body (S016).

use hamyar_domain::Agency;
use hamyar_domain::agency::MarkEnforcement;
use hamyar_identity::Role;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::time::Duration;
use tower::ServiceExt;

use crate::support::{Client, World};

const TITLE: &str = "پوشش بیمه";

async fn only_task(officer: &Client, position: &Value) -> Value {
    officer.get(&format!("/tasks?at_least={position}")).await.ok()["items"][0].clone()
}

/// What is left of a task: the file number, its state and due day.
#[track_caller]
fn assert_blank(task: &Value, stopped: &str) {
    assert_eq!(task["stopped"], stopped, "{task}");
    for field in ["title", "domain"] {
        assert_eq!(task[field], Value::Null, "{task}");
    }
    assert_eq!((&task["commission"]["name"], &task["progress"]), (&Value::Null, &json!([])));
    assert!(task["file_number"].as_str().is_some_and(|number| !number.is_empty()));
    assert!(task["due_on"]["iso"].is_string());
}

async fn refused_works(world: &World, officer: &Client, code: &str) {
    let at = format!("/families/{}/tasks/{}", world.own.family, world.own.task);
    let works = [
        ("accept", json!({})),
        ("progress", json!({ "note": "پیش رفت" })),
        ("done", json!({})),
        ("decline", json!({ "reason": "نشد", "why": "other" })),
    ];
    for (work, body) in works {
        let answer = officer.command(&format!("{at}/{work}"), body).await.is(409);
        assert_eq!(answer.code(), code, "{work}");
        assert!(answer.body["title"].as_str().is_some_and(|title| !title.is_empty()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn withdrawn_consent_stops_an_agency_and_the_center_settles_what_is_open() {
    let world = World::new().await;
    let (manager, officer) = (world.role(Role::CenterManager).await, world.role(Role::AgencyOfficer).await);
    let at = format!("/families/{}", world.own.family);
    let task = format!("{at}/tasks/{}", world.own.task);
    let accepted = officer.command(&format!("{task}/accept"), json!({})).await.ok();
    let before = only_task(&officer, &accepted["position"]).await;
    assert_eq!((&before["title"], &before["stopped"]), (&json!(TITLE), &Value::Null));
    officer.command(&format!("{task}/progress"), json!({ "note": "در دست کار" })).await.ok();
    manager.command(&format!("{task}/decline"), json!({ "reason": "هنوز نه", "why": "other" })).await.is(404);

    let withdrawn = manager.command(&format!("{at}/consent/withdraw"), json!({})).await.ok();
    let after = only_task(&officer, &withdrawn["position"]).await;
    assert_blank(&after, "consent_withdrawn");
    assert_eq!((&after["state"], &after["file_number"]), (&json!("in_progress"), &before["file_number"]));
    refused_works(&world, &officer, "sharing_stopped_consent").await;

    let declined = manager
        .command(&format!("{task}/decline"), json!({ "reason": "رضایت پس گرفته شد", "why": "other" }))
        .await
        .ok();
    let after = only_task(&officer, &declined["position"]).await;
    assert_blank(&after, "consent_withdrawn");
    assert_eq!(after["state"], "declined");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_case_stops_an_agency() {
    let world = World::new().await;
    let (manager, officer) = (world.role(Role::CenterManager).await, world.role(Role::AgencyOfficer).await);
    let at = format!("/families/{}", world.own.family);
    let task = format!("{at}/tasks/{}", world.own.task);
    officer.command(&format!("{task}/accept"), json!({})).await.ok();
    officer.command(&format!("{task}/done"), json!({ "note": "انجام شد" })).await.ok();
    manager.command(&format!("{at}/release"), json!({ "reason": "other", "note": "پایان" })).await.ok();
    let closed = manager.command(&format!("{at}/close"), json!({ "reason": "moved_away" })).await.ok();
    let after = only_task(&officer, &closed["position"]).await;
    assert_blank(&after, "case_closed");
    refused_works(&world, &officer, "sharing_stopped_closed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_marked_as_enforcement_is_stopped() {
    let world = World::new().await;
    let officer = world.role(Role::AgencyOfficer).await;
    let task = only_task(&officer, &json!(0)).await;
    let agency = task["responsible"]["id"].as_str().and_then(|id| id.parse().ok()).expect("an agency");
    world.run::<Agency>(agency, MarkEnforcement { enforcement: true }).await;
    let head = world.store.head().await.expect("the head");
    assert_blank(&only_task(&officer, &json!(head)).await, "enforcement_agency");
    refused_works(&world, &officer, "sharing_stopped_enforcement").await;
}

/// The officer's open screen is told of the withdrawal, so that it reads what is left, and of nothing after it.
#[tokio::test(flavor = "multi_thread")]
async fn live_updates_end_with_the_consent() {
    let world = World::new().await;
    let (manager, officer) = (world.role(Role::CenterManager).await, world.role(Role::AgencyOfficer).await);
    let request = officer.request("GET", "/live").body(axum::body::Body::empty()).expect("a request");
    let mut live = world.router.clone().oneshot(request).await.expect("an answer").into_body();
    let frame = async |body: &mut axum::body::Body| {
        let next = tokio::time::timeout(Duration::from_secs(2), body.frame()).await.ok()??;
        String::from_utf8(next.ok()?.into_data().ok()?.to_vec()).ok()
    };
    tokio::time::sleep(Duration::from_millis(100)).await;
    let at = format!("/families/{}", world.own.family);
    manager.command(&format!("{at}/consent/withdraw"), json!({})).await.ok();
    let told = frame(&mut live).await.expect("the withdrawal");
    assert!(told.contains(&format!("family:{}", world.own.family)), "{told}");
    manager.command(&format!("{at}/notes"), json!({ "text": "پس از آن" })).await.ok();
    assert_eq!(frame(&mut live).await, None);
}
