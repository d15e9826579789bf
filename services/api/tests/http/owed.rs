//! What others owe: overdue work piece by piece, unanswered questions, why others came back, and phones that have not synced.

use hamyar_identity::Role;
use serde_json::{Value, json};

use crate::reception::{caught_up, refer};
use crate::support::{Client, World};

fn days_ago(days: i64) -> String {
    (hamyar_persian::tehran_date(chrono::Utc::now()) - chrono::TimeDelta::days(days)).to_string()
}

async fn items(client: &Client, path: &str, world: &World) -> Vec<Value> {
    let found = client.get(&format!("{path}{}", caught_up(world).await)).await.ok();
    found["items"].as_array().expect("items").clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_sees_every_piece_of_overdue_work_and_whose_it_is() {
    let world = World::new().await;
    let manager = world.role(Role::CenterManager).await;
    let caseworker = world.role(Role::Caseworker).await;
    let family = world.own.family.clone();
    let entry = |from: i64, to: i64| json!({ "domain": "social", "kind": "counselling", "capacity": "own", "window_from": days_ago(from), "window_to": days_ago(to) });
    let at = format!("/families/{family}/calendar");
    let late = caseworker.command(&at, entry(9, 4)).await.ok();
    caseworker.command(&at, entry(2, -3)).await.ok();
    let found = items(&manager, "/center/overdue?", &world).await;
    let entries: Vec<&Value> = found.iter().filter(|one| one["kind"] == "calendar_entry").collect();
    assert_eq!(entries.len(), 1, "what is still open is not overdue: {found:?}");
    let one = entries[0];
    assert_eq!((&one["id"], &one["family_id"]), (&late["ids"]["entry_id"], &json!(family)));
    assert_eq!((&one["caseworker"]["id"], &one["days_late"]), (&json!(world.own.caseworker), &json!(4)));
    assert_eq!((&one["window_from"]["iso"], &one["due"]["iso"]), (&json!(days_ago(9)), &json!(days_ago(4))));
    let own = format!("/center/overdue?caseworker_id={}&", world.own.caseworker);
    assert!(!items(&manager, &own, &world).await.is_empty());
    let other = format!("/center/overdue?caseworker_id={}&", world.foreign.caseworker);
    assert_eq!(items(&manager, &other, &world).await, Vec::<Value>::new());
    assert!(items(&world.sign_in("center_manager.B").await, "/center/overdue?", &world).await.is_empty());
    caseworker.get("/center/overdue").await.is(403);
    manager.get("/center/overdue?caseworker_id=x").await.is(422);
}

/// Statement 57: what waits for an answer is listed by age.
#[tokio::test(flavor = "multi_thread")]
async fn s057_questions_to_experts_are_listed_by_age_until_they_are_answered() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let at = format!("/families/{}/expert-referrals", world.own.family);
    let ask = |specialty: &str, by: Option<i64>| json!({ "specialty": specialty, "question": "چه کنیم؟", "answer_by": by.map(days_ago) });
    assert_eq!(caseworker.command(&at, ask("حقوق", Some(5))).await.is(422).fields(), ["answer_by"]);
    let old = caseworker.command(&at, ask("روان‌شناسی", Some(-6))).await.ok();
    // Eight days later somebody else is asked too.
    world.ahead.store(8 * 24 * 3600, std::sync::atomic::Ordering::Relaxed);
    let manager = world.role(Role::CenterManager).await;
    let caseworker = world.role(Role::Caseworker).await;
    caseworker.command(&at, ask("حقوق", None)).await.ok();
    for client in [&manager, &caseworker] {
        let found = items(client, "/expert-questions?", &world).await;
        let specialties: Vec<&str> = found.iter().filter_map(|one| one["specialty"].as_str()).collect();
        assert_eq!(specialties, ["روان‌شناسی", "حقوق"]);
        assert_eq!((&found[0]["state"], &found[0]["days_open"]), (&json!("overdue"), &json!(8)));
        assert_ne!(found[1]["state"], "overdue", "within the commissions' term");
    }
    let today = caseworker.get(&format!("/caseworkers/me/today?{}", caught_up(&world).await)).await.ok();
    let asked = today["items"].as_array().expect("items").iter().filter(|one| one["kind"] == "expert_unanswered");
    assert_eq!(asked.count(), 2, "each until its answer comes");
    let answer = format!("{at}/{}/answer", old["ids"]["expert_referral_id"].as_str().expect("an id"));
    caseworker.command(&answer, json!({ "answer": "مشاورهٔ خانواده" })).await.ok();
    assert_eq!(items(&manager, "/expert-questions?", &world).await.len(), 1);
    assert!(items(&world.sign_in("center_manager.B").await, "/expert-questions?", &world).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn why_referrals_and_tasks_came_back_is_counted_by_code() {
    let world = World::new().await;
    let made = refer(&world, "normal").await;
    let member = world.role(Role::CommissionMember).await;
    let here = caught_up(&world).await;
    let back = json!({ "missing": "قرارداد اجاره", "why": "document_missing" });
    member.command(&format!("{}/return?{here}", made.at), back).await.ok();
    let officer = world.role(Role::AgencyOfficer).await;
    let declined = json!({ "reason": "بودجه نیست", "why": "no_resources" });
    officer.command(&format!("/families/{}/tasks/{}/decline", world.own.family, world.own.task), declined).await.ok();
    let manager = world.role(Role::CenterManager).await;
    let report = manager.get(&format!("/reports/answers?{}", caught_up(&world).await)).await.ok();
    assert_eq!(report["returned"], json!([{ "part": "document_missing", "count": 1 }]));
    assert_eq!(report["tasks_declined"], json!([{ "part": "no_resources", "count": 1 }]));
    assert_eq!((&report["declined"], &report["long_silent"]), (&json!([]), &json!(0)));
    assert!(report["referrals"].as_i64().is_some_and(|sent| sent >= 1));
    // Those above the centers read rounded counts, and none below five.
    let above = world.role(Role::Officer).await.get("/reports/answers").await.ok();
    assert_eq!(
        (&above["rounded"], &above["returned"], &above["long_silent"]),
        (&json!(true), &json!([]), &Value::Null)
    );
    let file = manager.get(&format!("/families/{}", made.family)).await.ok();
    assert_eq!(file["referrals"][0]["words"][0]["why"], "document_missing");
}
