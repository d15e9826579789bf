//! What became of a division of labour: the board, tasks that come back, an agency's own week and its people.

use hamyar_identity::{Role, Scope};
use serde_json::{Value, json};

use crate::reception::caught_up;
use crate::support::{Client, World};

async fn board(world: &World, member: &Client, query: &str) -> Value {
    let here = caught_up(world).await;
    member.get(&format!("/commissions/{}/tasks?{query}&{here}", world.own.commission)).await.ok()
}

/// The agency of the own place's task.
async fn agency(world: &World) -> String {
    let file = world.role(Role::CenterManager).await.get(&format!("/families/{}", world.own.family)).await.ok();
    file["tasks"][0]["responsible"]["id"].as_str().expect("an agency").to_owned()
}

/// S054, S055: what an agency declines is the commission's again, by file number, and is given to another one.
#[tokio::test(flavor = "multi_thread")]
async fn a_declined_task_comes_back_and_is_given_on() {
    let world = World::new().await;
    let (member, officer) = (world.role(Role::CommissionMember).await, world.role(Role::AgencyOfficer).await);
    let (family, task) = (&world.own.family, &world.own.task);
    let open = board(&world, &member, "state=open").await;
    assert_eq!((open["items"].as_array().map(Vec::len), &open["loads"][0]["waiting"]), (Some(1), &json!(1)));
    assert_eq!(open["items"][0]["title"], "پوشش بیمه");
    assert!(!open.to_string().contains("نمونه"), "no name");
    officer
        .command(
            &format!("/families/{family}/tasks/{task}/decline"),
            json!({ "reason": "بودجه نیست", "why": "no_resources" }),
        )
        .await
        .ok();
    let back = board(&world, &member, "state=declined").await;
    assert_eq!(
        (&back["items"][0]["progress"][0]["note"], &back["loads"][0]["declined"]),
        (&json!("بودجه نیست"), &json!(1))
    );
    // The case stays before the commission until what came back is settled.
    let packet = format!("/commissions/{}/referrals/{}/packet", world.own.commission, world.own.referral);
    member.get(&packet).await.is(200);

    let at = format!("/commissions/{}/tasks/{task}", world.own.commission);
    let due = (chrono::Utc::now() + chrono::TimeDelta::days(30)).date_naive().to_string();
    let police = world.agency(true).await;
    let to = |agency: &str| json!({ "responsible": { "kind": "agency", "agency_id": agency }, "title": "پوشش بیمه", "due_on": due });
    assert_eq!(member.command(&format!("{at}/reassign"), to(&police)).await.is(409).code(), "enforcement_agency");
    let odd = json!({ "responsible": { "kind": "agency" }, "title": "پوشش بیمه", "due_on": due });
    assert_eq!(member.command(&format!("{at}/reassign"), odd).await.is(422).fields(), ["responsible.agency_id"]);
    let foreign = world.sign_in("commission_member.B").await;
    let other = world.agency(false).await;
    foreign.command(&format!("{at}/reassign"), to(&other)).await.is(404);
    let elsewhere = format!("/commissions/{}/tasks/{task}/reassign", world.foreign.commission);
    foreign.command(&elsewhere, to(&other)).await.is(404);
    let mut anew = to(&other);
    anew["expected"] = json!("دفترچهٔ بیمه");
    member.command(&format!("{at}/reassign"), anew).await.ok();
    assert_eq!(officer.get(&format!("/tasks?state=open&{}", caught_up(&world).await)).await.ok()["items"], json!([]));
    let scope = Scope { agency_id: other.parse().ok(), ..Scope::default() };
    let new = world.person("officer.new", Role::AgencyOfficer, scope).await;
    let tasks = new.get(&format!("/tasks?state=open&{}", caught_up(&world).await)).await.ok();
    assert_eq!(tasks["items"][0]["task_id"], task.as_str());
    // What the former party wrote, and what was expected of it, is not the new one's; the commission reads it still.
    assert_eq!((&tasks["items"][0]["expected"], &tasks["items"][0]["progress"]), (&json!("دفترچهٔ بیمه"), &json!([])));
    let given = board(&world, &member, "state=assigned").await;
    assert_eq!(given["items"][0]["progress"][0]["note"], "بودجه نیست");
    new.command(&format!("/families/{family}/tasks/{task}/accept"), json!({})).await.ok();
    assert_eq!(member.command(&format!("{at}/drop"), json!({ "reason": "نه" })).await.is(409).code(), "task_under_way");

    let shown = json!({ "note": "انجام شد", "evidence": { "kind": "letter", "reference": "نامهٔ ۱۴/۲۲۰" } });
    new.command(&format!("/families/{family}/tasks/{task}/done"), shown).await.ok();
    let file = world.role(Role::CenterManager).await.get(&format!("/families/{family}")).await.ok();
    assert_eq!(file["tasks"][0]["evidence"], json!({ "kind": "letter", "reference": "نامهٔ ۱۴/۲۲۰" }));
    // With the last task the case leaves the commission, and its words with it (S058).
    let done = board(&world, &member, "state=done").await;
    assert_eq!((&done["items"][0]["title"], &done["items"][0]["evidence"]), (&Value::Null, &Value::Null));
    member.get(&packet).await.is(404);
}

