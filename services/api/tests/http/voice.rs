//! The family's side: refusing aid, contesting a tier, asking for another caseworker; answered by somebody other than whoever decided.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use crate::reception::caught_up;
use crate::support::World;

fn request(answer: &Value) -> String {
    answer["ids"]["request_id"].as_str().expect("an id").to_owned()
}

/// The manager gave the tier: another manager of the center answers.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_gave_the_tier_does_not_answer_the_family() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let at = format!("/families/{}/requests", world.own.family);
    let wish = json!({ "kind": "contest_tier", "member_id": world.own.head, "words": "قناری خانواده" });
    let made = request(&caseworker.command(&at, wish.clone()).await.ok());
    assert_eq!(caseworker.command(&at, wish).await.is(409).code(), "request_waits");
    let answer = json!({ "outcome": "partly", "answer": "سطح با پایش تازه بررسی می‌شود" });
    caseworker.command(&format!("{at}/{made}/answer"), answer.clone()).await.is(403);
    assert_eq!(manager.command(&format!("{at}/{made}/answer"), answer.clone()).await.is(409).code(), "own_decision");
    let list = manager.get(&format!("/center/requests?{}", caught_up(&world).await)).await.ok();
    assert_eq!((&list["items"][0]["own_decision"], &list["items"][0]["state"]), (&json!(true), &json!("waiting")));

    let scope = Scope { center_id: world.own.center.parse().ok(), ..Scope::default() };
    let other = world.person("center_manager.other", Role::CenterManager, scope).await;
    let blank =
        other.command(&format!("{at}/{made}/answer"), json!({ "outcome": "granted", "answer": " " })).await.is(422);
    assert_eq!(blank.faults(), [("answer".to_owned(), "required".to_owned())]);
    other.command(&format!("{at}/{made}/answer"), answer).await.ok();
    let file = caseworker.get(&format!("/families/{}", world.own.family)).await.ok();
    let told = &file["requests"][0];
    assert_eq!((&told["state"], &told["outcome"]), (&json!("answered"), &json!("partly")));
    assert!(told["answered_by"]["name"].is_string() && told["answer_by"]["iso"].is_string());
    // It is between the family and its center.
    let member = world.role(Role::CommissionMember).await;
    let packet = format!("/commissions/{}/referrals/{}/packet", world.own.commission, world.own.referral);
    let packet = member.get(&packet).await.ok();
    assert_eq!(packet["file"]["requests"], json!([]));
    let foreign = world.sign_in("center_manager.B").await;
    let list = foreign.get(&format!("/center/requests?{}", caught_up(&world).await)).await.ok();
    assert_eq!(list["items"], json!([]));
}

/// Refused aid stops at once, and the caseworker's account does not answer a wish for another.
#[tokio::test(flavor = "multi_thread")]
async fn refused_aid_is_taken_off_the_calendar() {
    let world = World::new().await;
    let (manager, caseworker) = (world.role(Role::CenterManager).await, world.role(Role::Caseworker).await);
    let at = format!("/families/{}", world.own.family);
    let today = hamyar_persian::tehran_date(chrono::Utc::now());
    let entry = json!({ "domain": "social", "kind": "counselling", "capacity": "own", "window_from": today, "window_to": today });
    let entry = caseworker.command(&format!("{at}/calendar"), entry).await.ok()["ids"]["entry_id"].clone();
    let wish = json!({ "kind": "refuse_aid", "words": "مشاوره نمی‌خواهیم", "entry_ids": [entry] });
    let made = request(&caseworker.command(&format!("{at}/requests"), wish).await.ok());
    let file = manager.get(&at).await.ok();
    assert_eq!(file["calendar"][0]["status"], "cancelled");
    let answer = json!({ "outcome": "granted", "answer": "پذیرفته شد" });
    manager.command(&format!("{at}/requests/{made}/answer"), answer).await.ok();
    let other = json!({ "kind": "another_caseworker", "words": "همیار دیگری می‌خواهیم" });
    let made = request(&caseworker.command(&format!("{at}/requests"), other).await.ok());
    caseworker.command(&format!("{at}/requests/{made}/withdraw"), json!({})).await.ok();
    let answer = json!({ "outcome": "granted", "answer": "پذیرفته شد" });
    let late = manager.command(&format!("{at}/requests/{made}/answer"), answer).await.is(409);
    assert_eq!(late.code(), "request_withdrawn");
}

/// The safe hour is told with the safe way, and only to whom the address is told.
#[tokio::test(flavor = "multi_thread")]
async fn the_safe_hour_is_kept_with_the_safe_way() {
    let world = World::new().await;
    let caseworker = world.role(Role::Caseworker).await;
    let at = format!("/families/{}", world.own.family);
    let window =
        json!({ "way": "call", "from": "۰۹:۰۰", "until": "۱۱:۳۰", "days": [0, 2], "may_leave_message": false });
    caseworker
        .command(&format!("{at}/safe-contact"), json!({ "instruction": "تنها با خودش", "window": window }))
        .await
        .ok();
    let file = caseworker.get(&at).await.ok();
    assert_eq!(
        file["contact_window"],
        json!({ "way": "call", "from": "09:00", "until": "11:30", "days": [0, 2], "may_leave_message": false })
    );
    let odd = json!({ "instruction": "تنها با خودش", "window": { "way": "call", "from": "11:30", "until": "09:00", "may_leave_message": false } });
    assert_eq!(caseworker.command(&format!("{at}/safe-contact"), odd).await.is(422).fields(), ["window.until"]);
    caseworker.command(&format!("{at}/threat"), json!({ "reason": "خطر" })).await;
    caseworker.command(&format!("{at}/shown"), json!({ "way": "read_aloud" })).await.ok();
    let file = caseworker.get(&at).await.ok();
    assert!(file["shown_on"]["iso"].is_string());
}