/// A task that nobody will do is let go, and the case with it; the same word sent again has its answer.
#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_let_go() {
    let world = World::new().await;
    let member = world.role(Role::CommissionMember).await;
    let here = caught_up(&world).await;
    let at = format!("/commissions/{}/tasks/{}/drop?{here}", world.own.commission, world.own.task);
    assert_eq!(member.command(&at, json!({ "reason": " " })).await.is(422).fields(), ["reason"]);
    let wish = json!({ "command_id": uuid::Uuid::now_v7(), "reason": "خانواده بیمه شد" });
    member.post(&at, wish.clone()).await.is(200);
    assert_eq!(member.post(&at, wish).await.ok()["repeated"], true);
    member.command(&at, json!({ "reason": "باز" })).await.is(404);
    let dropped = board(&world, &member, "state=dropped").await;
    assert_eq!(dropped["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        member.get(&format!("/commissions/{}/tasks?state=lost", world.own.commission)).await.is(422).fields(),
        ["state"]
    );
}

/// A task is handed on within its agency alone; the week counts what the lists hold.
#[tokio::test(flavor = "multi_thread")]
async fn an_agency_hands_work_on_and_sees_its_week() {
    let world = World::new().await;
    let officer = world.role(Role::AgencyOfficer).await;
    let scope = Scope { agency_id: agency(&world).await.parse().ok(), ..Scope::default() };
    let colleague = world.person("officer.colleague", Role::AgencyOfficer, scope).await;
    let people = officer.get("/agency/colleagues").await.ok();
    let names: Vec<_> =
        people["items"].as_array().expect("people").iter().map(|one| (&one["display_name"], &one["own"])).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let other =
        people["items"].as_array().expect("people").iter().find(|one| one["own"] == false).expect("the colleague");
    let at = format!("/families/{}/tasks/{}/delegate", world.own.family, world.own.task);
    let stranger = json!({ "user_id": uuid::Uuid::now_v7() });
    assert_eq!(officer.command(&at, stranger).await.is(422).faults(), [("user_id".to_owned(), "unknown".to_owned())]);
    officer.command(&at, json!({ "user_id": other["user_id"], "note": "پیگیری با شما" })).await.ok();
    let here = caught_up(&world).await;
    let mine = colleague.get(&format!("/tasks?delegated=mine&{here}")).await.ok();
    assert_eq!(
        (mine["items"].as_array().map(Vec::len), &mine["items"][0]["delegated_to"]["name"]),
        (Some(1), &other["display_name"])
    );
    assert_eq!(officer.get(&format!("/tasks?delegated=mine&{here}")).await.ok()["items"], json!([]));
    assert_eq!(officer.get("/tasks?delegated=theirs").await.is(422).fields(), ["delegated"]);

    let week = officer.get(&format!("/agency/week?{here}")).await.ok();
    assert_eq!(
        (&week["given"], &week["waiting"], &week["unassigned"], &week["overdue"]),
        (&json!(1), &json!(1), &json!(0), &json!(0))
    );
    let family = &world.own.family;
    colleague.command(&format!("/families/{family}/tasks/{}/accept", world.own.task), json!({})).await.ok();
    colleague.command(&format!("/families/{family}/tasks/{}/done", world.own.task), json!({})).await.ok();
    let week = officer.get(&format!("/agency/week?{}", caught_up(&world).await)).await.ok();
    assert_eq!((&week["done"], &week["waiting"]), (&json!(1), &json!(0)));
    // Each number is the length of the list that it opens.
    let (from, until) = (week["from"]["iso"].as_str().expect("a day"), week["until"]["iso"].as_str().expect("a day"));
    let tasks =
        async |query: String| officer.get(&format!("/tasks?{query}")).await.ok()["items"].as_array().map(Vec::len);
    assert_eq!(tasks(format!("given_since={from}&given_until={until}")).await, Some(1));
    assert_eq!(tasks(format!("state=done&closed_since={from}&closed_until={until}")).await, Some(1));
    assert_eq!(tasks(format!("state=declined&closed_since={from}&closed_until={until}")).await, Some(0));
    assert_eq!(tasks("given_since=1404-01-09&given_until=1404-01-15".to_owned()).await, Some(0));
    assert_eq!(tasks("state=open&delegated=nobody&sharing=on".to_owned()).await, Some(0));
    for (query, field) in [
        (format!("given_since={from}"), "given_until"),
        (format!("closed_until={until}"), "closed_since"),
        ("sharing=off".to_owned(), "sharing"),
        ("due_since=yesterday".to_owned(), "due_since"),
    ] {
        assert_eq!(officer.get(&format!("/tasks?{query}")).await.is(422).fields(), [field]);
    }
    let before = officer.get("/agency/week?day=1404-01-15").await.ok();
    assert_eq!((&before["from"]["iso"], &before["done"]), (&json!("2025-03-29"), &json!(0)));
    officer.get("/agency/week?day=yesterday").await.is(422);
}
